//! Entries in blocks of raw HTML: rows and cells of tables, items of lists, rows of logos.

use super::html_layout::{HtmlGroup, HtmlUnit, groups};
use super::html_text::shown_text;
use super::html_titles::{HtmlTitle, lead_aside};
use crate::language::section_kind::SectionKind;
use crate::model::{Block, BlockId, Document, Entry, SectionId, Span, Target};
use std::collections::BTreeSet;

/// A list or table of fewer resources, none of them described, is layout.
const FEWEST: usize = 2;
/// Cells side by side, and logos, present something from this many on.
const FEWEST_SIDE_BY_SIDE: usize = 3;
/// A cell with more links holds a list.
const MOST_IN_CELL: usize = 3;
/// From this share of the rows on, a table is what most of them are.
const NEARLY_ALL: f64 = 0.8;
/// What stands between a title and its description.
const SEPARATORS: [char; 8] = ['-', '–', '—', ':', '：', '|', '•', '·'];
/// Where people are talked to: logos that lead there are the list's own accounts.
const CHANNELS: [&str; 9] = [
    "discord.gg",
    "discord.com",
    "facebook.com",
    "instagram.com",
    "linkedin.com",
    "reddit.com",
    "t.me",
    "twitter.com",
    "youtube.com",
];

/// What presents a resource.
struct Presented {
    own: Span,
    title: HtmlTitle,
    description: Option<Span>,
}

/// The entries in the raw HTML `block`, which is called `id`, in order. Contributors, sponsors, badges, language switches, pictures
/// that lead to themselves and tables that lay out something else are none.
pub(super) fn html_entries(document: &Document, id: BlockId, block: &Block) -> Vec<Entry> {
    let (first, end) = document.link_range(block.span);
    if first == end {
        return Vec::new();
    }
    let is_at_top = is_at_top(document, block.section);
    let groups = groups(document.text(block.span), block.span.start);
    let presented: Vec<Presented> = if groups.is_empty() {
        if is_at_top { Vec::new() } else { logos(document, block.span) }
    } else {
        groups.iter().flat_map(|group| of_group(document, group, is_at_top)).collect()
    };
    if presented.is_empty() || is_about_list(document, block.section) {
        return Vec::new();
    }
    let entry = |presented: &Presented| {
        let mut entry = Entry::empty(id, block, presented.own);
        (entry.html, entry.span, entry.links) = (true, presented.own, document.link_range(presented.own));
        (entry.link, entry.title) = (Some(presented.title.link), Some(presented.title.text));
        (entry.prefix, entry.description) = (presented.title.before, presented.description);
        entry
    };
    presented.iter().map(entry).collect()
}

/// Whether `section`, or one around it, is about the list and not of it: its contributors, its sponsors.
fn is_about_list(document: &Document, section: Option<SectionId>) -> bool {
    let around = |id: &SectionId| document.section(*id).and_then(|section| section.parent);
    let mut sections = std::iter::successors(section, around).filter_map(|id| document.section(id));
    sections.any(|section| section.level > 1 && SectionKind::of(&section.rendered).is_some())
}

/// Whether `section` is what stands under the title of the page, or nothing is above it.
fn is_at_top(document: &Document, section: Option<SectionId>) -> bool {
    let Some(section) = section else { return true };
    section == SectionId(0) && document.section(section).is_some_and(|section| section.level == 1)
}

fn of_group(document: &Document, group: &HtmlGroup, is_at_top: bool) -> Vec<Presented> {
    let cells: Vec<Vec<Option<HtmlTitle>>> = group.units.iter().map(|unit| cell_titles(document, unit)).collect();
    let titles: Vec<HtmlTitle> = cells.iter().flatten().flatten().copied().collect();
    if lead_aside(document, &titles) || is_contents(document, group, titles.len()) {
        return Vec::new();
    }
    let is_grid = is_grid(document, group, &cells);
    let presented: Vec<Presented> = match (is_grid, is_at_top) {
        (true, true) => Vec::new(),
        (true, false) => side_by_side(document, group, &cells),
        (false, _) => in_rows(document, group, &cells, is_at_top),
    };
    let is_described = presented.iter().any(|presented| presented.description.is_some());
    let fewest = match is_grid {
        true => FEWEST_SIDE_BY_SIDE,
        false if is_described => 1,
        false => FEWEST,
    };
    if presented.len() < fewest { Vec::new() } else { presented }
}

/// Whether links to headings are among the `titles` of `group`: both lead into what the page is about.
fn is_contents(document: &Document, group: &HtmlGroup, titles: usize) -> bool {
    let links = group.units.iter().flat_map(|unit| document.links_in(unit.span));
    let anchors = links.filter(|link| matches!(link.target, Target::Anchor(_))).count();
    anchors > 0 && anchors * 5 >= titles
}

/// What each cell of `unit` is about; of an item, the item.
fn cell_titles(document: &Document, unit: &HtmlUnit) -> Vec<Option<HtmlTitle>> {
    let most = if unit.is_item { usize::MAX } else { MOST_IN_CELL };
    unit.cells.iter().map(|cell| HtmlTitle::first(document, *cell, most)).collect()
}

/// Whether the cells of a table are what presents something, not its rows: in nearly all rows with a link each cell that shows a text
/// has one, several side by side, and each leads somewhere else under a name of its own.
fn is_grid(document: &Document, group: &HtmlGroup, cells: &[Vec<Option<HtmlTitle>>]) -> bool {
    let (mut rows, mut full, mut widest) = (0_usize, 0_usize, 0_usize);
    for (unit, titles) in group.units.iter().zip(cells) {
        let linked = titles.iter().flatten().count();
        let pairs = unit.cells.iter().zip(titles);
        let is_full = pairs.clone().all(|(cell, title)| title.is_some() || shown_text(document, *cell).is_none());
        // A row of nothing is for layout.
        if linked > 0 || !is_full {
            rows += 1;
            full += usize::from(is_full);
            widest = widest.max(linked);
        }
    }
    let titles: Vec<&HtmlTitle> = cells.iter().flatten().flatten().collect();
    let names: BTreeSet<&str> = titles.iter().map(|title| document.text(title.text)).collect();
    let urls: BTreeSet<&str> =
        titles.iter().filter_map(|title| document.link(title.link)).map(|link| &*link.url).collect();
    let are_many = |distinct: usize| distinct as f64 >= NEARLY_ALL * titles.len() as f64;
    widest > 1 && full as f64 >= NEARLY_ALL * rows as f64 && are_many(names.len()) && are_many(urls.len())
}

fn side_by_side(document: &Document, group: &HtmlGroup, cells: &[Vec<Option<HtmlTitle>>]) -> Vec<Presented> {
    let cells = group.units.iter().zip(cells).flat_map(|(unit, titles)| unit.cells.iter().zip(titles));
    let linked = cells.filter_map(|(cell, title)| Some((*cell, (*title)?)));
    linked.map(|(own, title)| Presented { own, title, description: behind(document, &title, own.end) }).collect()
}

/// The rows of a table, or the items of a list, each with one title.
fn in_rows(
    document: &Document,
    group: &HtmlGroup,
    cells: &[Vec<Option<HtmlTitle>>],
    is_at_top: bool,
) -> Vec<Presented> {
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let linked = cells.iter().filter(|row| row.iter().any(Option::is_some)).count();
    let named =
        |row: &[Option<HtmlTitle>], column: usize| row.get(column).copied().flatten().filter(|title| !title.is_picture);
    let count = |column: &usize| cells.iter().filter(|row| named(row, *column).is_some()).count();
    let column = (0..columns).find(|column| count(column) * 2 >= linked);
    let mut found = Vec::new();
    for (unit, row) in group.units.iter().zip(cells) {
        let of_column = column.and_then(|column| named(row, column));
        let title = of_column.or_else(|| row.iter().flatten().find(|title| !title.is_picture).copied());
        // Of several pictures in a row none is what the row is about.
        let is_one = row.iter().flatten().count() == 1;
        let picture = || row.iter().flatten().find(|_| is_one).copied();
        if let Some(title) = title.or_else(picture) {
            found.push((unit, title));
        }
    }
    let are_labels = are_labels(document, &found);
    let mut presented: Vec<Presented> = found
        .iter()
        .map(|(unit, title)| {
            let name = unit.cells.first().filter(|_| are_labels).and_then(|cell| shown_text(document, *cell));
            let description = behind(document, title, unit.span.end).filter(|_| !are_labels);
            let title = HtmlTitle { text: name.unwrap_or(title.text), ..*title };
            Presented { own: unit.span, title, description }
        })
        .collect();
    // What stands at the top without a word is of sponsors, or leads on.
    presented.retain(|presented| !is_at_top || presented.description.is_some());
    presented
}

/// Whether nearly all links of rows say the same: `Link`, `Website`. Then the first cell has the name.
fn are_labels(document: &Document, found: &[(&HtmlUnit, HtmlTitle)]) -> bool {
    let text = |title: &HtmlTitle| document.text(title.text).to_lowercase();
    let Some((_, first)) = found.first() else { return false };
    let first = text(first);
    let same = found.iter().filter(|(_, title)| text(title) == first).count();
    found.len() >= FEWEST && same as f64 >= NEARLY_ALL * found.len() as f64
}

/// What is shown between the link of `title` and `end`, without what separates the two, where it is more than links.
fn behind(document: &Document, title: &HtmlTitle, end: usize) -> Option<Span> {
    let behind = Span::new(title.end, end);
    let shown = shown_text(document, behind)?;
    let separates = |character: char| character.is_whitespace() || SEPARATORS.contains(&character);
    let text = document.text(shown).trim_start_matches(separates);
    has_words_outside_of_links(document, behind).then(|| Span::new(shown.end - text.len(), shown.end))
}

fn has_words_outside_of_links(document: &Document, span: Span) -> bool {
    let says = |start: usize, end: usize| {
        let shown = shown_text(document, Span::new(start, end));
        shown.is_some_and(|shown| document.text(shown).contains(char::is_alphabetic))
    };
    let mut at = span.start;
    for link in document.links_in(span).iter().filter(|link| !link.image) {
        if says(at, link.span.start) {
            return true;
        }
        at = link.text.end.max(link.span.end);
    }
    says(at, span.end)
}

/// Pictures side by side at `span`, each of which leads elsewhere under a name of its own.
fn logos(document: &Document, span: Span) -> Vec<Presented> {
    let titles = HtmlTitle::all(document, span);
    let links = document.links_in(span).iter().filter(|link| !link.image).count();
    let names: BTreeSet<&str> = titles.iter().map(|title| document.text(title.text)).collect();
    let is_channel = |title: &&HtmlTitle| {
        let host = document.link(title.link).and_then(|link| link.parsed_url()?.host_str()).unwrap_or("");
        CHANNELS.contains(&host.trim_start_matches("www."))
    };
    let channels = titles.iter().filter(is_channel).count();
    let are_logos = titles.len() >= FEWEST_SIDE_BY_SIDE
        && titles.len() == links
        && names.len() == links
        && titles.iter().all(|title| title.is_picture)
        && channels * 2 <= links
        && !lead_aside(document, &titles);
    if !are_logos {
        return Vec::new();
    }
    let own = |title: &HtmlTitle| {
        let start = document.link(title.link).map_or(title.end, |link| link.span.start);
        let rest = document.text(Span::new(title.end, span.end));
        Span::new(start, title.end + rest.find('>').map_or(0, |close| close + 1))
    };
    titles.iter().map(|title| Presented { own: own(title), title: *title, description: None }).collect()
}
