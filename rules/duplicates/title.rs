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
//! that they lead to, such as `log` of two owners on one code host, or a set phrase: more than three entries have it.
//!
//! ## Fix
//!
//! None.

use crate::engine::diagnostic::{Finding, Severity};
use crate::engine::heading_names::Roles;
use crate::engine::normal_text::{folded, folded_hash, letters};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{Entry, EntryId, Link, SectionId, Span};
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
const FORGES: &[&str] =
    &["github.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht", "npmjs.com", "pkg.go.dev"];
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
        let mut titles: BTreeMap<(Option<SectionId>, Option<EntryId>, String), Vec<(Span, &Link)>> = BTreeMap::new();
        for entry in alike.into_values().filter(|entries| entries.len() > 1).flatten() {
            let (Some(title), Some(link)) = (entry.title, document.link_of(entry)) else { continue };
            let prefix = entry.prefix.map_or("", |prefix| document.text(prefix));
            let key = (entry.section, entry.parent, folded(&format!("{prefix} {}", document.text(title))));
            // Projects of one name are told apart by their owners, and the name is not the list's to choose.
            if !is_project_name(document.text(title), link) {
                titles.entry(key).or_default().push((title, link));
            }
        }
        for titles in titles.values_mut() {
            titles.sort_unstable_by_key(|(title, _)| *title);
        }
        for entries in titles.values().filter(|entries| entries.len() <= MOST_COPIES) {
            let Some(((earlier, first), copies)) = entries.split_first() else { continue };
            // One URL under one title is what `duplicates/url` judges, even where it has nothing to say.
            let with_other_url = |(_, link): &&(Span, &Link)| link.key().is_none() || link.key() != first.key();
            for (title, _) in copies.iter().filter(with_other_url) {
                let line = document.line_of(earlier.start);
                let finding = Finding::at(*title, format!("the same title as line {line}, with another URL"))
                    .label(context.edition, *earlier, "first used here")
                    .help("say in the titles what tells the two apart");
                sink.report(finding);
            }
        }
    }
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
