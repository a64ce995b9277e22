//! What can be *wrong* with a curated list, and how to mend it.
//!
//! This crate is pure: it reads no file, clock, socket or terminal. One rule is one file in the folder of its group;
//! `engine` runs them, and what the shell learnt of the world comes in as `engine::facts::Facts`.

mod anchors;
pub mod api;
mod duplicates;
pub mod engine;
mod entries;
pub mod fixing;
mod formatting;
mod links;
mod parity;
mod project;
pub mod registry;
mod text;

pub use crate::api::declaration::{Declaration, FixKind, Need, Scope, Subject};
pub use crate::api::diagnostic::{Applicability, Diagnostic, Edit, Effects, Finding, Fix, Label, Severity};
pub use crate::api::facts::Facts;
pub use crate::api::options::{OptionKind, OptionPage, Options};
pub use crate::api::outcome::{Outcome, Outcomes, Refusal, Verdict};
pub use crate::api::settings::{RuleSetting, Settings};
pub use crate::engine::linter::Linter;
pub use crate::engine::one_cause::one_per_cause;
pub use crate::entries::support::empty_sections::section_count;
pub use crate::fixing::fixer::{Fixed, fix};
pub use crate::fixing::offers::screen_offers;
pub use crate::parity::support::outdated::commits_wanted;
pub use crate::registry::RULES;
