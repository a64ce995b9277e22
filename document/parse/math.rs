//! Math as GitHub and others render it: `$…$` within a line, `$$…$$` within a paragraph. To markdown it is text.

use crate::model::{Inline, InlineKind, Span};

/// Makes code of those texts among `inlines` that are math, so that nobody takes them for prose. Dollars that are money
/// stay: an opening one has no space after it and no letter or digit before it, a closing one no space before it and no
/// letter or digit after it (of ASCII: Chinese leaves no spaces around math).
pub(crate) fn mark(text: &str, inlines: &mut Vec<Inline>, first: usize) {
    let own = inlines.get(first..).unwrap_or(&[]);
    let has_dollar = |inline: &Inline| inline.kind == InlineKind::Text && slice(text, inline.span).contains('$');
    if !own.iter().any(has_dollar) {
        return;
    }
    let spans = spans(text, own);
    if spans.is_empty() {
        return;
    }
    let own = inlines.split_off(first);
    for inline in own {
        if inline.kind == InlineKind::Text {
            inline.cut(&spans, InlineKind::Code, inlines);
        } else {
            inlines.push(inline);
        }
    }
}

/// A run of one or two dollars, at this offset.
struct Dollars {
    at: usize,
    length: usize,
}

/// The stretches of math, dollars included, in order.
fn spans(text: &str, inlines: &[Inline]) -> Vec<Span> {
    let runs = runs(text, inlines);
    let mut spans = Vec::new();
    let mut next = 0;
    while let Some(open) = runs.get(next) {
        next += 1;
        if open.length == 1 && !opens(text, open.at) {
            continue;
        }
        // A line's dollars are few; a hostile line's are looked at once for each kind, since the first that fits ends it.
        let closing = runs
            .iter()
            .enumerate()
            .skip(next)
            .take(CANDIDATES)
            .find(|(_, close)| close.length == open.length && (open.length == 2 || closes(text, close.at)));
        let Some((index, close)) = closing else { continue };
        let span = Span::new(open.at, close.at + close.length);
        if open.length == 1 && slice(text, span).contains('\n') {
            continue;
        }
        spans.push(span);
        next = index + 1;
    }
    spans
}

/// How many dollars are looked at for the one that closes.
const CANDIDATES: usize = 16;

/// The dollars in texts that no backslash takes the meaning from.
fn runs(text: &str, inlines: &[Inline]) -> Vec<Dollars> {
    let mut runs: Vec<Dollars> = Vec::new();
    for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text) {
        let mut escaped = false;
        for (index, byte) in slice(text, inline.span).bytes().enumerate() {
            let at = inline.span.start + index;
            match (byte, runs.last_mut()) {
                (b'$', _) if escaped => {}
                (b'$', Some(run)) if run.at + run.length == at => run.length += 1,
                (b'$', _) => runs.push(Dollars { at, length: 1 }),
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        }
    }
    runs.retain(|run| run.length <= 2);
    runs
}

fn opens(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + 1..).and_then(|after| after.chars().next());
    !before.is_some_and(|character| character.is_ascii_alphanumeric()) && after.is_some_and(|c| !c.is_whitespace())
}

fn closes(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + 1..).and_then(|after| after.chars().next());
    !after.is_some_and(|character| character.is_ascii_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace())
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or("")
}
