//! What findings have in common that may be told as one.

use std::fmt;
use std::sync::Arc;

/// What many findings of one kind have in common: how they are told as one.
#[derive(Clone)]
pub struct Gathering(Arc<Summary>);

/// How many findings are told as one.
pub struct Summary {
    /// Up to so many are told one by one after all.
    pub single: usize,
    /// Words the one from the number of findings.
    pub message: Box<dyn Fn(usize) -> String + Send + Sync>,
    /// The name of the fix that mends all of them.
    pub title: String,
}

impl Gathering {
    /// That of findings that `summary` tells as one.
    pub fn of(summary: Summary) -> Self {
        Self(Arc::new(summary))
    }

    /// How they are told as one.
    pub fn summary(&self) -> &Summary {
        &self.0
    }
}

impl PartialEq for Gathering {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Gathering {}

impl fmt::Debug for Gathering {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Gathering").field(&self.0.title).finish()
    }
}
