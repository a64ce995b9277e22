//! What every rule stands on: declarations, findings, fixes, settings and the linter.

pub mod ages;
pub mod change;
pub mod comment;
pub mod diagnostic;
pub mod edits;
pub mod facts;
pub mod fix;
pub mod foreign;
pub mod gathered;
pub mod heading_edit;
pub mod heading_names;
mod history;
mod introduced;
pub mod linter;
pub mod majority;
pub mod normal_text;
pub mod outcome;
pub mod own_repository;
pub mod proof;
mod regression;
mod repetition;
pub mod rule;
mod scope;
pub mod settings;
pub mod shared;
pub mod suppression;
mod trial;
