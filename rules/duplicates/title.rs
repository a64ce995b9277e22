//! # duplicates/title
//!
//! Two entries of a section with the same title and different URLs.
//!
//! ## Why
//!
//! Readers cannot tell them apart, and one may be an old address of the other.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [Lamp](https://other.example/) - A light for the night.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! - [Lamp for the night](https://other.example/) - A light for the night.
//! ```
//!
//! Only titles within one section are compared: short names repeat legitimately in large lists. Not reported are titles that are
//!
//! - the names of the projects they lead to, such as `log` of two owners on one code host;
//! - the hosts of their URLs;
//! - a set phrase, which more than three entries have;
//! - told apart by what stands behind the links and nothing else: other authors (`Jane Doe`, `John Roe` or nobody), versions (`(2.7)`,
//!   `(3.x)`), formats (`(PDF)`, `(HTML)`) or languages (`(in English)`); or by the cells before them in a table.
//!
//! A line that was meant as a heading (`##Lamps`) ends a section here. Lists of pages of the project, such as menus that fold out, are
//! judged one by one.
//!
//! ## Fix
//!
//! None.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::duplicates::support::forges::is_on_forge;
use crate::text::attribution::{is_attribution, is_name, without_brackets};
use crate::text::resource::Resource;
use crate::text::section_kinds::SectionKinds;
use curate_document::heading_lines::{HeadingDefect, heading_marks};
use curate_document::normal_text::{folded, folded_hash, is_part_of_word, letters};
use curate_document::script::{is_cjk_letter, is_emoji_like};
use curate_document::{BlockId, BlockKind, Document, Entry, EntryId, Link, SectionId, Span, Target};
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    yields_to: &["duplicates/url", "duplicates/text"],
    revealed_by_fixes: true,
    ..Declaration::hint(
        include_str!("title.rs"),
        "two entries of a section with the same title and different URLs",
        Make::plain(|_| Box::new(DuplicateTitle)),
    )
};

/// A title that more entries of a section have is a set phrase, not a slip.
const MOST_COPIES: usize = 3;

struct DuplicateTitle;

impl Rule for DuplicateTitle {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut alike: HashMap<(Option<SectionId>, Option<EntryId>, u64), Vec<&Entry>> =
            HashMap::with_capacity(document.entries().len());
        for entry in document.entries().iter().filter(|entry| kinds.within(entry.section).is_none()) {
            let (Some(title), Some(_)) = (entry.title, entry.link) else { continue };
            alike.entry((entry.section, entry.parent, folded_hash(document.text(title)))).or_default().push(entry);
        }
        let mut titles: BTreeMap<(Option<SectionId>, usize, Option<EntryId>, Option<BlockId>, String), Vec<&Entry>> =
            BTreeMap::new();
        let ends = LazyCell::new(|| broken_headings(document));
        for entry in alike.into_values().filter(|entries| entries.len() > 1).flatten() {
            let (Some(title), Some(link)) = (entry.title, document.link_of(entry)) else { continue };
            let prefix = entry.prefix.map_or("", |prefix| document.text(prefix));
            let part = ends.partition_point(|end| *end < entry.own.start);
            let list = menu(document, entry, link);
            let key = (entry.section, part, entry.parent, list, folded(&format!("{prefix} {}", document.text(title))));
            // Projects of one name are told apart by their owners, and the name is not the list's to choose. A rating, a date or
            // the host of the URL is not a title.
            if !is_project_name(document.text(title), link) && !is_host_or_number(document.text(title), link) {
                titles.entry(key).or_default().push(entry);
            }
        }
        for titles in titles.values_mut() {
            titles.sort_by_key(|entry| entry.own);
        }
        for entries in titles.values().filter(|entries| entries.len() <= MOST_COPIES) {
            for (index, entry) in entries.iter().enumerate() {
                let before = entries.iter().take(index);
                let earlier = before.clone().find(|earlier| !are_told_apart(document, entry, earlier));
                // One resource twice is for duplicates/url to judge.
                let is_one =
                    before.clone().any(|earlier| Resource::of(document, entry) == Resource::of(document, earlier));
                let (Some(title), Some(first)) = (entry.title, earlier.and_then(|earlier| earlier.title)) else {
                    continue;
                };
                if is_one {
                    continue;
                }
                let line = document.line_of(first.start);
                let message = text!("the same title as line {line}, with another URL", line);
                let finding = Finding::at(title, message)
                    .label(context.edition, first, text!("first used here"))
                    .help(text!("say in the titles what tells the two apart"));
                sink.report(finding);
            }
        }
    }
}

/// The outermost list around an entry that leads to a page of the project: several of them side by side are menus, each with its own names.
fn menu(document: &Document, entry: &Entry, link: &Link) -> Option<BlockId> {
    let is_own = matches!(link.target, Target::Path { .. } | Target::Anchor(_));
    let mut outermost = None;
    let mut at = entry.body.filter(|_| is_own);
    while let Some((id, block)) = at.and_then(|id| Some((id, document.block(id)?))) {
        outermost = if matches!(block.kind, BlockKind::List { .. }) { Some(id) } else { outermost };
        at = block.parent;
    }
    outermost
}

/// Whether what stands beside the links of two entries tells them apart: other cells before them, or other authors, versions, languages
/// and formats behind them, and nothing else.
fn are_told_apart(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let before = |entry: &Entry| {
        let link = document.link_of(entry).filter(|_| entry.row)?;
        Some(letters(document.text(Span::new(entry.own.start.min(link.span.start), link.span.start))))
    };
    if let (Some(own), Some(other)) = (before(entry), before(earlier)) {
        return own != other;
    }
    matches!((credits(document, entry), credits(document, earlier)), (Some(own), Some(other)) if own != other)
}

/// The letters of the names and notes behind the link of `entry`; `None` where there is more than that.
fn credits(document: &Document, entry: &Entry) -> Option<String> {
    let link = document.link_of(entry).filter(|_| !entry.row)?;
    let behind = Span::new(link.span.end.min(entry.own.end), entry.own.end);
    let behind = document.rendered_at(entry.body?, behind);
    if !is_attribution(&behind) && !is_name(&behind) {
        return None;
    }
    let names = without_brackets(&behind);
    // `Lamp 的 Shade 接口` says what it is, in two scripts.
    if names.chars().any(is_cjk_letter) && names.contains(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    // A flag is a language too.
    Some(folded(&behind).chars().filter(|character| is_part_of_word(*character) || is_emoji_like(*character)).collect())
}

/// Whether `link` leads to a repository, or what is in one, of the name `title`: `…/owner/title`.
fn is_project_name(title: &str, link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let title = letters(title);
    let named = |part: &str| letters(part.strip_suffix(".git").unwrap_or(part)) == title;
    is_on_forge(link) && url.path_segments().is_some_and(|mut parts| parts.any(named))
}

/// Whether `title` has no letters, or is the host of `link`.
fn is_host_or_number(title: &str, link: &Link) -> bool {
    let host = || link.parsed_url().and_then(|url| url.host_str()).unwrap_or("").trim_start_matches("www.");
    !title.contains(char::is_alphabetic) || title.contains('.') && title.eq_ignore_ascii_case(host())
}

/// The offsets of the lines that were meant as headings, which end a section for readers.
fn broken_headings(document: &Document) -> Vec<usize> {
    let lines = (1..=document.lines().count()).map(|number| document.lines().content(number, document.source()));
    let is_meant = |line: &Span| {
        heading_marks(document.text(*line))
            .is_some_and(|marks| marks.is_plain && marks.defect != HeadingDefect::Indented)
    };
    lines.filter(is_meant).map(|line| line.start).collect()
}
