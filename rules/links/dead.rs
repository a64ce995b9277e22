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
//! By hand: link to where it is now, to the copy that the help names, or remove the entry. With `--fix --archive`, the last
//! copy that the Wayback Machine has takes its place in every edition; unsafe, since it may show something else.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::Applicability;
use crate::api::options::Make;
use crate::api::outcome::{Outcome, Verdict};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::outcome_places::with_verdict;
use crate::links::support::url_fix::{url_fix, with_own_fragment};
use curate_document::Link;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::Dead),
    yields_to: &["links/empty", "links/malformed", "links/missing-file", "links/scheme"],
    aliases: &["no-dead-urls"],
    ..Declaration::error(include_str!("dead.rs"), "a link to something that is gone", Make::plain(|_| Box::new(Dead)))
};

struct Dead;

impl Rule for Dead {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Dead, context) {
            let outcome = checked.outcome;
            let cause = Text::verbatim(outcome.cause.as_str());
            let result = match &outcome.since {
                Some(since) => text!("{cause}, since {since}", cause, since),
                None => cause,
            };
            let copy = copy(outcome, context);
            let result = match copy {
                Some(copy) => text!("{result}; its last copy: {copy}", result, copy),
                None => result,
            };
            let mut finding = checked.finding(result, context);
            if let Some(help) = help(outcome, copy, context) {
                finding = finding.help(help);
            }
            let wanted = copy.filter(|_| context.facts.wants_copies);
            let address = |copy| move |link: &Link| Ok(with_own_fragment(copy, link));
            let title = || text!("Link to its last copy");
            let fix = wanted.map(|copy| url_fix(&checked, title(), Applicability::Unsafe, context, address(copy)));
            sink.report(match fix {
                Some(Ok(fix)) => finding.fix(fix),
                Some(Err(_)) | None => finding,
            });
        }
    }
}

/// What to do: not for what the own repository has lost, which is in its history.
fn help(outcome: &Outcome, copy: Option<&str>, context: &Context<'_>) -> Option<Text> {
    if outcome.url.starts_with('/') {
        return None;
    }
    let Ok(url) = Url::parse(&outcome.url) else { return Some(text!("no browser can follow it: correct it")) };
    if copy.is_some() {
        return Some(text!("link to where it is now, or to that copy"));
    }
    let is_kept = outcome.is_private || is_own(&url, context) || is_archived(&url);
    (!is_kept).then(|| text!("its last copy, if there is one: https://web.archive.org/web/2/{url}", url = url.as_str()))
}

/// The copy that the Wayback Machine has of another page than its own. What the API names elsewhere is none.
fn copy<'a>(outcome: &'a Outcome, context: &Context<'_>) -> Option<&'a str> {
    Url::parse(&outcome.url).ok().filter(|url| !is_own(url, context) && !is_archived(url))?;
    let copy = outcome.archived_at.as_deref()?;
    Url::parse(copy).is_ok_and(|copy| is_archived(&copy) && copy.scheme() == "https").then_some(copy)
}

/// Whether `url` shows a file of the repository that the list is in.
fn is_own(url: &Url, context: &Context<'_>) -> bool {
    context.facts.own_repository.as_ref().is_some_and(|own| own.file_of(url).is_some())
}

/// Whether `url` is at the Wayback Machine itself.
fn is_archived(url: &Url) -> bool {
    url.host_str() == Some("web.archive.org")
}
