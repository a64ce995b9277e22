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
//! Not reported are
//!
//! - links inside descriptions and sentences, and the same URL twice in one entry;
//! - people in sections such as *Contributors*;
//! - an entry nested in the one it repeats, and parts that say what they are part of and share its repository;
//! - a table or list that repeats at least half of another one (it accompanies that), and a selection before the whole list;
//! - sections of news, rankings and references, and what stands above the table of contents;
//! - editions of one product (`Lamp Community`), and the homepage of a maker of several things in several sections.
//!
//! Files beside the document are compared within a section. One resource in two sections, or under two items with entries of their own,
//! may be there on purpose, and is a hint; it is a warning where the two entries say nearly the same, so that one has fallen behind.
//! Twice in a section is an error, unless the page is about several things:
//!
//! - three and more entries with names of their own lead to it;
//! - the names begin alike (`Lamp Free`, `Lamp Pro`), or differ in a number or in what stands before a common end (`Lamp1`, `Lamp2`;
//!   `Desk-7b-Light`, `Wall-20b-Light`);
//! - the names have no word in common and the address has neither (the books of one author);
//! - one of them is raw HTML and has another name (what of a row names a thing is not known there);
//! - they are rows that name different things in their first cells and have other links as well (of one maker), or only refer to the
//!   page (`Discussion: https://…`);
//! - three and more rows have it in one column, behind cells that name different things (runs of one project on a scoreboard).
//!
//! ## Fix
//!
//! Unsafe, and only within a section, where the whole entry is identical and nothing is nested in it: it is removed. None in raw
//! HTML.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::duplicates::support::companion_lists::CompanionLists;
use crate::duplicates::support::part_of::is_part;
use crate::duplicates::support::quoted_title::quoted_title;
use crate::duplicates::support::removal_fix::removal_fix;
use crate::duplicates::support::repeating_sections::RepeatingSections;
use crate::duplicates::support::siblings::{are_on_scoreboard, are_rows_about_others, are_siblings};
use crate::duplicates::support::unrelated_titles::share_a_page;
use crate::duplicates::support::variants::{are_editions, are_variants};
use crate::text::resource::Resource;
use crate::text::section_kinds::SectionKinds;
use curate_document::normal_text::{letters, undecorated, words};
use curate_document::script::is_emoji_like;
use curate_document::{Document, Entry, UrlKey};
use std::cell::LazyCell;
use std::collections::HashMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    aliases: &["double-link", "no-duplicate-urls"],
    revealed_by_fixes: true,
    ..Declaration::error(
        include_str!("url.rs"),
        "two entries with the same URL",
        Make::plain(|_| Box::new(DuplicateUrl)),
    )
};

/// From this likeness on, two texts that differ were one once.
const NEARLY: f64 = 0.7;
/// From this many entries on, each with its own name, a page is about many things.
const PAGE_OF_MANY: usize = 3;
/// Texts of more bytes are not compared.
const LONGEST_COMPARED: usize = 600;
/// Of several entries with one URL, how many are compared with the next ones.
const LOOKED_AT: usize = 32;
/// This many entries that lead to a page of the project once more, and one in this many of all, make an index.
const FEWEST_REPEATED: usize = 3;
const INDEX: usize = 4;

struct DuplicateUrl;

impl Rule for DuplicateUrl {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut listed: HashMap<Resource<'_>, Vec<&Entry>> = HashMap::with_capacity(document.entries().len());
        for entry in document.entries() {
            if let Some(resource) = Resource::of(document, entry)
                && kinds.within(entry.section).is_none()
                && presents(document, entry)
            {
                listed.entry(resource).or_default().push(entry);
            }
        }
        if is_index(&listed) {
            listed.retain(|resource, _| matches!(resource, Resource::Web(_)));
        }
        let companions = CompanionLists::of(document, &listed);
        let repeating = RepeatingSections::of(document);
        for (resource, entries) in listed.iter().filter(|(_, entries)| entries.len() > 1) {
            // Chapters of the own repository are led to from wherever they fit.
            let is_page = matches!(resource, Resource::Web(_));
            let is_shared = LazyCell::new(|| {
                is_page_of_many(document, entries) || are_on_scoreboard(document, entries, PAGE_OF_MANY)
            });
            for (index, entry) in entries.iter().enumerate().skip(1) {
                let before: Vec<&Entry> = entries.iter().take(index.min(LOOKED_AT)).copied().collect();
                // What a companion repeats is reported where it stands first.
                if before.iter().any(|earlier| companions.are(document, entry, earlier)) {
                    continue;
                }
                let judged = |earlier: &&Entry| {
                    !repeating.repeat(document, entry, earlier) && (is_page || home(earlier) == home(entry))
                };
                let before: Vec<&Entry> = before.into_iter().filter(judged).collect();
                let beside = before.iter().find(|earlier| home(earlier) == home(entry));
                let earlier = beside.or_else(|| before.first()).copied();
                let is_meant = |earlier: &&Entry| {
                    earlier.span.contains(entry.span)
                        || is_part(document, entry, earlier)
                        || have_other_labels(document, entry, earlier)
                        || are_editions(document, entry, earlier)
                        || are_things_of_one_maker(document, entry, earlier)
                        || companions.repeat(document, entry, earlier, entries)
                };
                if let Some(earlier) = earlier.filter(|earlier| !is_meant(earlier)) {
                    sink.report(finding(context, entry, earlier, *is_shared));
                }
            }
        }
    }
}

/// Whether the entries lead to the project's own pages again and again, as an index by tags does.
fn is_index(listed: &HashMap<Resource<'_>, Vec<&Entry>>) -> bool {
    let pages = listed.iter().filter(|(resource, _)| !matches!(resource, Resource::Web(_)));
    let counts: Vec<usize> = pages.map(|(_, entries)| entries.len()).collect();
    let (entries, pages) = (counts.iter().sum::<usize>(), counts.len());
    entries - pages >= FEWEST_REPEATED && (entries - pages) * INDEX >= entries
}

/// The finding about `entry`, whose URL is that of `earlier`; where it `is_shared`, that of a page about several things.
fn finding(context: &Context<'_>, entry: &Entry, earlier: &Entry, is_shared: bool) -> Finding {
    let document = context.document;
    let line = document.line_of(earlier.span.start);
    let title = match earlier.title {
        Some(title) if !earlier.html => quoted_title(document, title),
        _ => document.rendered_title(earlier).unwrap_or_default(),
    };
    let place = match document.link_of(entry) {
        Some(link) if !entry.html => link.text,
        _ => entry.title.unwrap_or(entry.own),
    };
    let message = text!("the same URL as line {line} (\"{title}\")", line, title);
    let label = earlier.title.unwrap_or(earlier.own);
    let finding = |message: Text, help: Text| {
        Finding::at(place, message).label(context.edition, label, text!("first listed here")).help(help)
    };
    // Of raw HTML it is not known what of a row names what it presents.
    let are_named_apart =
        || (entry.html || earlier.html) && title_letters(document, entry) != title_letters(document, earlier);
    let are_variants = is_shared
        || are_named_apart()
        || are_variants(document, entry, earlier)
        || are_siblings(document, entry, earlier)
        || are_rows_about_others(document, entry, earlier)
        || share_a_page(document, entry, earlier);
    if home(entry) == home(earlier) && are_variants {
        return finding(message, text!("fine where the page is about both")).at_most(Severity::Hint);
    }
    if home(entry) == home(earlier) {
        let finding = finding(message, text!("keep the better of the two entries, or link to what each is about"));
        return match removal_fix(context, entry, earlier) {
            Some(fix) => finding.fix(fix),
            None => finding,
        };
    }
    if !are_variants && fell_behind(document, entry, earlier) {
        let message = text!("{message}, with nearly the same text", message);
        return finding(message, text!("say the same in both sections, or keep one of the entries"))
            .at_most(Severity::Warning);
    }
    finding(message, text!("fine where both sections are the right place for it")).at_most(Severity::Hint)
}

/// Whether so many entries of one place, each with a name of its own, lead to one page that it is about many things.
fn is_page_of_many(document: &Document, entries: &[&Entry]) -> bool {
    let mut names: Vec<String> = entries.iter().map(|entry| title_letters(document, entry)).collect();
    names.sort_unstable();
    names.dedup();
    names.len() >= PAGE_OF_MANY && names.len() == entries.len()
}

/// Whether two entries of different sections, with names and descriptions of their own, lead to the homepage of one maker.
fn are_things_of_one_maker(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let is_homepage = |entry: &Entry| {
        let url = document.link_of(entry).and_then(|link| link.parsed_url());
        url.is_some_and(|url| matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none())
    };
    if entry.section == earlier.section || !is_homepage(entry) || !is_homepage(earlier) {
        return false;
    }
    let text = |entry: &Entry| entry.description.map(|text| letters(document.text(text))).unwrap_or_default();
    let name = |entry: &Entry| entry.title.map(|title| words(document.text(title))).unwrap_or_default();
    let (own, other) = (name(entry), name(earlier));
    let (own_letters, other_letters) = (own.concat(), other.concat());
    let share_a_name = own.iter().any(|word| other.contains(word))
        || own_letters.contains(&other_letters)
        || other_letters.contains(&own_letters);
    !share_a_name && !text(entry).is_empty() && !text(earlier).is_empty() && text(entry) != text(earlier)
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
