//! # duplicates/url
//!
//! Two entries of a document that lead to one resource: their URLs have the same URL key (scheme, `www.`, trailing slash,
//! tracking parameters and the like do not count).
//!
//! ## Why
//!
//! Readers meet the same thing twice, and one of the two descriptions falls behind.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [The lamp](http://www.lamp.example) - A light for the night.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [The night lamp](https://lamp.example/night) - A light for the night.
//! ```
//!
//! Not reported: links inside descriptions and sentences, the same URL twice in one entry, people in sections such as
//! *Contributors*, an entry nested in the one it repeats, parts that say what they are part of and share its repository, and
//! a table or list that repeats at least half of another one: it accompanies that; nor a choice that stands before the whole list. One
//! resource in two sections, or under two
//! items with entries of their own, may be there on purpose, and is a hint; a warning where the two entries say nearly the
//! same, so that one has fallen behind. Twice in a section is an error, unless the page is about several things: three and more
//! entries with names of their own lead to it, or the names begin alike (`Lamp Free`, `Lamp Pro`).
//!
//! ## Fix
//!
//! Unsafe, and only within a section, where the whole entry is identical and nothing is nested in it: it is removed.

use crate::duplicates::blocks::Companions;
use crate::duplicates::removal::removal;
use crate::duplicates::title::is_on_forge;
use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::Roles;
use crate::engine::normal_text::{folded, letters, undecorated, words};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::script::is_emoji_like;
use curate_document::{Document, Entry, Span, UrlKey};
use std::collections::HashMap;

/// The declaration of `duplicates/url`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/url",
    summary: "two entries with the same URL",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &[],
    options: &[],
    source: include_str!("url.rs"),
    build: |_| Box::new(DuplicateUrl),
};

/// From this likeness on, but for equal ones, two texts were one once.
const NEARLY: f64 = 0.7;
/// From so many entries on, each with its own name, a page is about many things.
const PAGE_OF_MANY: usize = 3;
/// Texts of more bytes are not compared.
const LONGEST_COMPARED: usize = 600;
/// A title of fewer letters is not looked for in other texts.
const FEWEST_LETTERS: usize = 3;
/// What parts say of the whole, in lower case.
const PART_OF: [&str; 14] = [
    "part of",
    "included in",
    "bundled with",
    "comes with",
    "component of",
    "module of",
    "subproject of",
    "ships with",
    "一部分",
    "属于",
    "內建於",
    "内置于",
    "の一部",
    "parte de",
];

struct DuplicateUrl;

impl Rule for DuplicateUrl {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let roles = Roles::of(context);
        let mut listed: HashMap<&UrlKey, Vec<&Entry>> = HashMap::with_capacity(document.entries().len());
        for entry in document.entries() {
            if let Some(key) = document.link_of(entry).and_then(|link| link.key())
                && roles.within(entry.section).is_none()
                && presents(document, entry)
            {
                listed.entry(key).or_default().push(entry);
            }
        }
        let companions = Companions::of(document, &listed);
        for entries in listed.values().filter(|entries| entries.len() > 1) {
            for (index, entry) in entries.iter().enumerate().skip(1) {
                let before = entries.iter().take(index).copied();
                let judged = |earlier: &&Entry| !companions.are(document, entry, earlier);
                let before: Vec<&Entry> = before.filter(judged).collect();
                let beside = before.iter().find(|earlier| home(earlier) == home(entry));
                let earlier = beside.or_else(|| before.first()).copied();
                let is_told = |earlier: &&Entry| {
                    earlier.span.contains(entry.span)
                        || is_part(document, entry, earlier)
                        || have_other_labels(document, entry, earlier)
                        || companions.repeat(document, entry, earlier, entries)
                };
                if let Some(earlier) = earlier.filter(|earlier| !is_told(earlier)) {
                    sink.report(finding(context, entry, earlier, is_page_of_many(document, entries)));
                }
            }
        }
    }
}

/// What is said of `entry`, whose URL is that of `earlier`; where it `is_shared`, that of a page about several things.
fn finding(context: &Context<'_>, entry: &Entry, earlier: &Entry, is_shared: bool) -> Finding {
    let document = context.document;
    let line = document.line_of(earlier.span.start);
    let title = earlier.title.map_or("", |title| document.text(title));
    let place = document.link_of(entry).map_or(entry.own, |link| link.text);
    let message = format!("the same URL as line {line} (\"{title}\")");
    let label = earlier.title.unwrap_or(earlier.own);
    let finding = |message: String, help: &str| {
        Finding::at(place, message).label(context.edition, label, "first listed here").help(help)
    };
    let are_variants = is_shared || are_variants(document, entry, earlier);
    if home(entry) == home(earlier) && are_variants {
        return finding(message, "fine where the page is about both").at_most(Severity::Hint);
    }
    if home(entry) == home(earlier) {
        let finding = finding(message, "keep the better of the two entries, or link to what each is about");
        return match removal(context, entry, earlier) {
            Some(fix) => finding.fix(fix),
            None => finding,
        };
    }
    if !are_variants && fell_behind(document, entry, earlier) {
        let message = format!("{message}, with nearly the same text");
        return finding(message, "say the same in both sections, or keep one of the entries")
            .at_most(Severity::Warning);
    }
    finding(message, "fine where both sections are the right place for it").at_most(Severity::Hint)
}

/// Whether so many entries of one place, each with a name of its own, lead to one page that it is about many things.
fn is_page_of_many(document: &Document, entries: &[&Entry]) -> bool {
    let mut names: Vec<String> = entries.iter().map(|entry| title_letters(document, entry)).collect();
    names.sort_unstable();
    names.dedup();
    names.len() >= PAGE_OF_MANY && names.len() == entries.len()
}

/// Whether two titles begin with the same word and go on differently, or different badges stand before them: editions and parts of
/// one thing (`Lamp Free`, `Lamp Pro`).
fn are_variants(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let name = |entry: &Entry| entry.title.map(|title| words(document.text(title))).unwrap_or_default();
    let (own, other) = (name(entry), name(earlier));
    let badge = |entry: &Entry| {
        let before = document.links_of(entry).iter().find(|link| link.image);
        before.map(|link| document.text(link.text).to_lowercase())
    };
    if own != other && matches!((badge(entry), badge(earlier)), (Some(own), Some(other)) if own != other) {
        return true;
    }
    let begins_alike = own.len() > 1 && other.len() > 1 && own.first() == other.first();
    begins_alike && own.iter().zip(&other).any(|(own, other)| own != other)
}

/// Whether two bare addresses are labelled as different things: `Discussion: https://…`, `Fork: https://…`.
fn have_other_labels(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let label = |entry: &Entry| {
        let is_bare = entry.title.is_some_and(|title| UrlKey::of(document.text(title)).is_some());
        entry.prefix.filter(|_| is_bare).map(|prefix| letters(document.text(prefix)))
    };
    matches!((label(entry), label(earlier)), (Some(own), Some(other)) if own != other)
}

fn title_letters(document: &Document, entry: &Entry) -> String {
    entry.title.map(|title| letters(document.text(title))).unwrap_or_default()
}

/// Where an entry is listed: its section, and in that the item that it is under.
fn home(entry: &Entry) -> (Option<curate_document::SectionId>, Option<curate_document::EntryId>) {
    (entry.section, entry.parent)
}

/// Whether the link of `entry` is what it presents: nothing but a sign, a number or a label stands before it.
fn presents(document: &Document, entry: &Entry) -> bool {
    let Some(prefix) = entry.prefix.map(|prefix| document.text(prefix).trim()) else { return true };
    let is_label =
        prefix.ends_with([':', '：', ']', ')', '】', '）', '!', '！', '|', '`', '*', '_', '>', '/', '·', '•']);
    is_label || !prefix.chars().any(|character| character.is_alphabetic() && !is_emoji_like(character))
}

/// Whether one of two entries for one repository says that it is part of the other, or names it.
fn is_part(document: &Document, entry: &Entry, other: &Entry) -> bool {
    let title = |entry: &Entry| entry.title.map(|title| folded(document.text(title))).unwrap_or_default();
    let (own, others) = (title(entry), title(other));
    if letters(&own) == letters(&others) || !document.link_of(entry).is_some_and(is_on_forge) {
        return false;
    }
    let names = |entry: &Entry, name: &str| {
        let said = folded(document.text(after_title(entry)));
        let is_named = letters(name).chars().count() >= FEWEST_LETTERS && has_word(&said, name);
        is_named || PART_OF.iter().any(|phrase| said.contains(phrase))
    };
    names(entry, &others) || names(other, &own)
}

/// What stands behind the title of `entry`.
fn after_title(entry: &Entry) -> Span {
    let start = entry.description.map_or(entry.own.end, |description| description.start);
    Span::new(start.min(entry.own.end), entry.own.end)
}

/// Whether `text` has `word` with no letter of a script that separates words beside it.
fn has_word(text: &str, word: &str) -> bool {
    let continues = |character: char| character.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(continues) && !after.is_some_and(continues)
    })
}

/// Whether two entries say nearly the same of a resource: one of them was changed, and the other was not.
fn fell_behind(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let (Some(a), Some(b)) = (entry.description, earlier.description) else { return false };
    let (a, b) = (undecorated(document.text(a)), undecorated(document.text(b)));
    let (own, others) = (title_letters(document, entry), title_letters(document, earlier));
    let is_one_name = own.contains(&others) || others.contains(&own);
    if !is_one_name || a.len().max(b.len()) > LONGEST_COMPARED || letters(&a) == letters(&b) {
        return false;
    }
    strsim::sorensen_dice(&a, &b) >= NEARLY
}
