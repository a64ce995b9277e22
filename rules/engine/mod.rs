//! What every rule stands on: declarations, findings, fixes, settings and the linter.

pub mod ages;
pub mod bare_url;
pub mod change;
pub mod comment;
pub mod diagnostic;
pub mod facts;
pub mod foreign;
pub mod gathered;
pub mod gathering;
mod introduced;
pub mod linter;
pub mod majority;
pub mod one_cause;
pub mod outcome;
pub mod own_repository;
mod repetition;
pub mod resource;
pub mod roles;
pub mod rule;
mod scope;
pub mod settings;
pub mod shared;
pub mod suppression;
