//! What severities are called.

use crate::locale::SpokenLanguage;
use crate::locale::columns::in_column;
use curate_rules::{Severity, text};

/// Columns of the longest word.
const LONGEST: usize = 7;

impl SpokenLanguage {
    /// The word for `severity` in reports for people.
    pub(crate) fn severity(self, severity: Severity) -> String {
        self.say(match severity {
            Severity::Hint => text!("hint"),
            Severity::Warning => text!("warning"),
            Severity::Error => text!("error"),
        })
    }

    /// The same in a column of a table.
    pub(crate) fn severity_in_column(self, severity: Severity) -> String {
        in_column(&self.severity(severity), LONGEST)
    }
}
