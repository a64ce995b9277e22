//! What the author of a rule sees: declarations, options, findings, fixes, facts, and the trait itself.

#[macro_use]
pub mod template;

pub mod blame;
pub mod cache;
pub mod change;
pub mod declaration;
pub mod diagnostic;
pub mod facts;
pub mod lacking;
pub mod link_url;
pub mod linked_file;
pub mod options;
pub mod outcome;
pub mod outcome_group;
pub mod outcome_texts;
pub mod outcomes;
pub mod own_repository;
pub mod paths;
pub mod rule;
pub mod settings;
pub mod silenced_work;
pub mod summary_group;
pub mod suppression;
#[doc(hidden)]
pub mod template_names;
pub mod toml_schema;
