//! Texts as TOML writes them.

use super::neutral::{ends_with_command, is_live};
use std::fmt::Write as _;

/// `text` in quotes: a key or a value that any TOML reader takes, harmless for a terminal.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            character if is_live(character) || (character == '[' && ends_with_command(&out)) => {
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// `texts` in quotes, as an array on one line.
pub fn array<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back() {
        for text in ["plain 中文", "a\"b\\c", "tab\tline\r\n", "\u{1b}[31m\u{202e}\u{0}", ""] {
            let table: toml::Table = format!("{} = {}", quoted(text), array([text])).parse().expect("TOML");
            assert_eq!(table.get(text).and_then(|value| value.get(0)?.as_str()), Some(text));
            assert!(!quoted(text).contains(['\u{1b}', '\u{202e}', '\r']));
        }
    }
}
