//! What several rules of the group `duplicates` share, or one is too long for.

pub(crate) mod blocks;
pub(crate) mod digests;
pub(crate) mod removal;
pub(crate) mod shown;
pub(crate) mod siblings;
pub(crate) mod unlike;
