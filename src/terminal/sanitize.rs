//! Makes text of a list, a file name or a configuration harmless for a terminal and for the log of a CI run.
//!
//! Characters that steer a terminal or turn the direction of text become visible escapes; the two forms of commands that
//! runners take from logs are taken apart: `::name …::` at the start of a line (GitHub, Gitea), and `##name[…]` anywhere in
//! it (`##[…]` and `##vso[…]` of Azure Pipelines and GitHub, `##teamcity[…]`, `##octopus[…]`).

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `character` steers a terminal, turns the direction of text, ends a line or cannot be seen. A tab does not.
pub(crate) fn is_live(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        _ => matches!(
            character,
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        ),
    }
}

/// Appends `character`, or its visible escape.
pub(crate) fn push(out: &mut String, character: char) {
    match character {
        '[' if ends_with_command(out) => out.push_str("\\["),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        character if is_live(character) => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
        }
        character => out.push(character),
    }
}

/// `text` as one harmless line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_live) && command_bracket(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|character| push(&mut out, character));
    Cow::Owned(out)
}

/// `text` at the start of an output line: harmless, and no workflow command.
pub(crate) fn beginning(text: &str) -> Cow<'_, str> {
    let line = line(text);
    if is_command(&line) { Cow::Owned(format!("\\{line}")) } else { line }
}

/// Where the first bracket is in `text` that makes a command of what stands before it: `##name[`.
pub(crate) fn command_bracket(text: &str) -> Option<usize> {
    // Most texts have none.
    let first = text.find("##")?;
    let brackets = text.match_indices('[').map(|(at, _)| at).skip_while(|at| *at < first);
    brackets.into_iter().find(|at| text.get(..*at).is_some_and(ends_with_command))
}

/// Whether a bracket would make a command of the end of `text`.
pub(crate) fn ends_with_command(text: &str) -> bool {
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    text.trim_end_matches(is_of_name).ends_with("##")
}

/// Whether a runner would take `line` for a workflow command.
pub(crate) fn is_command(line: &str) -> bool {
    line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"))
}

/// `text` with the passwords of its URLs (`https://user:password@host`) covered, byte for byte, so that spans stay right.
pub(crate) fn covered(text: &str) -> Cow<'_, str> {
    if !text.contains('@') || !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        out.push_str(before);
        out.push_str("://");
        let is_end = |character: char| character.is_whitespace() || "/?#<>()[]\"'`|".contains(character);
        let (authority, tail) = after.split_at(after.find(is_end).unwrap_or(after.len()));
        // A doubled scheme is looked at again.
        let again = authority.strip_suffix(':').filter(|_| tail.starts_with("//"));
        let (authority, tail) = again.map_or((authority, tail), |kept| after.split_at(kept.len()));
        let parts = authority.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?, host)));
        match parts {
            Some(((user, password), host)) => {
                let _ = write!(out, "{user}:{}@{host}", "*".repeat(password.len()));
            }
            None => out.push_str(authority),
        }
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Several lines of text with every live character, and every bracket of a command, replaced by one of as many bytes, so that spans stay right.
pub(crate) fn same_length(text: &str) -> String {
    let mut characters = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let ends_line = character == '\n' || (character == '\r' && characters.peek() == Some(&'\n'));
        match character.len_utf8() {
            1 if character == '[' && ends_with_command(&out) => out.push('?'),
            _ if ends_line || !is_live(character) => out.push(character),
            1 => out.push('?'),
            2 => out.push('¿'),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_covered_and_nothing_else() {
        for (text, shown) in [
            (
                "[a](https://me:päss@lamp.example/x) and me@b.example",
                "[a](https://me:*****@lamp.example/x) and me@b.example",
            ),
            ("<http://me:a@b@lamp.example>", "<http://me:***@lamp.example>"),
            ("https://me@lamp.example/a:b@c", "https://me@lamp.example/a:b@c"),
            ("https://lamp.example:8080/@me", "https://lamp.example:8080/@me"),
            ("a://b:c@d://e:f@g", "a://b:*@d://e:*@g"),
            ("git@lamp.example:x", "git@lamp.example:x"),
        ] {
            assert_eq!(covered(text), shown);
            assert_eq!(covered(text).len(), text.len());
        }
    }

    #[test]
    fn lines() {
        for (text, expected) in [
            ("plain 中文 é", "plain 中文 é"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\0b\r\n", "a\\u{0}b\\r\\n"),
            ("\u{9b}31m\u{202e}x", "\\u{9b}31m\\u{202e}x"),
            ("##[group]x", "##\\[group]x"),
            ("a ##vso[task.setvariable variable=x]y", "a ##vso\\[task.setvariable variable=x]y"),
            ("###teamcity[x [y]", "###teamcity\\[x [y]"),
            ("[a] ## b [c]", "[a] ## b [c]"),
            ("##a\nb[", "##a\\nb["),
            ("#[x]", "#[x]"),
        ] {
            assert_eq!(line(text), expected);
        }
        assert_eq!(beginning(" ::error::x"), "\\ ::error::x");
        assert_eq!(beginning(":: alone"), ":: alone");
    }

    #[test]
    fn lengths_stay() {
        let text = "a\u{1b}\u{9b}\u{202e}\r\nb\rc";
        let sanitized = same_length(text);
        assert_eq!(sanitized.len(), text.len());
        assert_eq!(sanitized, "a?¿\u{FFFD}\r\nb?c");
        assert_eq!(same_length("\"##vso[x]\" = [1]"), "\"##vso?x]\" = [1]");
    }
}
