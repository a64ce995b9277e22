//! JSON that is harmless for a terminal and for the log of a CI run.

use crate::terminal::sanitize;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// Writes `value` as one harmless line of JSON.
pub(crate) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, SanitizedJson);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Escapes what serde leaves alone but a terminal or the log of a CI run does not: C1 and bidi controls, and the bracket of
/// `##[` or `##vso[`, which begins a command anywhere in a line. The value stays the same.
struct SanitizedJson;

impl Formatter for SanitizedJson {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        let next =
            |rest: &str| [rest.find(sanitize::is_live), sanitize::command_bracket(rest)].into_iter().flatten().min();
        while let Some(at) = next(rest) {
            let (before, after) = rest.split_at(at);
            CompactFormatter.write_string_fragment(out, before)?;
            let mut characters = after.chars();
            for unit in characters.next().map(|live| live.encode_utf16(&mut [0; 2]).to_vec()).unwrap_or_default() {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_characters_are_escaped_and_keep_their_value() {
        let text = "a\u{1b}[31m\u{9b}中😀\u{202e}\"\\\u{feff} ##[group] ##vso[x]";
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, SanitizedJson);
        text.serialize(&mut serializer).expect("written");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written, r#""a\u001b[31m\u009b中😀\u202e\"\\\ufeff ##\u005bgroup] ##vso\u005bx]""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("json"), text);
    }
}
