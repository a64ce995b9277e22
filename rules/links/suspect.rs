//! # links/suspect
//!
//! A link that answers, but most likely with another page than the one that was meant: a domain that is for sale, or
//! one that belongs to somebody else by now.
//!
//! ## Why
//!
//! The status is 200, so link checkers are content, and readers land on advertisement.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - The domain is for sale.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light.
//! ```
//!
//! ## Fix
//!
//! By hand: look at it with a browser. A domain that merely redirects elsewhere than it used to is a hint.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Severity;
use crate::api::options::Make;
use crate::api::outcome::{Outcomes, Suspicion, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::with_verdict;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Suspect),
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::warning(
        include_str!("suspect.rs"),
        "a link that answers, but most likely with another page than the one that was meant",
        Make::plain(|_| Box::new(Suspect)),
    )
};

struct Suspect;

impl Rule for Suspect {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Suspect, context) {
            let Some(suspicion) = &checked.outcome.suspicion else { continue };
            let finding = match suspicion {
                Suspicion::Parked(by) => {
                    checked.finding(format!("the domain seems to be for sale: a page of {by} answers"), context)
                }
                Suspicion::DomainChanged(before) => checked
                    .finding(format!("it leads to another domain than before, when that was {before}"), context)
                    .at_most(Severity::Hint),
            };
            sink.report(finding.help("look at it with a browser"));
        }
    }
}
