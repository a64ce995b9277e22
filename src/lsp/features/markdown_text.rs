//! What comes from a list or a server, as text and nothing else in markdown that a client shows.

use crate::terminal::sanitize;

/// Punctuation that is only that, wherever it stands.
const HARMLESS: &str = ",;'\"/%?=$^()";
/// What is only that behind a word: at the beginning of a block it may begin an item.
const INSIDE: &str = ".-+";

/// `raw` on one line, with every character escaped that could be markup, begin an address or steer the client. Any ASCII punctuation can
/// be escaped (CommonMark 2.4).
pub(super) fn plain(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len() + 16);
    for character in sanitize::line(raw).chars() {
        let is_inside = text.contains(char::is_alphabetic) && !text.to_ascii_lowercase().ends_with("www");
        let is_harmless = HARMLESS.contains(character) || (is_inside && INSIDE.contains(character));
        if character.is_ascii_punctuation() && !is_harmless {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_document::Document;

    #[test]
    fn text_is_text() {
        for raw in [
            "[a](command:x)",
            "<img src=x>",
            "https://a.example/b?c=d_e",
            "`a` **b** ~~c~~",
            "&amp; #x",
            "中文。",
            "- x",
            "1. x",
            "+ x",
            "www.a.example",
            "me@a.example",
        ] {
            let document = Document::parse(plain(raw));
            let (block, _) = document.leaves().next().expect("a paragraph");
            assert_eq!(document.rendered(block), raw);
            assert!(document.links().is_empty(), "{raw}");
        }
        assert_eq!(plain("a\u{202e}b\n- c"), "a\\\\u\\{202e\\}b\\\\n- c");
    }
}
