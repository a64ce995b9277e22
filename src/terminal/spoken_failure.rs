//! A failure that points into a file, in the language of the run.

use crate::locale::SpokenLanguage;
use curate_rules::text;
use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};
use std::fmt;

/// What most labels say: a word alone is not translated by what it says.
const HERE: &str = "here";

/// A failure that says the same as another in a language.
#[derive(Debug)]
pub(super) struct SpokenFailure<'a> {
    /// The other.
    pub failure: &'a dyn Diagnostic,
    /// The language.
    pub language: SpokenLanguage,
}

impl fmt::Display for SpokenFailure<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.language.say(self.failure.to_string()))
    }
}

impl std::error::Error for SpokenFailure<'_> {}

impl Diagnostic for SpokenFailure<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.failure.code()
    }

    fn severity(&self) -> Option<Severity> {
        self.failure.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.failure.help()?.to_string();
        Some(Box::new(self.language.say(help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.failure.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let said = |label: LabeledSpan| {
            let message = label.label().map(|message| match message {
                HERE => self.language.say(text!("here")),
                message => self.language.say(message.to_owned()),
            });
            LabeledSpan::new_with_span(message, *label.inner())
        };
        Some(Box::new(self.failure.labels()?.map(said)))
    }
}
