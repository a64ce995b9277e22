//! The text that GitHub makes the anchor of a heading in raw HTML of.

use super::heading_text::shown_text;
use crate::model::{BlockKind, Document, HtmlHeading, InlineKind, Span};
use crate::parse::html::{Markup, scan};
use crate::parse::{decoded_destination, is_heading};

/// So many blocks after the one with its opening tag are searched for the closing one.
const FARTHEST: usize = 32;
/// The longest character reference (HTML 13.5 names none above 33 characters), in bytes.
const LONGEST_REFERENCE: usize = 40;

/// The text of `heading` as it stands in the page: without tags and comments, not trimmed; the indentation of its lines counts.
/// Where blank lines make its inside markdown, that of the blocks up to the closing tag.
pub(super) fn html_anchor_text(document: &Document, heading: &HtmlHeading) -> String {
    let text_between = |start: usize, end: usize| without_tags(document.text(Span::new(start, end)));
    if let Some(end) = heading.end {
        return text_between(heading.start, end);
    }
    let first = document.blocks.partition_point(|block| block.span.start <= heading.start);
    let own_end =
        first.checked_sub(1).and_then(|own| document.blocks.get(own)).map_or(heading.start, |own| own.span.end);
    let mut text = text_between(heading.start, own_end);
    for block in document.blocks.iter().skip(first).take(FARTHEST) {
        match block.kind {
            BlockKind::Heading { .. } => break,
            BlockKind::Html => {
                let end = closing_tag(document.text(block.span));
                text.push_str(&text_between(
                    block.span.start,
                    end.map_or(block.span.end, |end| block.span.start + end),
                ));
                if end.is_some() {
                    break;
                }
            }
            _ => {
                let inlines = document.inlines_in(block);
                let closes = |kind: InlineKind, span: Span| {
                    kind == InlineKind::Html && closing_tag(document.text(span)).is_some()
                };
                let inside: Vec<_> =
                    inlines.iter().take_while(|inline| !closes(inline.kind, inline.span)).copied().collect();
                text.push_str(&shown_text(document, &inside));
                if inside.len() < inlines.len() {
                    break;
                }
            }
        }
    }
    text
}

/// Where the first closing tag of a heading begins in `html`.
fn closing_tag(html: &str) -> Option<usize> {
    scan(html).iter().find_map(|markup| match markup {
        Markup::Close(name, span) if is_heading(name) => Some(span.start),
        _ => None,
    })
}

/// The text of `html` without tags and comments, character references decoded.
pub(crate) fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut from = 0;
    for markup in scan(html) {
        let span = match &markup {
            Markup::Comment(span, _) | Markup::Close(_, span) => *span,
            Markup::Open(tag) => tag.span,
        };
        push_decoded(&mut text, html.get(from..span.start).unwrap_or(""));
        from = span.end;
    }
    push_decoded(&mut text, html.get(from..).unwrap_or(""));
    text
}

/// Appends `text` with its character references decoded.
fn push_decoded(decoded: &mut String, mut text: &str) {
    while let Some((before, after)) = text.split_once('&') {
        decoded.push_str(before);
        let name = after.split_once(';').map(|(name, _)| name).filter(|name| {
            name.len() <= LONGEST_REFERENCE && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        });
        let character = name.and_then(|name| decoded_destination(&format!("&{name};"), true));
        decoded.push_str(character.as_deref().unwrap_or("&"));
        let read = if character.is_some() { name.map_or(0, |name| name.len() + 1) } else { 0 };
        text = after.get(read..).unwrap_or("");
    }
    decoded.push_str(text);
}

#[cfg(test)]
mod tests {
    use crate::Document;

    #[test]
    fn anchors_are_not_trimmed() {
        for (source, expected) in [
            ("<h2>Tools</h2>", "tools"),
            ("<h2> Tools </h2>", "-tools-"),
            ("<h1 align=\"center\">\n  <img src=\"a.png\">\n  Tools\n</h1>", "----tools"),
            ("<h2><a id=\"x\"></a> Tools &amp; more</h2>", "-tools--more"),
            ("<h2>Caf&eacute; &#x41; & B</h2>", "café-a--b"),
            ("<h2>\n\n**Two** words\n\n</h2>\n\n# Next\n", "two-words"),
            ("<h2>\n\nTwo words </h2>\n", "two-words-"),
            ("<h2>\n\n# Own\n", ""),
        ] {
            let document = Document::parse(source);
            assert_eq!(document.other_anchors.first().map(|anchor| &**anchor), Some(expected), "{source:?}");
        }
    }

    #[test]
    fn headings_are_not_trimmed() {
        for (source, expected) in [
            ("# Tools ![badge](b)", "tools-"),
            ("# ![i](i) Tools", "-tools"),
            ("##   Tools  \n", "tools"),
            ("## Tools ##", "tools"),
            ("## Tools ![a](a) ##", "tools-"),
            ("## Tools <!-- c -->", "tools-"),
            ("## Tools <a id=\"t\"></a>", "tools-"),
            ("## <kbd>Tools</kbd> [![a](a)](b) [![c](c)](d)", "tools--"),
            ("## 工具 <img src=\"n.svg\">\n", "工具-"),
            ("Tools  \n-----", "tools"),
            ("Two\nlines\n===", "twolines"),
            ("## &nbsp;Tools&nbsp;", "tools"),
            ("## ![a](a)", ""),
        ] {
            let document = Document::parse(source);
            assert_eq!(document.sections.first().map(|section| &*section.slug), Some(expected), "{source:?}");
        }
    }
}
