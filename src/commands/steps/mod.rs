//! The steps that `lint`, `links`, `check` and `ci` call in order: load, check links, judge, report.

pub(crate) mod base_revision;
pub(crate) mod baseline_filter;
pub(crate) mod blame;
pub(crate) mod config_at_revision;
pub(crate) mod details;
pub(crate) mod file_settings;
pub(crate) mod fix;
pub(crate) mod inbound_links;
pub(crate) mod input_files;
pub(crate) mod judge;
pub(crate) mod linked_files;
pub(crate) mod load;
pub(crate) mod open_files;
pub(crate) mod parity_overview;
pub(crate) mod parsed_documents;
pub(crate) mod plan;
pub(crate) mod prepare;
pub(crate) mod report;
pub(crate) mod run_settings;
pub(crate) mod threads;
pub(crate) mod work;
pub(crate) mod workspace;
