//! What findings have in common that may be reported as one.

use crate::api::template::Text;
use std::fmt;
use std::sync::Arc;

/// What many findings of one kind have in common: how they are reported as one.
#[derive(Clone)]
pub struct SummaryGroup(Arc<Summary>);

/// How many findings are reported as one.
pub struct Summary {
    /// Up to so many are reported one by one after all.
    pub single: usize,
    /// Words the one from the number of findings.
    pub message: Box<dyn Fn(usize) -> Text + Send + Sync>,
    /// The name of the fix of all of them.
    pub title: Text,
}

impl SummaryGroup {
    /// That of findings that `summary` tells as one.
    pub fn of(summary: Summary) -> Self {
        Self(Arc::new(summary))
    }

    /// How they are reported as one.
    pub fn summary(&self) -> &Summary {
        &self.0
    }
}

impl PartialEq for SummaryGroup {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for SummaryGroup {}

impl fmt::Debug for SummaryGroup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SummaryGroup").field(&self.0.title).finish()
    }
}
