//! What is wrong with the syntax of a configuration, in words for people.

use crate::config::error::{ConfigError, SourceFile};
use crate::terminal::toml_text::quoted;
use curate_rules::text;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What stands in the place of a key that is there twice.
const STAND_IN: &str = "curate-second-of-two-keys";

/// The mistake in `file` that the parser calls `error`.
pub(crate) fn mistake(file: SourceFile<'_>, error: &toml::de::Error) -> ConfigError {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().trim_end().replace('\n', ", ");
    if message == "duplicate key" {
        let key = bare(file.text.get(span.clone()).unwrap_or(""));
        let message = text!("the key `{key}` is there twice", key).to_string();
        return match first_of(file.text, span.clone()) {
            Some(first) => file.repeated(span, first, &message, None),
            None => file.mistake(span, &message, None),
        };
    }
    if let Some(key) = key_with_slash(file.text, span.start) {
        let (name, rest) = (file.text.get(key.clone()).unwrap_or(""), file.text.get(key.end..).unwrap_or(""));
        let value = rest.lines().next().unwrap_or("").trim().strip_prefix('=').map(str::trim);
        let example = match value {
            Some(value) if is_text_without_quotes(value) => format!("\"{name}\" = {}", quoted(value)),
            Some(value) if value.len() < 40 && DeTable::parse(&format!("key = {value}")).is_ok() => {
                format!("\"{name}\" = {value}")
            }
            _ => format!("\"{name}\""),
        };
        return file.mistake(key, &text!("keys with a slash need quotes: `{example}`", example).to_string(), None);
    }
    if let Some((key, value)) = text_without_quotes(file.text, span.start) {
        let word = file.text.get(value.clone()).unwrap_or("");
        return file.mistake(
            value,
            &text!("a text needs quotes: `{key} = {value}`", key, value = quoted(word)).to_string(),
            None,
        );
    }
    file.mistake(span, &message, None)
}

/// Whether `value` is one word, as a text is that was meant to have quotes.
pub(crate) fn is_bare_word(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|letter| letter.is_alphanumeric() || "-_./:*".contains(letter))
}

/// Whether `value` is a bare word that is no value of TOML.
fn is_text_without_quotes(value: &str) -> bool {
    is_bare_word(value) && DeTable::parse(&format!("key = {value}")).is_err()
}

/// The key, and the bytes of its value, of the line of `text` that has the byte `at`, where the value is a text without quotes.
fn text_without_quotes(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let (before, after) = text.split_at_checked(at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = at + after.find('\n').unwrap_or(after.len());
    let (key, value) = text.get(start..end)?.split_once('=')?;
    let value = value.split_once(" #").map_or(value, |(value, _)| value).trim();
    let offset = start + key.len() + text.get(start + key.len()..end)?.find(value)?;
    let is_meant = is_text_without_quotes(value) && !key.contains(['{', '[', '/']) && at > start + key.len();
    is_meant.then(|| (key.trim(), offset..offset + value.len()))
}

/// The bytes of the key without quotes in `text` that has a slash at `at`.
fn key_with_slash(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = text.split_at_checked(at).filter(|(_, after)| after.starts_with('/'))?;
    let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_/".contains(byte);
    let start = at - before.bytes().rev().take_while(is_of_key).count();
    let end = at + after.bytes().take_while(is_of_key).count();
    let line = text.get(..start)?.rsplit('\n').next().unwrap_or("").trim();
    let follows = text.get(end..)?.trim_start_matches([' ', '\t']);
    let is_key = follows.starts_with(['=', '.']) && (line.is_empty() || line.ends_with(['{', ',', '.']));
    let is_header = follows.starts_with([']', '.']) && line.starts_with('[') && !line.contains('=');
    (start < at && (is_key || is_header)).then_some(start..end)
}

/// Where the key is for the first time that is in `text` at `second` once more.
fn first_of(text: &str, second: Range<usize>) -> Option<Range<usize>> {
    let (before, key, after) = (text.get(..second.start)?, text.get(second.clone())?, text.get(second.end..)?);
    // Another name in its place shows which table it is in.
    let renamed = format!("{before}{STAND_IN}{after}");
    let (table, _) = DeTable::parse_recoverable(&renamed);
    twin(table.get_ref(), bare(key), second.start)
}

/// `key` without its quotes.
fn bare(key: &str) -> &str {
    key.trim().trim_matches(['"', '\''])
}

/// The bytes of the key `name` in that table, `table` or one in it, where the stand-in is at `at`.
fn twin(table: &DeTable<'_>, name: &str, at: usize) -> Option<Range<usize>> {
    let has_stand_in = table.keys().any(|key| key.get_ref() == STAND_IN && key.span().start == at);
    if has_stand_in {
        return table.keys().find(|key| key.get_ref() == name).map(toml::Spanned::span);
    }
    table.values().find_map(|value| within(value.get_ref(), name, at))
}

fn within(value: &DeValue<'_>, name: &str, at: usize) -> Option<Range<usize>> {
    match value {
        DeValue::Table(table) => twin(table, name, at),
        DeValue::Array(array) => array.iter().find_map(|item| within(item.get_ref(), name, at)),
        _ => None,
    }
}
