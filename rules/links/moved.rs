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
//! Safe: the new address, in every edition at once; with `--fix`, whether hints are shown or not. The link keeps its
//! fragment, or gets that of the redirect where the page has it. None for bare URLs, nor where the new page lacks the
//! fragment or encryption: the message says so.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::Applicability;
use crate::api::options::Make;
use crate::api::outcome::{FragmentState, Outcome, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcome_texts::MOVED_TO;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::with_verdict;
use crate::links::support::url_fix::{url_fix, with_own_fragment};
use curate_document::Link;

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
            let fix = url_fix(&checked, "Link to where it is now", Applicability::Safe, context, |link| {
                address(link, checked.outcome, to)
            });
            let reason = fix.as_ref().err().map_or(String::new(), |reason| format!("; not fixed, since {reason}"));
            let finding = checked.finding(format!("{MOVED_TO}{to}{reason}"), context);
            sink.report(match fix {
                Ok(fix) => finding.fix(fix),
                Err(_) => finding.help("link to where it is now by hand"),
            });
        }
    }
}

/// What `link` is to lead to, where its page has moved to `to`; or why that is not certain.
fn address(link: &Link, outcome: &Outcome, to: &str) -> Result<String, String> {
    // No list is better for an address that nobody can read, and that some readers cannot follow.
    if to.len() > LONGEST {
        return Err("the new address is too long for a list".to_owned());
    }
    if to.starts_with("http:") && outcome.url.starts_with("https:") {
        return Err("the new address does without encryption".to_owned());
    }
    let state = |fragment: &str| outcome.fragments.get(fragment).copied();
    let own = link.parsed_url().and_then(|url| url.fragment());
    // Browsers go to the part that the redirect names, and to that of the link where it names none (RFC 9110, 10.2.2).
    match (to.split_once('#'), own) {
        (Some((page, "")), _) => Ok(page.to_owned()),
        (Some((_, part)), _) if state(part) == Some(FragmentState::Found) => Ok(to.to_owned()),
        (Some((_, part)), _) => Err(format!("no `#{part}` was found on the new page")),
        (None, Some(own)) if state(own) == Some(FragmentState::Missing) => Err(format!("the new page has no `#{own}`")),
        (None, _) => Ok(with_own_fragment(to, link)),
    }
}
