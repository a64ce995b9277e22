//! Images, and badges around them, that a blank behind their `!` takes apart.

use crate::links::support::bracket_defect::{Broken, Defect, Repair};
use crate::links::support::brackets::{Brackets, Pair, Row, Tail};
use crate::links::support::destination::{Shape, shape_of, written};
use curate_document::{Document, Span};

/// `! [alternative] (image)` and `[! [alternative] (image)] (destination)`, of which `pair` is the inner one: the `!` is a part
/// of what was meant, and half of it is not worth having.
pub(crate) fn torn_image(row: &Row<'_>, brackets: &Brackets, pair: Pair, document: &Document) -> Option<Broken> {
    let mark = mark_before(row, pair.open)?;
    let image = destination_behind(row, pair.close)?;
    let text = document.text(row.between(pair.open, pair.close)).trim();
    let leads = |inside: &str| matches!(shape_of(inside), Some(Shape::Web | Shape::File));
    let written_image = leads(image.inside(document)).then(|| written(image.inside(document)));
    let alone = written_image.map(|image| format!("![{text}]({image})"));
    let opening = mark.checked_sub(1).filter(|before| row.character(*before) == Some('['));
    let Some(outer) = opening.and_then(|open| brackets.square.iter().find(|outer| outer.open == open)) else {
        let span = Span::new(row.span(mark).start, row.span(image.close).end);
        return Some(broken(span, image.close, alone?));
    };
    let around = destination_behind(row, outer.close);
    let close = around.as_ref().map_or(outer.close, |around| around.close);
    let span = Span::new(row.span(outer.open).start, row.span(close).end);
    let is_whole = row.after_blanks(image.close + 1) == outer.close;
    let badge =
        alone.zip(around.map(|around| around.inside(document))).filter(|(_, leading)| is_whole && leads(leading));
    let Some((alone, leading)) = badge else {
        return Some(Broken { span, end: close + 1, defect: Defect::TornImage, repair: None });
    };
    Some(broken(span, close, format!("[{alone}]({})", written(leading))))
}

/// The place of the `!` that blanks part from the bracket at `open`, where it ends no sentence.
fn mark_before(row: &Row<'_>, open: usize) -> Option<usize> {
    let mark = (0..open).rev().find(|place| !matches!(row.character(*place), Some(' ' | '\u{A0}')))?;
    let is_mark = mark + 1 < open && row.character(mark) == Some('!');
    let before = mark.checked_sub(1).map(|before| row.character(before));
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

fn destination_behind(row: &Row<'_>, close: usize) -> Option<Behind> {
    let bracket = row.after_blanks(close + 1);
    let tail = (row.character(bracket) == Some('(') && row.link(bracket).is_none()).then(|| row.tail(bracket))?;
    Some(Behind { tail, close: tail.close? })
}

fn broken(span: Span, close: usize, text: String) -> Broken {
    Broken { span, end: close + 1, defect: Defect::TornImage, repair: Some(Repair { text, certain: false }) }
}
