//! Links that were meant, where something else stands for a bracket or between two of them.

use crate::links::support::brackets::{BracketPair, BracketText, Brackets};
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{DestinationKind, as_destination, destination_kind, is_balanced, with_colon};
use crate::links::support::link_text::{is_mark, is_nested};
use crate::links::support::unclosed_destination::is_separated_at;
use curate_document::{Document, Span};

/// Marks that come in between a link's text and its destination.
const MARKS: &[char] = &[':', '.', ',', ';', '/', '-', '|', '：', '。', '，', '、', '；'];
/// The longest text of a link that nothing closes, in characters.
const LONGEST_TEXT: usize = 120;

/// The typing errors of `leaf` that do not depend on a pair of square brackets.
pub(crate) fn typos(leaf: &BracketText<'_>, brackets: &Brackets, document: &Document) -> Vec<BrokenLink> {
    let mut found: Vec<BrokenLink> = Vec::new();
    found.extend(brackets.opening.iter().filter_map(|open| second_destination(leaf, *open, document)));
    found.extend(brackets.unclosed.iter().filter_map(|open| unclosed_text(leaf, *open, document)));
    found.extend(brackets.opening.iter().filter_map(|open| code_as_text(leaf, *open, document)));
    found
}

/// `**[text]**(https://…)`: the emphasis ends within the link. `pair` is followed by the round bracket at `bracket`, blanks or
/// not between them.
pub(crate) fn emphasis_between(
    leaf: &BracketText<'_>,
    pair: BracketPair,
    bracket: usize,
    document: &Document,
) -> Option<BrokenLink> {
    let close = leaf.span(pair.close).end;
    let between = document.text(Span::new(close, leaf.span(bracket).start));
    let marks = between.trim_end_matches(' ');
    let is_emphasis = !marks.is_empty() && marks.chars().all(|mark| matches!(mark, '*' | '_' | '~'));
    let open = leaf.span(pair.open).start;
    let before = document.source().get(..open)?;
    let opening: String = marks.chars().rev().collect();
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    if !is_emphasis || text.is_empty() || is_mark(text) {
        return None;
    }
    let (destination, end) = destination_at(leaf, bracket, document)?;
    // Emphasis that goes further back ends somewhere else.
    let certain = before.ends_with(&opening) && is_nested(text) && !text.contains("://");
    let replacement =
        Replacement { text: format!("[{text}]({}){marks}", as_destination(&with_colon(destination))), certain };
    Some(broken(Span::new(open, leaf.span(end).end), end, LinkDefect::Emphasis, certain.then_some(replacement)))
}

/// `[text]:(https://…)`, and the destination on the next line.
pub(crate) fn mark_between(leaf: &BracketText<'_>, pair: BracketPair, document: &Document) -> Option<BrokenLink> {
    let next = pair.close + 1;
    let mark = leaf.character(next);
    let is_mark_there = mark.is_some_and(|mark| MARKS.contains(&mark)) && leaf.character(next + 1) == Some('(');
    let line_end = leaf.after_line_end(next);
    let (bracket, defect) = match line_end {
        _ if is_mark_there => (next + 1, LinkDefect::Mark),
        Some(bracket) if leaf.character(bracket) == Some('(') => (bracket, LinkDefect::LineEnd),
        _ => return None,
    };
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    if text.is_empty() || is_mark(text) || !is_nested(text) || is_attached(leaf, pair.open) {
        return None;
    }
    let (destination, end) = destination_at(leaf, bracket, document)?;
    let text = format!("[{text}]({})", as_destination(&with_colon(destination)));
    let certain = defect == LinkDefect::LineEnd;
    let span = Span::new(leaf.span(pair.open).start, leaf.span(end).end);
    // Before a separator no other mark has a meaning.
    let certain = certain || is_separated_at(document, span.end);
    let mark = mark.filter(|mark| !certain && !matches!(mark, '/' | '-' | '|')).map(String::from).unwrap_or_default();
    let replacement = Replacement { text: text + &mark, certain };
    Some(broken(span, end, defect, Some(replacement)))
}

/// `[text]{https://…}`.
pub(crate) fn in_braces(leaf: &BracketText<'_>, pair: BracketPair, document: &Document) -> Option<BrokenLink> {
    let open = pair.close + 1;
    if leaf.character(open) != Some('{') || leaf.span(pair.close).end != leaf.span(open).start {
        return None;
    }
    let text = document.text(leaf.between(pair.open, pair.close)).trim();
    let inside = document.source().get(leaf.span(open).end..)?.split(['}', '\n', '\r']).next()?;
    let end = leaf.span(open).end + inside.len() + 1;
    let is_closed = document.source().as_bytes().get(end - 1) == Some(&b'}');
    if text.is_empty() || !is_closed || destination_kind(inside.trim()) != Some(DestinationKind::Web) {
        return None;
    }
    let text = format!("[{text}]({})", as_destination(inside.trim()));
    let last = (open..leaf.length()).take_while(|place| leaf.span(*place).start < end).last()?;
    let span = Span::new(leaf.span(pair.open).start, end);
    Some(broken(span, last, LinkDefect::Braces, Some(Replacement { text, certain: true })))
}

/// `[![alternative](image)]`, with nothing that it leads to.
pub(crate) fn badge_alone(leaf: &BracketText<'_>, pair: BracketPair, document: &Document) -> Option<BrokenLink> {
    let inside = leaf.between(pair.open, pair.close);
    let is_badge = pair.close == pair.open + 2 && leaf.is_image(pair.open + 1) && leaf.span(pair.open + 1) == inside;
    let follows = leaf.character(pair.close + 1);
    let behind = leaf.character(leaf.after_blanks(pair.close + 1));
    let has_destination = follows.is_some_and(|follows| "([{:（".contains(follows)) || behind == Some('(');
    // A shortcut reference, or one that has no definition, is what its label says.
    let is_inline = document.text(inside).ends_with(')');
    let span = Span::new(leaf.span(pair.open).start, leaf.span(pair.close).end);
    let is_alone = is_badge && is_inline && !has_destination && !is_attached(leaf, pair.open);
    is_alone.then(|| broken(span, pair.close, LinkDefect::Badge, None))
}

/// `[text](https://…)(https://…)`: a link ends where the round bracket at `open` stands.
fn second_destination(leaf: &BracketText<'_>, open: usize, document: &Document) -> Option<BrokenLink> {
    let link = leaf.link(open.checked_sub(1)?)?;
    if leaf.link(open).is_some() || leaf.span(open).start != link.span.end {
        return None;
    }
    let (destination, end) = destination_at(leaf, open, document)?;
    let replacement = if destination == &*link.url {
        Some(document.text(link.span).to_owned())
    } else if link.url.is_empty() && link.has_text {
        Some(format!("[{}]({})", document.text(link.text), as_destination(destination)))
    } else {
        None
    };
    let replacement = replacement.map(|text| Replacement { text, certain: true });
    let span = Span::new(link.span.start, leaf.span(end).end);
    Some(broken(span, end, LinkDefect::Second, replacement))
}

/// `[text (https://…)` and `[text}(https://…)`: nothing closes the bracket at `open`.
fn unclosed_text(leaf: &BracketText<'_>, open: usize, document: &Document) -> Option<BrokenLink> {
    let ends = |place: &usize| {
        leaf.is_in_link(*place) || leaf.is_object(*place) || matches!(leaf.character(*place), Some('[' | ']'))
    };
    let last = (open + 1..leaf.length()).find(ends).unwrap_or(leaf.length());
    let mut brackets = (open + 2..last.min(open + LONGEST_TEXT)).filter(|place| leaf.character(*place) == Some('('));
    let found = brackets.find_map(|place| Some((place, destination_at(leaf, place, document)?)));
    let (bracket, (destination, end)) = found?;
    let between = document.text(leaf.between(open, bracket));
    let bare = between.trim_end_matches(' ');
    let text = bare.strip_suffix(['}', '］', '】']).unwrap_or(bare);
    let text = text.strip_suffix(')').filter(|_| !is_balanced(text)).unwrap_or(text);
    let defect = if text.len() < bare.len() { LinkDefect::WrongCloser } else { LinkDefect::Unended };
    if !text.contains(char::is_alphanumeric) || text.contains(['\n', '`']) || is_attached(leaf, open) {
        return None;
    }
    let image = open.checked_sub(1).is_some_and(|before| leaf.character(before) == Some('!'));
    // At the head of a text the bracket is not a mistake of its own.
    let certain =
        !image && (defect == LinkDefect::WrongCloser || leaf.is_first(open) && between.len() == bare.len() + 1);
    let replacement =
        Replacement { text: format!("[{}]({})", text.trim(), as_destination(&with_colon(destination))), certain };
    Some(broken(Span::new(leaf.span(open).start, leaf.span(end).end), end, defect, Some(replacement)))
}

/// `` `[text]`(https://…) ``: code ends where the round bracket at `open` stands.
fn code_as_text(leaf: &BracketText<'_>, open: usize, document: &Document) -> Option<BrokenLink> {
    let place = open.checked_sub(1)?;
    let code = leaf.span(place);
    if !leaf.is_object(place) || code.end != leaf.span(open).start {
        return None;
    }
    let text = document.text(code).strip_prefix("`[")?.strip_suffix("]`")?;
    let (destination, end) = destination_at(leaf, open, document)?;
    let is_plain = !text.contains(['`', '[', ']']) && !is_mark(text);
    let replacement = Replacement { text: format!("[`{text}`]({})", as_destination(destination)), certain: false };
    let span = Span::new(code.start, leaf.span(end).end);
    is_plain.then(|| broken(span, end, LinkDefect::Code, Some(replacement)))
}

/// The web address that is all there is in the round brackets that open at `open`, and the place where they close.
fn destination_at<'a>(leaf: &BracketText<'_>, open: usize, document: &'a Document) -> Option<(&'a str, usize)> {
    let tail = leaf.tail(open);
    let close = tail.close?;
    let inside = document.text(tail.inside).trim();
    let bare = inside.strip_prefix('<').and_then(|inside| inside.strip_suffix('>')).unwrap_or(inside);
    (destination_kind(bare) == Some(DestinationKind::Web) && is_balanced(bare)).then_some((bare, close))
}

/// Whether the bracket at `open` belongs to what is before it: `a[0]`, `][`, `)[`.
fn is_attached(leaf: &BracketText<'_>, open: usize) -> bool {
    let before = open.checked_sub(1).and_then(|before| leaf.character(before).zip(Some(leaf.span(before).end)));
    before.is_some_and(|(before, end)| {
        end == leaf.span(open).start && (before.is_ascii_alphanumeric() || matches!(before, ']' | ')' | '_'))
    })
}

/// What is wrong from `span`'s start to its end, which is that of the place `last`.
fn broken(span: Span, last: usize, defect: LinkDefect, replacement: Option<Replacement>) -> BrokenLink {
    BrokenLink { span, end: last + 1, defect, replacement }
}
