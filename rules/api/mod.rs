//! TODO api

pub mod blame;
pub mod cache;
pub mod change;
pub mod diagnostic;
pub mod facts;
pub mod gathering;
pub mod outcome;
pub mod own_repository;
pub mod rule;
pub mod settings;
