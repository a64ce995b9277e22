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
