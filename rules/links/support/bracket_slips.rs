//! Links that were meant, where something else stands for a bracket or between two of them.

use crate::links::support::bracket_defect::{Broken, Defect, Repair, is_mark, is_nested};
use crate::links::support::brackets::{Brackets, Pair, Row};
use crate::links::support::destination::{Shape, is_balanced, shape_of, with_colon, written};
use curate_document::{Document, Span};

/// Marks that slip in between a link's text and its destination.
const MARKS: &[char] = &[':', '.', ',', ';', '/', '-', '|', '：', '。', '，', '、', '；'];
/// The longest text of a link that nothing closes, in characters.
const LONGEST_TEXT: usize = 120;

/// The slips of `row` that hang on no pair of square brackets.
pub(crate) fn slips(row: &Row<'_>, brackets: &Brackets, document: &Document) -> Vec<Broken> {
    let mut found: Vec<Broken> = Vec::new();
    found.extend(brackets.opening.iter().filter_map(|open| second_destination(row, *open, document)));
    found.extend(brackets.unclosed.iter().filter_map(|open| unclosed_text(row, *open, document)));
    found.extend(brackets.opening.iter().filter_map(|open| code_as_text(row, *open, document)));
    found
}

/// `**[text]**(https://…)`: the emphasis ends within the link. `pair` is followed by the round bracket at `bracket`, blanks or
/// not between them.
pub(crate) fn emphasis_between(row: &Row<'_>, pair: Pair, bracket: usize, document: &Document) -> Option<Broken> {
    let close = row.span(pair.close).end;
    let between = document.text(Span::new(close, row.span(bracket).start));
    let marks = between.trim_end_matches(' ');
    let is_emphasis = !marks.is_empty() && marks.chars().all(|mark| matches!(mark, '*' | '_' | '~'));
    let open = row.span(pair.open).start;
    let before = document.source().get(..open)?;
    let opening: String = marks.chars().rev().collect();
    let text = document.text(row.between(pair.open, pair.close)).trim();
    if !is_emphasis || text.is_empty() || is_mark(text) {
        return None;
    }
    let (destination, end) = destination_at(row, bracket, document)?;
    // Emphasis that goes further back ends somewhere else.
    let certain = before.ends_with(&opening) && is_nested(text) && !text.contains("://");
    let repair = Repair { text: format!("[{text}]({}){marks}", written(&with_colon(destination))), certain };
    Some(broken(Span::new(open, row.span(end).end), end, Defect::Emphasis, certain.then_some(repair)))
}

/// `[text]:(https://…)`, and the destination on the next line.
pub(crate) fn mark_between(row: &Row<'_>, pair: Pair, document: &Document) -> Option<Broken> {
    let next = pair.close + 1;
    let mark = row.character(next);
    let is_mark_there = mark.is_some_and(|mark| MARKS.contains(&mark)) && row.character(next + 1) == Some('(');
    let line_end = row.after_line_end(next);
    let (bracket, defect) = match line_end {
        _ if is_mark_there => (next + 1, Defect::Mark),
        Some(bracket) if row.character(bracket) == Some('(') => (bracket, Defect::LineEnd),
        _ => return None,
    };
    let text = document.text(row.between(pair.open, pair.close)).trim();
    if text.is_empty() || is_mark(text) || !is_nested(text) || is_attached(row, pair.open) {
        return None;
    }
    let (destination, end) = destination_at(row, bracket, document)?;
    let text = format!("[{text}]({})", written(&with_colon(destination)));
    let certain = defect == Defect::LineEnd;
    let mark = mark.filter(|mark| !certain && !matches!(mark, '/' | '-' | '|')).map(String::from).unwrap_or_default();
    let repair = Repair { text: text + &mark, certain };
    let span = Span::new(row.span(pair.open).start, row.span(end).end);
    Some(broken(span, end, defect, Some(repair)))
}

/// `[text]{https://…}`.
pub(crate) fn in_braces(row: &Row<'_>, pair: Pair, document: &Document) -> Option<Broken> {
    let open = pair.close + 1;
    if row.character(open) != Some('{') || row.span(pair.close).end != row.span(open).start {
        return None;
    }
    let text = document.text(row.between(pair.open, pair.close)).trim();
    let inside = document.source().get(row.span(open).end..)?.split(['}', '\n', '\r']).next()?;
    let end = row.span(open).end + inside.len() + 1;
    let is_closed = document.source().as_bytes().get(end - 1) == Some(&b'}');
    if text.is_empty() || !is_closed || shape_of(inside.trim()) != Some(Shape::Web) {
        return None;
    }
    let text = format!("[{text}]({})", written(inside.trim()));
    let last = (open..row.length()).take_while(|place| row.span(*place).start < end).last()?;
    let span = Span::new(row.span(pair.open).start, end);
    Some(broken(span, last, Defect::Braces, Some(Repair { text, certain: true })))
}

/// `[![alternative](image)]`, with nothing that it leads to.
pub(crate) fn badge_alone(row: &Row<'_>, pair: Pair, document: &Document) -> Option<Broken> {
    let inside = row.between(pair.open, pair.close);
    let is_badge = pair.close == pair.open + 2 && row.is_image(pair.open + 1) && row.span(pair.open + 1) == inside;
    let follows = row.character(pair.close + 1);
    let has_destination = follows.is_some_and(|follows| "([{:（".contains(follows));
    // A shortcut reference, or one that has no definition, is what its label says.
    let is_inline = document.text(inside).ends_with(')');
    let span = Span::new(row.span(pair.open).start, row.span(pair.close).end);
    let is_alone = is_badge && is_inline && !has_destination && !is_attached(row, pair.open);
    is_alone.then(|| broken(span, pair.close, Defect::Badge, None))
}

/// `[text](https://…)(https://…)`: a link ends where the round bracket at `open` stands.
fn second_destination(row: &Row<'_>, open: usize, document: &Document) -> Option<Broken> {
    let link = row.link(open.checked_sub(1)?)?;
    if row.link(open).is_some() || row.span(open).start != link.span.end {
        return None;
    }
    let (destination, end) = destination_at(row, open, document)?;
    let is_same = destination == &*link.url;
    let repair = is_same.then(|| Repair { text: document.text(link.span).to_owned(), certain: true });
    let span = Span::new(link.span.start, row.span(end).end);
    Some(broken(span, end, Defect::Second, repair))
}

/// `[text (https://…)` and `[text}(https://…)`: nothing closes the bracket at `open`.
fn unclosed_text(row: &Row<'_>, open: usize, document: &Document) -> Option<Broken> {
    let ends = |place: &usize| {
        row.is_in_link(*place) || row.is_object(*place) || matches!(row.character(*place), Some('[' | ']'))
    };
    let last = (open + 1..row.length()).find(ends).unwrap_or(row.length());
    let mut brackets = (open + 2..last.min(open + LONGEST_TEXT)).filter(|place| row.character(*place) == Some('('));
    let found = brackets.find_map(|place| Some((place, destination_at(row, place, document)?)));
    let (bracket, (destination, end)) = found?;
    let between = document.text(row.between(open, bracket));
    let bare = between.trim_end_matches(' ');
    let text = bare.strip_suffix(['}', '］', '】']).unwrap_or(bare);
    let text = text.strip_suffix(')').filter(|_| !is_balanced(text)).unwrap_or(text);
    let defect = if text.len() < bare.len() { Defect::WrongCloser } else { Defect::Unended };
    if !text.contains(char::is_alphanumeric) || text.contains(['\n', '`']) || is_attached(row, open) {
        return None;
    }
    let image = open.checked_sub(1).is_some_and(|before| row.character(before) == Some('!'));
    // At the head of a text the bracket is no slip of its own.
    let is_first = (0..open).all(|place| row.character(place).is_none_or(|character| !character.is_alphanumeric()));
    let certain = !image && (defect == Defect::WrongCloser || is_first && between.len() == bare.len() + 1);
    let repair = Repair { text: format!("[{}]({})", text.trim(), written(&with_colon(destination))), certain };
    Some(broken(Span::new(row.span(open).start, row.span(end).end), end, defect, Some(repair)))
}

/// `` `[text]`(https://…) ``: code ends where the round bracket at `open` stands.
fn code_as_text(row: &Row<'_>, open: usize, document: &Document) -> Option<Broken> {
    let place = open.checked_sub(1)?;
    let code = row.span(place);
    if !row.is_object(place) || code.end != row.span(open).start {
        return None;
    }
    let text = document.text(code).strip_prefix("`[")?.strip_suffix("]`")?;
    let (destination, end) = destination_at(row, open, document)?;
    let is_plain = !text.contains(['`', '[', ']']) && !is_mark(text);
    let repair = Repair { text: format!("[`{text}`]({})", written(destination)), certain: false };
    let span = Span::new(code.start, row.span(end).end);
    is_plain.then(|| broken(span, end, Defect::Code, Some(repair)))
}

/// The web address that is all there is in the round brackets that open at `open`, and the place where they close.
fn destination_at<'a>(row: &Row<'_>, open: usize, document: &'a Document) -> Option<(&'a str, usize)> {
    let tail = row.tail(open);
    let close = tail.close?;
    let inside = document.text(tail.inside).trim();
    let bare = inside.strip_prefix('<').and_then(|inside| inside.strip_suffix('>')).unwrap_or(inside);
    (shape_of(bare) == Some(Shape::Web) && is_balanced(bare)).then_some((bare, close))
}

/// Whether the bracket at `open` belongs to what is before it: `a[0]`, `][`, `)[`.
fn is_attached(row: &Row<'_>, open: usize) -> bool {
    let before = open.checked_sub(1).and_then(|before| row.character(before).zip(Some(row.span(before).end)));
    before.is_some_and(|(before, end)| {
        end == row.span(open).start && (before.is_ascii_alphanumeric() || matches!(before, ']' | ')' | '_'))
    })
}

/// What is wrong from `span`'s start to its end, which is that of the place `last`.
fn broken(span: Span, last: usize, defect: Defect, repair: Option<Repair>) -> Broken {
    Broken { span, end: last + 1, defect, repair }
}
