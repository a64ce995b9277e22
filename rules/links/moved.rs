//! # links/moved
//!
//! A link to a page that has moved permanently, and is there.
//!
//! ## Why
//!
//! Redirects end one day, and then the link is dead. Only 301 and 308 count, as long as they come first in the chain
//! of redirects, and never where they lead to a login, a consent, a home or a locale page. Where only the scheme
//! differs, `links/insecure` reports it.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](http://lamp.example/old) - Moved to https://lamp.example/new with 301.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/new) - A light.
//! ```
//!
//! ## Fix
//!
//! Safe: the new address, with the link's own fragment, in every edition at once; with `--fix`, whether hints are shown or
//! not. None for bare URLs.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::Applicability;
use crate::api::options::Make;
use crate::api::outcome::{Outcomes, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcome_texts::MOVED_TO;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::with_verdict;
use crate::links::support::url_fix::url_fix;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Moved),
    yields_to: &["links/malformed", "links/scheme", "links/insecure"],
    ..Declaration::hint(
        include_str!("moved.rs"),
        "a link to a page that has moved for good",
        Make::plain(|_| Box::new(Moved)),
    )
};

/// Bytes of an address that a list may be given.
const LONGEST: usize = 2_000;

struct Moved;

impl Rule for Moved {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Moved, context) {
            let Some(to) = &checked.outcome.moved_to else { continue };
            let finding = checked.finding(format!("{MOVED_TO}{to}"), context);
            // No list is better for an address that nobody can read, and that some readers cannot follow.
            let is_fit = to.len() <= LONGEST;
            let fix = || url_fix(&checked, to, "Link to where it is now", Applicability::Safe, context);
            sink.report(match is_fit.then(fix).flatten() {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}
