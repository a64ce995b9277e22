//! What can be *wrong* with a curated list, and how to mend it.
//!
//! This crate is pure: it reads no file, clock, socket or terminal. One rule is one file in the folder of its group;
//! `engine` runs them, and what the shell learnt of the world comes in as `engine::facts::Facts`.

pub mod anchors;
pub mod duplicates;
pub mod engine;
pub mod entries;
pub mod fixing;
pub mod formatting;
pub mod links;
pub mod parity;
pub mod project;
pub mod registry;

pub use engine::diagnostic::{Applicability, Diagnostic, Edit, Effects, Finding, Fix, Label, Severity};
pub use engine::facts::Facts;
pub use engine::linter::Linter;
pub use engine::one_cause::one_per_cause;
pub use engine::outcome::{Outcome, Outcomes, Verdict};
pub use engine::rule::{Declaration, FixKind, OptionKind};
pub use engine::settings::{OptionValue, Options, RuleSetting, Settings};
pub use fixing::fixer::{Fixed, fix};
pub use registry::RULES;
