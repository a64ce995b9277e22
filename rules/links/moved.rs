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
//! Safe: the new address, with the link's own fragment, in every edition at once. None for bare URLs.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::options::Make;
use crate::api::outcome::{Outcomes, Verdict};
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::{CheckedUrl, with_verdict};
use curate_document::LinkKind;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme", "links/insecure"],
    ..Declaration::hint(
        include_str!("moved.rs"),
        "a link to a page that has moved for good",
        Make::plain(|_| Box::new(Moved)),
    )
};

struct Moved;

impl Rule for Moved {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in with_verdict(outcomes, Verdict::Moved, context) {
            let Some(to) = &checked.outcome.moved_to else { continue };
            let finding = checked.finding(format!("moved for good to {to}"));
            sink.report(match fix(&checked, to, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}

/// Writes `to` wherever the URL stands; `None` where one of the places is a bare URL, whose end its reader decides.
fn fix(checked: &CheckedUrl<'_>, to: &str, context: &Context<'_>) -> Option<Fix> {
    let mut fix = Fix::of("Link to where it is now", Applicability::Safe);
    let mut effects = Effects { keys: true, ..Effects::default() };
    for (edition, link) in &checked.places {
        let document = &context.list.edition(*edition)?.document;
        let fragment = link.parsed_url().and_then(|url| url.fragment());
        let page = to.split_once('#').map_or(to, |(page, _)| page);
        let mut text = fragment.map_or_else(|| to.to_owned(), |fragment| format!("{page}#{fragment}"));
        match link.kind {
            LinkKind::Literal => return None,
            LinkKind::Inline | LinkKind::Reference => text = in_destination(&text),
            LinkKind::Autolink => effects.headings = true,
            LinkKind::Html => effects.verbatim = true,
        }
        let is_there = fix.edits.iter().any(|edit| edit.edition == *edition && edit.span == link.destination);
        if !is_there && document.text(link.destination) != text {
            fix = fix.edit(*edition, link.destination, text);
        }
    }
    (!fix.edits.is_empty()).then(|| fix.with_effects(effects))
}

/// A URL as it may stand in a destination, also within a table.
fn in_destination(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace('|', "%7C")
}
