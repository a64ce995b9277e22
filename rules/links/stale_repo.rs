//! # links/stale-repo
//!
//! A link to a repository that nobody has pushed to for long. Off by default: much that is old is finished, not
//! forsaken.
//!
//! ## Why
//!
//! A list of what is in use should notice what nobody works on. Known for repositories on GitHub if `GITHUB_TOKEN` is
//! set, since only the API says so. Archived ones are reported by `links/archived-repo`.
//!
//! ## Bad
//!
//! ```markdown
//! - [Desk](https://github.com/lamp/desk) - The last push was three years ago.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Desk](https://github.com/lamp/desk-2) - The last push was in spring.
//! ```
//!
//! ## Fix
//!
//! By hand: look whether it still works, or whether something took its place.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::options::Make;
use crate::api::outcome::Outcome;
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::checked_urls;
use schemars::JsonSchema;
use serde::Deserialize;
use std::num::NonZeroU32;

/// Two years.
const DAYS: NonZeroU32 = NonZeroU32::new(730).unwrap();

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Stale),
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::hint(
        include_str!("stale_repo.rs"),
        "a link to a repository that nobody has pushed to for long",
        Make::configured::<StaleRepo, StaleRepo>(),
    )
};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct StaleRepo {
    /// Without a push for more days than this it is reported; 730 without it.
    days: NonZeroU32,
}

impl Default for StaleRepo {
    fn default() -> Self {
        Self { days: DAYS }
    }
}

impl StaleRepo {
    /// The days without a push, where they are too many.
    fn idle_days(&self, outcome: &Outcome) -> Option<u32> {
        let known = outcome.repository.filter(|known| !known.archived)?;
        known.idle_days.filter(|days| *days > self.days.get())
    }
}

impl Rule for StaleRepo {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in checked_urls(outcomes, context, &|_, outcome| self.idle_days(outcome).is_some()) {
            let Some(days) = self.idle_days(checked.outcome) else { continue };
            let finding = checked.finding(text!("nobody has pushed to it for {days} days", days), context);
            sink.report(finding.help(text!("look whether it still works, or whether something took its place")));
        }
    }
}
