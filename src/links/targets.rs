//! What is asked.

use url::Url;

/// One URL to ask, however often it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As `question_of` gives it.
    pub url: Url,
    /// The fragments that links to it name, without `#`, sorted.
    pub fragments: Vec<String>,
}
