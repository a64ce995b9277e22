//! The first configuration of a list: what was found, and a file that says so.
//!
//! The file is all comments but for the editions of lists that were found, so that it changes no finding; what would
//! change some is there to be taken up.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::init::style::Style;
use crate::commands::init::surroundings::OtherTools;
use curate_rules::OtherSetting;

/// A list, as the file describes it.
#[derive(Debug)]
pub(crate) struct FoundList {
    /// Its editions, the source first.
    pub editions: Vec<FoundEdition>,
}

/// An edition of a list.
#[derive(Debug)]
pub(crate) struct FoundEdition {
    /// Its path relative to the configuration.
    pub path: String,
    /// Its language in English, where it is known.
    pub language: Option<String>,
    /// How it is written.
    pub style: Style,
}

/// A preset that fits, with what it would add.
#[derive(Debug)]
pub(crate) struct Suggestion {
    /// Its name.
    pub preset: &'static str,
    /// Why it fits.
    pub reason: String,
    /// How many errors and warnings there would be more.
    pub more: usize,
}

/// Everything that the file is made of.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The lists.
    pub lists: Vec<FoundList>,
    /// What other linters left, and what becomes of it.
    pub surroundings: OtherTools,
    /// What configurations of other linters change in our rules.
    pub by_others: BTreeSet<OtherSetting>,
    /// By file, rules and parameters of other linters that it sets and that have no counterpart here.
    pub left: BTreeMap<String, BTreeSet<String>>,
    /// The indentation that `.editorconfig` asks for.
    pub indent: Option<String>,
    /// How many comments of other linters there are.
    pub comments: usize,
    /// Errors and warnings of today, by rule.
    pub findings: BTreeMap<&'static str, usize>,
    /// How many of them `--fix` would fix.
    pub fixable: usize,
    /// Presets that fit.
    pub suggestions: Vec<Suggestion>,
    /// Whether the findings of today are to be known.
    pub has_baseline: bool,
}
