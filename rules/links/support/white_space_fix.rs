//! Fixes of links that have white space in their destination.

use crate::api::rule::Context;
use crate::links::support::broken_link::Replacement;
use crate::links::support::destination::{
    DestinationKind, as_destination, destination_kind, is_spaced_path, with_escaped_gaps, without_white_space,
};
use curate_document::slug::slug;
use curate_document::{EditionId, Span};

/// Characters that a gap in a URL is beside where a line was broken there, and not a blank of a file's name.
const JOINTS: &[char] = &['/', '-', '_', '.', '?', '&', '=', '#', ':', '%', '+'];

/// The link `text` up to its `]`, and what is in its round brackets.
pub(crate) fn parts(text: &str) -> Option<(&str, &str)> {
    let (title, inside) = text.rsplit_once("](").or_else(|| text.rsplit_once("]（"))?;
    let inside = inside.strip_suffix([')', '）'])?;
    Some((title, inside.trim().trim_matches(['<', '>'])))
}

/// The link `text` with the destination that another edition has at `span`.
pub(crate) fn taken_over(text: &str, edition: EditionId, span: Span, context: &Context<'_>) -> Option<Replacement> {
    let (title, _) = parts(text)?;
    let whole = context.list.edition(edition)?.document.text(span);
    Some(Replacement { text: format!("{title}]({})", as_destination(whole)), certain: true })
}

/// The link `text` with the one gap in its destination closed, be it by nothing or by `%20`. What has a gap before its host is whole
/// is read in one way.
pub(crate) fn closed(text: &str) -> Option<Replacement> {
    let (title, destination) = parts(text)?;
    if is_spaced_path(destination) {
        let text = format!("{title}]({})", as_destination(&with_escaped_gaps(destination)));
        return Some(Replacement { text, certain: false });
    }
    let (before, after) = destination.split_once(char::is_whitespace)?;
    let after = after.trim_start();
    let rest = after.trim_start_matches([':', '/']);
    let is_url = rest.contains(|character: char| character.is_ascii_alphanumeric()) && !rest.contains("://");
    if after.contains(char::is_whitespace) || !is_url || before.ends_with([',', ';', '，', '、', '；', '|']) {
        return None;
    }
    let joined = without_white_space(destination);
    let joint = destination_kind(&joined) == Some(DestinationKind::Web)
        && (before.ends_with(JOINTS) || after.starts_with(JOINTS));
    let destination = if joint { joined } else { format!("{before}%20{after}") };
    let certain = joint && destination_kind(before) != Some(DestinationKind::Web);
    Some(Replacement { text: format!("{title}]({})", as_destination(&destination)), certain })
}

/// `[text](#Anchor with spaces)` with the anchor of the heading that is meant.
pub(crate) fn anchored(text: &str, context: &Context<'_>) -> Option<Replacement> {
    let (title, anchor) = parts(text)?;
    let wanted = slug(anchor.strip_prefix('#')?, context.document.host_style());
    let known = context.document.anchors().any(|anchor| anchor == wanted);
    known.then(|| Replacement { text: format!("{title}](#{wanted})"), certain: true })
}
