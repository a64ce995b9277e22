//! # links/archived-repo
//!
//! A link to a repository that its owner has archived, or that nothing was ever pushed to.
//!
//! ## Why
//!
//! An archived repository is read-only: no fixes, no answers. A reader wants to know that before choosing it. Known
//! for repositories on GitHub if `GITHUB_TOKEN` is set, since only the API says so.
//!
//! ## Bad
//!
//! ```markdown
//! - [Desk](https://github.com/lamp/desk) - Archived by its owner.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Desk](https://github.com/lamp/desk-2) - A light that is looked after.
//! ```
//!
//! ## Fix
//!
//! By hand: link to what took its place, say that it is archived, or remove the entry.

use crate::api::declaration::{Declaration, Scope, ShownAs, Subject};
use crate::api::options::Make;
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::checked_urls;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Archived),
    yields_to: &["links/malformed", "links/scheme"],
    shown_as: Some(ShownAs::Outdated),
    ..Declaration::hint(
        include_str!("archived_repo.rs"),
        "a link to a repository that is archived or empty",
        Make::plain(|_| Box::new(ArchivedRepo)),
    )
};

struct ArchivedRepo;

impl Rule for ArchivedRepo {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        let is_meant = |known: crate::api::outcome::Repository| known.archived || known.empty;
        for checked in checked_urls(outcomes, context, &|_, outcome| outcome.repository.is_some_and(is_meant)) {
            let is_archived = checked.outcome.repository.is_some_and(|known| known.archived);
            sink.report(if is_archived {
                checked
                    .finding(text!("the repository is archived"), context)
                    .help(text!("link to what took its place, or say that it is archived"))
            } else {
                checked.finding(text!("the repository is empty"), context)
            });
        }
    }
}
