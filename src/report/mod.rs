//! Findings as output: one format, one file.

mod concise;
mod counts;
pub(crate) mod diff;
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
pub(crate) mod output_format;
mod rdjson;
mod sarif;
mod snippet;
mod statistics;
mod summary;

pub(crate) use crate::report::findings::{CheckedLinks, LintedList, Report};
pub(crate) use crate::report::format::Format;
pub(crate) use crate::report::github::Annotations;
pub(crate) use crate::report::json::{JoinError, JoinedReport};
pub(crate) use crate::report::markdown_page::MarkdownPage;
pub(crate) use crate::report::output_format::format;
pub(crate) use crate::report::statistics::Statistics;
pub(crate) use crate::report::summary::{fixed_line, links_line, summary_line};
