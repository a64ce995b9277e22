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
//! Only within a section: short names repeat legitimately in large lists. Nor where titles are the names of the projects
//! that they lead to, such as `log` of two owners on one code host, or a set phrase: more than three entries have it. Nor where
//! what stands behind the links names other authors (`Jane Doe`, `John Roe`) or versions (`(2.7)`, `(3.x)`), and nothing else.
//!
//! ## Fix
//!
//! None.

use crate::duplicates::attribution::{is_attribution, without_brackets};
use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::resource::Resource;
use crate::engine::roles::Roles;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::normal_text::{folded, folded_hash, letters};
use curate_document::script::is_cjk_letter;
use curate_document::{Document, Entry, EntryId, Link, SectionId, Span};
use std::collections::{BTreeMap, HashMap};

/// The declaration of `duplicates/title`.
pub const RULE: Declaration = Declaration {
    name: "duplicates/title",
    summary: "two entries of a section with the same title and different URLs",
    severity: Severity::Hint,
    on_by_default: true,
    fix: FixKind::None,
    judges: &[Subject::Document],
    yields_to: &["duplicates/url", "duplicates/text"],
    options: &[],
    source: include_str!("title.rs"),
    build: |_| Box::new(DuplicateTitle),
};

/// Hosts of code where a project is `owner/name`.
#[rustfmt::skip]
const FORGES: &[&str] = &[
    "github.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht", "npmjs.com", "pkg.go.dev", "huggingface.co", "hf.co",
    "modelscope.cn", "hub.docker.com",
];
/// How the names of hosts begin that run such software.
const FORGE_NAMES: &[&str] = &["gitlab.", "gitea.", "forgejo."];
/// A title that more entries of a section have is a set phrase, not a slip.
const MOST_COPIES: usize = 3;

struct DuplicateTitle;

impl Rule for DuplicateTitle {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let roles = Roles::of(context);
        let mut alike: HashMap<(Option<SectionId>, Option<EntryId>, u64), Vec<&Entry>> =
            HashMap::with_capacity(document.entries().len());
        for entry in document.entries().iter().filter(|entry| roles.within(entry.section).is_none()) {
            let (Some(title), Some(_)) = (entry.title, entry.link) else { continue };
            alike.entry((entry.section, entry.parent, folded_hash(document.text(title)))).or_default().push(entry);
        }
        let mut titles: BTreeMap<(Option<SectionId>, Option<EntryId>, String), Vec<&Entry>> = BTreeMap::new();
        for entry in alike.into_values().filter(|entries| entries.len() > 1).flatten() {
            let (Some(title), Some(link)) = (entry.title, document.link_of(entry)) else { continue };
            let prefix = entry.prefix.map_or("", |prefix| document.text(prefix));
            let key = (entry.section, entry.parent, folded(&format!("{prefix} {}", document.text(title))));
            // Projects of one name are told apart by their owners, and the name is not the list's to choose.
            if !is_project_name(document.text(title), link) {
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
                let finding = Finding::at(title, format!("the same title as line {line}, with another URL"))
                    .label(context.edition, first, "first used here")
                    .help("say in the titles what tells the two apart");
                sink.report(finding);
            }
        }
    }
}

/// Whether nothing stands behind the links of two entries but authors, versions and formats, and authors or versions differ.
fn are_told_apart(document: &Document, entry: &Entry, earlier: &Entry) -> bool {
    let (Some(own), Some(other)) = (credits(document, entry), credits(document, earlier)) else { return false };
    let differ = |own: &str, other: &str| !own.is_empty() && !other.is_empty() && own != other;
    differ(&own.0, &other.0) || differ(&own.1, &other.1)
}

/// The letters of the names behind the link of `entry`, and the numbers in brackets there; `None` where there is more than that.
fn credits(document: &Document, entry: &Entry) -> Option<(String, String)> {
    let link = document.link_of(entry).filter(|_| !entry.row)?;
    let behind = document.text(Span::new(link.span.end.min(entry.own.end), entry.own.end));
    if !is_attribution(behind) {
        return None;
    }
    let names = without_brackets(behind);
    // `Lamp 的 Shade 接口` says what it is, in two scripts.
    if names.chars().any(is_cjk_letter) && names.contains(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    let is_version = |character: &char| character.is_ascii_digit() || *character == '.';
    let numbers: String = behind.split(['(', '（']).skip(1).flat_map(|note| note.chars().filter(is_version)).collect();
    Some((letters(&names), numbers.trim_matches('.').to_owned()))
}

/// Whether `link` leads to a repository, or what is in one, of the name `title`: `…/owner/title`.
fn is_project_name(title: &str, link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let title = letters(title);
    let named = |part: &str| letters(part.strip_suffix(".git").unwrap_or(part)) == title;
    is_on_forge(link) && url.path_segments().is_some_and(|mut parts| parts.any(named))
}

/// Whether `link` leads to a host of code.
pub(super) fn is_on_forge(link: &Link) -> bool {
    link.parsed_url().and_then(|url| url.host_str()).is_some_and(|host| {
        let host = host.strip_prefix("www.").unwrap_or(host);
        FORGES.contains(&host) || FORGE_NAMES.iter().any(|name| host.starts_with(name))
    })
}
