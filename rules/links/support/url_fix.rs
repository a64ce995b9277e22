//! Fixes that write another address wherever a URL stands.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::rule::Context;
use crate::links::support::outcome_places::CheckedUrl;
use curate_document::LinkKind;

/// Writes `to` wherever the URL stands, in all editions, each link with its own fragment. `None` where one of the places is a
/// bare URL, whose end its reader decides.
pub(crate) fn url_fix(
    checked: &CheckedUrl<'_>,
    to: &str,
    title: &str,
    applicability: Applicability,
    context: &Context<'_>,
) -> Option<Fix> {
    let mut fix = Fix::of(title, applicability);
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
