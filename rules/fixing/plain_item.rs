//! What the witness sees in the items that lists are made of, one line with a link and words behind it, said without parsing them:
//! its parser takes some 2,000 instructions a byte.
//!
//! Nothing in such a line but its marker and its one link can mean anything to a parser of markdown. The tests compare with what
//! the parser says.

use crate::fixing::summary::{BlockSummary, Summarizer, SummaryPart, SummaryPartKind};
use curate_document::Span;

/// What is seen in `text` where it is an item such as `- [title](https://…) - Words.`; `None` for all else.
pub(super) fn summary(text: &str) -> Option<BlockSummary> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let body = ["- ", "* ", "+ "].iter().find_map(|marker| line.strip_prefix(marker))?;
    let (title, rest) = body.strip_prefix('[')?.split_once("](")?;
    let (destination, words) = rest.split_once(')')?;
    if !is_text(title) || !is_text(words) || line.ends_with(' ') || !is_address(destination) {
        return None;
    }
    let item = SummaryPartKind::Item { depth: 0, ordered: false, task: false };
    let start = line.len() - body.len();
    let mut summarizer = Summarizer::default();
    summarizer.push(SummaryPart::new(item, Span::new(0, line.len()), ""));
    summarizer.begin_leaf(SummaryPartKind::Paragraph, Span::new(start, line.len()), 1, false);
    summarizer.push(SummaryPart::new(SummaryPartKind::Link, Span::new(start, line.len() - words.len()), destination));
    summarizer.text(title, false);
    summarizer.text(words, false);
    summarizer.end_leaf();
    Some(summarizer.finish())
}

/// Whether `text` is nothing but words and punctuation that is not markup: no bare URL either, and no mail address (GFM 6.9).
fn is_text(text: &str) -> bool {
    let is_plain = |character: char| {
        let is_word = character.is_ascii_alphanumeric() || !character.is_ascii() && !character.is_whitespace();
        is_word && !character.is_control()
            || matches!(character, ' ' | ',' | '.' | ';' | '\'' | '"' | '(' | ')' | '/' | '+' | '-' | '!' | '?' | '%')
    };
    text.chars().all(is_plain) && !text.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"www."))
}

/// Whether `text` can only be a destination, and is what it stands for: without brackets, escapes and character references.
fn is_address(text: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b':' | b'/' | b'.' | b'-' | b'_' | b'~' | b'?' | b'=' | b'#' | b'%' | b'+' | b',' | b'@')
    };
    !text.is_empty() && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::fixing::witness;

    /// The witness, which knows nothing of plain items, sees the same in `text`.
    fn is_as_parsed(text: &str) -> bool {
        let Some(plain) = summary(text) else { return false };
        let parsed = witness::parsed(text, 0).expect("the parser does not panic");
        assert_eq!(format!("{:?}", plain.parts), format!("{:?}", parsed.parts), "{text:?}");
        true
    }

    #[test]
    fn the_parser_sees_the_same() {
        for text in [
            "- [Ada](https://ada.example) - A compiler.\n",
            "* [Ada ](https://ada.example/x?y=z#w_v)- lacks  a space,.\n",
            "+ [艾达](ada.md)：一个编译器。",
            "- [Ada](#ada)\n",
            "- [x](u) (see 1. and 2)!\n",
            "- [- 1. \"Ada's\"](u)\u{A0}".trim_end(),
        ] {
            assert!(is_as_parsed(text), "{text:?}");
        }
        for text in [
            "- [Ada](https://ada.example) - A `compiler`.\n",
            "- [Ada](https://ada.example) - See https://basil.example.\n",
            "- [Ada](https://ada.example) - See www.basil.example.\n",
            "- [Ada](https://ada.example) - See WwW.basil.example.\n",
            "- [Ada](https://ada.example) - ada@basil.example\n",
            "- [Ada](https://ada.example) - A compiler. \n",
            "- [Ada](https://ada.example) - A compiler.\r\n",
            "- [Ada](https://ada.example)\n  - [Basil](https://basil.example)\n",
            "- [Ada](https://ada.example \"title\")\n",
            "- [Ada](<https://ada.example>)\n",
            "- [](u)[b](v)\n",
            "-\t[Ada](u)\n",
            "Ada\n",
        ] {
            assert!(summary(text).is_none(), "{text:?}");
        }
    }

    /// Lines put together from all that a plain item may hold.
    #[test]
    fn so_it_does_in_any_plain_item() {
        const PIECES: [&str; 33] = [
            "a", "B", "7", " ", "  ", ",", ".", ";", "'", "\"", "(", ")", "/", "+", "-", "!", "?", "%", "é", "字",
            "。", "（", "🙂", "x", "1.", "- ", "...", "ww", "W", "http", "\u{200B}", "\u{301}", "th",
        ];
        const OF_ADDRESSES: [&str; 20] = [
            "a", "B", "7", ":", "/", ".", "-", "_", "~", "?", "=", "#", "%", "+", ",", "@", "https://", "www.", "__",
            "%20",
        ];
        let mut seed = 11_u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % below
        };
        let mut plain = 0;
        for _ in 0..4000 {
            let mut text = ["- [", "* [", "+ ["][next(3)].to_owned();
            (0..next(8)).for_each(|_| text.push_str(PIECES[next(PIECES.len())]));
            text.push_str("](");
            (0..=next(6)).for_each(|_| text.push_str(OF_ADDRESSES[next(OF_ADDRESSES.len())]));
            text.push(')');
            (0..next(16)).for_each(|_| text.push_str(PIECES[next(PIECES.len())]));
            text.push_str(["\n", ""][next(2)]);
            plain += usize::from(is_as_parsed(&text));
        }
        assert!(plain > 2000, "{plain} of 4000 are plain");
    }
}
