//! What is being written at the cursor: the destination of a link, or the label of a reference. Told by the text of the line alone, since
//! what is half written is not a link yet.

use crate::lsp::features::cursor::touches;
use curate_document::{BlockKind, Document, InlineKind, Span};

/// What can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CompletionContext<'a> {
    /// The destination of a link, an image or a definition.
    Destination(Written<'a>),
    /// The label of a reference.
    Label(Written<'a>),
}

/// What is written so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    /// What stands before the cursor.
    pub typed: &'a str,
    /// The bytes that are replaced: those, and behind the cursor what belongs to it, where it is closed on the same line.
    pub span: Span,
}

/// What is being written at `offset`; `None` where that is text, or code.
pub(super) fn completion_context(document: &Document, offset: usize) -> Option<CompletionContext<'_>> {
    if is_code(document, offset) {
        return None;
    }
    let line = document.lines().content(document.line_of(offset), document.source());
    let before = document.text(Span::new(line.start, offset));
    let after = document.text(Span::new(offset, line.end));
    let written = |start: usize, closing: Option<char>| {
        // A blank ends what is in no brackets of its own.
        let ends_at_blank = matches!(closing, None | Some(')'));
        let is_end = |character: char| closing == Some(character) || (ends_at_blank && character.is_whitespace());
        let rest = after.find(is_end).filter(|end| {
            after.get(*end..).is_some_and(|rest| closing.is_some_and(|closing| rest.starts_with(closing)))
        });
        let span = Span::new(line.start + start, offset + rest.unwrap_or(0));
        Some(Written { typed: before.get(start..)?, span })
    };
    let label = label_start(before).map(|start| (start, true, Some(']')));
    let destinations = [
        inline_start(before).map(|start| (start, false, Some(')'))),
        bracketed_start(before).map(|start| (start, false, Some('>'))),
        attribute_start(before, '"').map(|start| (start, false, Some('"'))),
        attribute_start(before, '\'').map(|start| (start, false, Some('\''))),
        definition_start(before).map(|start| (start, false, None)),
    ];
    // What begins last is what is being written.
    let found = destinations.into_iter().chain([label]).flatten().max_by_key(|(start, ..)| *start)?;
    let (start, is_label, closing) = found;
    let written = written(start, closing)?;
    Some(if is_label { CompletionContext::Label(written) } else { CompletionContext::Destination(written) })
}

/// Whether `offset` is in a code block, in a code span, or in front matter.
fn is_code(document: &Document, offset: usize) -> bool {
    if document.front_matter().is_some_and(|span| touches(span, offset)) {
        return true;
    }
    let is_block = |kind: BlockKind, span: Span| kind == BlockKind::Code && span.start < offset && offset < span.end;
    let is_inline = |kind: InlineKind, span: Span| kind == InlineKind::Code && span.start < offset && offset < span.end;
    let mut blocks = document.blocks().iter().map(|block| (block.kind, block.span));
    let first = document.inlines().partition_point(|inline| inline.span.end <= offset);
    blocks.any(|(kind, span)| is_block(kind, span))
        || document.inlines().get(first).is_some_and(|inline| is_inline(inline.kind, inline.span))
}

/// Where the destination behind the last `](` of `before` begins, which nothing ends: no blank, no bracket of its own.
fn inline_start(before: &str) -> Option<usize> {
    let start = before.rfind("](")? + 2;
    let typed = before.get(start..)?;
    let depth = typed.chars().try_fold(0_usize, |depth, character| match character {
        '(' => Some(depth + 1),
        ')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    (depth.is_some() && !typed.starts_with('<') && !typed.contains(char::is_whitespace)).then_some(start)
}

/// The same behind `](<`, where blanks are allowed.
fn bracketed_start(before: &str) -> Option<usize> {
    let start = before.rfind("](<")? + 3;
    (!before.get(start..)?.contains(['<', '>'])).then_some(start)
}

/// Where the value of the last `href` or `src` between `quote`s begins.
fn attribute_start(before: &str, quote: char) -> Option<usize> {
    let start = before.rfind(quote)? + 1;
    let name = before.get(..start - 1)?.strip_suffix('=')?.to_ascii_lowercase();
    let is_tag = name.rfind('<').is_some_and(|open| name.rfind('>').is_none_or(|closed| closed < open));
    (is_tag && (name.ends_with(" href") || name.ends_with(" src"))).then_some(start)
}

/// Where the destination of the definition that `before` is begins.
fn definition_start(before: &str) -> Option<usize> {
    let label = before.trim_start();
    // A footnote has text.
    if !label.starts_with('[') || label.starts_with("[^") || before.len() - label.len() > 3 {
        return None;
    }
    let colon = before.find("]:")? + 2;
    let rest = before.get(colon..)?;
    let typed = rest.trim_start();
    (rest.len() > typed.len() && !typed.contains(char::is_whitespace)).then_some(before.len() - typed.len())
}

/// Where the label behind the last `][` of `before` begins.
fn label_start(before: &str) -> Option<usize> {
    let start = before.rfind("][")? + 2;
    (!before.get(start..)?.contains(['[', ']'])).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written at the `|` of `text`: its kind, what is typed, what is replaced.
    fn at(text: &str) -> Option<(char, String, String)> {
        let offset = text.find('|').expect("a cursor");
        let document = Document::parse(text.replacen('|', "", 1));
        let (kind, written) = match completion_context(&document, offset)? {
            CompletionContext::Destination(written) => ('d', written),
            CompletionContext::Label(written) => ('l', written),
        };
        Some((kind, written.typed.to_owned(), document.text(written.span).to_owned()))
    }

    #[test]
    fn contexts() {
        for (text, expected) in [
            ("[a](#|", Some(('d', "#", "#"))),
            ("[a](#灯|具) x", Some(('d', "#灯", "#灯具"))),
            ("[a](#| and more", Some(('d', "#", "#"))),
            ("[a](#x|y \"t\")", Some(('d', "#x", "#x"))),
            ("[a](./b(c)|", Some(('d', "./b(c)", "./b(c)"))),
            ("[a](b)|", None),
            ("[a](b |", None),
            ("[a](<b c|d>)", Some(('d', "b c", "b cd"))),
            ("x <a class=\"y\" href=\"#|z\">", Some(('d', "#", "#z"))),
            ("<img src='i|'>", Some(('d', "i", "i"))),
            ("<a>href=\"|", None),
            ("[a]: ./b|", Some(('d', "./b", "./b"))),
            ("[a]:|", None),
            ("[^a]: b|", None),
            ("[text][la|bel two] x", Some(('l', "la", "label two"))),
            ("[text][|", Some(('l', "", ""))),
            ("[a][b](c|", Some(('d', "c", "c"))),
            ("text|", None),
            ("`[a](#|`", None),
            ("```\n[a](#|\n```", None),
            ("    [a](#|b)", None),
            ("---\na: [a](#|)\n---\n", None),
        ] {
            let expected = expected.map(|(kind, typed, whole)| (kind, typed.to_owned(), whole.to_owned()));
            assert_eq!(at(text), expected, "{text}");
        }
    }
}
