//! Rust source taken apart as far as the other tests need it: what is code, what is a comment, what is text.

/// What a comment or a literal can begin with.
const BEGINNINGS: [char; 6] = ['/', '\'', '"', 'b', 'c', 'r'];
/// Letters and `#` before the first quote of a literal, at most: more would be odd.
const LONGEST_PREFIX: usize = 10;

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code,
    /// From its slashes to before the end of its line, or to its closing mark.
    Comment,
    /// A literal of any kind of string: its prefix, its quotes and all between them.
    Text,
    /// A literal of a character or byte, with its quotes; the `b` of a byte is code.
    Character,
}

/// `source` with blanks in the place of comments and literals; line ends and the offsets of all else stay.
pub fn code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    for (kind, piece) in pieces(source) {
        match kind {
            Kind::Code => code.push_str(piece),
            _ => code.extend(piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })),
        }
    }
    code
}

/// What stands between the quotes of string literals, each with the 1-based line that it begins on; escapes as they are written.
pub fn texts(source: &str) -> Vec<(usize, &str)> {
    let mut line = 1;
    let mut found = Vec::new();
    for (kind, piece) in pieces(source) {
        if kind == Kind::Text {
            let quoted = piece.split_once('"').map_or("", |(_, rest)| rest.trim_end_matches('#'));
            found.push((line, quoted.strip_suffix('"').unwrap_or(quoted)));
        }
        line += piece.matches('\n').count();
    }
    found
}

/// All of `source` in order.
fn pieces(source: &str) -> Vec<(Kind, &str)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(next) = source[at..].find(BEGINNINGS) {
        at += next;
        if let Some((kind, length)) = special(&source[at..]) {
            found.push((Kind::Code, &source[start..at]));
            found.push((kind, &source[at..at + length]));
            at += length;
            start = at;
        } else {
            at += 1;
        }
    }
    found.push((Kind::Code, &source[start..]));
    found.retain(|(_, piece)| !piece.is_empty());
    found
}

/// The kind and the length in bytes of the comment or literal that `rest` begins with.
fn special(rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("//") {
        return Some((Kind::Comment, rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        return Some((Kind::Comment, block_comment(rest)));
    }
    if rest.starts_with('\'') {
        return character(rest).map(|length| (Kind::Character, length));
    }
    text(rest).map(|length| (Kind::Text, length))
}

/// Comments between marks hold others.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// `'x'`, `'\n'`, `'\u{e9}'`; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = &rest[1..];
    let first = inside.chars().next()?;
    let length = if first == '\\' { 2 + inside.get(2..)?.find('\'')? } else { first.len_utf8() };
    inside[length..].starts_with('\'').then_some(length + 2)
}

/// A string literal, with its prefix: `"…"`, `b"…"`, `c"…"`, `r#"…"#` and so on.
fn text(rest: &str) -> Option<usize> {
    let prefix = rest.bytes().take(LONGEST_PREFIX).position(|byte| byte == b'"')?;
    let letters = rest[..prefix].trim_end_matches('#');
    let hashes = &rest[letters.len()..prefix];
    let is_raw = ["r", "br", "cr"].contains(&letters);
    if !is_raw && !(hashes.is_empty() && ["", "b", "c"].contains(&letters)) {
        return None;
    }
    let inside = &rest[prefix + 1..];
    let end = if is_raw {
        let close = format!("\"{hashes}");
        inside.find(&close).map(|at| at + close.len())
    } else {
        let mut is_escaped = false;
        let end = inside.find(|character| {
            let is_end = character == '"' && !is_escaped;
            is_escaped = character == '\\' && !is_escaped;
            is_end
        });
        end.map(|at| at + 1)
    };
    Some(end.map_or(rest.len(), |end| prefix + 1 + end))
}

#[test]
fn code_and_texts_are_told_apart() {
    let source = "let a = '\"'; // \"no\"\nf(\"x // y\", b'\\'', r#\"a \"b\" /* c\"#); /* /* \" */ ' */ let b: &'static str = \"\\\\\\\"\\\n  é\";\nr#try(\"z\")";
    assert_eq!(texts(source), [(2, "x // y"), (2, "a \"b\" /* c"), (2, "\\\\\\\"\\\n  é"), (4, "z")]);
    let code = code(source);
    assert_eq!(code.len(), source.len());
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let a = ; f( , b , ); let b: &'static str = ; r#try( )");
}
