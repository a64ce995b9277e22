//! The links between the editions of a list.

use crate::engine::facts::resolve;
use curate_document::{Document, Edition, EditionId, Language, Link, List, Target};
use url::Url;

/// A link from one edition to another (or to itself), with the language it claims to lead to.
#[derive(Clone, Debug)]
pub struct Switch<'a> {
    /// The link.
    pub link: &'a Link,
    /// The edition it leads to.
    pub edition: EditionId,
    /// The language that its text names; for a badge, the alternative text or the name of the image.
    pub named: Option<Language>,
    /// Whether it is above the first entry.
    pub at_top: bool,
}

/// The links of `edition` that lead to an edition of `list`.
pub fn switches<'a>(list: &'a List, edition: &'a Edition) -> Vec<Switch<'a>> {
    let document = &edition.document;
    let top = top_end(document);
    let links = document.links().iter().filter(|link| !link.image);
    links
        .filter_map(|link| {
            let to = list.iter().find(|(_, other)| leads_to(&edition.path, link, &other.path))?.0;
            Some(Switch { link, edition: to, named: named(document, link), at_top: link.span.start < top })
        })
        .collect()
}

/// Links that name a language and lead out of the list: to a site that hosts it, to the front page of its repository.
pub fn named_elsewhere(document: &Document) -> impl Iterator<Item = Language> {
    let top = top_end(document);
    let links = document
        .links()
        .iter()
        .filter(move |link| !link.image && link.span.start < top && !matches!(link.target, Target::Anchor(_)));
    links.filter_map(|link| named(document, link))
}

/// Where the part of a document ends that every reader sees first: at the first entry of a heading below the title.
fn top_end(document: &Document) -> usize {
    let is_entry = |entry: &&curate_document::Entry| document.link_of(entry).is_some_and(|link| link.key().is_some());
    document.entries().iter().find(is_entry).map_or(document.source().len(), |entry| entry.span.start)
}

/// Whether `link`, written in the document at `from`, leads to the document at `to`.
fn leads_to(from: &str, link: &Link, to: &str) -> bool {
    match &link.target {
        Target::Path { path, .. } => resolve(from, path).is_some_and(|resolved| resolved == to),
        // `https://github.com/owner/repository/blob/main/README.de.md`; the repository's own name is not known here.
        Target::Url => {
            let written = link.url.split(['?', '#']).next().unwrap_or("");
            if !written.ends_with(to) && written.is_ascii() && !written.contains('%') {
                return false;
            }
            let Some(path) = link.parsed_url().map(Url::path) else { return false };
            let is_file = ["/blob/", "/tree/", "/raw/"].iter().any(|part| path.contains(part));
            is_file
                && path
                    .strip_suffix(to)
                    .is_some_and(|rest| rest.ends_with('/') && rest.trim_start_matches('/').split('/').count() == 5)
        }
        _ => false,
    }
}

/// The language that a link names.
fn named(document: &Document, link: &Link) -> Option<Language> {
    if link.has_text {
        return language_in(document.text(link.text));
    }
    let image = document
        .links()
        .iter()
        .find(|image| image.image && link.span.contains(image.span) && image.span != link.span)?;
    language_in(document.text(image.text)).or_else(|| {
        let name = image.url.split(['?', '#']).next().unwrap_or("").rsplit('/').next()?;
        Language::parse(name.split_once('.').map_or(name, |(stem, _)| stem)).filter(|_| name.len() > 6)
    })
}

/// The one language that a short text names: `English`, `Chinese List`, `🇨🇳 简体中文`.
fn language_in(text: &str) -> Option<Language> {
    let bare = text.trim_matches(|character: char| !character.is_alphabetic());
    if bare.chars().count() > 40 {
        return None;
    }
    // A code of two letters is a word in some language; what is meant for readers is a name.
    if let Some(language) =
        Language::parse(bare).filter(|_| bare.len() > 3 || !bare.is_ascii() || bare.chars().all(char::is_uppercase))
    {
        return Some(language);
    }
    let mut found = bare
        .split(|character: char| !character.is_alphabetic() && character != '-')
        .filter(|word| word.len() > 3)
        .filter_map(Language::parse);
    let first = found.next()?;
    found.all(|other| other.primary() == first.primary()).then_some(first)
}

/// Whether an edition may be called by `language`, so that a link which names it is right.
pub fn may_be(edition: &Edition, language: &Language) -> bool {
    match &edition.language {
        Some(own) => own.primary() == language.primary(),
        // By its script at least: the edition's name says nothing.
        None => match (edition.writing_system, language.writing_system()) {
            (Some(own), Some(named)) => own == named,
            _ => true,
        },
    }
}

/// The one edition that `language` can mean.
pub fn edition_for(list: &List, language: &Language) -> Option<EditionId> {
    let exact = list.iter().filter(|(_, edition)| edition.language.as_ref() == Some(language)).map(|(id, _)| id);
    if let [only] = exact.collect::<Vec<_>>()[..] {
        return Some(only);
    }
    let mut fitting = list.iter().filter(|(_, edition)| may_be(edition, language)).map(|(id, _)| id);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// The path by which a document at `from` links to one at `to`.
pub fn relative(from: &str, to: &str) -> String {
    let (mut here, mut there): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    here.pop();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count().min(there.len().saturating_sub(1));
    there.drain(..shared);
    let up = "../".repeat(here.len() - shared);
    format!("{up}{}", there.join("/"))
}
