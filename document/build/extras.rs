//! What stands between a title and its separator and is neither: badges, further links, notes, emoji, names of authors.

use crate::build::separator::{is_marked, is_spaced_dash, shortcode};
use crate::language::script::{display_width, is_emoji_like};
use crate::model::{BlockId, Document, Inline, InlineKind, LinkId, Span};

/// The widest text, in columns, that carries a title on (`by Ada Example`).
const WORDS_CAP: usize = 40;
/// Words that carry a title on.
#[rustfmt::skip]
const CONNECTORS: [&str; 30] = [
    "by", "from", "on", "and", "for", "of", "in", "with", "at", "vs", "or", "&", "/", "+", ",", "|", "·", "、",
    "par", "por", "von", "und", "et", "y", "e", "da", "di", "van", "和", "与",
];

/// What was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An image, a tag of HTML, a group of links in brackets: no words of a sentence.
    Certain,
    /// A note in brackets, a code span, an emoji: set aside where a mark follows.
    Note,
    /// A link or a name: set aside where a mark follows.
    Words,
}

/// Reads on after a title.
struct Reader<'a> {
    document: &'a Document,
    /// Those of the item, from the title's link on.
    inlines: &'a [Inline],
    /// How far it has read.
    at: usize,
    end: usize,
}

/// The offset where what stands behind a title ends, if a separator follows it; `start` where there is nothing of the kind.
/// `start` is the offset after the title, `end` that of the item's text.
pub(super) fn extras_end(document: &Document, body: BlockId, start: usize, end: usize) -> usize {
    let text = document.text(Span::new(start, end));
    // Nearly always a mark follows at once.
    if text.is_empty() || is_marked(text) {
        return start;
    }
    let inlines = document.inlines_of(body);
    let first = inlines.partition_point(|inline| inline.span.end <= start);
    let mut reader = Reader { document, inlines: inlines.get(first..).unwrap_or(&[]), at: start, end };
    let mut is_certain = true;
    let mut last = None;
    // Each step reads something, so that reading comes to an end.
    while let Some((kind, to)) = reader.next(last).filter(|(_, to)| *to > reader.at) {
        is_certain &= kind == Kind::Certain;
        last = Some(kind);
        let behind = document.text(Span::new(to, end));
        reader.at = to + behind.len() - behind.trim_start_matches(['*', '_', '~']).len();
        let rest = document.text(Span::new(reader.at, end));
        // A colon behind words may be one of the sentence; behind a link or a bracket it separates.
        if is_spaced_dash(rest) || is_marked(rest) && reader.ends_apart() {
            return reader.at;
        }
    }
    let rest = document.text(Span::new(reader.at, end));
    let is_described = rest.starts_with([' ', '\t']) && !rest.trim().is_empty();
    if is_certain && last.is_some() && is_described { reader.at } else { start }
}

impl Reader<'_> {
    /// The next thing to set aside and where it ends, white space before it left out of account.
    fn next(&self, last: Option<Kind>) -> Option<(Kind, usize)> {
        let rest = self.document.text(Span::new(self.at, self.end));
        let text = rest.trim_start_matches([' ', '\t', '*', '_', '~']);
        let from = self.end - text.len();
        let index = self.inlines.partition_point(|inline| inline.span.end <= from);
        let inline = self.inlines.get(index)?;
        if let Some(link) = self.outer_link(inline).and_then(|id| self.document.link(id)) {
            let kind = if link.is_badge() || link.image { Kind::Certain } else { Kind::Words };
            return Some((kind, self.end_of_link(index)?));
        }
        match inline.kind {
            InlineKind::Image | InlineKind::Html | InlineKind::Template | InlineKind::FootnoteReference => {
                Some((Kind::Certain, inline.span.end))
            }
            InlineKind::Code => Some((Kind::Note, inline.span.end)),
            InlineKind::SoftBreak | InlineKind::HardBreak => None,
            InlineKind::Text => self.text(index, from, last),
        }
    }

    /// What the text of the inline at `index` begins with at `from`.
    fn text(&self, index: usize, from: usize, last: Option<Kind>) -> Option<(Kind, usize)> {
        let inline = self.inlines.get(index)?;
        let text = self.document.text(Span::new(from, inline.span.end.min(self.end)));
        let first = text.chars().next()?;
        if matches!(first, '(' | '[' | '（' | '【' | '［') {
            return self.group(index, from);
        }
        if let Some(length) = shortcode(text) {
            return Some((Kind::Note, from + length));
        }
        if is_emoji_like(first) && !first.is_ascii() {
            return Some((Kind::Note, from + first.len_utf8()));
        }
        let word = text.split_whitespace().next()?;
        let is_connected = CONNECTORS.contains(&word) || matches!(first, ',' | '/' | '、');
        if !is_connected && last != Some(Kind::Words) {
            return None;
        }
        // Words go on to the separator, or to the next link or bracket.
        let mut length = 0;
        for (at, character) in text.char_indices() {
            if at > 0 && (matches!(character, '(' | '[' | '（') || is_spaced_dash(text.get(at..)?)) {
                break;
            }
            if matches!(character, '.' | '!' | '?' | '。' | '！' | '？' | ';' | ':' | '：' | '；')
                && !is_initial(text.get(..at)?)
            {
                return None;
            }
            length = at + character.len_utf8();
        }
        let words = text.get(..length)?.trim_end();
        (!words.is_empty() && display_width(words) <= WORDS_CAP).then_some((Kind::Words, from + words.len()))
    }

    /// A bracket that opens at `from`, in the inline at `index`, to the one that closes it.
    fn group(&self, index: usize, from: usize) -> Option<(Kind, usize)> {
        let mut depth = 0_usize;
        let (mut links, mut words) = (false, false);
        for inline in self.inlines.get(index..)? {
            if matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak) || inline.span.start >= self.end {
                return None;
            }
            if inline.kind != InlineKind::Text || self.outer_link(inline).is_some() {
                links |= self.outer_link(inline).is_some();
                words |= inline.kind == InlineKind::Code;
                continue;
            }
            let start = inline.span.start.max(from);
            let text = self.document.text(Span::new(start, inline.span.end.min(self.end)));
            for (at, character) in text.char_indices() {
                match character {
                    '(' | '[' | '（' | '【' | '［' => depth += 1,
                    ')' | ']' | '）' | '】' | '］' => depth = depth.checked_sub(1)?,
                    _ => words |= character.is_alphanumeric(),
                }
                if depth == 0 {
                    let kind = if links && !words { Kind::Certain } else { Kind::Note };
                    return Some((kind, start + at + character.len_utf8()));
                }
            }
        }
        None
    }

    fn outer_link(&self, inline: &Inline) -> Option<LinkId> {
        let id = inline.link.or(inline.image)?;
        Some(self.document.link(id).and_then(|link| link.within).unwrap_or(id))
    }

    /// Where the link ends that the inline at `index` is in.
    fn end_of_link(&self, index: usize) -> Option<usize> {
        let id = self.outer_link(self.inlines.get(index)?)?;
        let link = self.document.link(id)?;
        let inside = self.inlines.get(index..)?.iter().take_while(|inline| self.outer_link(inline) == Some(id));
        let last = inside.last()?.span.end;
        // Of a link in HTML the span is that of its opening tag.
        Some(link.span.end.max(last)).filter(|end| *end <= self.end)
    }

    /// Whether what was read last ends with a link, a bracket, code or a picture.
    fn ends_apart(&self) -> bool {
        let read = self.inlines.partition_point(|inline| inline.span.start < self.at);
        let last = read.checked_sub(1).and_then(|index| self.inlines.get(index));
        let text = self.document.text(Span::new(0, self.at));
        last.is_some_and(|inline| inline.kind != InlineKind::Text || inline.link.is_some())
            || text.ends_with([')', ']', '）', '】', '］', ':'])
            || text.ends_with(is_emoji_like)
    }
}

/// Whether a full stop after `text` is that of an initial or of a word cut short: `by A. Example`, `Jr.`.
fn is_initial(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    (1..=2).contains(&word.chars().count()) && word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_nothing_but_a_space_end_the_reading() {
        for source in
            ["- http://e, \u{a0}[", "- [a](https://a.example), \u{2003}[", "- [a](https://a.example) and \u{a0}("]
        {
            assert_eq!(Document::parse(source).entries().len(), 1, "{source:?}");
        }
    }
}
