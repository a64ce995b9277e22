//! TODO duplicates::support

pub(crate) mod blocks;
pub(crate) mod digests;
pub(crate) mod removal;
pub(crate) mod shown;
pub(crate) mod siblings;
pub(crate) mod unlike;
