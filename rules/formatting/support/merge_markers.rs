//! The lines that git leaves where a merge was not finished.

use curate_document::{BlockKind, Document, Span};
use memchr::memmem;

/// How many characters a marker has.
const WIDTH: usize = 7;

/// Markers that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// Their lines, in order.
    pub(crate) markers: Vec<Span>,
    /// From the first to the last of them.
    pub(crate) span: Span,
}

/// What is marked in `document`, outside of code.
pub(crate) fn conflicts(document: &Document) -> Vec<Conflict> {
    let source = document.source();
    // Seven in a row are rare, and looking for them is quick.
    let has = |marker: &[u8]| memmem::find(source.as_bytes(), marker).is_some();
    if !has(b"<<<<<<<") && !has(b">>>>>>>") {
        return Vec::new();
    }
    let mut found: Vec<Conflict> = Vec::new();
    let mut open: Option<Vec<Span>> = None;
    for line in 1..=document.lines().count() {
        let span = document.lines().content(line, source);
        let Some(marker) = marker(document.text(span)).filter(|_| !is_code(document, span.start)) else { continue };
        match marker {
            '<' => {
                found.extend(open.take().and_then(conflict));
                open = Some(vec![span]);
            }
            '>' => {
                let mut markers = open.take().unwrap_or_default();
                markers.push(span);
                found.extend(conflict(markers));
            }
            // A line of `=` alone is the underline of a heading.
            _ => {
                if let Some(markers) = &mut open {
                    markers.push(span);
                }
            }
        }
    }
    found.extend(open.and_then(|markers| markers.first().copied().and_then(|first| conflict(vec![first]))));
    found
}

fn conflict(markers: Vec<Span>) -> Option<Conflict> {
    let span = markers.first()?.join(*markers.last()?);
    Some(Conflict { markers, span })
}

/// The character that the marker `line` is made of. Those at the ends name a side.
fn marker(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|first| matches!(first, '<' | '|' | '=' | '>'))?;
    let rest = line.trim_start_matches(first);
    let is_wide = line.len() - rest.len() == WIDTH;
    let names =
        rest.strip_prefix(' ').is_some_and(|name| name.starts_with(|character: char| !character.is_whitespace()));
    let fits = match first {
        '=' => rest.is_empty(),
        '|' => rest.is_empty() || names,
        _ => names,
    };
    (is_wide && fits).then_some(first)
}

fn is_code(document: &Document, offset: usize) -> bool {
    let after = document.blocks().partition_point(|block| block.span.start <= offset);
    let block = document.blocks().get(..after).and_then(<[_]>::last);
    block.is_some_and(|block| block.kind == BlockKind::Code && block.span.covers(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for (line, expected) in [
            ("<<<<<<< HEAD", Some('<')),
            (">>>>>>> 1a2b3c4 (Add Larch)", Some('>')),
            ("=======", Some('=')),
            ("||||||| base", Some('|')),
            ("======= ", None),
            ("========", None),
            ("<<<<<<<", None),
            (">>>>>>>> deep quote", None),
            (">>>>>>>  ", None),
            ("- <<<<<<< HEAD", None),
        ] {
            assert_eq!(marker(line), expected, "{line}");
        }
    }

    #[test]
    fn what_belongs_together() {
        let count = |text: &str| -> Vec<usize> {
            conflicts(&Document::parse(text)).iter().map(|conflict| conflict.markers.len()).collect()
        };
        assert_eq!(count("<<<<<<< a\n- x\n=======\n- y\n>>>>>>> b\n\nTitle\n=======\n"), [3]);
        assert_eq!(count("Title\n=======\n\n>>>>>>> b\n"), [1]);
        assert_eq!(count("<<<<<<< a\n\nTitle\n=======\n"), [1]);
        assert_eq!(count("```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n"), [0; 0]);
    }
}
