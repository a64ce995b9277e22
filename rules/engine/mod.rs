//! What every rule stands on: declarations, findings, fixes, settings and the linter.

pub mod diagnostic;
pub mod facts;
pub mod fix;
pub mod heading_names;
pub mod gathered;
pub mod heading_edit;
pub mod linter;
pub mod majority;
pub mod normal_text;
pub mod rule;
pub mod settings;
pub mod shared;
pub mod suppression;
