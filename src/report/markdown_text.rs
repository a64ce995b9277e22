//! What comes from a list as markdown: it is only text there, mentions nobody, links nowhere, and is not markup.

use crate::terminal::sanitize;

/// `text` of a message: what it has between backticks is code, the rest is text and nothing else.
pub(super) fn prose(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    // A backtick too many is one of the list's own.
    if parts.len().is_multiple_of(2) {
        return text(message);
    }
    let part = |(index, part): (usize, &&str)| if index % 2 == 1 && !part.is_empty() { code(part) } else { text(part) };
    parts.iter().enumerate().map(part).collect()
}

/// `raw` as a code span in a table.
pub(super) fn code(raw: &str) -> String {
    let raw = sanitize::line(raw).replace('|', "\\|");
    let fence = "`".repeat(longest_run(&raw) + 1);
    let touches = raw.starts_with(['`', ' ']) || raw.ends_with(['`', ' ']);
    let pad = if touches { " " } else { "" };
    format!("{fence}{pad}{raw}{pad}{fence}")
}

/// `raw` as text: markup is escaped. Mentions, references and addresses, which GitHub and GitLab find in what is rendered,
/// are broken by a space without width.
pub(super) fn text(raw: &str) -> String {
    let raw = sanitize::line(raw);
    let mut out = String::with_capacity(raw.len() + 16);
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' => {
                out.push('\\');
                out.push(character);
            }
            // `!` and `%` begin references of GitLab: merge requests and milestones.
            '@' | '#' | '!' | '%' => {
                out.push(character);
                out.push_str("&#8203;");
            }
            ':' if characters.peek() == Some(&'/') => out.push_str(":&#8203;"),
            '.' if ends_with_word(&out, "www") => out.push_str("&#8203;."),
            '-' if ends_with_word(&out, "gh") => out.push_str("&#8203;-"),
            character => out.push(character),
        }
    }
    out
}

fn ends_with_word(out: &str, word: &str) -> bool {
    out.len().checked_sub(word.len()).and_then(|at| out.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// `lines` in a fence that nothing in them can close, as code in `language`.
pub(super) fn fenced(lines: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(lines).max(2) + 1);
    let end = if lines.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{lines}{end}{fence}\n")
}

/// The length of the longest run of backticks in `text`.
fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_only_text() {
        for (raw, expected) in [
            ("plain 中文 é.", "plain 中文 é."),
            ("@octo", "@&#8203;octo"),
            ("octo/x#1, GH-2", "octo/x#&#8203;1, GH&#8203;-2"),
            ("<b>*x*</b>", "&lt;b&gt;\\*x\\*&lt;/b&gt;"),
            ("[a](https://x.example)", "\\[a\\](https:&#8203;//x.example)"),
            ("www.x.example", "www&#8203;.x.example"),
            ("a|b\nc", "a\\|b\\\\nc"),
            ("&amp;&#64;x", "&amp;amp;&amp;#&#8203;64;x"),
        ] {
            assert_eq!(text(raw), expected);
        }
    }

    #[test]
    fn code_is_only_code() {
        for (raw, expected) in
            [("a", "`a`"), ("`a`", "`` `a` ``"), ("a``b", "```a``b```"), ("a|b", "`a\\|b`"), (" a", "`  a `")]
        {
            assert_eq!(code(raw), expected);
        }
    }

    #[test]
    fn what_is_between_backticks_is_code() {
        assert_eq!(prose("use `@a` for @b"), "use `@a` for @&#8203;b");
        assert_eq!(prose("a ` b"), "a \\` b");
        assert_eq!(prose("a `` b"), "a  b");
    }
}
