//! The formats by name.

use clap::ValueEnum;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the line of the list and what is wrong in it marked.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// One line for each finding, below the name of its file.
    Grouped,
    /// One object; see the documentation for its fields.
    Json,
    /// One object for each finding, each in a line of its own.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// Test results: a suite for each file, what was not learnt of a link is skipped.
    Junit,
    /// Diagnostics of reviewdog, with suggestions.
    Rdjson,
    /// A table with what to do, for comments and job summaries.
    Markdown,
    /// A page for a browser.
    Html,
}
