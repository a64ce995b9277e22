//! What trails a description without being part of it: badges, tags in code spans, links in brackets, comments.

use crate::model::{BlockId, Document, Inline, InlineKind, LinkId, Span};

/// What may stand between the links of a bracketed group such as `([Demo](…), [Source Code](…))`.
const BETWEEN_LINKS: [char; 9] = [',', '/', '|', ' ', '·', '、', '，', '&', ';'];

/// The offset where the trailer of the text from `start` to `end` begins; `end` where there is none.
pub(super) fn trailer_start(document: &Document, body: BlockId, start: usize, end: usize) -> usize {
    let inlines = document.inlines_of(body);
    let first = inlines.partition_point(|inline| inline.span.start < start && inline.span.end <= start);
    let last = inlines.partition_point(|inline| inline.span.start < end);
    let mut inlines = inlines.get(first..last).unwrap_or(&[]).to_vec();
    // A code span may end a sentence or be a tag: it is a tag where a sentence has ended before it.
    let mut before_code: Option<usize> = None;
    let mut at = end;
    while let Some(inline) = inlines.last() {
        let text = document.text(Span::new(inline.span.start.max(start), inline.span.end.min(at)));
        match inline.kind {
            InlineKind::Code if inline.link.is_none() => before_code = before_code.or(Some(at)),
            InlineKind::Image
            | InlineKind::Html
            | InlineKind::FootnoteReference
            | InlineKind::Template
            | InlineKind::Code
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
            InlineKind::Text if text.trim().is_empty() => {}
            InlineKind::Text => {
                let Some(open) = bracketed_links(document, &inlines, at.min(inline.span.end), start) else { break };
                at = open;
                while inlines.last().is_some_and(|inline| inline.span.start >= open) {
                    inlines.pop();
                }
                continue;
            }
        }
        at = link_start(document, inline.link, inline.span.start).max(start);
        inlines.pop();
    }
    let kept = document.text(Span::new(start, at)).trim_end();
    let at = start + kept.len();
    match before_code {
        Some(code_end) if !ends_sentence(kept) => start + document.text(Span::new(start, code_end)).trim_end().len(),
        _ => at,
    }
}

/// Where the link around a trailing image begins, so that a badge goes whole.
fn link_start(document: &Document, link: Option<LinkId>, otherwise: usize) -> usize {
    link.and_then(|id| document.link(id)).map_or(otherwise, |link| link.span.start.min(otherwise))
}

fn ends_sentence(text: &str) -> bool {
    text.is_empty() || text.ends_with(['.', '!', '?', '。', '！', '？', '…', ')', '）', '-', '–', '—', ':', '：'])
}

/// The offset of the bracket that opens the group of links which ends at `end`.
fn bracketed_links(document: &Document, inlines: &[Inline], end: usize, start: usize) -> Option<usize> {
    let last = inlines.last()?;
    let text = document.text(Span::new(last.span.start.max(start), end)).trim_end();
    let mut links = 0;
    if last.link.is_some() || !text.trim_end_matches(['.', '。']).ends_with([')', '）']) {
        return None;
    }
    for (index, inline) in inlines.iter().enumerate().rev() {
        match inline.kind {
            InlineKind::Text | InlineKind::Code if inline.link.is_some() => {
                links += 1;
                continue;
            }
            InlineKind::Text => {}
            InlineKind::Image | InlineKind::SoftBreak => continue,
            _ => return None,
        }
        let whole = document.text(Span::new(inline.span.start.max(start), inline.span.end.min(end)));
        let mut inside = whole;
        if index + 1 == inlines.len() {
            inside = whole.trim_end().trim_end_matches(['.', '。']).trim_end_matches([')', '）']);
        }
        let open = inside.rfind(['(', '（']);
        let rest = open.and_then(|open| inside.get(open..)).unwrap_or(inside);
        let only_joins =
            rest.trim_start_matches(['(', '（']).chars().all(|character| BETWEEN_LINKS.contains(&character));
        if !only_joins {
            return None;
        }
        if let Some(open) = open {
            let open = inline.span.start.max(start) + open;
            // A bracket right at a word belongs to its sentence (a full-width one has its own white space).
            let before = document.text(Span::new(start, open));
            if !before.is_empty() && !before.ends_with(char::is_whitespace) && !ends_sentence(before) {
                return None;
            }
            // A full stop behind the bracket that ends the sentence before it keeps both together.
            let own_stop =
                text.ends_with(['.', '。']) && !ends_sentence(document.text(Span::new(start, open)).trim_end());
            return (links > 0 && !own_stop).then_some(open);
        }
    }
    None
}
