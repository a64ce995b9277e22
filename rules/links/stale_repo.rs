//! # links/stale-repo
//!
//! A link to a repository that nobody has pushed to for long. Off by default: much that is old is finished, not forsaken.
//!
//! ## Why
//!
//! A list of what is in use should notice what nobody works on. It is known of repositories on GitHub where `GITHUB_TOKEN` is
//! set, since only the API tells. What is archived is for `links/archived-repo` to say.
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
//!
//! ## Options
//!
//! - `days`: without a push for more days than this it is reported (730).

use crate::api::diagnostic::Severity;
use crate::api::outcome::{Outcome, Outcomes};
use crate::api::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::links::support::outcome_places::asked;

/// Two years.
const DAYS: u32 = 730;

/// The declaration of `links/stale-repo`.
pub const RULE: Declaration = Declaration {
    name: "links/stale-repo",
    summary: "a link to a repository that nobody has pushed to for long",
    severity: Severity::Hint,
    on_by_default: false,
    fix: FixKind::None,
    judges: &[Subject::Outcomes],
    yields_to: &["links/malformed", "links/scheme"],
    options: &[OptionDeclaration {
        name: "days",
        summary: "without a push for more days than this it is reported (730)",
        kind: OptionKind::Number,
    }],
    source: include_str!("stale_repo.rs"),
    build: |options| {
        let days = options.number("days").filter(|days| (0.0..=f64::from(u32::MAX)).contains(days));
        Box::new(StaleRepo { days: days.unwrap_or(f64::from(DAYS)) })
    },
};

struct StaleRepo {
    days: f64,
}

impl StaleRepo {
    /// The days without a push, where they are too many.
    fn idle_days(&self, outcome: &Outcome) -> Option<u32> {
        let known = outcome.repository.filter(|known| !known.archived)?;
        known.idle_days.filter(|days| f64::from(*days) > self.days)
    }
}

impl Rule for StaleRepo {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for asked in asked(outcomes, context, &|_, outcome| self.idle_days(outcome).is_some()) {
            let Some(days) = self.idle_days(asked.outcome) else { continue };
            let finding = asked.finding(format!("nobody has pushed to the repository for {days} days"));
            sink.report(finding.help("look whether it still works, or whether something took its place"));
        }
    }
}
