//! Entries of tables: which cell of a row names what it presents, and which of its links leads there.

use crate::model::{Block, BlockId, Document, Entry, Link, LinkId, Span};

/// From this share of the rows on, a column has links of one text.
const NEARLY_ALL: f64 = 0.8;
/// So many rows show what their columns are for.
const FEWEST_ROWS: usize = 2;
/// Where accounts of people have addresses of one part: `github.com/jane`.
const HOSTS_OF_PEOPLE: [&str; 8] =
    ["github.com", "gitlab.com", "gitee.com", "codeberg.org", "twitter.com", "x.com", "t.me", "instagram.com"];

/// What the columns of a table are for, judging by its links.
#[derive(Default)]
pub(super) struct TableColumns {
    /// The column whose links say the same in nearly all rows and lead elsewhere in each: `[Link](…)`.
    labels: Option<usize>,
    /// Of the columns between the first and that one those whose links are not what the rows present: they lead to people, or
    /// few rows have any.
    aside: Vec<usize>,
}

/// What is known of one column.
#[derive(Default)]
struct ColumnLinks<'d> {
    links: Vec<&'d Link>,
}

impl TableColumns {
    /// Reads the first link of every cell of the table `id`.
    pub(super) fn of(document: &Document, id: BlockId) -> Self {
        let mut columns: Vec<ColumnLinks<'_>> = Vec::new();
        let mut rows = 0;
        for (row, block) in document.children_of(id).skip(1) {
            rows += 1;
            let (first, last) = document.link_range(block.span);
            let links = document.links().get(first as usize..last as usize).unwrap_or(&[]);
            if !links.iter().any(is_title) {
                continue;
            }
            for (at, (cell, _)) in document.children_of(row).enumerate() {
                let Some(link) = links.iter().find(|link| link.block == cell && is_title(link)) else { continue };
                if columns.len() <= at {
                    columns.resize_with(at + 1, ColumnLinks::default);
                }
                if let Some(column) = columns.get_mut(at) {
                    column.links.push(link);
                }
            }
        }
        if rows < FEWEST_ROWS {
            return Self::default();
        }
        let labels = columns.iter().skip(1).position(|column| column.has_labels(document, rows)).map(|at| at + 1);
        let before = columns.iter().enumerate().take(labels.unwrap_or(0)).skip(1);
        let aside = before.filter(|(_, column)| column.is_aside(rows)).map(|(at, _)| at).collect();
        Self { labels, aside }
    }
}

impl ColumnLinks<'_> {
    /// Whether nearly all of `rows` rows have a link of one text here, and not all lead to one page.
    fn has_labels(&self, document: &Document, rows: usize) -> bool {
        let Some((first, others)) = self.links.split_first() else { return false };
        let texts = self.links.iter().filter(|link| is_labelled(document, first, link)).count();
        texts as f64 >= NEARLY_ALL * rows as f64 && others.iter().any(|other| other.url != first.url)
    }

    /// Whether less than half of `rows` rows have a link here, or most links lead to people.
    fn is_aside(&self, rows: usize) -> bool {
        let people = self.links.iter().filter(|link| is_person(&link.url)).count();
        self.links.len() * 2 < rows || people * 2 > self.links.len()
    }
}

/// The entry of the row `id` of `table`.
pub(super) fn row(document: &Document, id: BlockId, block: &Block, table: &TableColumns) -> Entry {
    let mut entry = Entry::empty(id, block, block.span);
    entry.row = true;
    entry.links = document.link_range(block.span);
    let cells: Vec<BlockId> = document.children_of(id).map(|(cell, _)| cell).collect();
    let first = entry.links.0;
    let link = document.links_of(&entry).iter().position(is_title);
    let cell_of = |link: &Link| cells.iter().position(|cell| *cell == link.block);
    let in_labels = |index: usize| {
        let at = document.links_of(&entry).get(index).and_then(cell_of)?;
        let labels = table.labels.filter(|labels| at == *labels || table.aside.contains(&at))?;
        let cell = cells.get(labels)?;
        document.links_of(&entry).iter().position(|link| link.block == *cell && is_title(link))
    };
    // Where a link says `Link`, the first cell has the name.
    let name = cells.first().and_then(|cell| text_of(document, *cell)).filter(|name| {
        let text = document.text(*name);
        text.contains(char::is_alphabetic)
    });
    let labelled = name.and(link).and_then(in_labels);
    entry.link = labelled.or(link).map(|index| LinkId(first + index as u32));
    let title_cell = match document.link_of(&entry) {
        Some(link) => cell_of(link),
        None => (!cells.is_empty()).then_some(0),
    };
    let Some(at) = title_cell else { return entry };
    entry.description = cells.get(at + 1).and_then(|cell| text_of(document, *cell));
    if labelled.is_some() {
        entry.body = cells.first().copied();
        entry.title = name;
        return entry;
    }
    entry.body = cells.get(at).copied();
    entry.title = document
        .link_of(&entry)
        .map(|link| link.text)
        .or_else(|| cells.get(at).and_then(|cell| text_of(document, *cell)));
    entry
}

fn is_title(link: &Link) -> bool {
    !link.image && link.has_text
}

fn is_labelled(document: &Document, first: &Link, link: &Link) -> bool {
    document.text(first.text).trim().eq_ignore_ascii_case(document.text(link.text).trim())
}

/// Whether `url` is the address of an account: a known host and one part.
pub(super) fn is_person(url: &str) -> bool {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    let address = address.strip_prefix("www.").unwrap_or(address);
    let Some((host, path)) = address.split_once('/') else { return false };
    let path = path.strip_suffix('/').unwrap_or(path);
    !path.is_empty()
        && !path.contains(['/', '?', '#'])
        && HOSTS_OF_PEOPLE.iter().any(|known| known.eq_ignore_ascii_case(host))
}

/// From the first to the last inline of `block`.
fn text_of(document: &Document, block: BlockId) -> Option<Span> {
    let inlines = document.inlines_of(block);
    let span = Span::new(inlines.first()?.span.start, inlines.last()?.span.end);
    let text = document.text(span);
    let start = span.start + text.len() - text.trim_start().len();
    let span = Span::new(start, start + text.trim().len());
    (!span.is_empty()).then_some(span)
}
