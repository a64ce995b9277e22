//! Texts in so many columns of a terminal.

use curate_document::script::display_width;
use std::borrow::Cow;

/// The beginning of `text` in at most `columns`.
pub(crate) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if display_width(text) <= columns {
        return text.into();
    }
    let begin: String = fitting(text.chars(), columns.saturating_sub(1)).collect();
    format!("{}…", begin.trim_end()).into()
}

/// `text` in at most `columns`, without its middle where it is longer: of a URL, the host and the last segment are what people
/// know it by.
pub(crate) fn shorten(text: &str, columns: usize) -> Cow<'_, str> {
    if display_width(text) <= columns {
        return text.into();
    }
    let room = columns.saturating_sub(1);
    let begin: String = fitting(text.chars(), room - room * 2 / 5).collect();
    let end: Vec<char> = fitting(text.chars().rev(), room * 2 / 5).collect();
    format!("{begin}…{}", end.into_iter().rev().collect::<String>()).into()
}

/// `pieces` with `separator` between them, in lines of at most `columns`; a piece that is longer is cut.
pub(crate) fn wrap<'a>(pieces: impl IntoIterator<Item = &'a str>, separator: &str, columns: usize) -> Vec<String> {
    let mark = separator.trim_end();
    let room = columns.saturating_sub(display_width(mark));
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        let piece = cut(piece, room);
        match lines.last_mut() {
            Some(line) if display_width(line) + display_width(separator) + display_width(&piece) <= room => {
                line.extend([separator, &piece]);
                continue;
            }
            Some(line) => line.push_str(mark),
            None => {}
        }
        lines.push(piece.into_owned());
    }
    lines
}

/// The first of `characters` that have at most `columns` together.
fn fitting(characters: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = char> {
    let mut taken = 0;
    characters.take_while(move |character| {
        taken += display_width(character.encode_utf8(&mut [0; 4]));
        taken <= columns
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_lines() {
        for (pieces, separator, columns, expected) in [
            (&["one", "two", "three"][..], ", ", 9, &["one, two,", "three"][..]),
            (&["one", "two", "three"], ", ", 8, &["one,", "two,", "three"]),
            (&["one", "two", "three"], " ", 80, &["one two three"]),
            (&["灯具大全", "ab"], " ", 6, &["灯具…", "ab"]),
            (&[], " ", 6, &[]),
        ] {
            assert_eq!(wrap(pieces.iter().copied(), separator, columns), expected, "{pieces:?} {columns}");
        }
    }

    #[test]
    fn texts_fit() {
        for (text, columns, begin, middle) in [
            ("https://a.example/b", 19, "https://a.example/b", "https://a.example/b"),
            ("https://a.example/b", 11, "https://a.…", "https:…le/b"),
            ("灯具大全", 6, "灯具…", "灯…全"),
            ("ab", 1, "…", "…"),
            ("ab", 0, "…", "…"),
        ] {
            assert_eq!((&*cut(text, columns), &*shorten(text, columns)), (begin, middle), "{text} {columns}");
        }
    }
}
