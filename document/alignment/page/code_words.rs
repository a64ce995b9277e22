//! The words of a line of code that are the same in every language.

use super::code_syntax::CodeSyntax;
use crate::language::Language;

/// What ends a comment that goes on over lines.
pub(super) type CommentEnd = &'static str;

/// The words of one line.
#[derive(Debug, Default)]
pub(super) struct LineWords<'l> {
    /// Names, numbers, flags, paths and keys in order.
    pub words: Vec<&'l str>,
    /// Whether there are words that a translator may have changed.
    pub is_open: bool,
    /// The line up to a comment at its end.
    pub code: &'l str,
}

impl LineWords<'_> {
    /// Whether there is nothing to compare: no more than comments, strings and brackets.
    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && !self.is_open
    }
}

/// Quotes that strings of several lines stand in.
const LONG_QUOTES: [&str; 2] = ["\"\"\"", "'''"];

/// Reads `line`; `comment` is what ends the comment or long string that it begins in.
pub(super) fn words_of<'l>(line: &'l str, syntax: CodeSyntax, comment: &mut Option<CommentEnd>) -> LineWords<'l> {
    if syntax.shows_text && is_shown(line) && !line.trim_end().ends_with([',', ':']) {
        return LineWords::default();
    }
    let mut reader = WordReader { syntax, line, at: 0, word: None, found: LineWords::default() };
    while let Some(rest) = line.get(reader.at..).filter(|rest| !rest.is_empty()) {
        if let Some(end) = *comment {
            let Some(length) = rest.find(end) else { break };
            reader.at += length + end.len();
            *comment = None;
            continue;
        }
        if let Some((opening, end)) = reader.long_opening(rest) {
            reader.end_word();
            reader.at += opening;
            *comment = Some(end);
            continue;
        }
        if syntax.is_comment(line.get(..reader.at).unwrap_or(""), rest) {
            break;
        }
        reader.step(rest);
    }
    reader.end_word();
    LineWords { code: line.get(..reader.at).unwrap_or(line), ..reader.found }
}

struct WordReader<'l> {
    syntax: CodeSyntax,
    line: &'l str,
    at: usize,
    /// Where the word begins that is being read.
    word: Option<usize>,
    found: LineWords<'l>,
}

impl<'l> WordReader<'l> {
    /// The length of what opens a comment or string of several lines here, and what ends it.
    fn long_opening(&self, rest: &str) -> Option<(usize, CommentEnd)> {
        let quotes = LONG_QUOTES.into_iter().find(|quotes| rest.starts_with(quotes));
        if let Some(quotes) = quotes {
            return Some((quotes.len(), quotes));
        }
        if self.syntax.stars && rest.starts_with("/*") && self.word.is_none() {
            return Some((2, "*/"));
        }
        (self.syntax.markup && rest.starts_with("<!--")).then_some((4, "-->"))
    }

    /// Reads a character, a string or a placeholder.
    fn step(&mut self, rest: &'l str) {
        let Some(character) = rest.chars().next() else { return };
        // The apostrophe of `don't` opens nothing, the prefix of `f'…'` does not hide what does.
        let is_inside = self.word.is_some_and(|start| self.at - start > 1) && character == '\'';
        if let Some(length) = string_length(rest).filter(|_| !is_inside) {
            self.end_word();
            let inside = rest.get(1..length - 1).unwrap_or("");
            let is_key = rest.get(length..).is_some_and(|next| next.trim_start().starts_with(':'));
            if is_key || is_invariant(inside) {
                self.push(inside);
            }
            self.at += length;
            return;
        }
        if let Some(length) = placeholder_length(rest).filter(|_| !self.syntax.has_angles) {
            self.end_word();
            self.found.is_open = true;
            self.at += length;
            return;
        }
        if let Some(length) = shown_length(rest).filter(|_| self.syntax.shows_text) {
            self.end_word();
            self.at += length;
            return;
        }
        // `{a:1}` is `{ a: 1 }`, and `a+b` is `a + b`.
        let is_operator = self.syntax.has_operators
            && (matches!(character, '+' | '*') || (character == ':' && !rest.starts_with("://")));
        if is_operator || is_separator(character) {
            self.end_word();
        } else if self.word.is_none() {
            self.word = Some(self.at);
        }
        self.at += character.len_utf8();
    }

    fn end_word(&mut self) {
        let word = self.word.take().and_then(|start| self.line.get(start..self.at));
        if let Some(word) = word {
            // `{!path!}` includes a file.
            let word = word.strip_prefix('!').filter(|rest| rest.ends_with('!')).unwrap_or(word);
            self.push(word.trim_end_matches([':', '.', '!', '?']));
        }
    }

    fn push(&mut self, word: &'l str) {
        let is_foreign = |character: char| !character.is_ascii() && (character.is_alphabetic() || is_drawn(character));
        if word.chars().any(is_foreign) || is_placeholder(word) || names_locale(word) {
            self.found.is_open = true;
        } else if word.contains(|character: char| character.is_ascii_alphanumeric()) {
            self.found.words.push(word);
        }
    }
}

/// Lines, corners and arrows of a drawing.
fn is_drawn(character: char) -> bool {
    matches!(u32::from(character), 0x2190..=0x21FF | 0x2500..=0x25FF | 0x27F0..=0x27FF | 0x2900..=0x297F)
}

/// Whether a character takes no room: a blank of no width, a soft hyphen, a mark of direction, a byte order mark.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(
            character,
            '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '=' | '<' | '>' | '|' | '&' | '"' | '\'' | '`'
        )
}

/// The length of the string that `rest` begins with, quotes included.
fn string_length(rest: &str) -> Option<usize> {
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'))?;
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return Some(at + 1);
        }
    }
    None
}

/// The length of a placeholder such as `<your name>`.
fn placeholder_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('<')?;
    let end = inside.find('>')?;
    let name = inside.get(..end)?;
    let is_name = name
        .chars()
        .all(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '|' | '/'));
    (is_name && !name.is_empty() && name.starts_with(char::is_alphanumeric)).then_some(end + 2)
}

/// The length of `>` and the text behind it that a page shows, up to the tag that closes it on the same line: `>Click me</button>`.
fn shown_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('>')?;
    let text = inside.get(..inside.find('<')?)?;
    (is_shown(text) && inside.get(text.len()..)?.starts_with("</")).then_some(text.len() + 1)
}

/// Whether nothing in a piece of a page is code.
fn is_shown(text: &str) -> bool {
    !text.contains(['<', '>', '(', ')', '{', '}', '[', ']', '=', ';', '/'])
}

/// Whether a word stands for what the reader is to put there.
fn is_placeholder(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_named = ["your", "xxx", "example", "placeholder", "path/to", "changeme", "foobar", "***", "..."].iter();
    is_named.clone().any(|name| lower.contains(name)) || lower.starts_with("my-") || lower.starts_with("my_")
}

/// Whether a word is about the language of a program, which is that of its reader: `lang`, `zhCN`, `dayjs.locale`. A flag is not, though
/// `new` is a language: `--new`.
fn names_locale(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_tag = word.len() == 4
        && word.ends_with(|last: char| last.is_ascii_uppercase())
        && Language::parse(&format!("{}-{}", word.get(..2).unwrap_or(""), word.get(2..).unwrap_or(""))).is_some();
    lower == "lang"
        || lower.contains("locale")
        || lower.contains("i18n")
        || is_tag
        || (!word.starts_with('-') && word.contains(['_', '-']) && Language::parse(word).is_some())
}

/// Whether the text of a string is the same in every language: a version, a URL, a file, a flag.
pub(super) fn is_invariant(text: &str) -> bool {
    let is_plain = !text.is_empty() && text.is_ascii() && !text.contains(char::is_whitespace);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_version = digits > 0
        && text.contains('.')
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"v.^~>=<*-+".contains(&byte) || byte.is_ascii_lowercase());
    is_plain && (is_version || text.contains("://") || (text.starts_with('@') && text.contains('/')))
}
