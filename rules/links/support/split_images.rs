//! Images, and badges around them, that a blank behind their `!` takes apart.

use crate::links::support::brackets::{BracketPair, BracketText, Brackets, Tail};
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{DestinationKind, as_destination, destination_kind};
use curate_document::{Document, Span};

/// `! [alternative] (image)` and `[! [alternative] (image)] (destination)`, of which `pair` is the inner one: the `!` is a part
/// of what was meant, and half of it is not worth having.
pub(crate) fn split_image(
    leaf: &BracketText<'_>,
    brackets: &Brackets,
    pair: BracketPair,
    document: &Document,
) -> Option<BrokenLink> {
    let mark = mark_before(leaf, pair.open)?;
    let image = destination_behind(leaf, pair.close)?;
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    let leads = |inside: &str| matches!(destination_kind(inside), Some(DestinationKind::Web | DestinationKind::File));
    let written_image = leads(image.inside(document)).then(|| as_destination(image.inside(document)));
    let alone = written_image.map(|image| format!("![{text}]({image})"));
    let opening = mark.checked_sub(1).filter(|before| leaf.character(*before) == Some('['));
    let Some(outer) = opening.and_then(|open| brackets.square.iter().find(|outer| outer.open == open)) else {
        let span = Span::new(leaf.span(mark).start, leaf.span(image.close).end);
        return Some(broken(span, image.close, alone?));
    };
    let around = destination_behind(leaf, outer.close);
    let close = around.as_ref().map_or(outer.close, |around| around.close);
    let span = Span::new(leaf.span(outer.open).start, leaf.span(close).end);
    let is_whole = leaf.after_blanks(image.close + 1) == outer.close;
    let badge =
        alone.zip(around.map(|around| around.inside(document))).filter(|(_, leading)| is_whole && leads(leading));
    let Some((alone, leading)) = badge else {
        return Some(BrokenLink { span, end: close + 1, defect: LinkDefect::SplitImage, replacement: None });
    };
    Some(broken(span, close, format!("[{alone}]({})", as_destination(leading))))
}

/// The place of the `!` that blanks part from the bracket at `open`, where it ends no sentence.
fn mark_before(leaf: &BracketText<'_>, open: usize) -> Option<usize> {
    let mark = (0..open).rev().find(|place| !matches!(leaf.character(*place), Some(' ' | '\u{A0}')))?;
    let is_mark = mark + 1 < open && leaf.character(mark) == Some('!');
    let before = mark.checked_sub(1).map(|before| leaf.character(before));
    let is_free = before.is_none_or(|before| before.is_some_and(|before| before == '[' || before.is_whitespace()));
    (is_mark && is_free).then_some(mark)
}

/// What is in round brackets behind the square one at `close`.
struct Behind {
    tail: Tail,
    close: usize,
}

impl Behind {
    fn inside<'a>(&self, document: &'a Document) -> &'a str {
        document.text(self.tail.inside).trim()
    }
}

fn destination_behind(leaf: &BracketText<'_>, close: usize) -> Option<Behind> {
    let bracket = leaf.after_blanks(close + 1);
    let tail = (leaf.character(bracket) == Some('(') && leaf.link(bracket).is_none()).then(|| leaf.tail(bracket))?;
    Some(Behind { tail, close: tail.close? })
}

fn broken(span: Span, close: usize, text: String) -> BrokenLink {
    BrokenLink {
        span,
        end: close + 1,
        defect: LinkDefect::SplitImage,
        replacement: Some(Replacement { text, certain: false }),
    }
}
