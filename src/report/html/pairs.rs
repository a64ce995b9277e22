//! A finding about a translation, with what the source has beside what the translation has.

use crate::report::findings::ReportedFinding;
use crate::report::html::context::PageContext;
use crate::report::html::excerpt::{excerpt, place};
use crate::report::html::links::fix;
use crate::report::html::shown::MessageText;
use curate_document::{EditionId, Span};
use maud::{Markup, html};

/// `found` as an item of a list: what it says, and both editions side by side where it points at the other one.
pub(super) fn item(found: &ReportedFinding<'_>, context: &PageContext<'_>) -> Markup {
    let diagnostic = found.diagnostic;
    let other = diagnostic.labels.iter().find(|label| label.edition != diagnostic.edition);
    let own = (diagnostic.edition, diagnostic.span);
    // The source stands first.
    let sides: Vec<(EditionId, Span)> = match other.map(|label| (label.edition, label.span)) {
        Some(other) if diagnostic.edition == found.list.source => vec![own, other],
        Some(other) => vec![other, own],
        None => vec![own],
    };
    let body = html! {
        p class="message" { (MessageText(&diagnostic.message.to_string())) }
        div class="sides" {
            @for (edition, span) in sides {
                div { p class="places" { (place(found, edition, span)) } (excerpt(found, edition, span, 0)) }
            }
        }
        @if let Some(help) = &diagnostic.help { p class="help" { (MessageText(&help.to_string())) } }
        (fix(found, context))
    };
    context.item(found, &body)
}
