//! What can be *wrong* with a curated list, and how to fix it.
//!
//! This crate is pure: it reads no file, clock, socket or terminal. One rule is one file in the folder of its group.
//!
//! | item | what it is |
//! |---|---|
//! | [`RULES`], [`Settings`] | all rules, and which of them run on a document, at what level |
//! | [`Facts`] | what rules cannot know by themselves: files, outcomes of URLs, history |
//! | [`Linter`] | runs rules over a list, and gives [`Diagnostic`]s |
//! | [`fix`] | applies what they offer, and keeps only what two parsers see alike |
//! | [`api`] | what a rule of your own is written against |
//!
//! ```
//! use curate_document::{Document, Edition, List};
//! use curate_rules::{Applicability, Facts, Linter, RULES, Settings, fix};
//!
//! let document = Document::parse("# Tea\n\n- [Assam](https://tea.example/ assam) - Malty.\n- [Sencha]( https://tea.example/sencha) - Green.\n");
//! let list = List::new(vec![Edition::new("README.md", document, true)]);
//! let (settings, facts) = ([Settings::defaults(RULES)], Facts::default());
//! let linter = Linter::new(RULES, &settings, &facts);
//!
//! let found: Vec<&str> = linter.lint(&list).iter().map(|diagnostic| diagnostic.rule).collect();
//! assert!(found.contains(&"links/padding"));
//!
//! let fixed = fix(&linter, list, Applicability::Safe, &|_, _| true);
//! assert!(fixed.list.editions[0].document.source().contains("[Sencha](https://tea.example/sencha)"));
//! ```
//!
//! The folder `examples` has programs: one that fixes a list, and one with a rule of its own. On targets that cannot unwind, such as
//! WebAssembly, a panic of the second parser is not caught.

#![deny(unreachable_pub)]

#[macro_use]
pub mod api;

mod anchors;
mod duplicates;
mod engine;
mod entries;
mod fixing;
mod formatting;
mod links;
mod parity;
mod project;
mod registry;
mod text;

pub use crate::api::declaration::{Declaration, FixKind, Need, Scope, SectionState, ShownAs, Subject};
pub use crate::api::diagnostic::{Applicability, Diagnostic, Edit, Effects, Finding, Fix, Label, Severity};
pub use crate::api::facts::Facts;
pub use crate::api::lacking::Lacking;
pub use crate::api::options::{OptionKind, OptionPage, Options};
pub use crate::api::outcome::{Outcome, OutcomeDetails, Refusal, Verdict};
pub use crate::api::outcome_group::{LinkSubject, OutcomeGroup};
pub use crate::api::outcome_texts::{DOMAIN_PARKER, NO_TIME};
pub use crate::api::outcomes::Outcomes;
pub use crate::api::settings::{RuleSetting, Settings};
pub use crate::api::silenced_work::SilencedWork;
pub use crate::api::template::Text;
pub use crate::api::toml_schema::{choices, toml_schema};
pub use crate::engine::aliases::{alias_called, alias_in_words, alias_names};
pub use crate::engine::autocorrect::settings_by_autocorrect;
pub use crate::engine::linter::Linter;
pub use crate::engine::markdownlint::{
    MarkdownlintSwitch, markdownlint_alone, markdownlint_alone_names, settings_by_markdownlint, without_counterpart,
};
pub use crate::engine::markdownlint_parameters::Parameters;
pub use crate::engine::one_cause::one_per_cause;
pub use crate::engine::other_setting::{OtherChange, OtherSetting};
pub use crate::engine::suppression::directive::{Dialect, Directive, directives};
pub use crate::engine::suppression::silenced::silenced;
pub use crate::engine::suppression::unchecked::UncheckedStretches;
pub use crate::entries::support::empty_sections::section_count;
pub use crate::fixing::edits::LineEnding;
pub use crate::fixing::fixer::{Fixed, Refused, fix};
pub use crate::fixing::heading::{HeadingWording, can_change_text, comparable, fragment_after, link_text_after};
pub use crate::fixing::offers::{RefusedOffer, refused_offers, screen_offers};
pub use crate::fixing::validate::Rejection;
pub use crate::parity::support::commits_wanted::commits_wanted;
pub use crate::parity::support::coverage::{Coverage, CoverageState};
pub use crate::parity::support::overview::{EditionCoverage, Overview, SortedFinding, counts_in_overview, overview};
pub use crate::registry::RULES;
