//! Files that were named and are not read.

use miette::Diagnostic;

/// A file that was named and is not read.
#[derive(Clone, Debug)]
pub(crate) struct UnreadFile {
    /// Its name.
    pub shown: String,
    /// Why, with its name.
    pub reason: String,
    /// What can be done, where anything can.
    pub help: Option<String>,
}

impl UnreadFile {
    /// The file called `shown`, which is not read because of `error`.
    pub(crate) fn new(shown: &str, error: &dyn Diagnostic) -> Self {
        let help = error.help().map(|help| help.to_string());
        Self { shown: shown.to_owned(), reason: error.to_string(), help }
    }
}
