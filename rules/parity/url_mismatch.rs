//! # parity/url-mismatch
//!
//! The same entry, or the same link of a paragraph, leads to different URLs in two editions.
//!
//! ## Why
//!
//! One of the two is out of date, cut short or mistyped, and its readers find out.
//!
//! Not reported are the language itself (`en.wikipedia.org` and `zh.wikipedia.org`, `/en/` and `/zh-cn/`, `hl=`, `README.md` and
//! `README.zh-cn.md`), the national site of the same name (`example.com` and `example.cn`), an entry of which each edition links to the
//! other's URL as well, and a page that names the language or country of its own edition (`/taid-jp/` in a Japanese one).
//!
//! A page above or below the other, or of a shop, is a hint, and so is another site where the source is not in English; any other page is
//! a warning: both may be right. Two pages of one site, or two repositories of one owner, that stand at
//! one place of the prose are a hint, and so are those of entries known by their place alone whose URLs differ in one part.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                                         README.zh-cn.md
//!
//! - [Alpha](https://alpha.example/docs) - One.      - [Alpha](https://beta.example/docs) - 一。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                                         README.zh-cn.md
//!
//! - [Alpha](https://alpha.example/docs) - One.      - [Alpha](https://alpha.example/docs) - 一。
//! ```
//!
//! ## Fix
//!
//! Safe where one side is malformed and means the other's URL, or is visibly the beginning of it. Unsafe where both lead to one host: the
//! URL of the source edition is taken. None between two hosts, one of which may be where the site was before, and none for a hint.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::parity::support::compared_link::{ComparedLink, of_entry, of_link};
use crate::parity::support::comparison::{Comparison, translations};
use crate::parity::support::page_sections::is_far;
use crate::parity::support::urls::{
    Difference, are_at_one_host, are_at_own_site, are_neighbours, are_of_one_owner, differ_in_one_part, difference,
    end_alike, is_cut,
};
use crate::text::entry_name::first_line;
use curate_document::{Document, Entry, Link, MatchKind, UrlKey};
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::List],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    yields_to_change: &["parity/one-sided-change"],
    revealed_by_fixes: true,
    ..Declaration::error(
        include_str!("url_mismatch.rs"),
        "the same entry or link with different URLs",
        Make::plain(|_| Box::new(UrlMismatch)),
    )
};

struct UrlMismatch;

impl Rule for UrlMismatch {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let is_compared = |comparison: &Comparison<'_>| context.is_list || !is_far(comparison);
        for comparison in translations(context).filter(is_compared) {
            let mut found = differences(&comparison);
            found.sort_by_key(|(_, finding)| (finding.edition, finding.span));
            let path = &comparison.other_edition.path;
            for level in [Severity::Error, Severity::Warning, Severity::Hint] {
                let of_level: Vec<Finding> =
                    found.extract_if(.., |(own, _)| *own == level).map(|(_, finding)| finding).collect();
                let title = text!("Take the URLs from {path}", path);
                let path = path.clone();
                let summary = move |count: usize| {
                    let path = &path;
                    text!(
                        "{count} entries and links have other URLs than in {path}, of which this is the first",
                        count,
                        path
                    )
                };
                // Those with a fix and those without are many together.
                let single = if of_level.len() > summarize::SINGLE { summarize::FEW } else { summarize::SINGLE };
                summarize::report_more_than(single, of_level, summary, title, context, sink);
            }
        }
    }
}

/// The findings of two editions, with their severities.
fn differences(comparison: &Comparison<'_>) -> Vec<(Severity, Finding)> {
    let mut found = Vec::new();
    let labels = labels(comparison.other);
    for (first, second, how) in comparison.alignment.pairs() {
        let (Some(theirs), Some(mine)) = (comparison.other.entry(first), comparison.document.entry(second)) else {
            continue;
        };
        if link_each_other(comparison, theirs, mine) {
            continue;
        }
        let sides = (of_entry(comparison, theirs, true), of_entry(comparison, mine, false));
        let (Some(source), Some(translation)) = sides else { continue };
        // What only stands at one place may be two entries, unless their URLs are nearly one.
        let is_placed = matches!(how, MatchKind::Words | MatchKind::Position)
            || (how != MatchKind::Url && source.is_called_by_site() && translation.is_called_by_site())
            || (how != MatchKind::Url && labels.contains(source.text));
        let are_near =
            || source.key.as_ref().zip(translation.key.as_ref()).is_some_and(|(a, b)| differ_in_one_part(a, b));
        if !is_placed {
            found.extend(judge(&source, &translation, how, &text!("entry")));
        } else if are_near() {
            found.extend(judge(&source, &translation, how, &text!("entry")).map(|(_, finding)| as_hint(finding)));
        }
    }
    for pair in comparison.alignment.links() {
        let links = (comparison.other.link(pair.first), comparison.document.link(pair.second));
        if let (Some(first), Some(second)) = links {
            let sides = (of_link(comparison, first, true), of_link(comparison, second, false));
            found.extend(judge(&sides.0, &sides.1, pair.kind, &text!("link")));
        }
    }
    found
}

/// The texts of links that so many entries have: `URL`, `PDF`.
fn labels(document: &Document) -> BTreeSet<&str> {
    /// How many.
    const MANY: usize = 3;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in document.entries().iter().filter_map(|entry| document.link_of(entry)) {
        *counts.entry(document.text(link.text)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= MANY).map(|(text, _)| text).collect()
}

fn as_hint(finding: Finding) -> (Severity, Finding) {
    (Severity::Hint, Finding { fix: None, ..finding.at_most(Severity::Hint) })
}

/// Whether one of two entries links to the other's URL as well: both are known to both.
fn link_each_other(comparison: &Comparison<'_>, theirs: &Entry, mine: &Entry) -> bool {
    let knows = |document: &Document, entry: &Entry, other: Option<&Link>| {
        let Some(key) = other.and_then(Link::key) else { return false };
        let own = document.link_of(entry).map(|link| link.span);
        let others = document.links_of(entry).iter().filter(|link| !link.image && Some(link.span) != own);
        let mut keys = others.filter_map(Link::key);
        keys.any(|other| other == key || other.localised() == key.localised())
    };
    let (first, second) = (comparison.other.link_of(theirs), comparison.document.link_of(mine));
    let differ = first.zip(second).is_some_and(|(first, second)| first.key() != second.key());
    differ && (knows(comparison.other, theirs, second) || knows(comparison.document, mine, first))
}

fn judge(
    source: &ComparedLink<'_>,
    translation: &ComparedLink<'_>,
    how: MatchKind,
    what: &Text,
) -> Option<(Severity, Finding)> {
    let (first, second) = (source.key.as_ref()?, translation.key.as_ref()?);
    if first == second {
        let finding = match (source.is_whole, translation.is_whole) {
            (true, false) => broken(translation, source, what),
            (false, true) => broken(source, translation, what),
            _ => None,
        };
        return finding.map(|finding| (Severity::Error, finding));
    }
    let (url, other) = (source.url(), translation.url());
    if is_cut(url, other) {
        return cut(source, translation, what).map(|finding| (Severity::Error, finding));
    }
    // A bare URL that took the text behind it along is a case of its own.
    let has_text = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| !rest.is_ascii());
    if has_text(url, other) || has_text(other, url) {
        return None;
    }
    if is_cut(other, url) {
        return cut(translation, source, what).map(|finding| (Severity::Error, finding));
    }
    let level = match (difference(first, second), how) {
        (Difference::Language, _) => return None,
        // A page of the repository that is there in the language of the translation.
        _ if are_neighbours(first, second) && translation.is_in_own_language() => return None,
        _ if source.is_for_own_readers(second) || translation.is_for_own_readers(first) => return None,
        // Nothing but their places speaks for their being the same.
        _ if how == MatchKind::Position && is_thin(source, translation, (first, second)) => return None,
        (Difference::Page, _) => Severity::Hint,
        // Of two pages of a site, or two repositories of one owner, at one place either may be out of date.
        (Difference::Site, MatchKind::Position)
            if (are_at_own_site(first, second) || are_of_one_owner(first, second))
                && !are_neighbours(first, second) =>
        {
            Severity::Hint
        }
        // What is at one place and differs in a word is one page, misspelt or moved.
        (Difference::Site, MatchKind::Position | MatchKind::Words) if differ_in_one_part(first, second) => {
            Severity::Hint
        }
        // Only the place or a likeness speaks for their being the same: another URL may well be meant.
        (Difference::Site, MatchKind::Position | MatchKind::Similarity) if !are_neighbours(first, second) => {
            return None;
        }
        // From another language translations lead to English pages, where there are any.
        (Difference::Site, _) if source.is_foreign() && !are_at_one_host(first, second) => Severity::Hint,
        // Which of two sites is the right one, a reader has to find out; both may be.
        (Difference::Site, _) => Severity::Warning,
    };
    different(source, translation, what, level).map(|finding| (level, finding))
}

/// Whether two links at one place may well be two things: they are at two hosts, or two pages beside each other, and share no word.
fn is_thin(source: &ComparedLink<'_>, translation: &ComparedLink<'_>, (first, second): (&UrlKey, &UrlKey)) -> bool {
    let is_apart = !are_at_one_host(first, second) || are_neighbours(first, second);
    is_apart && !end_alike(first, second) && !differ_in_one_part(first, second) && !source.shares_word(translation)
}

/// `wrong` means the URL that `whole` has.
fn broken(wrong: &ComparedLink<'_>, whole: &ComparedLink<'_>, what: &Text) -> Option<Finding> {
    let (line, path) = (whole.document.line_of(whole.destination.start), whole.path);
    let what = what.clone();
    let message = if wrong.url() == whole.url() {
        text!("the link of this {what} is malformed; line {line} of {path} has it whole", what, line, path)
    } else {
        text!("the URL of this {what} is malformed; line {line} of {path} has it whole", what, line, path)
    };
    repaired(wrong, whole, message, false)
}

/// `short` is the beginning of the URL that `whole` has.
fn cut(short: &ComparedLink<'_>, whole: &ComparedLink<'_>, what: &Text) -> Option<Finding> {
    let message = text!(
        "the URL of this {what} is cut short; line {line} of {path} has it whole: `{url}`",
        what = what.clone(),
        line = whole.document.line_of(whole.destination.start),
        path = whole.path,
        url = whole.url()
    );
    repaired(short, whole, message, true)
}

fn repaired(wrong: &ComparedLink<'_>, whole: &ComparedLink<'_>, message: Text, changes_key: bool) -> Option<Finding> {
    if !wrong.judged {
        return None;
    }
    let finding = Finding::at(first_line(wrong.document, wrong.destination), message).in_edition(wrong.edition);
    let finding = finding.label(whole.edition, first_line(whole.document, whole.destination), text!("the whole URL"));
    let url = whole.url();
    if !wrong.is_inline || !whole.is_inline || url.contains(char::is_whitespace) || url == wrong.url() {
        return Some(finding);
    }
    let effects = Effects { keys: true, entries: !changes_key, ..Effects::default() };
    let fix = Fix::of(text!("Take the whole URL from {path}", path = whole.path), Applicability::Safe);
    Some(finding.fix(fix.edit(wrong.edition, wrong.destination, url).with_effects(effects)))
}

/// Reports in the translation, else in the source.
fn different(
    source: &ComparedLink<'_>,
    translation: &ComparedLink<'_>,
    what: &Text,
    level: Severity,
) -> Option<Finding> {
    let (here, there) = if translation.judged { (translation, source) } else { (source, translation) };
    if !here.judged {
        return None;
    }
    let message = text!(
        "the same {what} has another URL on line {line} of {path}: `{url}`",
        what = what.clone(),
        line = there.document.line_of(there.destination.start),
        path = there.path,
        url = there.url()
    );
    let finding = Finding::at(first_line(here.document, here.destination), message).in_edition(here.edition);
    let label = text!("the same {what}", what = what.clone());
    let finding = finding.label(there.edition, first_line(there.document, there.destination), label).at_most(level);
    // Which of two sites is the current one is not known here.
    let are_near = source.key.as_ref().zip(translation.key.as_ref()).is_some_and(|(a, b)| are_at_one_host(a, b));
    let can_take = level > Severity::Hint
        && are_near
        && translation.judged
        && here.is_inline
        && there.is_inline
        && there.is_whole
        && !there.url().contains(char::is_whitespace);
    if !are_near && level > Severity::Hint {
        return Some(finding.help(text!("where the site has moved, write its new URL in both")));
    }
    if !can_take {
        return Some(finding);
    }
    let title = text!("Take the URL from {path}", path = there.path);
    let fix = Fix::risky(title, here.edition, here.destination, there.url());
    Some(finding.fix(fix.with_effects(Effects { keys: true, ..Effects::default() })))
}
