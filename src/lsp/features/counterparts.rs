//! What stands for an entry, a heading or a link in the other editions of a list.

use crate::lsp::features::anchors::link_id;
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Alignment, Document, Entry, EntryId, Link, LinkId, SectionId, Side, Span};

/// What has counterparts.
#[derive(Clone, Copy)]
pub(super) enum CounterpartSubject<'a> {
    /// An entry, and one of its links where that is meant.
    Entry(EntryId, Option<&'a Link>),
    /// A section.
    Section(SectionId),
    /// A link outside of entries.
    Link(LinkId),
}

/// A counterpart.
pub(super) struct Counterpart<'a> {
    /// The edition that it is in.
    pub page: Page<'a>,
    /// All its bytes.
    pub whole: Span,
    /// What names it: the title of an entry, the text of a heading.
    pub name: Span,
}

/// The counterparts of `subject`, which is in `page`, in each other edition that has one.
pub(super) fn counterparts<'a>(
    snapshot: &'a Snapshot,
    page: Page<'a>,
    subject: CounterpartSubject<'_>,
) -> Vec<Counterpart<'a>> {
    let Some(own) = page.edition else { return Vec::new() };
    let others = snapshot.pages().filter(|other| other.edition.is_some_and(|edition| edition != own));
    let found = others.filter_map(|other| {
        // The source goes first, so that both ways give the same pairs.
        let side = if other.edition == Some(snapshot.list.source) { Side::Second } else { Side::First };
        let alignment = match side {
            Side::First => Alignment::of(page.document, other.document),
            Side::Second => Alignment::of(other.document, page.document),
        };
        let (whole, name) = across(&alignment, side, [page.document, other.document], subject)?;
        Some(Counterpart { page: other, whole, name })
    });
    found.collect()
}

/// The bytes of the counterpart of `subject`, which is on `side` of `alignment`, and of its name; of the documents the second is
/// across.
fn across(
    alignment: &Alignment,
    side: Side,
    [own, other]: [&Document; 2],
    subject: CounterpartSubject<'_>,
) -> Option<(Span, Span)> {
    match subject {
        CounterpartSubject::Entry(id, link) => {
            let entry = other.entry(alignment.partner(side, id)?)?;
            let same = link.and_then(|link| same_link(own.entry(id)?, link, [own, other], entry));
            Some((entry.span, same.unwrap_or_else(|| entry_name(entry))))
        }
        CounterpartSubject::Section(id) => {
            let section = other.section(alignment.section(side, id)?)?;
            Some((section.span, section.title))
        }
        CounterpartSubject::Link(id) => {
            let mut pairs = alignment.links().iter().map(|pair| match side {
                Side::First => (pair.first, pair.second),
                Side::Second => (pair.second, pair.first),
            });
            let (_, theirs) = pairs.find(|(mine, _)| *mine == id)?;
            let link = other.link(theirs)?;
            Some((link.span, link.span))
        }
    }
}

/// The link of `theirs` that leads where `link`, one of `entry`, does; `None` for the one that the entry is about.
fn same_link(entry: &Entry, link: &Link, [own, other]: [&Document; 2], theirs: &Entry) -> Option<Span> {
    if own.link_of(entry).is_some_and(|resource| std::ptr::eq(resource, link)) {
        return None;
    }
    let key = link.key()?;
    other.links_of(theirs).iter().find(|other| other.key() == Some(key)).map(|same| same.span)
}

/// The bytes that name `entry`.
pub(super) fn entry_name(entry: &Entry) -> Span {
    entry.title.filter(|title| !title.is_empty() && entry.span.contains(*title)).unwrap_or(entry.own)
}

/// What has counterparts of what is at `link`: the entry that it is in, else the link itself.
pub(super) fn subject_of_link<'a>(document: &Document, link: &'a Link) -> Option<CounterpartSubject<'a>> {
    match link.entry {
        Some(entry) => Some(CounterpartSubject::Entry(entry, Some(link))),
        None => link_id(document, link).map(CounterpartSubject::Link),
    }
}
