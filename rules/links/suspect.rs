//! # links/suspect
//!
//! A link that answers, but most likely with another page than the one that was meant: a domain that is for sale, one
//! that belongs to somebody else by now, or a video on YouTube that was removed.
//!
//! ## Why
//!
//! The status is 200, so link checkers are content, and readers land on advertisement. A video counts as removed where
//! YouTube neither describes it (oEmbed) nor has its thumbnail.
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
//! By hand: look at it with a browser. A domain that merely redirects elsewhere than it used to is a hint, and so is an
//! address that says error, login or consent where the title of the page does not.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Severity;
use crate::api::options::Make;
use crate::api::outcome::{Suspicion, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::with_verdict;
use url::Url;

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
            let result = match (suspicion, checked.outcome.final_url.as_deref().and_then(host)) {
                (Suspicion::DomainChanged(before), Some(now)) => {
                    text!("leads to {now} now, and led to {before} before", now, before)
                }
                _ => suspicion.text(),
            };
            let finding = checked.finding(result, context);
            let finding = if is_certain(suspicion) { finding } else { finding.at_most(Severity::Hint) };
            sink.report(finding.help(text!("look at it with a browser")));
        }
    }
}

fn host(url: &str) -> Option<String> {
    Some(Url::parse(url).ok()?.host_str()?.to_owned())
}

/// Whether a reader certainly does not find what was meant.
fn is_certain(suspicion: &Suspicion) -> bool {
    !matches!(suspicion, Suspicion::DomainChanged(_) | Suspicion::Gate(_) | Suspicion::HomePage | Suspicion::Shared(..))
}
