//! Attributes as site generators have them: in braces behind what they belong to, and in tags that Markdown does not take for such.

/// The longest attribute list in bytes.
const LONGEST: usize = 1_000;

/// Length in bytes of the attribute list that `text` begins with, which stands behind `before`: `{: .new}`, `{#id}`,
/// `{.wide key=value}`. `None` where the braces are prose.
pub(super) fn attribute_list(before: &str, text: &str) -> Option<usize> {
    let length = length(text)?;
    let inside = text.get(1..length - 1)?;
    let bare = inside.trim_start_matches(' ');
    let is_marked = bare.starts_with(['#', '.']) && bare.split_whitespace().all(is_attribute);
    let is_kramdown = inside.starts_with(':') && !inside.starts_with(":)");
    if is_kramdown || is_marked {
        return Some(length);
    }
    let is_attached = before.ends_with([')', ']', '`', '*', '_', '>', '"']);
    let ends_line = text.get(length..).is_some_and(|rest| rest.starts_with(['\n', '\r']) || rest.is_empty());
    let has_value = bare.split_once('=').is_some_and(|(name, _)| is_name(name));
    (has_value && (is_attached || ends_line)).then_some(length)
}

/// Length in bytes of the braces that `text` begins with, on one line, quotes heeded; `None` where nothing closes them.
pub(super) fn length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate().take(LONGEST).skip(1) {
        if matches!(byte, b'\n' | b'\r') || byte == b'{' && quote.is_none() {
            return None;
        }
        match quote {
            Some(open) if byte == open => quote = None,
            // An apostrophe within a word opens nothing.
            None if matches!(byte, b'"' | b'\'') && text.as_bytes().get(index - 1) == Some(&b'=') => quote = Some(byte),
            None if byte == b'}' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// `#id`, `.class`, `key=value`.
fn is_attribute(word: &str) -> bool {
    let bare = word.trim_start_matches(['#', '.']);
    bare.len() < word.len() && bare.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '-'))
        || word.split_once('=').is_some_and(|(name, _)| is_name(name))
        // The rest of a value in quotes.
        || word.ends_with(['"', '\''])
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '@' | ':'))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.' | b'@'))
}

/// Length in bytes of the tag that `text` begins with; where nothing closes it, up to its last value. `None` where it is no
/// tag: it has no value, and is neither closed nor a component's (`<Card>`, `<Foo.Bar />`).
pub(super) fn tag(text: &str) -> Option<usize> {
    let name = text.get(1..)?.split(|character: char| !is_name_character(character)).next()?;
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut at = 1 + name.len();
    let is_component = name.starts_with(|first: char| first.is_ascii_uppercase()) || name.contains('.');
    let mut values_end = None;
    loop {
        let rest = text.get(at..)?;
        let bare = rest.trim_start();
        let blank = rest.len() - bare.len();
        at += blank;
        if let Some(length) = bare.starts_with('>').then_some(1).or_else(|| bare.starts_with("/>").then_some(2)) {
            let is_tag = values_end.is_some() || is_component || length == 2;
            return is_tag.then_some(at + length);
        }
        let key = bare.split(|character: char| !is_name_character(character) && character != '@').next()?;
        if key.is_empty() || blank == 0 && values_end.is_none() {
            return values_end;
        }
        at += key.len();
        let after = text.get(at..)?.trim_start_matches(' ');
        if let Some(written) = after.strip_prefix('=') {
            at = text.len() - written.trim_start_matches(' ').len();
            at += value_length(text.get(at..)?);
            values_end = Some(at);
        }
    }
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':' | '.')
}

/// Length in bytes of the value that `text` begins with, its quotes or braces included.
fn value_length(text: &str) -> usize {
    let line = || text.find(['>', '\n']).unwrap_or(text.len());
    let quoted = |close: &[char]| {
        let mut characters = text.char_indices().skip(1);
        characters.find(|(_, character)| close.contains(character)).map(|(at, character)| at + character.len_utf8())
    };
    match text.chars().next() {
        Some('"') => quoted(&['"']).unwrap_or_else(line),
        Some('\'') => quoted(&['\'']).unwrap_or_else(line),
        Some('“' | '”') => quoted(&['”', '“', '"']).unwrap_or_else(line),
        Some('{') => braces_length(text).unwrap_or_else(line),
        _ => text.find(|character: char| character.is_whitespace() || character == '>').unwrap_or(text.len()),
    }
}

/// Length in bytes of the braces that `text` begins with, those within them included.
fn braces_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes()
        .take(LONGEST)
        .position(|byte| {
            depth += usize::from(byte == b'{');
            depth -= usize::from(byte == b'}');
            depth == 0
        })
        .map(|last| last + 1)
}
