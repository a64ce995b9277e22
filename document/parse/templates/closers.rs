//! Where templates, directives and imports end.

use super::attributes;
use crate::model::Span;
use memchr::memmem;

/// A tag of a template language is no longer, in bytes.
const LONGEST: usize = 4_096;
/// Code between two tags is no longer, in bytes.
const LONGEST_CODE: usize = 64 * 1_024;

/// How a template ends.
pub(super) struct Closer {
    /// What closes it.
    mark: &'static str,
    /// Whether it may go on behind a blank line.
    pub runs_on: bool,
}

/// How the template that `text` begins with ends; `None` where it begins with none.
pub(super) fn closer(text: &str) -> Option<Closer> {
    let bytes = text.as_bytes();
    let (mark, runs_on) = match (bytes.get(1)?, bytes.get(2)) {
        (b'{', Some(b'{')) => ("}}}", false),
        (b'{', _) => ("}}", false),
        (b'%', _) => ("%}", true),
        (b'#', Some(b' ' | b'-' | b'\n')) => ("#}", true),
        (b'/', Some(b'*')) => ("*/}", false),
        _ => return None,
    };
    Some(Closer { mark, runs_on })
}

impl Closer {
    /// Length in bytes of the template that `text` begins with. What stands between two tags is part of it where it is code.
    pub(super) fn length(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let window = bytes.get(2..LONGEST.min(bytes.len()))?;
        let length = memmem::find(window, self.mark.as_bytes())? + 2 + self.mark.len();
        Some(self.pair(text, length).unwrap_or(length))
    }

    /// `text` up to the tag that ends what its first tag, of `length` bytes, begins; `None` where that is prose.
    fn pair(&self, text: &str, length: usize) -> Option<usize> {
        let inside = text.get(2..length - self.mark.len())?;
        let name = inside.trim_start_matches(['<', '%', '-', ' ']).split([' ', '\n']).next()?;
        if !matches!(name, "highlight" | "codeblock" | "code" | "comment" | "prism" | "mermaid") {
            return None;
        }
        let is_hugo = inside.starts_with(['<', '%']);
        let ending = if is_hugo { format!("/{name}") } else { format!("end{name}") };
        let rest = text.as_bytes().get(length..text.len().min(LONGEST_CODE))?;
        let at = memmem::find(rest, ending.as_bytes())?;
        let close = memmem::find(rest.get(at..)?, self.mark.as_bytes())?;
        (close < ending.len() + 4).then_some(length + at + close + self.mark.len())
    }
}

/// The name and the attributes of the directive that `text` begins with: `:icon[…]{…}`, `::leaf{…}`, `:::card{…}`. The text in its
/// square brackets is prose.
pub(super) fn directive(text: &str, begins_line: bool) -> [Option<Span>; 2] {
    let colons = text.bytes().take_while(|byte| *byte == b':').count();
    let after = text.get(colons..).unwrap_or("");
    let is_container = colons >= 3 && begins_line;
    let name_start = text.len() - if is_container { after.trim_start_matches(' ') } else { after }.len();
    let name = text.get(name_start..).unwrap_or("");
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let end = if length == 0 { colons } else { name_start + length };
    let mut rest = text.get(end..).unwrap_or("");
    let is_directive =
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && rest.starts_with(['[', '{']) || is_container;
    if !is_directive {
        return [None, None];
    }
    if let Some(label) = rest.strip_prefix('[').and_then(|label| label.find(']')) {
        rest = rest.get(label + 2..).unwrap_or("");
    }
    let attributes = text.len() - rest.len();
    let braces = rest.starts_with('{').then(|| attributes::length(rest)).flatten();
    if colons < 3 && braces.is_none() && attributes == end {
        return [None, None];
    }
    [Some(Span::new(0, end)), braces.map(|length| Span::new(attributes, attributes + length))]
}

/// The imports and exports of MDX in the paragraph `text`: lines by themselves, an export up to its end.
pub(super) fn imports(text: &str) -> impl Iterator<Item = Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let from = bare.rfind(" from ").and_then(|from| bare.get(from + " from ".len()..));
        let is_quoted = |text: &str| text.starts_with(['"', '\'']);
        if let Some(imported) = bare.strip_prefix("import ") {
            let is_open = imported.starts_with('{') && !imported.contains('}');
            if is_quoted(imported) || from.is_some_and(is_quoted) || is_open {
                found.push(Span::new(at, if is_open { text.len() } else { at + bare.len() }));
            }
        } else if bare.strip_prefix("export ").is_some_and(is_declaration) {
            found.push(Span::new(at, text.len()));
        } else if at == 0 {
            break;
        }
        at += line.len();
    }
    found.into_iter()
}

/// Whether `text` is what JavaScript has behind `export`.
fn is_declaration(text: &str) -> bool {
    let word = text.split([' ', '(']).next().unwrap_or("");
    let is_named = |keyword: &str| word == keyword && text.contains(['=', '(', '{']);
    text.starts_with(['{', '*'])
        || ["const", "let", "var", "function", "async", "class", "default"].into_iter().any(is_named)
}
