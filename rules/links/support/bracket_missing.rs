//! Links that were meant and lack a bracket or have it at the wrong side: what stands beside a text or an image tells.

use crate::links::support::brackets::{BracketPair, BracketText, Brackets};
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{DestinationKind, as_destination, destination_kind, with_colon};
use crate::links::support::link_text::{is_mark, is_nested};
use curate_document::{Block, BlockId, BlockKind, Document, Span};

/// Images that have a destination in round brackets beside them.
pub(crate) fn beside_images(leaf: &BracketText<'_>, brackets: &Brackets, document: &Document) -> Vec<BrokenLink> {
    brackets.opening.iter().filter_map(|open| beside_image(leaf, brackets, *open, document)).collect()
}

/// An image with a destination beside it in the round brackets that open at `open`: the image was to be the link's text.
fn beside_image(leaf: &BracketText<'_>, brackets: &Brackets, open: usize, document: &Document) -> Option<BrokenLink> {
    let place = open.checked_sub(1).filter(|place| leaf.is_image(*place))?;
    if leaf.span(place).end != leaf.span(open).start || leaf.link(place).is_some() {
        return None;
    }
    let tail = leaf.tail(open);
    let close = tail.close?;
    let destination = document.text(tail.inside).trim();
    if destination_kind(destination) != Some(DestinationKind::Web) {
        return None;
    }
    let text = format!("[{}]({})", document.text(leaf.span(place)), as_destination(&with_colon(destination)));
    // `[![alternative](image)(destination)`: a bracket that nothing closes is the link's.
    let opened = place.checked_sub(1).filter(|before| {
        leaf.character(*before) == Some('[')
            && leaf.span(*before).end == leaf.span(place).start
            && brackets.unclosed.contains(before)
    });
    let span = Span::new(leaf.span(opened.unwrap_or(place)).start, leaf.span(close).end);
    Some(BrokenLink {
        span,
        end: close + 1,
        defect: LinkDefect::ImageBeside,
        replacement: Some(Replacement { text, certain: true }),
    })
}

/// `[text]https://…` and `[text]<https://…>`: the URL follows at once, without its round brackets.
pub(crate) fn beside_text(
    leaf: &BracketText<'_>,
    brackets: &Brackets,
    pair: BracketPair,
    document: &Document,
) -> Option<BrokenLink> {
    let next = pair.close + 1;
    let url = leaf.bare_url(next).filter(|url| url.span.start == leaf.span(pair.close).end)?;
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    let before = pair.open.checked_sub(1).and_then(|before| leaf.character(before));
    // `a[0]https://…`, `![…]` and `][…]` are something else.
    let attached = before.is_some_and(|character| character.is_ascii_alphanumeric() || "!])".contains(character));
    let destination = document.text(url.destination);
    if text.is_empty() || is_mark(text) || attached || destination_kind(destination) != Some(DestinationKind::Web) {
        return None;
    }
    // What is not ASCII may be text that the URL took with it.
    let certain = destination.is_ascii() && is_nested(text);
    let replacement = Replacement { text: format!("[{text}]({})", as_destination(destination)), certain };
    let end = (next..leaf.length()).find(|place| leaf.span(*place).start >= url.span.end).unwrap_or(leaf.length());
    // `[text]https://…)`: what closes nothing was to close the destination.
    let is_closer = leaf.character(end) == Some(')') && !brackets.round.contains_key(&end);
    let end = end + usize::from(is_closer && leaf.span(end).start == url.span.end);
    let span = Span::new(leaf.span(pair.open).start, leaf.span(end - 1).end.max(url.span.end));
    Some(BrokenLink { span, end, defect: LinkDefect::Bare, replacement: Some(replacement) })
}

/// Square brackets around a URL: `(text)[destination]` or `[text][destination]`.
pub(crate) fn in_square_brackets(
    leaf: &BracketText<'_>,
    brackets: &Brackets,
    pair: BracketPair,
    document: &Document,
) -> Option<BrokenLink> {
    // `[text] [destination]` at the head of an item.
    let close = (0..pair.open).rev().find(|place| leaf.character(*place) != Some(' '))?;
    let is_apart = close + 1 < pair.open;
    let defect = match leaf.character(close)? {
        ')' | '）' => LinkDefect::Reversed,
        ']' | '］' => LinkDefect::Square,
        _ => return None,
    };
    let open = match defect {
        LinkDefect::Reversed => *brackets.round.get(&close)?,
        _ => brackets.square.iter().find(|other| other.close == close)?.open,
    };
    let text = document.text(leaf.between(open, close)).trim();
    let before = open.checked_sub(1).and_then(|before| leaf.character(before));
    // `call(argument)[…]` and the like are not links.
    let attached = before.is_some_and(|character| character.is_ascii_alphanumeric() || matches!(character, ']' | '［'));
    if is_apart && (defect != LinkDefect::Square || is_mark(text) || !leaf.is_first(open)) {
        return None;
    }
    if text.is_empty()
        || leaf.has_link(open, close)
        || attached
        || matches!(destination_kind(text), Some(DestinationKind::Web))
    {
        return None;
    }
    let destination = unbracketed(document.text(leaf.between(pair.open, pair.close)));
    let span = Span::new(leaf.span(open).start, leaf.span(pair.close).end);
    let replacement =
        Replacement { text: format!("[{text}]({})", as_destination(&with_colon(destination))), certain: true };
    Some(BrokenLink { span, end: pair.close + 1, defect, replacement: Some(replacement) })
}

/// `inside` without white space and one pair of round or angle brackets around it.
pub(crate) fn unbracketed(inside: &str) -> &str {
    let inside = inside.trim();
    let inner =
        [('(', ')'), ('<', '>')].iter().find_map(|(open, close)| inside.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(inside)
}

/// `text](https://…)`: nothing opens the link's text in `block`.
pub(crate) fn unopened(
    leaf: &BracketText<'_>,
    brackets: &Brackets,
    block: BlockId,
    document: &Document,
) -> Vec<BrokenLink> {
    let meant = |place: &usize| {
        let tail = leaf.tail(place + 1);
        let close = tail.close?;
        let destination = document.text(tail.inside).trim();
        let is_web = destination_kind(destination) == Some(DestinationKind::Web);
        let span = Span::new(leaf.span(*place).start, leaf.span(close).end);
        if let Some(pair) = brackets.square.iter().find(|pair| is_web && pair.close + 1 == *place) {
            return closed_twice(leaf, *pair, close, destination, document);
        }
        let broken = BrokenLink { span, end: close + 1, defect: LinkDefect::Unopened, replacement: None };
        if is_file_in_folder(destination) {
            return Some(broken);
        }
        is_web.then(|| cut_by_cell(span, block, document).map_or(broken, |cut| BrokenLink { end: close + 1, ..cut }))
    };
    brackets.unopened.iter().filter_map(meant).collect()
}

/// Whether `destination` is a path such as `docs/guide.py`.
fn is_file_in_folder(destination: &str) -> bool {
    let Some((folder, file)) = destination.rsplit_once('/') else { return false };
    let is_plain = |text: &str| text.chars().all(|mark| mark.is_alphanumeric() || "-_./%+".contains(mark));
    let is_name =
        |ending: &str| (1..6).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_plain(folder) && is_plain(file) && file.rsplit_once('.').is_some_and(|(_, ending)| is_name(ending))
}

/// `[text]](destination)`, whose last bracket is at `close`: one `]` is too many.
fn closed_twice(
    leaf: &BracketText<'_>,
    pair: BracketPair,
    close: usize,
    destination: &str,
    document: &Document,
) -> Option<BrokenLink> {
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    let span = Span::new(leaf.span(pair.open).start, leaf.span(close).end);
    let replacement = Replacement { text: format!("[{text}]({})", as_destination(destination)), certain: true };
    let is_text = !text.is_empty() && !is_mark(text) && !leaf.has_link(pair.open, pair.close);
    let defect = LinkDefect::ClosedTwice;
    is_text.then_some(BrokenLink { span, end: close + 1, defect, replacement: Some(replacement) })
}

/// `[te|xt](https://…)`: the text before `rest`, which is `](…)`, begins in a cell before `block` (GFM 4.10).
fn cut_by_cell(rest: Span, block: BlockId, document: &Document) -> Option<BrokenLink> {
    let cell = document.block(block).filter(|cell| cell.kind == BlockKind::Cell)?;
    cut_in_row(rest, document.block(cell.parent?)?, document)
}

/// Links that `|` cuts and that end in cells beyond the head's, which are not rendered (GFM 4.10); with their rows.
pub(crate) fn in_surplus_cells(document: &Document) -> Vec<(BlockId, BrokenLink)> {
    let rows = document.blocks().iter().enumerate().filter(|(_, block)| matches!(block.kind, BlockKind::Row { .. }));
    let cut = |(index, row): (usize, &Block)| {
        let id = BlockId(index as u32);
        let (_, last) = document.children_of(id).last()?;
        let surplus = document.text(Span::new(last.span.end.min(row.span.end), row.span.end));
        let start = surplus.find("](")?;
        let inside = surplus.get(start + 2..)?;
        let destination = inside.split(')').next()?;
        let rest = Span::new(row.span.end - surplus.len() + start, row.span.end - inside.len() + destination.len() + 1);
        let is_link = rest.end <= row.span.end && destination_kind(destination) == Some(DestinationKind::Web);
        if is_link { Some((id, cut_in_row(rest, row, document)?)) } else { None }
    };
    rows.filter_map(cut).collect()
}

/// `[te|xt](https://…)` in `row`, where `rest` is `](…)`.
fn cut_in_row(rest: Span, row: &Block, document: &Document) -> Option<BrokenLink> {
    let (_, head) = document.children_of(row.parent?).next()?;
    let before = document.text(Span::new(row.span.start, rest.start));
    let open = before.rfind('[')?;
    let text = before.get(open + 1..)?;
    let cuts = bars(text);
    let is_text = !text.contains([']', '`']) && !text.split('|').any(|part| part.trim().is_empty());
    if cuts == 0 || !is_text || before.get(..open)?.ends_with(['\\', ']']) {
        return None;
    }
    let span = Span::new(row.span.start + open, rest.end);
    // With the cell whole, the row must be as long as the head.
    let certain = cells(document.text(row.span)).checked_sub(cuts) == Some(cells(document.text(head.span)));
    let text = format!("[{}{}", escaped_bars(text), document.text(rest));
    Some(BrokenLink { span, end: 0, defect: LinkDefect::Cell, replacement: Some(Replacement { text, certain }) })
}

/// How many cells the row `text` is written with.
fn cells(text: &str) -> usize {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let closed = text.ends_with('|') && !text.ends_with("\\|");
    bars(text) + usize::from(!closed)
}

/// How many `|` in `text` end a cell.
fn bars(text: &str) -> usize {
    text.matches('|').count() - text.matches("\\|").count()
}

/// `text` with `\|` for every `|`.
fn escaped_bars(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}
