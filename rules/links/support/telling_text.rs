//! Links that are made and were not meant so: what their text is made of tells.

use crate::api::rule::Context;
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{DestinationKind, destination_kind, is_balanced};
use crate::links::support::local_place::is_file;
use curate_document::{Link, LinkKind};

/// What is wrong with `link`, where its text says that something else was meant.
pub(crate) fn unlike_its_text(link: &Link, context: &Context<'_>) -> Option<BrokenLink> {
    if link.kind != LinkKind::Inline || link.image {
        return None;
    }
    swapped(link, context).or_else(|| open_image(link, context))
}

/// `[https://…](text)`: the one in the place of the other.
fn swapped(link: &Link, context: &Context<'_>) -> Option<BrokenLink> {
    let (text, destination) = (context.document.text(link.text), context.document.text(link.destination));
    let is_word = destination.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
    if !is_word || destination.is_empty() || !is_web(text) || is_file(destination, context) {
        return None;
    }
    let replacement = Replacement { text: format!("[{destination}]({text})"), certain: false };
    Some(BrokenLink { span: link.span, end: 0, defect: LinkDefect::Swapped, replacement: Some(replacement) })
}

/// `[![alternative](image](https://…)`: the round bracket is the image's, and the link's text ends behind it.
fn open_image(link: &Link, context: &Context<'_>) -> Option<BrokenLink> {
    let text = context.document.text(link.text);
    let (alternative, image) = text.strip_prefix("![")?.split_once("](")?;
    if !is_web(image) || alternative.contains(['[', ']']) {
        return None;
    }
    let replacement = Replacement { text: format!("{text})"), certain: true };
    Some(BrokenLink { span: link.text, end: 0, defect: LinkDefect::OpenImage, replacement: Some(replacement) })
}

fn is_web(text: &str) -> bool {
    destination_kind(text) == Some(DestinationKind::Web) && is_balanced(text)
}
