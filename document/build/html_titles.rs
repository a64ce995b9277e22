//! Links of raw HTML that may name a resource: by their text, or by the picture in them.

use super::html_text::shown_text;
use super::prefix::is_prose;
use super::rows::is_person;
use crate::language::edition_name;
use crate::model::{Document, Link, LinkId, LinkKind, Span, Target};

/// A link that may be the title of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct HtmlTitle {
    pub link: LinkId,
    /// What is shown before it in its cell or item.
    pub before: Option<Span>,
    /// The text that is shown, or the text that stands for the picture.
    pub text: Span,
    /// Whether all that the link shows is a picture.
    pub is_picture: bool,
    /// Where the link's content ends.
    pub end: usize,
}

/// What addresses of badges and of pictures of numbers have in them.
const BADGES: [&str; 9] = [
    "badge",
    "contrib.rocks",
    "opencollective.com",
    "ossinsight.io",
    "repobeats",
    "shields.io",
    "star-history",
    "travis-ci",
    "/workflows/",
];
/// Endings of files that are shown, not presented: a picture that leads to its larger self.
const MEDIA: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".mp4", ".webm"];

impl HtmlTitle {
    /// All at `span`, in order.
    pub(super) fn all(document: &Document, span: Span) -> Vec<Self> {
        let (first, end) = document.link_range(span);
        // A link that nothing closes may end further down.
        let is_inside = |title: &Self| span.contains(title.text) && title.end <= span.end;
        (first..end).filter_map(|index| Self::of(document, LinkId(index))).filter(is_inside).collect()
    }

    /// The one that what stands at `span`, a cell or an item, is about: the first with a text, else the first picture; `None`
    /// where it is part of a sentence, or more than `most` stand there.
    pub(super) fn first(document: &Document, span: Span, most: usize) -> Option<Self> {
        let all = Self::all(document, span);
        if all.len() > most {
            return None;
        }
        let title = *all.iter().find(|title| !title.is_picture).or(all.first())?;
        let link = document.link(title.link)?;
        let before = shown_text(document, Span::new(span.start, link.span.start));
        let title = Self { before, ..title };
        before.is_none_or(|before| !is_prose(document.text(before))).then_some(title)
    }

    fn of(document: &Document, id: LinkId) -> Option<Self> {
        let link = document.link(id).filter(|link| link.kind == LinkKind::Html && !link.image)?;
        let leads_on = match &link.target {
            Target::Url => link.key().is_some(),
            Target::Path { .. } => true,
            _ => false,
        };
        if !leads_on {
            return None;
        }
        let title = |text, is_picture| Self { link: id, before: None, text, is_picture, end: link.text.end };
        if link.has_text {
            let text = shown_text(document, link.text)?;
            return document.text(text).contains(char::is_alphanumeric).then(|| title(text, false));
        }
        let picture = document.link(LinkId(id.0 + 1)).filter(|image| image.image && image.within == Some(id))?;
        let is_named = document.text(picture.text).contains(char::is_alphanumeric);
        let is_badge = BADGES.iter().any(|part| picture.url.contains(part));
        (is_named && !is_badge && !is_media(&link.url)).then(|| title(picture.text, true))
    }
}

fn is_media(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    MEDIA.iter().any(|ending| path.ends_with(ending))
}

/// Whether most of `titles` lead to people or to other languages of the page, so that the resources of the list are elsewhere.
pub(super) fn lead_aside(document: &Document, titles: &[HtmlTitle]) -> bool {
    let leads_aside = |link: &Link| {
        let is_language = || match &link.target {
            Target::Path { path, .. } => edition_name(path).is_some_and(|name| name.language.is_some()),
            _ => false,
        };
        is_person(&link.url) || is_language()
    };
    let aside = titles.iter().filter_map(|title| document.link(title.link)).filter(|link| leads_aside(link)).count();
    aside * 2 > titles.len()
}
