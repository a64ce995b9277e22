//! TODO terminal

pub mod panics;
pub mod sanitize;
pub mod streams;
