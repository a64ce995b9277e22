//! # duplicates/text
//!
//! The same text twice: an item of text only that repeats another of its section, or one description for two entries.
//!
//! ## Why
//!
//! A repeated item is a slip of the editor; a repeated description says nothing of what makes its entry worth listing.
//!
//! ## Bad
//!
//! ```markdown
//! - Seed round: Lantern Fund
//! - Series A: Harbour Partners
//! - Seed round: Lantern Fund.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - Seed round: Lantern Fund
//! - Series A: Harbour Partners
//! ```
//!
//! Items count within one list of a section. Descriptions count from 20 columns on. Not reported are descriptions
//!
//! - in tables, where cells repeat legitimately;
//! - that are set words, such as authors and formats of books: in more than three entries, or in a list that repeats ten and more;
//! - of one owner's thing in two programming languages (`lamp`, `lamp-java`);
//! - of names, formats and years (`Jane Doe, John Roe (PDF)`), which say who made a thing; where seven of ten are such, none is reported.
//!
//! A description of less than 40 columns may be all there is to say of both entries, and is a hint unless the two have one title; so is
//! one in two sections.
//!
//! ## Fix
//!
//! Unsafe, for items of text only: the repeated item is removed.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::duplicates::support::quoted_title::quoted_title;
use crate::duplicates::support::removal_fix::removal_fix;
use crate::duplicates::support::repeating_sections::RepeatingSections;
use crate::text::attribution::is_attribution;
use crate::text::section_kinds::SectionKinds;
use curate_document::normal_text::{folded, folded_hash, letters, without_final_punctuation};
use curate_document::script::display_width;
use curate_document::{Document, Entry, EntryId, SectionId};
use std::collections::btree_map::Entry as MapEntry;
use std::collections::{BTreeMap, HashMap};

/// Descriptions narrower than this many columns repeat legitimately.
const NARROWEST: usize = 20;
/// Descriptions narrower than this may fit two things equally well.
const NARROW: usize = 40;
/// A description that more entries have is a set phrase, not a slip.
const MOST_COPIES: usize = 3;
/// With this many repeated descriptions …
const FORMULAS: usize = 10;
/// … that this share of the described entries have, descriptions are made of set words.
const FORMULA_SHARE: f64 = 0.03;
/// From this share of the descriptions on, authors are all that descriptions name.
const AUTHORS_SHARE: f64 = 0.7;

/// What the names of repositories say of the programming language, in lower case.
#[rustfmt::skip]
const LANGUAGES: [&str; 46] = [
    "c", "cpp", "cs", "csharp", "net", "dotnet", "java", "jvm", "kotlin", "kt", "scala", "clj", "clojure", "js", "javascript", "ts",
    "typescript", "node", "nodejs", "wasm", "py", "python", "python3", "rb", "ruby", "rs", "rust", "go", "golang", "php", "perl", "lua",
    "r", "julia", "swift", "objc", "ios", "android", "dart", "flutter", "elixir", "erlang", "haskell", "hs", "ocaml", "zig",
];

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &["duplicates/url", "entries/glued"],
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("text.rs"),
        "identical text-only items or descriptions",
        Make::plain(|_| Box::new(DuplicateText)),
    )
};

struct DuplicateText;

impl Rule for DuplicateText {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut items: BTreeMap<(Option<SectionId>, Option<EntryId>, String), &Entry> = BTreeMap::new();
        let mut all: HashMap<u64, Vec<&Entry>> = HashMap::with_capacity(document.entries().len());
        let mut described = 0;
        for entry in document.markdown_entries().filter(|entry| !entry.row && entry.title.is_some()) {
            if kinds.within(entry.section).is_some() {
                continue;
            }
            if is_text_only(entry) {
                let text = normal(document.text(entry.own));
                if !text.chars().any(char::is_alphabetic) {
                    continue;
                }
                match items.entry((entry.section, entry.parent, text)) {
                    MapEntry::Vacant(place) => _ = place.insert(entry),
                    MapEntry::Occupied(place) => report(context, sink, entry, place.get()),
                }
            } else if let Some(description) = entry.description {
                described += 1;
                let text = without_final_punctuation(document.text(description).trim());
                all.entry(folded_hash(text)).or_default().push(entry);
            }
        }
        let descriptions = repeated(all.into_values().filter(|entries| entries.len() > 1).flatten(), document);
        if is_formulaic(&descriptions, described) || !descriptions.is_empty() && is_of_authors(document) {
            return;
        }
        let repeating = RepeatingSections::of(document);
        for entries in descriptions.values().filter(|entries| entries.len() <= MOST_COPIES) {
            let Some((earlier, copies)) = entries.split_first() else { continue };
            let is_meant =
                |entry: &&&Entry| are_ports(document, entry, earlier) || repeating.repeat(document, entry, earlier);
            for entry in copies.iter().filter(|entry| !is_meant(entry)) {
                report(context, sink, entry, earlier);
            }
        }
    }
}

/// Whether two entries lead to repositories of one owner of which one is the other in a programming language: `lamp`, `lamp-java`.
fn are_ports(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let repository = |entry: &Entry| {
        let url = document.link_of(entry)?.parsed_url()?;
        let mut parts = url.path_segments()?;
        let owner = format!("{}/{}", url.host_str()?, parts.next()?).to_lowercase();
        let name = parts.next()?.to_lowercase();
        Some((owner, name.strip_suffix(".git").map_or_else(|| name.clone(), str::to_owned)))
    };
    let (Some(own), Some(other)) = (repository(entry), repository(earlier)) else { return false };
    let is_port = |port: &str, name: &str| {
        let behind = port.strip_prefix(name).and_then(|rest| rest.strip_prefix(['-', '_', '.']));
        let before = port.strip_suffix(name).and_then(|rest| rest.strip_suffix(['-', '_', '.']));
        behind.or(before).is_some_and(|language| LANGUAGES.contains(&language))
    };
    own.0 == other.0 && (is_port(&own.1, &other.1) || is_port(&other.1, &own.1))
}

/// The descriptions that several of `entries` have and that say something, with those entries in the order of the document.
fn repeated<'e>(entries: impl Iterator<Item = &'e Entry>, document: &Document) -> BTreeMap<String, Vec<&'e Entry>> {
    let mut descriptions: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(description) = entry.description {
            descriptions.entry(normal(document.text(description))).or_default().push(entry);
        }
    }
    descriptions.retain(|text, entries| {
        entries.len() > 1
            && says_something(text)
            && entries.first().is_some_and(|entry| is_description(document, entry))
    });
    for entries in descriptions.values_mut() {
        entries.sort_by_key(|entry| entry.span);
    }
    descriptions
}

/// Whether an item is its text and nothing else, nested items included.
fn is_text_only(entry: &Entry) -> bool {
    entry.links.0 == entry.links.1 && entry.trailer.is_none() && entry.span.end == entry.own.end
}

fn says_something(text: &str) -> bool {
    display_width(text) >= NARROWEST && !text.contains("](") && text.chars().any(char::is_alphabetic)
}

/// Whether the description of `entry` says something of what it is about.
fn is_description(document: &Document, entry: &Entry) -> bool {
    entry.description.is_some_and(|description| !is_attribution(document.text(description)))
}

/// Whether most descriptions of `document` say who made a thing: then the others do so in words not known here.
fn is_of_authors(document: &Document) -> bool {
    let descriptions = document.markdown_entries().filter(|entry| !entry.row).filter_map(|entry| entry.description);
    let (mut all, mut attributions) = (0_usize, 0_usize);
    for description in descriptions {
        all += 1;
        attributions += usize::from(is_attribution(document.text(description)));
    }
    attributions as f64 >= AUTHORS_SHARE * all as f64
}

/// Whether descriptions repeat so often that they are made of set words: authors, publishers, formats.
fn is_formulaic(repeated: &BTreeMap<String, Vec<&Entry>>, described: usize) -> bool {
    let entries: usize = repeated.values().map(Vec::len).sum();
    repeated.len() >= FORMULAS && entries as f64 > FORMULA_SHARE * described as f64
}

fn report(context: &Context<'_>, sink: &mut Sink<'_>, entry: &Entry, earlier: &Entry) {
    let document = context.document;
    let title = entry.title.unwrap_or(entry.own);
    let first = earlier.title.unwrap_or(earlier.own);
    let line = document.line_of(earlier.span.start);
    let (message, help) = if entry.link.is_some() {
        let title = quoted_title(document, first);
        let message = text!("the same description as line {line} (\"{title}\")", line, title);
        (message, text!("say of each what the other is not, or keep one of them"))
    } else {
        (text!("the same item as line {line}", line), text!("keep one of the two"))
    };
    let label = text!("first written here");
    let mut finding = Finding::at(title, message).label(context.edition, first, label).help(help);
    let is_narrow = entry.description.is_some_and(|description| display_width(document.text(description)) < NARROW);
    let is_one_thing = letters(document.text(title)) == letters(document.text(first));
    if entry.link.is_some() && (entry.section != earlier.section || is_narrow && !is_one_thing) {
        finding = finding.at_most(Severity::Hint);
    }
    if entry.link.is_none()
        && let Some(fix) = removal_fix(context, entry, earlier)
    {
        finding = finding.fix(fix);
    }
    sink.report(finding);
}

fn normal(text: &str) -> String {
    folded(without_final_punctuation(text.trim()))
}
