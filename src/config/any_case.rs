//! Names in any case, for patterns of JSON schemas, which have no flag for it.

/// The expression that fits `name` in capitals, small letters or both.
pub(crate) fn in_any_case(name: &str) -> String {
    let one = |letter: char| {
        let (capital, small) = (letter.to_ascii_uppercase(), letter.to_ascii_lowercase());
        if letter.is_ascii_alphabetic() { format!("[{capital}{small}]") } else { letter.to_string() }
    };
    name.chars().map(one).collect()
}
