//! Plain types and small functions that every module may use; they use none of the others.

pub mod choices;
pub mod shard;
