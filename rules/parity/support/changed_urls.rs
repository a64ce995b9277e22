//! Entries that a change re-links in one edition only.

use crate::api::diagnostic::{Effects, Finding, Fix};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::entry_history::EntryHistory;
use crate::parity::support::urls::{Difference, difference};
use crate::text::entry_name::first_line;
use curate_document::alignment::fallback_link;
use curate_document::{Document, Entry, EntryId, LinkKind, Span, Target, UrlKey};

/// An entry whose URL the change replaced in one edition only.
pub(crate) struct ChangedUrl<'a> {
    /// The edition with the new URL, seen from the other.
    comparison: Comparison<'a>,
    /// The entry with the new URL.
    there: &'a Entry,
    /// The entry with the old one.
    here: &'a Entry,
}

/// The entries that had one URL in both editions and have not any more, because one of them got another.
pub(crate) fn changed_urls<'a>(comparison: &Comparison<'a>, history: &EntryHistory<'_>) -> Vec<ChangedUrl<'a>> {
    let mut found = Vec::new();
    for (index, there) in comparison.other.entries().iter().enumerate() {
        let id = EntryId(index as u32);
        let mut judge = || -> Option<()> {
            let former = history.origin(comparison.there, id)?;
            let across = history.counterpart(comparison.there, former, comparison.here)?;
            let partner = history.outcome(comparison.here, across)?;
            if comparison.partner(id).is_some_and(|other| other != partner) {
                return None;
            }
            let here = comparison.document.entry(partner)?;
            let old = |edition, id| {
                let document = history.document(edition)?;
                key_of(document, document.entry(id)?)
            };
            let (old_there, old_here) = (old(comparison.there, former)?, old(comparison.here, across)?);
            let (new_there, new_here) = (key_of(comparison.other, there)?, key_of(comparison.document, here)?);
            if !is_same(&old_there, &old_here) || is_same(&new_there, &new_here) {
                return None;
            }
            match (is_same(&old_there, &new_there), is_same(&old_here, &new_here)) {
                (false, true) => found.push(ChangedUrl { comparison: *comparison, there, here }),
                (true, false) => found.push(ChangedUrl { comparison: comparison.reversed(), there: here, here: there }),
                _ => {}
            }
            None
        };
        judge();
    }
    found
}

/// Whether two URLs are one, or differ in the language alone.
fn is_same(one: &UrlKey, other: &UrlKey) -> bool {
    one == other || difference(one, other) == Difference::Language
}

/// The key of the URL that `entry` presents, or was meant to.
fn key_of(document: &Document, entry: &Entry) -> Option<UrlKey> {
    match document.link_of(entry) {
        Some(link) => link.key().cloned(),
        None => fallback_link(document, entry).map(|link| link.key),
    }
}

/// The bytes of an entry's URL.
fn destination(document: &Document, entry: &Entry) -> Option<Span> {
    let link = document.link_of(entry).map(|link| link.destination);
    link.or_else(|| fallback_link(document, entry).map(|link| link.destination))
}

impl ChangedUrl<'_> {
    /// The finding, in the edition that was changed where that is judged.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let comparison = &self.comparison;
        let there = destination(comparison.other, self.there)?;
        let here = destination(comparison.document, self.here)?;
        let (new, old) = (comparison.other.text(there), comparison.document.text(here));
        let (there, here) = (first_line(comparison.other, there), first_line(comparison.document, here));
        let (path, other) = (&comparison.edition.path, &comparison.other_edition.path);
        let finding = if comparison.other_edition.judged {
            let message = text!("the change re-links this entry here only; {path} still has `{old}`", path, old);
            let label = text!("the old URL");
            Finding::at(there, message).in_edition(comparison.there).label(comparison.here, here, label)
        } else {
            let message = text!("the change re-links this entry in {other} only: `{new}`", other, new);
            let label = text!("the new URL");
            Finding::at(here, message).in_edition(comparison.here).label(comparison.there, there, label)
        };
        Some(match self.fix(new) {
            Some(fix) => finding.fix(fix),
            None => finding.help(text!("re-link it in {path} as well", path)),
        })
    }

    /// Takes the new URL over.
    fn fix(&self, url: &str) -> Option<Fix> {
        let comparison = &self.comparison;
        let link = comparison.document.link_of(self.here).filter(|link| link.kind == LinkKind::Inline)?;
        let is_whole = matches!(comparison.other.link_of(self.there)?.target, Target::Url);
        if !comparison.edition.judged || !is_whole || url.contains(char::is_whitespace) {
            return None;
        }
        let title = text!("Take the URL from {path}", path = &comparison.other_edition.path);
        let fix = Fix::risky(title, comparison.here, link.destination, url);
        Some(fix.with_effects(Effects { keys: true, ..Effects::default() }))
    }
}
