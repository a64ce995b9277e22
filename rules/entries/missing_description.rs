//! # entries/missing-description
//!
//! An entry without a description, in a section where most have one.
//!
//! ## Why
//!
//! A bare name does not say whether the link is worth following. Where every other entry says so, the gap is an
//! oversight.
//!
//! A section (its tables and each level of its lists separately) is judged from 5 entries on, where 80 % have a description: a section
//! without descriptions is a style. A last entry that leads on (`More…`), entries with something nested in them, and sections of
//! contributors, sponsors and the like do not count. Where most descriptions are attributions and formats (`Jane Doe (PDF)`), official
//! documentation and a title that names the author (`Jane Doe's Notes`) need none.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example)
//! - [Delta](https://delta.example) - A linter.
//! - [Ember](https://ember.example) - A formatter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! - [Ember](https://ember.example) - A formatter.
//! ```
//!
//! ## Fix
//!
//! None: only a reader of the resource can write it.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::{holds_more, presenting, rendered_title};
use crate::text::attribution::is_attribution;
use crate::text::section_kinds::SectionKinds;
use curate_document::{Document, Entry, SectionId};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "links/bare-url", "links/malformed"],
    aliases: &["awesome-list-item"],
    ..Declaration::hint(
        include_str!("missing_description.rs"),
        "an entry without a description where most of the section have one",
        Make::plain(|_| Box::new(MissingDescription)),
    )
};

/// A section is judged from this many entries on …
const SAMPLES: usize = 5;
/// … of which this many of five have a description.
const OF_FIVE: usize = 4;

/// Words that the title of a link to the rest of a collection begins with, lower case.
#[rustfmt::skip]
const REST: [&str; 40] = [
    "more", "see", "show", "view", "all", "full", "complete", "and", "other", "others", "further", "browse", "read", "even",
    "plus", "voir", "más", "ver", "mais", "mehr", "weitere", "alle", "altro", "altri", "tutti", "więcej", "více", "meer", "fler", "daha",
    "ещё", "еще", "больше", "другие", "все", "المزيد", "अधिक", "thêm", "xem", "lainnya",
];
/// The same in scripts without spaces.
const REST_CJK: [&str; 12] =
    ["更多", "查看", "其他", "其它", "全部", "所有", "完整", "もっと", "さらに", "その他", "더", "전체"];
/// Such a title has at most this many words …
const REST_WORDS: usize = 4;
/// … or, without spaces, this many letters.
const REST_LETTERS: usize = 8;

/// Words of titles of official documentation, in lower case.
const OFFICIAL: [&str; 12] = [
    "official",
    "documentation",
    "docs",
    "manual",
    "manuals",
    "reference",
    "specification",
    "spec",
    "oficial",
    "offiziell",
    "officiel",
    "documentación",
];
/// The same in scripts without spaces, and in several words.
const OFFICIAL_PARTS: [&str; 10] =
    ["官方", "文档", "文檔", "手册", "手冊", "公式", "ドキュメント", "マニュアル", "공식", "официальн"];
/// Folders of documentation.
const DOCS: [&str; 4] = ["docs", "doc", "documentation", "manual"];

struct MissingDescription;

/// A section's rows, or its items of one depth.
type Group = (Option<SectionId>, bool, u8);

impl Rule for MissingDescription {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut groups: BTreeMap<Group, Vec<&Entry>> = BTreeMap::new();
        for entry in presenting(document) {
            // `More courses: [Harbour](…)` says before the link what it is.
            let is_introduced = entry.prefix.is_some_and(|prefix| document.text(prefix).ends_with([':', '：']));
            let is_resource = entry.link.is_some() && !holds_more(document, entry) && !is_introduced;
            if is_resource && kinds.within(entry.section).is_none() {
                groups.entry((entry.section, entry.row, entry.depth)).or_default().push(entry);
            }
        }
        for entries in groups.values() {
            let described = entries.iter().filter(|entry| entry.description.is_some()).count();
            let is_style = entries.len() >= SAMPLES && described * 5 >= entries.len() * OF_FIVE;
            if !is_style || described == entries.len() {
                continue;
            }
            let last = entries.last().map(|entry| entry.block);
            let leads_on = |entry: &Entry| Some(entry.block) == last && leads_on(document, entry);
            let are_credits = LazyCell::new(|| are_credits(document, entries));
            let is_told = |entry: &Entry| leads_on(entry) || says_whose(document, entry) && *are_credits;
            for entry in entries.iter().filter(|entry| entry.description.is_none() && !is_told(entry)) {
                let all = entries.len();
                let message = text!("no description; {described} of {all} entries beside it have one", described, all);
                sink.report(Finding::at(entry.title.unwrap_or(entry.own), message));
            }
        }
    }
}

/// Whether most descriptions of `entries` say who made a thing, and in which form.
fn are_credits(document: &Document, entries: &[&Entry]) -> bool {
    let described = entries.iter().filter_map(|entry| entry.description);
    let credits = described.clone().filter(|description| is_attribution(document.text(*description))).count();
    credits * 2 > described.count()
}

/// Whether the title or the address of `entry` says who is behind it: it is official documentation, or of somebody's.
fn says_whose(document: &Document, entry: &Entry) -> bool {
    let title = rendered_title(document, entry).unwrap_or_default();
    let lower = title.to_lowercase();
    let mut words = lower.split(|character: char| !character.is_alphanumeric());
    let is_official =
        words.any(|word| OFFICIAL.contains(&word)) || OFFICIAL_PARTS.iter().any(|part| lower.contains(part));
    let is_possessive = title.contains("'s ") || title.contains("’s ");
    let url = document.link_of(entry).and_then(|link| link.parsed_url());
    let is_docs = url.is_some_and(|url| {
        url.host_str().is_some_and(|host| host.starts_with("docs.") || host.starts_with("doc."))
            || url.path_segments().is_some_and(|mut parts| parts.any(|part| DOCS.contains(&part)))
    });
    is_official || is_possessive && title.starts_with(char::is_uppercase) || is_docs
}

/// Whether the title of `entry` says that it leads to more of the same: `More…`, `See all`, `更多`.
fn leads_on(document: &Document, entry: &Entry) -> bool {
    let Some(title) = rendered_title(document, entry) else { return false };
    let title = title.to_lowercase();
    let words: Vec<&str> = title
        .split(|character: char| !character.is_alphanumeric() && !is_combining_mark(character))
        .filter(|word| !word.is_empty())
        .collect();
    let first = words.first().copied().unwrap_or("");
    let is_short = words.len() <= REST_WORDS;
    let letters = words.iter().map(|word| word.chars().count()).sum::<usize>();
    is_short && REST.contains(&first) || letters <= REST_LETTERS && REST_CJK.iter().any(|word| first.starts_with(word))
}
