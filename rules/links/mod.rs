//! The rules of the group `links`.

pub mod padding;
