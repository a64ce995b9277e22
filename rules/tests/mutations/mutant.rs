//! A page with one change, and the kinds of changes.

use super::pairs::Pair;
use super::{code, dropped, harmful, harmless};
use curate_document::Span;

/// One edition with one change.
pub struct Mutant {
    /// Which edition is changed.
    pub side: usize,
    /// In order; they do not overlap.
    pub edits: Vec<(Span, String)>,
    /// What a finding may point at in the place of what is changed: the table of a row.
    pub around: Option<Span>,
    /// What stands in the other edition for what is changed.
    pub across: Option<Span>,
    /// What a summary may name.
    pub names: Vec<String>,
    /// Whether the editions have drifted apart at this place.
    pub is_apart: bool,
}

impl Mutant {
    pub fn of(side: usize, edits: Vec<(Span, String)>) -> Self {
        Self { side, edits, around: None, across: None, names: Vec::new(), is_apart: false }
    }

    pub fn new(side: usize, span: Span, text: impl Into<String>) -> Self {
        Self::of(side, vec![(span, text.into())])
    }

    pub fn across(self, span: Option<Span>) -> Self {
        Self { across: span, ..self }
    }

    pub fn named(mut self, name: &str) -> Self {
        self.names.push(name.to_owned());
        self
    }

    /// The text with the change, and the bytes in it that are new or beside what is gone.
    pub fn apply(&self, source: &str) -> (String, Span) {
        let mut text = String::with_capacity(source.len() + 64);
        let mut at = 0;
        let first = self.edits[0].0.start;
        let mut last = first;
        for (span, new) in &self.edits {
            text.push_str(&source[at..span.start]);
            text.push_str(new);
            last = text.len();
            at = span.end;
        }
        text.push_str(&source[at..]);
        (text, Span::new(first, last))
    }

    /// Where the byte `offset` of the text before is after the change.
    pub fn moved(&self, offset: usize) -> usize {
        let before = self.edits.iter().filter(|(span, _)| span.end <= offset);
        let shift: isize = before.map(|(span, new)| new.len().cast_signed() - span.len().cast_signed()).sum();
        offset.saturating_add_signed(shift)
    }
}

/// A kind of change.
pub struct Kind {
    pub name: &'static str,
    pub is_harmful: bool,
    /// Whether it says nothing where the editions have drifted apart.
    pub needs_alignment: bool,
    /// Every such change of the edition on a side.
    pub all: fn(&Pair, usize) -> Vec<Mutant>,
}

const fn harmful(name: &'static str, all: fn(&Pair, usize) -> Vec<Mutant>) -> Kind {
    Kind { name, is_harmful: true, needs_alignment: true, all }
}

const fn harmless(name: &'static str, all: fn(&Pair, usize) -> Vec<Mutant>) -> Kind {
    Kind { name, is_harmful: false, needs_alignment: false, all }
}

pub const KINDS: [Kind; 27] = [
    harmful("entry dropped", harmful::entry_dropped),
    harmful("text-only item dropped", dropped::text_item),
    harmful("row of an HTML table dropped", dropped::html_row),
    harmful("section dropped", harmful::section_dropped),
    harmful("code block dropped", code::block_dropped),
    harmful("line of code dropped", code::line_dropped),
    harmful("table row dropped", harmful::row_dropped),
    harmful("link of prose dropped", harmful::link_dropped),
    harmful("image dropped", dropped::image),
    harmful("URL changed", harmful::url_changed),
    harmful("version in code changed", code::version_changed),
    harmful("two entries swapped", harmful::entries_swapped),
    harmful("two sections swapped", harmful::sections_swapped),
    harmful("heading's level changed", harmful::level_changed),
    harmless("paragraph wrapped anew", harmless::wrapped),
    harmless("two paragraphs swapped", harmless::paragraphs_swapped),
    harmless("description shortened", harmless::description_shortened),
    harmless("words of a sentence replaced", harmless::rephrased),
    harmless("letters of a word swapped", harmless::letters_swapped),
    harmless("title of a link translated", harmless::title_translated),
    harmless("local resource added", harmless::local_resource),
    harmless("comment in code translated", code::comment_translated),
    harmless("string in code translated", code::string_translated),
    harmless("blank lines added", harmless::blank_lines),
    harmless("cells of a table padded", harmless::cells_padded),
    harmless("bullets changed", harmless::bullets),
    harmless("URL localised", harmless::url_localised),
];

/// `count` of `all`, at even distances.
pub fn spread<T>(all: Vec<T>, count: usize) -> Vec<T> {
    let length = all.len();
    let wanted = count.min(length);
    let places: Vec<usize> = (0..wanted).map(|index| (2 * index + 1) * length / (2 * wanted)).collect();
    all.into_iter().enumerate().filter(|(index, _)| places.contains(index)).map(|(_, one)| one).collect()
}
