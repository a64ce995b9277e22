//! # links/moved
//!
//! A link to a page that has moved permanently, and is there.
//!
//! ## Why
//!
//! Redirects end one day, and then the link is dead. Only 301 and 308 count, as long as they come first in the chain
//! of redirects, and never where they lead to an error, a login, a consent, a home or a locale page. Where only the scheme
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
//! fragment or encryption, or where other pages of the host have moved to it too: the message says so.

use crate::api::declaration::{Declaration, FixKind, Scope, ShownAs, Subject};
use crate::api::diagnostic::Applicability;
use crate::api::options::Make;
use crate::api::outcome::{FragmentState, Outcome, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::outcome_places::with_verdict;
use crate::links::support::url_fix::{url_fix, with_own_fragment};
use curate_document::{Link, UrlKey};
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Moved),
    yields_to: &["links/malformed", "links/scheme", "links/insecure"],
    shown_as: Some(ShownAs::Outdated),
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
        let moved = with_verdict(outcomes, Verdict::Moved, context);
        let sources = if moved.is_empty() { Sources::default() } else { sources(outcomes) };
        for checked in moved {
            let Some(to) = &checked.outcome.moved_to else { continue };
            let count = source(checked.outcome).and_then(|(key, _)| sources.get(&key)).map_or(0, BTreeSet::len);
            let title = text!("Link to where it is now");
            let fix = url_fix(&checked, title, Applicability::Safe, context, |link| {
                if count > 1 {
                    Err(text!("{count} links lead to one address", count))
                } else {
                    address(link, checked.outcome, to)
                }
            });
            let moved_to = match &fix {
                Ok(_) => Text::verbatim(to.as_str()),
                Err(reason) => text!("{to}; not fixed, since {reason}", to, reason = reason.clone()),
            };
            let mut finding = checked.finding(text!("moved for good to {to}", to = moved_to.clone()), context);
            if let Some(link) = &mut finding.link {
                link.moved_to = Some(moved_to);
            }
            sink.report(match fix {
                Ok(fix) => finding.fix(fix),
                Err(_) => finding.help(text!("link to where it is now by hand")),
            });
        }
    }
}

/// The pages of one host that have moved to one address, by both.
type Sources = BTreeMap<(String, String), BTreeSet<String>>;

/// Which pages have moved to where; each address counts once, whatever its spelling.
fn sources(outcomes: &Outcomes) -> Sources {
    let mut sources = Sources::new();
    let has_moved = |outcome: &&Outcome| matches!(outcome.verdict, Verdict::Moved | Verdict::Suspect);
    for (key, page) in outcomes.iter().filter(has_moved).filter_map(source) {
        sources.entry(key).or_default().insert(page);
    }
    sources
}

/// The host of a page that has moved with its new address, and the page. `None` where both are spellings of one.
fn source(outcome: &Outcome) -> Option<((String, String), String)> {
    let key = |url: &str| Some(UrlKey::of(url)?.as_str().to_lowercase());
    let permanent = || outcome.hops.iter().take_while(|hop| matches!(hop.status, 301 | 308)).last();
    let to = outcome.moved_to.as_ref().or_else(|| permanent().map(|hop| &hop.to))?;
    let (from, to) = (key(&outcome.url)?, key(to)?);
    let host = from.split('/').next()?.to_owned();
    (from != to).then_some(((host, to), from))
}

/// What `link` is to lead to, where its page has moved to `to`; or why that is not certain.
fn address(link: &Link, outcome: &Outcome, to: &str) -> Result<String, Text> {
    // No list is better for an address that nobody can read, and that some readers cannot follow.
    if to.len() > LONGEST {
        return Err(text!("the new address is too long for a list"));
    }
    if to.starts_with("http:") && outcome.url.starts_with("https:") {
        return Err(text!("the new address does without encryption"));
    }
    let state = |fragment: &str| outcome.fragments.get(fragment).copied();
    let own = link.parsed_url().and_then(|url| url.fragment());
    // Browsers go to the part that the redirect names, and to that of the link where it names none (RFC 9110, 10.2.2).
    match (to.split_once('#'), own) {
        (Some((page, "")), _) => Ok(page.to_owned()),
        (Some((_, part)), _) if state(part) == Some(FragmentState::Found) => Ok(to.to_owned()),
        (Some((_, part)), _) => Err(text!("no `#{part}` was found on the new page", part)),
        (None, Some(own)) if state(own) == Some(FragmentState::Missing) => {
            Err(text!("the new page has no `#{own}`", own))
        }
        (None, _) => Ok(with_own_fragment(to, link)),
    }
}
