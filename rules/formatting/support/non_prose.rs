//! What is not prose in a row of glyphs: URLs, paths, file names, mail addresses, handles, tags, attributes.

use curate_document::script::is_cjk_punctuation;
use curate_document::script::is_han;
use curate_document::{BlockKind, Document, Glyph, InlineKind, LinkKind, Prose, Span};

/// Raw HTML whose content is not prose: links (their text is a name) and code.
const VERBATIM_ELEMENTS: [&str; 9] = ["a", "code", "kbd", "samp", "var", "tt", "pre", "script", "style"];

/// File name extensions that are found after Han letters.
const EXTENSIONS: [&str; 44] = [
    "7z", "apk", "azw3", "bat", "c", "cpp", "css", "csv", "deb", "dmg", "doc", "docx", "epub", "exe", "gif", "go",
    "gz", "htm", "html", "ipynb", "iso", "jpeg", "jpg", "js", "json", "md", "mobi", "mp3", "mp4", "pdf", "png", "ppt",
    "pptx", "py", "rar", "rs", "sh", "svg", "tar", "txt", "xls", "xlsx", "xml", "zip",
];

/// A clause has more Han letters than this, a file's name has not.
const LONGEST_NAME: usize = 8;

/// For each glyph whether it is part of something that is not prose.
pub(crate) fn non_prose(prose: &Prose<'_>, document: &Document) -> Vec<bool> {
    let glyphs = prose.glyphs();
    let mut blocked = vec![false; glyphs.len()];
    let elements = verbatim_elements(prose, document);
    for (glyph, blocked) in glyphs.iter().zip(&mut blocked) {
        let link = glyph.link.and_then(|id| document.link(id));
        *blocked = glyph.kind != InlineKind::Text
            || link.is_some_and(|link| matches!(link.kind, LinkKind::Autolink | LinkKind::Literal))
            || elements.iter().any(|element| element.contains(glyph.span));
    }
    block_braces(glyphs, &mut blocked);
    block_wiki_targets(glyphs, &mut blocked);
    block(&mut blocked, 0..label_before_url(prose, document));
    let mut start = 0;
    for (index, glyph) in glyphs.iter().enumerate() {
        if ends_word(glyph.character) {
            block_names(glyphs, start..index, &mut blocked);
            start = index + 1;
        }
    }
    block_names(glyphs, start..glyphs.len(), &mut blocked);
    blocked
}

/// From the opening to the closing tag.
fn verbatim_elements(prose: &Prose<'_>, document: &Document) -> Vec<Span> {
    let mut elements = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for inline in prose.inlines.iter().filter(|inline| inline.kind == InlineKind::Html) {
        let tag = document.text(inline.span);
        let closing = tag.starts_with("</");
        let name = tag
            .trim_start_matches(['<', '/'])
            .split(|character: char| !character.is_ascii_alphanumeric())
            .next()
            .unwrap_or("");
        match open {
            None if !closing => {
                let known = VERBATIM_ELEMENTS.iter().find(|known| known.eq_ignore_ascii_case(name));
                open = known.map(|known| (*known, inline.span.end));
            }
            Some((known, start)) if closing && known.eq_ignore_ascii_case(name) => {
                elements.push(Span::new(start, inline.span.start));
                open = None;
            }
            _ => {}
        }
    }
    elements
}

/// How far the name of a site reaches in an item such as `Larch笔记：https://larch.example.com/`.
fn label_before_url(prose: &Prose<'_>, document: &Document) -> usize {
    let item = document.block(prose.block).and_then(|block| block.parent).and_then(|parent| document.block(parent));
    if !item.is_some_and(|item| matches!(item.kind, BlockKind::Item { .. })) {
        return 0;
    }
    let Some(end) = prose.glyphs().iter().position(|glyph| glyph.link.is_some() || ends_label(glyph.character)) else {
        return 0;
    };
    let rest = prose.glyphs().get(end..).unwrap_or(&[]);
    let Some([colon, after @ ..]) =
        Some(rest).filter(|rest| rest.first().is_some_and(|glyph| matches!(glyph.character, '：' | ':')))
    else {
        return 0;
    };
    let url = after.iter().find(|glyph| glyph.character != ' ' && colon.link.is_none());
    let shows_url = url.is_some_and(|glyph| {
        let text = match glyph.link.and_then(|id| document.link(id)) {
            Some(link) => document.text(link.text),
            None if glyph.kind == InlineKind::Code => document.text(glyph.span),
            None => "",
        };
        text.contains("://")
    });
    if shows_url { end } else { 0 }
}

fn ends_label(character: char) -> bool {
    matches!(character, '：' | ':' | '，' | '。' | '、' | '；' | ',' | ';')
}

/// `{#anchor}`, `{{ variable }}`, `{% tag %}`.
fn block_braces(glyphs: &[Glyph], blocked: &mut [bool]) {
    let mut open = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        match glyph.character {
            '{' if open.is_none() => open = Some(index),
            '}' => {
                if let Some(start) = open.take() {
                    block(blocked, start..index);
                }
            }
            _ => {}
        }
    }
}

/// `[[name of a page]]`.
fn block_wiki_targets(glyphs: &[Glyph], blocked: &mut [bool]) {
    let mut open = None;
    for (index, pair) in glyphs.windows(2).enumerate() {
        match pair {
            [first, second] if (first.character, second.character) == ('[', '[') => open = Some(index),
            [first, second] if (first.character, second.character) == (']', ']') => {
                if let Some(start) = open.take() {
                    block(blocked, start..index);
                }
            }
            _ => {}
        }
    }
}

/// Whether no word that is known by its shape goes over `character`.
fn ends_word(character: char) -> bool {
    character.is_whitespace()
        || is_cjk_punctuation(character)
        || matches!(
            character,
            '\u{FFFC}'
                | '('
                | ')'
                | '['
                | ']'
                | '<'
                | '>'
                | '"'
                | ','
                | ';'
                | '!'
                | '|'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '…'
                | '—'
        )
}

/// Blocks the names in the word `range`; a word of Chinese is as long as a clause.
fn block_names(glyphs: &[Glyph], range: std::ops::Range<usize>, blocked: &mut [bool]) {
    let start = range.start;
    let glyphs = glyphs.get(range.clone()).unwrap_or(&[]);
    if glyphs.iter().all(|glyph| glyph.character.is_ascii()) {
        return;
    }
    let word: Vec<char> = glyphs.iter().map(|glyph| glyph.character).collect();
    if is_path(&word) {
        return block(blocked, range);
    }
    if let Some(length) = file_name(&word) {
        block(blocked, start..start + length);
    }
    if is_file_name(&word) {
        return block(blocked, range);
    }
    for part in shortcodes(&word) {
        block(blocked, start + part.start..start + part.end);
    }
    if let Some(from) = handle_or_tag(&word) {
        block(blocked, start + from..range.end);
    }
}

fn block(blocked: &mut [bool], range: std::ops::Range<usize>) {
    if let Some(part) = blocked.get_mut(range) {
        part.fill(true);
    }
}

/// A URL, a path that says so at its start, or an identifier with Han letters between low lines.
fn is_path(word: &[char]) -> bool {
    let begins =
        |prefix: &str| word.len() >= prefix.len() && prefix.chars().zip(word).all(|(a, b)| a.eq_ignore_ascii_case(b));
    ["/", "./", "../", "~/", "www."].iter().any(|prefix| begins(prefix))
        || word.contains(&'\\')
        || word.windows(3).any(|three| three == [':', '/', '/'])
        || word.windows(2).any(|two| matches!(two, [a, '_'] | ['_', a] if is_han(*a)))
        || has_path_after_host(word)
}

/// `example.org/中文`.
fn has_path_after_host(word: &[char]) -> bool {
    let mut dotted = false;
    word.windows(2).any(|two| match two {
        ['.', next] => {
            dotted = next.is_ascii_alphanumeric();
            false
        }
        ['/', next] => dotted && is_han(*next),
        [character, _] if !character.is_ascii() => {
            dotted = false;
            false
        }
        _ => false,
    })
}

/// How far a file name reaches that has Han letters before its extension: `使用说明v2完整版.pdf`.
fn file_name(word: &[char]) -> Option<usize> {
    let dots = word.windows(2).enumerate().filter(|(_, two)| matches!(two, [a, '.'] if is_han(*a)));
    let mut ends = dots.filter_map(|(at, _)| {
        let rest = word.get(at + 2..)?;
        let extension: String =
            rest.iter().take(6).take_while(|c| c.is_ascii_alphanumeric()).map(char::to_ascii_lowercase).collect();
        EXTENSIONS.contains(&extension.as_str()).then_some(at + 2 + extension.len())
    });
    ends.next_back()
}

/// Whether the whole of a short `word` is a file's name with Latin letters before its extension: `中文abc.md`. `用Vue.js`
/// names a library.
fn is_file_name(word: &[char]) -> bool {
    let Some(dot) = word.iter().rposition(|character| *character == '.') else { return false };
    let extension: String = word.iter().skip(dot + 1).map(char::to_ascii_lowercase).collect();
    let has_stem = dot.checked_sub(1).and_then(|last| word.get(last)).is_some_and(char::is_ascii_alphanumeric);
    has_stem
        && extension != "js"
        && EXTENSIONS.contains(&extension.as_str())
        && word.iter().filter(|character| is_han(**character)).count() <= LONGEST_NAME
}

/// The parts of `word` that are names of emoji: `:中文abc:`.
fn shortcodes(word: &[char]) -> Vec<std::ops::Range<usize>> {
    let is_name = |character: &char| character.is_alphanumeric() || matches!(character, '_' | '-' | '+');
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, _) in word.iter().enumerate().filter(|(_, character)| **character == ':') {
        let ends = word.get(at + 1).is_none_or(|next| !next.is_alphanumeric());
        let named =
            |start: usize| word.get(start + 1..at).is_some_and(|name| !name.is_empty() && name.iter().all(is_name));
        match open.filter(|start| ends && named(*start)) {
            Some(start) => {
                found.push(start..at);
                open = None;
            }
            None => open = Some(at),
        }
    }
    found
}

/// Where a handle or a tag begins: `@某某Tech`, `#AI绘画`. Mail addresses and `C#` are neither.
fn handle_or_tag(word: &[char]) -> Option<usize> {
    (0..word.len()).find(|&at| {
        let before = at.checked_sub(1).and_then(|before| word.get(before));
        let attached = before.is_some_and(char::is_ascii_alphanumeric);
        match word.get(at) {
            Some('@') => !attached,
            Some('#') if attached => !is_sharp(word, at) && word.get(at + 1).is_some_and(|next| is_han(*next)),
            Some('#') => word.get(at + 1).is_some(),
            _ => false,
        }
    })
}

/// `C#`, `F#`: the `#` at `at` comes after one capital.
pub(crate) fn is_sharp(word: &[char], at: usize) -> bool {
    let before = |count: usize| at.checked_sub(count).and_then(|index| word.get(index));
    before(1).is_some_and(char::is_ascii_uppercase) && !before(2).is_some_and(char::is_ascii_alphanumeric)
}
