//! Whole lists: our own small ones, real ones where they are there (see [`curate_testing::corpus`]), and generated ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic"
)]

mod cjk_oracle;
mod program;
mod properties;
mod traps;

use curate_document::{Document, Edition, List};

/// A list of editions, each with its file name and its text.
fn list_of<Name: AsRef<str>, Text: AsRef<str>>(editions: &[(Name, Text)]) -> List {
    let edition = |(name, text): &(Name, Text)| Edition::new(name.as_ref(), Document::parse(text.as_ref()), true);
    List::new(editions.iter().map(edition).collect())
}
