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

/// A template of a text for people.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// As the compiler reads it.
    pub text: String,
    /// Of `plural!`, the number that decides which of two templates it is.
    pub count: Option<String>,
}

/// The templates that `text!` and `plural!` are called with, and those of errors and of their help.
pub fn templates(source: &str) -> Vec<Template> {
    let pieces = pieces(source);
    let mut found = Vec::new();
    for (index, (_, piece)) in pieces.iter().enumerate().filter(|(_, (kind, _))| *kind == Kind::Code) {
        let mut literals =
            pieces[index..].iter().filter(|(kind, _)| *kind == Kind::Text).map(|(_, text)| unescaped(text));
        let calls = |name| arguments_of(piece, name).is_some_and(|before| before.trim().is_empty());
        if ["text!(", "#[error(", "#[diagnostic(help("].into_iter().any(calls) {
            found.extend(literals.next().map(|text| Template { text, count: None }));
        } else if let Some(count) = arguments_of(piece, "plural!(").and_then(|before| before.trim().strip_suffix(',')) {
            found.extend(literals.take(2).map(|text| Template { text, count: Some(count.trim().to_owned()) }));
        }
    }
    found
}

/// What stands in `code` after the last call of `name`.
fn arguments_of<'a>(code: &'a str, name: &str) -> Option<&'a str> {
    let (before, arguments) = code.rsplit_once(name)?;
    let is_longer = before.ends_with(|character: char| character.is_alphanumeric() || character == '_');
    let is_over = arguments.contains([')', '(', '{', '}', ';']);
    (!is_longer && !is_over).then_some(arguments)
}

/// What the string literal `literal` says.
fn unescaped(literal: &str) -> String {
    let (prefix, rest) = literal.split_once('"').unwrap_or_default();
    if prefix.contains('r') {
        let rest = rest.trim_end_matches('#');
        return rest.strip_suffix('"').unwrap_or(rest).to_owned();
    }
    let mut rest = rest.strip_suffix('"').unwrap_or(rest);
    let mut text = String::new();
    while let Some((before, escape)) = rest.split_once('\\') {
        text += before;
        let mut after = escape.chars();
        match after.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\n') => after = after.as_str().trim_start().chars(),
            Some('u') => {
                let (digits, other) = after.as_str().trim_start_matches('{').split_once('}').unwrap_or_default();
                text.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
                after = other.chars();
            }
            other => text.extend(other),
        }
        rest = after.as_str();
    }
    text + rest
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

#[test]
fn templates_are_found() {
    let source = "let a = text!(\"one \\\"{x}\\\"\", x); // text!(\"no\")\nlet b = context!(\"no\"); let c = text!(\n \"a \\\n    b \\u{e9}\"\n); \
                  plural!(count, \"one\", \"{count} many\", title = \"no\"); f(text!(@value x), \"no\"); \
                  #[error(\"bad\")] #[error(transparent)] f(\"no\"); #[diagnostic(help(\"good\"))]";
    let found: Vec<(String, Option<String>)> = templates(source).into_iter().map(|one| (one.text, one.count)).collect();
    let of = |text: &str, count: Option<&str>| (text.to_owned(), count.map(str::to_owned));
    let count = Some("count");
    assert_eq!(
        found,
        [
            of("one \"{x}\"", None),
            of("a b é", None),
            of("one", count),
            of("{count} many", count),
            of("bad", None),
            of("good", None)
        ]
    );
}
