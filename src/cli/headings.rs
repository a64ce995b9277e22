//! The groups that flags stand in, in the order of the help.

/// Which files, rules and findings.
pub(crate) const SELECTION: &str = "What to check";
/// Which URLs are checked, and how.
pub(crate) const URLS: &str = "Checking URLs";
/// Which findings count.
pub(crate) const REPORTING: &str = "What to report";
/// What is changed.
pub(crate) const FIXING: &str = "Fixing";
/// Which settings count.
pub(crate) const CONFIGURATION: &str = "Configuration";
/// How it is shown.
pub(crate) const OUTPUT: &str = "Output";
