//! The formats by name.

use crate::report::concise::Concise;
use crate::report::format::Format;
use crate::report::full::Full;
use crate::report::github::Github;
use crate::report::gitlab::Gitlab;
use crate::report::grouped::Grouped;
use crate::report::html::Html;
use crate::report::json::Json;
use crate::report::json_lines::JsonLines;
use crate::report::junit::Junit;
use crate::report::look::Look;
use crate::report::markdown_page::Markdown;
use crate::report::rdjson::Rdjson;
use crate::report::sarif::Sarif;
use clap::ValueEnum;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// With the line of the list and what is wrong in it marked; links that were checked by verdict, a line each.
    #[default]
    Full,
    /// One line for each place of a finding.
    Concise,
    /// One line for each place of a finding, below the name of its file.
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
    /// Test results: a suite for each file, a link without a certain outcome is skipped.
    Junit,
    /// Diagnostics of reviewdog, with suggestions.
    Rdjson,
    /// A table with what to do, for comments and job summaries.
    Markdown,
    /// A page for a browser.
    Html,
}

/// The format called `name`; what people read looks as `look` says.
pub(crate) fn format(name: OutputFormat, look: Look) -> Box<dyn Format> {
    let coloured = look.coloured;
    match name {
        OutputFormat::Full => Box::new(Full::new(look)),
        OutputFormat::Concise => Box::new(Concise { look }),
        OutputFormat::Grouped => Box::new(Grouped { coloured }),
        OutputFormat::Json => Box::new(Json),
        OutputFormat::JsonLines => Box::new(JsonLines),
        OutputFormat::Sarif => Box::new(Sarif),
        OutputFormat::Github => Box::new(Github),
        OutputFormat::Gitlab => Box::new(Gitlab),
        OutputFormat::Junit => Box::new(Junit),
        OutputFormat::Rdjson => Box::new(Rdjson),
        OutputFormat::Markdown => Box::new(Markdown),
        OutputFormat::Html => Box::new(Html),
    }
}
