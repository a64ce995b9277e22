//! How much of a line is shown around a place.

use crate::terminal::sanitize;
use curate_document::script::display_width;
use curate_document::{Document, Span};

/// So many bytes around what is shown of a line tell of passwords in it.
const NEAR: usize = 1024;
/// Columns that what miette draws before a line takes, with a mark for what is cut off at either end.
const GUTTER: usize = 10;
/// The fewest columns that are worth showing.
const NARROWEST: usize = 12;

/// How many columns of a line are shown around a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clip {
    /// Before it.
    before: usize,
    /// Of it.
    inside: usize,
    /// After it, however many are shown already.
    after: usize,
    /// Of the line, where it has so many.
    width: usize,
    /// Whether more is shown before it where the line ends soon after it.
    fills: bool,
}

impl Clip {
    /// For files and pipes, where a line may be long.
    pub(super) const FILE: Self = Self { before: 48, inside: 160, after: 48, width: 100, fills: false };

    /// For lines of at most so many `columns`, marks for what is cut off among them.
    pub(super) fn within(columns: usize) -> Self {
        let width = columns.saturating_sub(2).max(NARROWEST);
        Self { before: width / 3, inside: width - width / 3, after: 0, width, fills: true }
    }

    /// For what miette draws on a terminal of so many `columns`.
    pub(super) fn drawn_within(columns: usize) -> Self {
        Self::within(columns.saturating_sub(GUTTER))
    }

    /// Appends what is shown of the line `content` around `window`, sanitized and with passwords covered, and tells `place` for
    /// every character where it went: its offset in the document, its offset in `out`.
    pub(super) fn push(
        self,
        document: &Document,
        content: Span,
        window: Span,
        out: &mut String,
        mut place: impl FnMut(usize, usize),
    ) {
        let near = near(document.text(content), content.start, window);
        let line = sanitize::covered(document.text(near));
        let offset = near.start;
        let (before, after) = line.split_at_checked(window.start.saturating_sub(offset)).unwrap_or((&line, ""));
        let start = before.len();
        let inside = line.get(start..window.end.saturating_sub(offset)).unwrap_or(after);
        let shown = start + fitting(inside.chars(), self.inside);
        let rest = line.get(shown..).unwrap_or("");
        let from =
            start - fitting(before.chars().rev(), self.columns_before(line.get(start..shown).unwrap_or(""), rest));
        let taken = display_width(line.get(from..shown).unwrap_or(""));
        let to = shown + fitting(rest.chars(), self.after.max(self.width.saturating_sub(taken)));
        if from > 0 || near.start > content.start {
            out.push('…');
        }
        for (index, character) in line.get(from..to).unwrap_or("").char_indices() {
            place(offset + from + index, out.len());
            sanitize::push(out, character);
        }
        place(offset + to, out.len());
        if to < line.len() || near.end < content.end {
            out.push('…');
        }
    }

    /// How many columns are shown before `inside`, after which comes `rest`.
    fn columns_before(self, inside: &str, rest: &str) -> usize {
        let left = self.width.saturating_sub(display_width(inside));
        let rest = rest.get(..fitting(rest.chars(), left)).map_or(0, display_width);
        if self.fills { self.before.max(left - rest) } else { self.before }
    }
}

/// The bytes of `line` (which begins at `offset`) that are looked at for what is shown around `window`.
fn near(line: &str, offset: usize, window: Span) -> Span {
    let start = line.floor_char_boundary(window.start.saturating_sub(offset + NEAR));
    let shown = window.start.saturating_sub(offset) + window.len().min(NEAR);
    Span::new(offset + start, offset + line.ceil_char_boundary((shown + NEAR).min(line.len())))
}

/// How many bytes of `characters` fit into `columns`.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> usize {
    let widths = characters.map(|character| (character.len_utf8(), display_width(character.encode_utf8(&mut [0; 4]))));
    let mut left = columns;
    widths
        .take_while(|(_, width)| left.checked_sub(*width).inspect(|rest| left = *rest).is_some())
        .map(|(bytes, _)| bytes)
        .sum()
}
