//! Values of headers that stand in the file itself, where they may be secrets.

use crate::config::header::VariableName;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// `text`, which is read as `table`, for messages: byte for byte as long, with every value of a header covered that is not the
/// name of a variable.
pub(crate) fn without_secrets(text: &str, table: &DeTable<'_>) -> String {
    let mut out = text.to_owned();
    let hosts = table.get("links").and_then(|links| links.get_ref().get("host"));
    let hosts = hosts.and_then(|hosts| hosts.get_ref().as_array()).into_iter().flatten();
    for headers in hosts.filter_map(|host| host.get_ref().get("headers")) {
        cover(&mut out, headers);
    }
    out
}

fn cover(out: &mut String, value: &Spanned<DeValue<'_>>) {
    match value.get_ref() {
        DeValue::Table(table) => table.values().for_each(|value| cover(out, value)),
        DeValue::Array(array) => array.iter().for_each(|value| cover(out, value)),
        DeValue::String(name) if VariableName::is_one(name) => {}
        _ => {
            let span = value.span();
            let star = |character: char| match character {
                '\n' => "\n".to_owned(),
                _ => "*".repeat(character.len_utf8()),
            };
            let covered: String = out.get(span.clone()).unwrap_or("").chars().map(star).collect();
            out.replace_range(span, &covered);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_of_headers_are_covered() {
        let text =
            "[[links.host]]\nname = \"a.example\"\nheaders = { Accept = \"A_B\", B = \"é c\", C = [\"d\", 5] }\n";
        let table = DeTable::parse(text).expect("TOML");
        let covered = without_secrets(text, table.get_ref());
        assert_eq!(covered, text.replace("\"é c\"", "******").replace("\"d\", 5", "***, *"));
        assert_eq!(covered.len(), text.len());
    }
}
