//! # links/dead
//!
//! A link to something that is gone. Found by `curate links` and `curate check`, which check the URL.
//!
//! ## Why
//!
//! A reader follows the link and finds nothing. Gone is what says so itself: 404, 410, or a host name that does not exist;
//! it is checked twice, the second time over a new connection and as a browser would. A busy or broken server is not dead.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/gone) - Answers with 404.
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
//! By hand: link to where it is now, to the copy that the help names, or remove the entry.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::options::Make;
use crate::api::outcome::{Outcome, Outcomes, Verdict};
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::with_verdict;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    yields_to: &["links/empty", "links/malformed", "links/missing-file", "links/scheme"],
    aliases: &["no-dead-urls"],
    ..Declaration::error(include_str!("dead.rs"), "a link to something that is gone", Make::plain(|_| Box::new(Dead)))
};

struct Dead;

impl Rule for Dead {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Dead, context) {
            let outcome = checked.outcome;
            let since = outcome.since.as_ref().map_or(String::new(), |since| format!(", since {since}"));
            let finding = checked.finding(format!("dead link: {}{since}", outcome.cause));
            sink.report(match help(outcome, context) {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
}

/// What to do: not for what the own repository has lost, which is in its history.
fn help(outcome: &Outcome, context: &Context<'_>) -> Option<String> {
    if outcome.url.starts_with('/') {
        return None;
    }
    let Ok(url) = Url::parse(&outcome.url) else { return Some("no browser can follow it: correct it".to_owned()) };
    if let Some(copy) = &outcome.archived_at {
        return Some(format!("its last copy: {copy}"));
    }
    let own = context.facts.own_repository.as_ref();
    let is_own = own.is_some_and(|own| own.file_of(&url).is_some());
    (!is_own).then(|| format!("its last copy, if there is one: https://web.archive.org/web/2/{url}"))
}
