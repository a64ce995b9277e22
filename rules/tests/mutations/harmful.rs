//! Changes of one edition that a maintainer wants to hear of.

use super::mutant::Mutant;
use super::pairs::Pair;
use curate_document::{
    Block, BlockKind, Document, Entry, EntryId, Language, Link, LinkKind, Section, SectionId, Span, Target,
};
use std::collections::BTreeMap;

/// Items of a list with a link that nothing else on the page has, and their partners across: on other pages items are prose. What another entry is called as well is left out:
/// without the one the page still names it.
fn items(pair: &Pair, side: usize) -> Vec<(EntryId, &Entry, &Link, EntryId)> {
    let document = pair.document(side);
    let ids = (0..document.entries().len() as u32).map(EntryId).filter(|_| pair.is_list);
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for title in document.entries().iter().filter_map(|entry| entry.title) {
        *titles.entry(document.text(title)).or_default() += 1;
    }
    let item = |id: EntryId| {
        let entry = document.entry(id).filter(|entry| !entry.glued && !entry.row)?;
        let link = document
            .link_of(entry)
            .filter(|link| link.target == Target::Url && pair.links_like(side, link).len() == 1)?;
        let is_item = document.block(entry.block).is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }));
        let is_known =
            entry.title.is_some_and(|title| titles.get(document.text(title)).is_some_and(|count| *count > 1));
        Some((id, entry, link, pair.entry_across(side, id).filter(|_| is_item && !is_known)?))
    };
    ids.filter_map(item).collect()
}

pub fn entry_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let drop = |(_, entry, link, across): (EntryId, &Entry, &Link, EntryId)| {
        let gone = Mutant::new(side, pair.lines(side, entry.span), "");
        let across = other.entry(across);
        let title = across.and_then(|entry| entry.title).map_or("", |title| other.text(title));
        gone.across(across.map(|entry| entry.span)).named(title).named(document.text(entry.title.unwrap_or(link.text)))
    };
    items(pair, side).into_iter().map(drop).collect()
}

pub fn entries_swapped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let items = items(pair, side);
    let swap = |window: &[(EntryId, &Entry, &Link, EntryId)]| {
        let [(_, first, _, first_across), (_, second, link, second_across)] = window else { return None };
        let parent = |document: &Document, entry: &Entry| document.block(entry.block).and_then(|block| block.parent);
        let (there, next) = (other.entry(*first_across)?, other.entry(*second_across)?);
        let are_neighbours = parent(document, first) == parent(document, second)
            && parent(other, there) == parent(other, next)
            && first_across.0 + 1 == second_across.0;
        let (one, two) = (pair.lines(side, first.span), pair.lines(side, second.span));
        let (text, following) = (document.text(one), document.text(two));
        if !are_neighbours || one.end > two.start || !text.ends_with('\n') || !following.ends_with('\n') {
            return None;
        }
        let edits = vec![(one, following.to_owned()), (two, text.to_owned())];
        let moved = Mutant::of(side, edits).across(Some(there.span.join(next.span)));
        Some(moved.named(document.text(second.title.unwrap_or(link.text))))
    };
    items.windows(2).filter_map(swap).collect()
}

/// Sections with a heading of the form `## …` below the first level, and their partners, the table of contents left out.
fn sections(pair: &Pair, side: usize) -> Vec<(&Section, SectionId, &Section)> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let contents = document.contents().and_then(|contents| contents.section);
    let ids = (0..document.sections().len() as u32).map(SectionId).filter(|id| Some(*id) != contents);
    let paired = |id: SectionId| {
        let across = pair.section_across(side, Some(id))??;
        let section = document.section(id).filter(|section| section.level > 1)?;
        document.text(section.span).starts_with("##").then_some((section, across, other.section(across)?))
    };
    ids.filter_map(paired).collect()
}

pub fn section_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let length = pair.document(side).source().len();
    let sections = sections(pair, side).into_iter().filter(|(section, _, _)| section.span.len() * 2 < length);
    let drop = |(section, _, across): (&Section, SectionId, &Section)| {
        Mutant::new(side, section.span, "").across(Some(across.span)).named(&across.rendered)
    };
    sections.map(drop).collect()
}

pub fn sections_swapped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let sections = sections(pair, side);
    let swap = |(first, _, across): &(&Section, SectionId, &Section)| {
        let next = sections.iter().find(|(next, _, _)| next.span.start == first.span.end)?;
        let is_pair = next.0.level == first.level && next.0.parent == first.parent;
        let is_pair_across = next.2.span.start == across.span.end && next.2.level == across.level;
        let ended = |section: &Section| {
            let text = document.text(section.span);
            if text.ends_with("\n\n") { text.to_owned() } else { format!("{text}\n") }
        };
        let edits = vec![(first.span, ended(next.0)), (next.0.span, ended(first))];
        let names =
            [&first.rendered, &next.0.rendered, &across.rendered, &next.2.rendered].map(ToString::to_string).into();
        let moved = Mutant::of(side, edits).across(Some(across.span.join(next.2.span)));
        (is_pair && is_pair_across).then_some(Mutant { names, ..moved })
    };
    sections.iter().filter_map(swap).collect()
}

pub fn level_changed(pair: &Pair, side: usize) -> Vec<Mutant> {
    let sections = sections(pair, side).into_iter().filter(|(section, _, across)| section.level == across.level);
    let change = |(index, (section, _, across)): (usize, (&Section, SectionId, &Section))| {
        let start = section.span.start;
        let is_raised = index % 2 == 1 && section.level > 2;
        let (span, text) = if is_raised { (Span::new(start, start + 1), "") } else { (Span::at(start), "#") };
        Mutant::new(side, span, text).across(Some(across.span)).named(&section.rendered).named(&across.rendered)
    };
    sections.enumerate().map(change).collect()
}

/// Tables that have as many rows across, with each row below the head and its counterpart.
fn rows(pair: &Pair, side: usize) -> Vec<[&Block; 3]> {
    let tables = super::code::counterparts(pair, side, |_, block| block.kind == BlockKind::Table);
    let rows = |side: usize, table: &Block| -> Vec<&Block> {
        let blocks = pair.document(side).blocks().iter();
        let is_row = |block: &&Block| block.kind == BlockKind::Row { head: false } && table.span.contains(block.span);
        blocks.filter(is_row).collect()
    };
    let both = tables.into_iter().map(|(here, there)| (here, rows(side, here), rows(1 - side, there)));
    both.filter(|(_, here, there)| here.len() == there.len() && here.len() > 1)
        .flat_map(|(table, here, there)| here.into_iter().zip(there).map(move |(row, across)| [table, row, across]))
        .collect()
}

pub fn row_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let drop = |[table, here, there]: [&Block; 3]| {
        let gone = Mutant::new(side, pair.lines(side, here.span), "").across(Some(there.span));
        let first = |document: &Document, row: &Block| {
            let cell = document.text(row.span).trim_matches(['|', ' ']).split(" |").next().unwrap_or("").to_owned();
            cell.trim_matches('`').to_owned()
        };
        let named = gone.named(&first(document, here)).named(&first(other, there));
        Mutant { around: Some(table.span), ..named }
    };
    rows(pair, side).into_iter().map(drop).collect()
}

/// Inline links of paragraphs that are no entries of a list nor lines of the contents, each there once in either edition, with those across.
fn prose_links(pair: &Pair, side: usize) -> Vec<(&Link, &Link)> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let of_prose = |link: &&Link| {
        let block = document.block(link.block);
        link.kind == LinkKind::Inline
            && !link.image
            && link.has_text
            && (link.entry.is_none() || !pair.is_list)
            && !document.contents().is_some_and(|contents| contents.span.contains(link.span))
            && block.is_some_and(|block| block.kind == BlockKind::Paragraph)
            && pair.links_like(side, link).len() == 1
    };
    let across = |link: &Link| {
        let [found] = pair.links_like(1 - side, link)[..] else { return None };
        let section = document.block(link.block)?.section;
        (pair.section_across(side, section)? == other.block(found.block)?.section).then_some(found)
    };
    document.links().iter().filter(of_prose).filter_map(|link| Some((link, across(link)?))).collect()
}

/// Whether a translation may have a link of its own where the source loses `link`: the section has other blocks in either edition, so
/// that it has drifted apart.
pub fn is_own_of_translation(pair: &Pair, side: usize, link: &Link) -> bool {
    let blocks = |side: usize, section: Option<SectionId>| -> Vec<BlockKind> {
        let blocks = pair.document(side).blocks().iter().filter(|block| block.section == section);
        blocks.map(|block| block.kind).collect()
    };
    let section = pair.document(side).block(link.block).and_then(|block| block.section);
    let across = pair.section_across(side, section);
    side == 0 && across.is_none_or(|across| blocks(side, section) != blocks(1 - side, across))
}

pub fn link_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let document = pair.document(side);
    let drop = |(link, across): (&Link, &Link)| {
        let gone = Mutant::new(side, link.span, document.text(link.text)).across(Some(across.span)).named(&across.url);
        Mutant { is_apart: is_own_of_translation(pair, side, link), ..gone }
    };
    prose_links(pair, side).into_iter().map(drop).collect()
}

pub fn url_changed(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let of_items = items(pair, side).into_iter().filter_map(|(_, _, link, across)| {
        let across = other.link_of(other.entry(across)?)?;
        (across.key() == link.key() && link.kind == LinkKind::Inline).then_some((link, across))
    });
    let change = |(link, across): (&Link, &Link)| {
        let span = last_segment(document, link);
        Mutant::new(side, span, if span.is_empty() { "/manual" } else { "manual" })
            .across(Some(across.span))
            .named(&link.url)
    };
    // The path of a page in another language may be translated as well.
    let of_prose = prose_links(pair, side).into_iter().filter(|(link, across)| link.key() == across.key());
    of_items.chain(of_prose).filter(|(link, _)| !names_language(pair, link)).map(change).collect()
}

/// Whether a URL names the language of an edition (`/en/guide`, `/japanese-bert`): the readers of the other may have a page of their own.
fn names_language(pair: &Pair, link: &Link) -> bool {
    let mut words = link.url.split(|letter: char| !letter.is_ascii_alphanumeric()).filter_map(Language::parse);
    words.any(|named| pair.languages.iter().flatten().any(|own| own.primary() == named.primary()))
}

/// The last part of the path of a link, or where one is to be.
fn last_segment(document: &Document, link: &Link) -> Span {
    let url = document.text(link.destination);
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let end = host.max(url[..end].trim_end_matches('/').len());
    let start = url[host..end].rfind('/').map_or(end, |at| host + at + 1);
    Span::new(link.destination.start + start, link.destination.start + end)
}
