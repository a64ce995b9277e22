//! Whether a block of code that one edition seems to lack is there in another form, or is of no use there.

use crate::parity::support::comparison::Comparison;
use curate_document::alignment::page::CodeText;
use curate_document::{Block, BlockId, BlockKind, Document, Side, Span};

/// The line behind the fence of `block`, without white space around it; `None` where there is nothing in it.
pub(crate) fn second_line(document: &Document, block: Span) -> Option<Span> {
    let text = document.text(block);
    let (fence, rest) = text.split_once('\n')?;
    let line = rest.lines().next()?;
    let start = block.start + fence.len() + 1 + line.len() - line.trim_start().len();
    (!line.trim().is_empty()).then(|| Span::new(start, start + line.trim().len()))
}

/// Code with fewer words than this is not told from text.
const FEWEST_WORDS: usize = 2;

/// Whether a block that a translation has beyond its source is for its own readers: from a mirror, or for the most part in their
/// language, not only its comments and strings.
pub(crate) fn is_local(comparison: &Comparison<'_>, code: &CodeText<'_>) -> bool {
    let closed = || code.lines.iter().filter(|line| !line.is_open);
    let is_code =
        closed().count() * 2 > code.lines.len() && closed().map(|line| line.words.len()).sum::<usize>() >= FEWEST_WORDS;
    let is_mirrored = || code.lines.iter().any(|line| is_mirror(comparison.other.text(line.span)));
    let has_letters = || code.lines.iter().any(|line| is_foreign(comparison.other.text(line.span)));
    comparison.side == Side::Second && (code.lines.is_empty() || is_mirrored() || (has_letters() && !is_code))
}

/// Whether a block has letters of another language than that of code.
pub(crate) fn has_own_letters(comparison: &Comparison<'_>, block: BlockId) -> bool {
    comparison.other.block(block).is_some_and(|block| is_foreign(comparison.other.text(block.span)))
}

fn is_foreign(text: &str) -> bool {
    text.chars().any(|character| !character.is_ascii() && character.is_alphabetic())
}

/// So many lines show whether a block is here in another form.
const READ: usize = 3;

/// Whether the code is here in another form: as code in a sentence, as text, indented, or in a block of HTML.
pub(crate) fn is_inline(comparison: &Comparison<'_>, code: &CodeText<'_>, comment: Option<Span>) -> bool {
    let document = comparison.document;
    let closed =
        || code.lines.iter().filter(|line| !line.is_open).take(READ).map(|line| comparison.other.text(line.span));
    let may_show = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Html | BlockKind::Code);
    let is_fenced = |block: &Block| block.kind == BlockKind::Code && CodeText::of(document, block).is_fenced;
    let is_in_text = |line: &str| {
        let mut blocks = document.blocks().iter().filter(may_show);
        blocks.any(|block| document.text(block.span).contains(line) && !is_fenced(block))
    };
    if code.lines.is_empty() {
        // Of nothing but comments one tells whether they are here.
        return comment.is_some_and(|line| document.source().contains(comparison.other.text(line)));
    }
    let is_in_sentence = closed().any(|line| document.source().contains(&format!("`{line}`")));
    is_in_sentence || (closed().next().is_some() && closed().all(is_in_text))
}

/// Whether a line loads something from near its readers.
pub(crate) fn is_mirror(line: &str) -> bool {
    ["mirror", ".cn/", ".cn ", "ghproxy", "gitee.com", "modelscope"].iter().any(|name| line.contains(name))
}
