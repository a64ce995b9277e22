//! The comment or code block that nothing closes: it takes in the rest of the page (CommonMark 4.5, 4.6).

use crate::formatting::support::raw_marks::{RawMark, RawMarkKind, raw_marks};
use curate_document::{BlockKind, Document, Span};

/// What takes in the rest of a page.
pub(crate) struct EndlessBlock {
    /// The line that opens it, without the blanks around it.
    pub opening: Span,
    /// The fence that would close a block of code; `None` of a comment.
    pub fence: Option<String>,
}

/// The comment or code block at the end of `document` that is never closed, where markdown is in it.
pub(crate) fn endless_block(document: &Document) -> Option<EndlessBlock> {
    let block = document.blocks().iter().rfind(|block| block.parent.is_none())?;
    let text = document.text(block.span);
    let opening = text.lines().next()?.trim();
    let (fence, inside) = match block.kind {
        BlockKind::Html => (None, text.trim_start().strip_prefix("<!--").filter(|comment| !comment.contains("-->"))?),
        BlockKind::Code => (Some(open_fence(document)?.to_owned()), text.split_once('\n').map(|(_, code)| code)?),
        _ => return None,
    };
    let start = block.span.start + text.find(opening)?;
    let opening = Span::new(start, start + opening.len());
    // `# text` may be a comment of a program.
    let is_markdown = |mark: &RawMark| {
        mark.kind != RawMarkKind::Heading || inside.get(mark.span.start..).is_some_and(|line| line.starts_with("##"))
    };
    raw_marks(inside).iter().any(is_markdown).then_some(EndlessBlock { opening, fence })
}

/// The fence of the code block that `document` ends in, where nothing closes it (CommonMark 4.5).
pub(crate) fn open_fence(document: &Document) -> Option<&str> {
    let code = document.blocks().last().filter(|block| block.kind == BlockKind::Code)?;
    let mut lines = document.text(code.span).lines().map(|line| line.trim_matches(['>', ' ', '\t']));
    let opening = lines.next()?;
    let mark = opening.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let fence = opening.get(..opening.len() - opening.trim_start_matches(mark).len())?;
    let closes = |line: &str| line.len() >= fence.len() && line.chars().all(|character| character == mark);
    (fence.len() >= 3 && !lines.next_back().is_some_and(closes)).then_some(fence)
}
