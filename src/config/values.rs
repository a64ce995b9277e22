//! Values of a configuration file, and what is said where they are of another kind.

use super::{ConfigError, mistake};
use crate::plain::selector::nearest;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key with its bytes.
pub type Key<'a> = Spanned<Cow<'a, str>>;

/// Reads values of the file called `shown`.
pub struct Reader<'a> {
    /// The file's name in messages.
    pub shown: &'a str,
    /// The whole file.
    pub text: &'a str,
}

impl Reader<'_> {
    /// A mistake at `span`.
    pub fn error(&self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        mistake(self.shown, self.text, span, message, help)
    }

    /// A mistake at `span`, whose text is not shown.
    pub fn error_hiding(&self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        let hidden = |(at, character): (usize, char)| match span.contains(&at) {
            true if character == '\n' => "\n".to_owned(),
            true => "*".repeat(character.len_utf8()),
            false => character.to_string(),
        };
        let text: String = self.text.char_indices().map(hidden).collect();
        mistake(self.shown, &text, span.clone(), message, help)
    }

    /// A key that is none of `known`.
    pub fn unknown_key(&self, key: &Key<'_>, known: &[&str]) -> ConfigError {
        let name = key.get_ref();
        let help = nearest(name, known.iter().copied())
            .map_or_else(|| format!("known here: {}", list(known)), |nearest| format!("did you mean `{nearest}`?"));
        self.error(key.span(), &format!("unknown key `{name}`"), Some(&help))
    }

    /// A value of another kind than `expected`.
    pub fn wrong_kind(&self, value: &Spanned<DeValue<'_>>, what: &str, expected: &str) -> ConfigError {
        self.error(value.span(), &format!("{what} must be {expected}, but this is {}", kind(value.get_ref())), None)
    }

    /// A text that is none of `choices`.
    pub fn no_choice(&self, span: Range<usize>, text: &str, what: &str, choices: &[&str]) -> ConfigError {
        let help = nearest(text, choices.iter().copied()).map(|nearest| format!("did you mean `{nearest}`?"));
        self.error(span, &format!("{what} must be one of {}, not `{text}`", list(choices)), help.as_deref())
    }

    /// A table.
    pub fn table<'v, 'i>(&self, value: &'v Spanned<DeValue<'i>>, what: &str) -> Result<&'v DeTable<'i>, ConfigError> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_kind(value, what, "a table"))
    }

    /// A text.
    pub fn text<'v>(&self, value: &'v Spanned<DeValue<'_>>, what: &str) -> Result<&'v str, ConfigError> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_kind(value, what, "a text"))
    }

    /// An array of texts, each with its bytes.
    pub fn texts(&self, value: &Spanned<DeValue<'_>>, what: &str) -> Result<Vec<(String, Range<usize>)>, ConfigError> {
        let Some(array) = value.get_ref().as_array() else {
            return Err(self.wrong_kind(value, what, "an array of texts"));
        };
        let one =
            |value: &Spanned<DeValue<'_>>| Ok((self.text(value, &format!("each of {what}"))?.to_owned(), value.span()));
        array.iter().map(one).collect()
    }

    /// A whole or decimal number.
    pub fn number(&self, value: &Spanned<DeValue<'_>>, what: &str) -> Result<f64, ConfigError> {
        let whole =
            value.get_ref().as_integer().and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        let decimal = value.get_ref().as_float().and_then(|number| number.as_str().parse().ok());
        let number = whole.map(|number| number as f64).or(decimal).filter(|number| number.is_finite());
        number.ok_or_else(|| self.wrong_kind(value, what, "a number"))
    }

    /// `true` or `false`.
    pub fn flag(&self, value: &Spanned<DeValue<'_>>, what: &str) -> Result<bool, ConfigError> {
        value.get_ref().as_bool().ok_or_else(|| self.wrong_kind(value, what, "`true` or `false`"))
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a switch",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
