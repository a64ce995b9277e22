//! Texts as TOML writes them.

use crate::terminal::sanitize::{ends_with_command, is_live};
use std::fmt::Write as _;

/// `text` in quotes: a key or a value that any TOML reader takes, harmless for a terminal.
pub(crate) fn quoted(text: &str) -> String {
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
pub(crate) fn array<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", quoted.join(", "))
}

/// Any value on one line.
pub(crate) fn value(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => quoted(text),
        toml::Value::Array(values) => format!("[{}]", values.iter().map(self::value).collect::<Vec<_>>().join(", ")),
        toml::Value::Table(table) => {
            let pairs: Vec<String> =
                table.iter().map(|(key, value)| format!("{} = {}", key_text(key), self::value(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        plain => plain.to_string(),
    }
}

/// A key, in quotes where TOML needs them.
fn key_text(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.is_empty() && key.bytes().all(is_bare) { key.to_owned() } else { quoted(key) }
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
