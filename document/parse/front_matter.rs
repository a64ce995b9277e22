//! What stands before the markdown of a file: a byte order mark and front matter.

use crate::model::Span;

/// Where the markdown of `source` begins, and the front matter before it.
///
/// Front matter is a leading block between two lines of `---` (YAML) or `+++` (TOML), as Jekyll, Hugo and GitHub read it.
pub(super) fn before_content(source: &str) -> (usize, Option<Span>) {
    let start = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let matter = source.get(start..).and_then(length).map(|length| Span::new(start, start + length));
    (matter.map_or(start, |matter| matter.end), matter)
}

/// Length in bytes of the front matter at the start of `text`, both fences included.
fn length(text: &str) -> Option<usize> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut length = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        length += line.len();
        let bare = line.trim_end();
        match index {
            0 if bare != fence => return None,
            // A thematic break at the head of a document is not front matter: that begins at once and has keys.
            1 if bare.is_empty() => return None,
            0 => {}
            _ if bare == fence => return Some(length),
            _ => {}
        }
    }
    None
}
