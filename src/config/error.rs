//! What is wrong with a configuration, with the bytes that are wrong.

use crate::config::selector::nearest;
use crate::terminal::sanitize;
use crate::workspace::patterns::BadPattern;
use crate::workspace::regular_file::FileError;
use miette::{Diagnostic, NamedSource, SourceSpan};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The largest configuration that is read, in bytes.
pub const SIZE_CAP: u64 = 1024 * 1024;

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum ConfigError {
    #[error("{shown}: {reason}")]
    Unreadable { shown: String, reason: FileError },
    #[error("{shown}: is not UTF-8, or has more than {} KiB", SIZE_CAP >> 10)]
    NoText { shown: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Wrong(Box<Mistake>),
    #[error("`--exclude`: {0}")]
    Exclude(BadPattern),
}

/// A place in a configuration that is wrong.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(config))]
pub struct Mistake {
    message: String,
    #[source_code]
    text: NamedSource<String>,
    #[label("here")]
    span: SourceSpan,
    #[help]
    help: Option<String>,
}

/// A file in which mistakes are found.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// The file's name in messages.
    pub shown: &'a str,
    /// The whole file.
    pub text: &'a str,
}

impl SourceFile<'_> {
    /// A mistake at `span`, shown without live characters.
    pub fn mistake(self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        let text = NamedSource::new(sanitize::line(self.shown), sanitize::same_length(self.text));
        let message = sanitize::line(message).into_owned();
        let help = help.map(|help| sanitize::line(help).into_owned());
        ConfigError::Wrong(Box::new(Mistake { message, text, span: span.into(), help }))
    }

    /// A key that is none of `known`.
    pub fn unknown_key(self, span: Range<usize>, name: &str, known: &[&str]) -> ConfigError {
        let help = match nearest(name, known.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if known.is_empty() => "there are no keys here".to_owned(),
            None => format!("known here: {}", list(known)),
        };
        self.mistake(span, &format!("unknown key `{name}`"), Some(&help))
    }

    /// A text that is none of `choices`.
    pub fn no_choice(self, span: Range<usize>, text: &str, what: &str, choices: &[&str]) -> ConfigError {
        let help = nearest(text, choices.iter().copied()).map(|nearest| format!("did you mean `{nearest}`?"));
        self.mistake(span, &format!("{what} must be one of {}, not `{text}`", list(choices)), help.as_deref())
    }

    /// A value of another kind than `expected`.
    pub fn wrong_kind(self, value: &Spanned<DeValue<'_>>, what: &str, expected: &str) -> ConfigError {
        self.mistake(value.span(), &format!("{what} must be {expected}, but this is {}", kind(value.get_ref())), None)
    }

    /// What `serde` says is wrong in `table`, in words for people.
    pub fn misread(self, error: &toml::de::Error, table: &DeTable<'_>) -> ConfigError {
        let span = error.span().unwrap_or(0..0);
        let message = error.message();
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let (first, rest) = names.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        if message.starts_with("unknown field") {
            return self.unknown_key(span, first, rest);
        }
        let what = place(table, &span).unwrap_or_else(|| "this".to_owned());
        if message.starts_with("unknown variant") {
            return self.no_choice(span, first, &what, rest);
        }
        if message.starts_with("missing field") {
            return self.mistake(span, &format!("`{first}` is missing"), None);
        }
        let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
        if let Some((found, expected)) = wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
            let is_header = expected == "a sequence" && found == "map";
            let help = is_header.then_some("tables of an array are written `[[…]]`");
            let expected = in_words(expected);
            let is_of_kind = message.starts_with("invalid value");
            let found = if is_of_kind { String::new() } else { format!(", but this is {}", found_in_words(found)) };
            return self.mistake(span, &format!("{what} must be {expected}{found}"), help);
        }
        // What a type of ours says: the message, and what helps in a second line.
        let (message, help) = message.split_once('\n').map_or((message, None), |(message, help)| (message, Some(help)));
        self.mistake(span, message.trim_end(), help.map(str::trim).filter(|help| !help.is_empty()))
    }
}

/// What has the bytes `span` in `table`: `` `words` ``, or `` each of `words` `` where it is one of several. A table with a
/// header of its own has its bytes elsewhere than what is in it.
fn place(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    table.iter().find_map(|(key, value)| within(key.get_ref(), value, span))
}

fn within(key: &str, value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    if value.span() == *span {
        return Some(format!("`{key}`"));
    }
    match value.get_ref() {
        DeValue::Table(table) => place(table, span),
        DeValue::Array(array) => array.iter().find_map(|item| match item.get_ref() {
            DeValue::Table(table) => place(table, span),
            _ => (item.span() == *span).then(|| format!("each of `{key}`")),
        }),
        _ => None,
    }
}

/// A type as `serde` names it, in words.
fn in_words(expected: &str) -> String {
    let words = match expected {
        "a string" | "str" => "a string",
        "a boolean" => "`true` or `false`",
        "a sequence" => "an array",
        "a map" => "a table",
        "u16" => "a whole number from 0 to 65535",
        "a nonzero u16" => "a whole number from 1 to 65535",
        "u32" => "a whole number",
        "a nonzero u32" => "a whole number from 1",
        _ if expected.starts_with("struct") => "a table",
        _ => expected,
    };
    words.to_owned()
}

/// A value as `serde` names it, in TOML's words.
fn found_in_words(found: &str) -> &'static str {
    match found.split([' ', '`']).next() {
        Some("string") => "a string",
        Some("integer") => "an integer",
        Some("floating") => "a float",
        Some("boolean") => "a boolean",
        Some("sequence") => "an array",
        Some("map") => "a table",
        _ => "something else",
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
