//! The part of a document that a fix edits, so that thousands of fixes are judged one by one in little time.

use curate_document::{Block, BlockId, BlockKind, Document, Span};
use curate_rules::Edit;

/// `document` around `edits`, before them and after: whole blocks, with the definitions that they need.
pub fn before_and_after(document: &Document, edits: &[&Edit]) -> [String; 2] {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    let mut windows: Vec<Span> = Vec::new();
    for edit in &edits {
        let window = window(document, edit.span);
        match windows.last_mut().filter(|last| window.start <= last.end) {
            Some(last) => *last = last.join(window),
            None => windows.push(window),
        }
    }
    let source = document.source();
    let mut texts = [String::new(), String::new()];
    for window in &windows {
        texts[0].push_str(&source[window.start..window.end]);
        let mut at = window.start;
        for edit in edits.iter().filter(|edit| window.contains(edit.span)) {
            texts[1].push_str(&source[at..edit.span.start]);
            texts[1].push_str(&edit.text);
            at = edit.span.end;
        }
        texts[1].push_str(&source[at..window.end]);
        for text in &mut texts {
            text.push_str("\n\n<!-- -->\n\n");
        }
    }
    let is_outside = |span: Span| !windows.iter().any(|window| window.contains(span));
    let needed = document.definitions().iter().filter(|definition| {
        let label = format!("[{}]", document.text(definition.label)).to_lowercase();
        is_outside(definition.span) && texts.iter().any(|text| text.to_lowercase().contains(&label))
    });
    let definitions: Vec<&str> = needed.map(|definition| document.text(definition.span)).collect();
    let definitions = definitions.join("\n");
    texts.map(|text| text + &definitions)
}

/// The blocks of the top level, and of long lists the items, that `span` is in or beside, as whole lines.
fn window(document: &Document, span: Span) -> Span {
    let source = document.source();
    let wide = Span::new(span.start.saturating_sub(2), (span.end + 2).min(source.len()));
    let is_unit = |block: &&Block| {
        let parent = block.parent.and_then(|BlockId(parent)| document.blocks().get(parent as usize));
        match (block.kind, parent) {
            (BlockKind::List { .. }, None) => false,
            (_, None) => true,
            (BlockKind::Item { .. }, Some(parent)) => parent.parent.is_none(),
            _ => false,
        }
    };
    let touched = document.blocks().iter().filter(is_unit).map(|block| block.span);
    let touched = touched.filter(|block| block.start <= wide.end && wide.start <= block.end);
    let whole = touched.fold(span, Span::join);
    let start = source[..whole.start].rfind('\n').map_or(0, |at| at + 1);
    let end = source[whole.end..].find('\n').map_or(source.len(), |at| whole.end + at + 1);
    Span::new(start, end)
}
