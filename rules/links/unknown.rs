//! # links/unknown
//!
//! A link that gave no clear answer: a timeout, a broken connection, a bad certificate, a busy server.
//!
//! ## Why
//!
//! It may be back tomorrow, so the link is not called dead. What there was no time for (`--deadline`) is not reported one by
//! one: the summary counts it, and says that the run is incomplete.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/slow) - Times out.
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
//! None: check again later.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::options::Make;
use crate::api::outcome::Verdict;
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcome_texts::NO_TIME;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::outcome_places::with_verdict;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Unknown),
    yields_to: &["links/malformed", "links/scheme"],
    is_undecided: true,
    ..Declaration::hint(
        include_str!("unknown.rs"),
        "a link that gave no clear answer",
        Make::plain(|_| Box::new(Unknown)),
    )
};

struct Unknown;

impl Rule for Unknown {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        let unknown = with_verdict(outcomes, Verdict::Unknown, context);
        for checked in unknown.iter().filter(|checked| checked.outcome.cause != NO_TIME) {
            let finding = checked.finding(Text::verbatim(checked.outcome.cause.as_str()), context);
            sink.report(finding.help(text!("check again later; a server that is busy or broken is not gone")));
        }
    }
}
