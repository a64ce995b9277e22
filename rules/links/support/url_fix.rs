//! Fixes that write another address wherever a URL stands.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::rule::Context;
use crate::api::template::Text;
use crate::links::support::outcome_places::CheckedUrl;
use curate_document::{Link, LinkKind};

/// Writes the `address` of each link wherever the URL stands, in all editions.
///
/// # Errors
///
/// Why there is none, for people: one of the links has no address, or is a bare URL, whose end its reader decides.
pub(crate) fn url_fix(
    checked: &CheckedUrl<'_>,
    title: Text,
    applicability: Applicability,
    context: &Context<'_>,
    address: impl Fn(&Link) -> Result<String, Text>,
) -> Result<Fix, Text> {
    let mut fix = Fix::of(title, applicability);
    let mut effects = Effects { keys: true, ..Effects::default() };
    for (edition, link) in &checked.places {
        let Some(edition_of_link) = context.list.edition(*edition) else { continue };
        let document = &edition_of_link.document;
        let mut text = address(link)?;
        match link.kind {
            LinkKind::Literal => return Err(text!("renderers differ in where a bare URL ends")),
            LinkKind::Inline | LinkKind::Reference => text = in_destination(&text),
            LinkKind::Autolink => effects.headings = true,
            LinkKind::Html => effects.verbatim = true,
        }
        let is_there = fix.edits.iter().any(|edit| edit.edition == *edition && edit.span == link.destination);
        if !is_there && document.text(link.destination) != text {
            fix = fix.edit(*edition, link.destination, text);
        }
    }
    if fix.edits.is_empty() {
        return Err(text!("the list has that address already"));
    }
    Ok(fix.with_effects(effects))
}

/// `to` with the fragment of `link`, where that has one.
pub(crate) fn with_own_fragment(to: &str, link: &Link) -> String {
    let page = to.split_once('#').map_or(to, |(page, _)| page);
    let fragment = link.parsed_url().and_then(|url| url.fragment());
    fragment.map_or_else(|| to.to_owned(), |fragment| format!("{page}#{fragment}"))
}

/// A URL as it may stand in a destination, also within a table.
fn in_destination(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace('|', "%7C")
}
