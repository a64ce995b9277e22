//! The tables and lists of a block of raw HTML: which bytes are rows, cells and items. Nesting is not followed: what begins in a
//! row or an item ends it, so that the reading takes one step for each tag however deep they are nested.

use crate::model::Span;
use crate::parse::html::{Markup, scan};

/// A table or a list: what stands between two tags that begin or end one.
#[derive(Debug, Default)]
pub(super) struct HtmlGroup {
    /// Its rows or items, in order.
    pub units: Vec<HtmlUnit>,
}

/// A row of a table, or an item of a list.
#[derive(Debug)]
pub(super) struct HtmlUnit {
    /// From its tag to the end of its closing tag, or to what ends it.
    pub span: Span,
    /// Its cells, each from its tag to the end of its closing tag, or to what ends it; of an item, the item.
    pub cells: Vec<Span>,
    /// Whether it is an item.
    pub is_item: bool,
}

/// What is being read.
struct LayoutReader {
    groups: Vec<HtmlGroup>,
    unit: Option<HtmlUnit>,
    /// Where the cell begins that is open.
    cell: Option<usize>,
}

/// The tables and lists in `html`, whose first byte is at `offset` of the source; each has a row or an item.
pub(super) fn groups(html: &str, offset: usize) -> Vec<HtmlGroup> {
    let mut reader = LayoutReader { groups: vec![HtmlGroup::default()], unit: None, cell: None };
    for markup in scan(html) {
        match markup {
            Markup::Open(tag) => reader.open(tag.name, tag.span.start + offset),
            Markup::Close(name, span) => {
                reader.close(name, Span::new(span.start + offset, span.end + offset));
            }
            Markup::Comment(..) => {}
        }
    }
    reader.end_unit(offset + html.len());
    reader.groups.retain(|group| !group.units.is_empty());
    reader.groups
}

/// What a tag says of tables and lists.
enum Role {
    Group,
    Row,
    Item,
    Cell,
}

fn role_of(name: &str) -> Option<Role> {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    match name.len() {
        2 if is("tr") => Some(Role::Row),
        2 if is("li") => Some(Role::Item),
        2 if is("td") || is("th") => Some(Role::Cell),
        2 if is("ul") || is("ol") => Some(Role::Group),
        5 if is("table") => Some(Role::Group),
        _ => None,
    }
}

impl LayoutReader {
    fn open(&mut self, name: &str, start: usize) {
        match role_of(name) {
            Some(Role::Group) => self.end_group(start),
            Some(Role::Row) => self.begin_unit(start, false),
            Some(Role::Item) => self.begin_unit(start, true),
            Some(Role::Cell) if self.unit.as_ref().is_none_or(|unit| !unit.is_item) => {
                // A browser puts in the tag of a row that is missing.
                if self.unit.is_none() {
                    self.begin_unit(start, false);
                }
                self.end_cell(start);
                self.cell = Some(start);
            }
            Some(Role::Cell) | None => {}
        }
    }

    fn begin_unit(&mut self, start: usize, is_item: bool) {
        self.end_unit(start);
        self.cell = is_item.then_some(start);
        self.unit = Some(HtmlUnit { span: Span::at(start), cells: Vec::new(), is_item });
    }

    fn close(&mut self, name: &str, tag: Span) {
        match role_of(name) {
            Some(Role::Group) => self.end_group(tag.start),
            Some(Role::Row | Role::Item) => self.end_unit(tag.end),
            Some(Role::Cell) if self.unit.as_ref().is_some_and(|unit| !unit.is_item) => self.end_cell(tag.end),
            Some(Role::Cell) | None => {}
        }
    }

    fn end_cell(&mut self, end: usize) {
        if let (Some(start), Some(unit)) = (self.cell.take(), &mut self.unit) {
            unit.cells.push(Span::new(start, end));
        }
    }

    fn end_unit(&mut self, end: usize) {
        self.end_cell(end);
        let (Some(mut unit), Some(group)) = (self.unit.take(), self.groups.last_mut()) else { return };
        unit.span.end = end;
        group.units.push(unit);
    }

    fn end_group(&mut self, end: usize) {
        self.end_unit(end);
        if self.groups.last().is_some_and(|group| !group.units.is_empty()) {
            self.groups.push(HtmlGroup::default());
        }
    }
}
