//! What is wrong with a configuration, with the bytes that are wrong.

use crate::config::selector::nearest;
use crate::terminal::sanitize;
use crate::workspace::patterns::BadPattern;
use crate::workspace::regular_file::FileError;
use curate_rules::{Text, text};
use miette::{Diagnostic, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The largest configuration that is read, in bytes.
pub(crate) const SIZE_CAP: u64 = 1024 * 1024;

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
    #[error("--config names two files, and only one can count")]
    #[diagnostic(help("name one, and give single settings as KEY=VALUE"))]
    SeveralFiles,
    #[error("--isolated reads no configuration file, and --config names one")]
    #[diagnostic(help("leave out one of them; settings may be given as --config KEY=VALUE"))]
    FileAndIsolated,
}

/// A place in a configuration that is wrong.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(config))]
pub struct Mistake {
    message: String,
    #[source_code]
    file: ShownSource,
    #[label("here")]
    span: SourceSpan,
    #[help]
    help: Option<String>,
}

/// A configuration as it is shown: harmless for a terminal, byte for byte as long as it is, columns counted in characters.
#[derive(Debug)]
struct ShownSource {
    name: String,
    text: String,
}

impl SourceCode for ShownSource {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        let before = self.text.get(..contents.span().offset()).unwrap_or("");
        let column = before.rsplit(['\n', '\r']).next().unwrap_or("").chars().count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
}

/// A file in which mistakes are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceFile<'a> {
    /// The file's name in messages.
    pub shown: &'a str,
    /// The whole file.
    pub text: &'a str,
}

impl SourceFile<'_> {
    /// A mistake at `span`, shown without live characters.
    pub(crate) fn mistake(self, span: Range<usize>, message: &str, help: Option<&str>) -> ConfigError {
        let file =
            ShownSource { name: sanitize::line(self.shown).into_owned(), text: sanitize::same_length(self.text) };
        let message = sanitize::line(message).into_owned();
        let help = help.map(|help| sanitize::line(help).into_owned());
        ConfigError::Wrong(Box::new(Mistake { message, file, span: span.into(), help }))
    }

    /// A mistake at `span`, where something is for the second time that is at `first` already. The help names the line of
    /// that: with a mark there, the place of the mistake would not be the first that is shown.
    pub(crate) fn repeated(
        self,
        span: Range<usize>,
        first: Range<usize>,
        message: &str,
        help: Option<&str>,
    ) -> ConfigError {
        let line = self.line_of(first.start);
        let help = match help {
            Some(help) => text!("the first is on line {line}; {help}", line, help),
            None => text!("the first is on line {line}", line),
        };
        self.mistake(span, message, Some(&help.to_string()))
    }

    /// The 1-based line of the byte `offset`.
    pub(crate) fn line_of(self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// A key that is not among `known`.
    pub(crate) fn unknown_key(self, span: Range<usize>, name: &str, known: &[&str]) -> ConfigError {
        let help = match nearest(name, known.iter().copied()) {
            Some(nearest) => text!("did you mean `{nearest}`?", nearest).to_string(),
            None if known.is_empty() => text!("there are no keys here").to_string(),
            None => text!("known here: {keys}", keys = list(known)).to_string(),
        };
        self.mistake(span, &text!("unknown key `{name}`", name).to_string(), Some(&help))
    }

    /// A text that is not among `choices`.
    pub(crate) fn no_choice(self, span: Range<usize>, text: &str, what: &str, choices: &[&str]) -> ConfigError {
        let help = nearest(text, choices.iter().copied())
            .map(|nearest| text!("did you mean `{nearest}`?", nearest).to_string());
        self.mistake(
            span,
            &text!("{what} must be one of {choices}, not `{text}`", what, choices = list(choices), text).to_string(),
            help.as_deref(),
        )
    }

    /// A value of another kind than `expected`.
    pub(crate) fn wrong_kind(
        self,
        value: &Spanned<DeValue<'_>>,
        what: &str,
        expected: &str,
        help: Option<&str>,
    ) -> ConfigError {
        let kind = kind(value.get_ref());
        self.mistake(
            value.span(),
            &text!("{what} must be {expected}, but this is {kind}", what, expected, kind).to_string(),
            help,
        )
    }
}

fn kind(value: &DeValue<'_>) -> Text {
    match value {
        DeValue::String(_) => text!("a string"),
        DeValue::Integer(_) => text!("an integer"),
        DeValue::Float(_) => text!("a float"),
        DeValue::Boolean(_) => text!("a boolean"),
        DeValue::Datetime(_) => text!("a date"),
        DeValue::Array(_) => text!("an array"),
        DeValue::Table(_) => text!("a table"),
    }
}

/// `names` as they are written in messages.
pub(crate) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
