//! What an edition lacks, as data for who counts it.

use curate_document::EditionId;

/// What a finding is about: entries or sections that another edition has and this one lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The edition that lacks them.
    pub edition: EditionId,
    /// How many they are.
    pub count: usize,
}
