//! Links that were meant and lack a bracket or have it at the wrong side: what stands beside a text or an image tells.

use crate::links::brackets::{Brackets, Pair, Row};
use crate::links::broken::{Broken, Defect, Repair, is_mark, is_nested};
use crate::links::destination::{Shape, shape_of, with_colon, written};
use curate_document::{Document, Span};

/// Images that have a destination in round brackets beside them.
pub fn beside_images(row: &Row<'_>, document: &Document) -> Vec<Broken> {
    let images = (0..row.length()).filter(|place| row.is_image(*place));
    images.filter_map(|place| beside_image(row, place, document)).collect()
}

/// An image with a destination in round brackets beside it: the image was to be the link's text.
fn beside_image(row: &Row<'_>, place: usize, document: &Document) -> Option<Broken> {
    let open = place + 1;
    let adjacent = row.span(place).end == row.span(open).start;
    if row.character(open) != Some('(') || !adjacent || row.link(place).is_some() {
        return None;
    }
    let tail = row.tail(open);
    let close = tail.close?;
    let destination = document.text(tail.inside).trim();
    if shape_of(destination) != Some(Shape::Web) {
        return None;
    }
    let text = format!("[{}]({})", document.text(row.span(place)), written(&with_colon(destination)));
    let span = Span::new(row.span(place).start, row.span(close).end);
    Some(Broken { span, end: close + 1, defect: Defect::ImageBeside, repair: Some(Repair { text, certain: true }) })
}

/// `[text]https://…` and `[text]<https://…>`: the URL follows at once, without its round brackets.
pub fn beside_text(row: &Row<'_>, pair: Pair, document: &Document) -> Option<Broken> {
    let next = pair.close + 1;
    let url = row.bare_url(next).filter(|url| url.span.start == row.span(pair.close).end)?;
    let text = document.text(row.between(pair.open, pair.close)).trim();
    let before = pair.open.checked_sub(1).and_then(|before| row.character(before));
    // `a[0]https://…`, `![…]` and `][…]` are something else.
    let attached = before.is_some_and(|character| character.is_ascii_alphanumeric() || "!])".contains(character));
    let destination = document.text(url.destination);
    if text.is_empty() || is_mark(text) || attached || shape_of(destination) != Some(Shape::Web) {
        return None;
    }
    // What is not ASCII may be text that the URL took with it.
    let certain = destination.is_ascii() && is_nested(text);
    let repair = Repair { text: format!("[{text}]({})", written(destination)), certain };
    let span = Span::new(row.span(pair.open).start, url.span.end);
    let end = (next..row.length()).find(|place| row.span(*place).start >= span.end).unwrap_or(row.length());
    Some(Broken { span, end, defect: Defect::Bare, repair: Some(repair) })
}

/// `text](https://…)`: nothing opens the link's text.
pub fn unopened(row: &Row<'_>, brackets: &Brackets, document: &Document) -> Vec<Broken> {
    let meant = |place: &usize| {
        let tail = row.tail(place + 1);
        let close = tail.close?;
        let is_web = shape_of(document.text(tail.inside).trim()) == Some(Shape::Web);
        let span = Span::new(row.span(*place).start, row.span(close).end);
        is_web.then_some(Broken { span, end: close + 1, defect: Defect::Unopened, repair: None })
    };
    brackets.unopened.iter().filter_map(meant).collect()
}
