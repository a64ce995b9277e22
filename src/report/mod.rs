//! Findings as output: one format, one file.

mod concise;
mod counts;
pub mod diff;
mod findings;
mod fingerprint;
mod format;
mod full;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod json_lines;
mod junit;
mod markdown_page;
pub mod output_format;
mod rdjson;
mod sarif;
mod snippet;
mod statistics;
mod summary;

pub use crate::report::findings::{CheckedLinks, LintedList, Report};
pub use crate::report::format::Format;
pub use crate::report::github::Annotations;
pub use crate::report::json::{JoinError, JoinedReport};
pub use crate::report::markdown_page::MarkdownPage;
pub use crate::report::output_format::format;
pub use crate::report::statistics::Statistics;
pub use crate::report::summary::{fixed_line, links_line, summary_line};
