//! A difference between `curate` and an oracle.

/// Who is right about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// `curate`, and `comrak` (or the older specification) is not.
    Curate,
    /// The oracle, and `curate` is not.
    Oracle,
}

/// Where a difference is.
#[derive(Clone, Copy)]
pub enum Page {
    /// In a list (its path) or an example of a specification (its name and number; `rendered` where its HTML differs).
    Named(&'static str),
    /// In this page, and in generated ones that the predicate covers.
    Excerpt(&'static str, fn(&str) -> bool),
}

impl Page {
    /// Whether it is the list or example of this name.
    pub fn is_named(self, name: &str) -> bool {
        matches!(self, Self::Named(own) if own == name)
    }
}

/// A difference that is known.
pub struct KnownDifference {
    /// Where it is.
    pub page: Page,
    /// What only `curate` has (`+`), and what only the oracle has (`-`).
    pub differences: &'static [&'static str],
    /// Who is right.
    pub right: Right,
    /// Why.
    pub reason: &'static str,
}
