//! # links/blocked
//!
//! A link whose page cannot be judged, since a login or a bot wall stands before it.
//!
//! ## Why
//!
//! The page may well be there for people. It is reported separately from dead links, so that nobody removes it by
//! mistake.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/members) - Answers with 403.
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
//! By hand, after a look with a browser.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::options::Make;
use crate::api::outcome::Verdict;
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::outcome_places::with_verdict;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Blocked),
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::hint(
        include_str!("blocked.rs"),
        "a link whose page cannot be judged, since a login or a bot wall stands before it",
        Make::plain(|_| Box::new(Blocked)),
    )
};

struct Blocked;

impl Rule for Blocked {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Blocked, context) {
            let finding = checked.finding(Text::verbatim(checked.outcome.cause.as_str()), context);
            sink.report(finding.help(text!("look at it with a browser; it may well be there")));
        }
    }
}
