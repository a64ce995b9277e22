//! The links between the editions of a list.

use crate::api::own_repository::OwnRepository;
use crate::api::paths::resolve;
use curate_document::language::edition_name;
use curate_document::{Document, Edition, EditionId, Entry, Language, Link, LinkKind, List, Target};
use memchr::{memchr_iter, memchr2};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// A link from one edition to another (or to itself), with the language it claims to lead to.
#[derive(Clone, Debug)]
pub(crate) struct LanguageLink<'a> {
    /// The link.
    pub link: &'a Link,
    /// The edition it leads to.
    pub edition: EditionId,
    /// The language that its text names; for a badge, the alternative text or the name of the image.
    pub named: Option<Language>,
    /// Whether it is above the first entry.
    pub at_top: bool,
    /// Whether the path that it has names the edition in other letters, capital or small, so that it leads nowhere.
    pub is_miscased: bool,
}

/// Finds the edition that a link leads to.
pub(crate) struct EditionIndex<'a> {
    by_path: BTreeMap<&'a str, EditionId>,
    /// The folders of editions that are called README, which hosts show for the folder.
    by_folder: BTreeMap<&'a str, EditionId>,
    own: Option<&'a OwnRepository>,
}

impl<'a> EditionIndex<'a> {
    /// The editions of `list`, which are in the repository `own`.
    pub(crate) fn of(list: &'a List, own: Option<&'a OwnRepository>) -> Self {
        let by_path = list.iter().map(|(id, edition)| (&*edition.path, id)).collect();
        let folder = |path: &'a str| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            name.rsplit_once('.').filter(|(stem, _)| stem.eq_ignore_ascii_case("readme")).map(|_| folder)
        };
        let by_folder = list.iter().filter_map(|(id, edition)| Some((folder(&edition.path)?, id))).collect();
        Self { by_path, by_folder, own }
    }

    /// The edition that `link`, written in the document at `from`, leads to.
    pub(crate) fn target(&self, from: &str, link: &Link) -> Option<EditionId> {
        match &link.target {
            Target::Path { path, .. } => {
                // GitHub takes a path from the root of the repository as it is.
                let path = path.split(['?', '#']).next().unwrap_or("");
                let resolved = path.strip_prefix('/').map(str::to_owned).or_else(|| resolve(from, path))?;
                self.at(&resolved).filter(|_| !path.is_empty())
            }
            Target::Url => self.at_url(link),
            _ => None,
        }
    }

    /// The edition that a link which leads nowhere means, but for capital and small letters.
    pub(crate) fn meant(&self, from: &str, link: &Link) -> Option<EditionId> {
        let path = match &link.target {
            Target::Path { path, .. } => {
                let path = path.split(['?', '#']).next().unwrap_or("");
                path.strip_prefix('/').map(str::to_owned).or_else(|| resolve(from, path))?
            }
            Target::Url => match self.own.and_then(|own| own.file_of_link(link)) {
                Some(file) => file,
                None => path_of_file(link)?.to_owned(),
            },
            _ => return None,
        };
        let mut fitting = self.by_path.iter().filter(|(known, _)| known.eq_ignore_ascii_case(&path));
        fitting.next().map(|(_, id)| *id).filter(|_| self.at(&path).is_none())
    }

    /// The edition at `path`, or shown for the folder there.
    pub(crate) fn at(&self, path: &str) -> Option<EditionId> {
        self.by_path.get(path).or_else(|| self.by_folder.get(path.trim_end_matches('/'))).copied()
    }

    fn at_url(&self, link: &Link) -> Option<EditionId> {
        if let Some(own) = self.own {
            if let Some(file) = own.file_of_link(link) {
                return self.at(&file);
            }
            if link.url.ends_with(|end: char| end != '/') && own.is_front(link.parsed_url()?) {
                return self.at(&own.root);
            }
        }
        self.at(path_of_file(link)?)
    }
}

/// The path in `https://github.com/owner/repository/blob/main/README.de.md`, of a repository whose own name is not known, or
/// that this one is a copy of.
fn path_of_file(link: &Link) -> Option<&str> {
    let end = memchr2(b'?', b'#', link.url.as_bytes()).unwrap_or(link.url.len());
    let written = link.url.get(..end).unwrap_or("");
    let begins_file = |at: usize| {
        let rest = written.get(at..).unwrap_or("");
        ["/blob/", "/tree/", "/raw/"].iter().any(|part| rest.starts_with(part))
    };
    if !memchr_iter(b'/', written.as_bytes()).any(begins_file) {
        return None;
    }
    Url::path(link.parsed_url()?).trim_start_matches('/').splitn(5, '/').nth(4)
}

/// The links of `edition` that lead to an edition of `list`.
pub(crate) fn language_links<'a>(editions: &EditionIndex<'_>, edition: &'a Edition) -> Vec<LanguageLink<'a>> {
    let document = &edition.document;
    let links = document.links().iter().filter(|link| !link.image);
    let found: Vec<(&Link, EditionId)> =
        links.filter_map(|link| Some((link, editions.target(&edition.path, link)?))).collect();
    let top = top_end(document, &found);
    let switch = |(link, edition): (&'a Link, EditionId)| {
        let named = named(document, link);
        LanguageLink { link, edition, named, at_top: link.span.start < top, is_miscased: false }
    };
    let mut language_links: Vec<LanguageLink<'_>> = found.into_iter().map(switch).collect();
    let known: BTreeSet<usize> = language_links.iter().map(|switch| switch.link.span.start).collect();
    let others = document.links().iter().filter(|link| !link.image && link.span.start < top);
    for link in others.filter(|link| !known.contains(&link.span.start)) {
        if let Some(meant) = editions.meant(&edition.path, link) {
            let named = named(document, link);
            language_links.push(LanguageLink { link, edition: meant, named, at_top: true, is_miscased: true });
        }
    }
    language_links.sort_by_key(|switch| switch.link.span.start);
    language_links
}

/// Links that name a language and lead out of the list: to a site that hosts it, to the front page of its repository.
pub(crate) fn named_elsewhere(document: &Document) -> impl Iterator<Item = Language> {
    let top = top_end(document, &[]);
    let links = document
        .links()
        .iter()
        .filter(move |link| !link.image && link.span.start < top && !matches!(link.target, Target::Anchor(_)));
    links.filter_map(|link| named(document, link))
}

/// The links above the first entry.
pub(crate) fn links_at_top<'a>(
    document: &'a Document,
    language_links: &[LanguageLink<'a>],
) -> impl Iterator<Item = &'a Link> {
    let found: Vec<(&Link, EditionId)> = language_links.iter().map(|switch| (switch.link, switch.edition)).collect();
    let top = top_end(document, &found);
    document.links().iter().take_while(move |link| link.span.start < top).filter(|link| !link.image)
}

/// Where the part of a document ends that every reader sees first: at the first entry that is not one of `links`.
fn top_end(document: &Document, language_links: &[(&Link, EditionId)]) -> usize {
    let is_entry = |entry: &&Entry| {
        let is_switch = || language_links.iter().any(|(switch, _)| entry.own.contains(switch.span));
        // What is named as an edition is one that is gone, or a link to it that is wrong.
        let is_named = |link: &Link| {
            let path = link.url.split(['?', '#']).next().unwrap_or("");
            edition_name(path.rsplit('/').next().unwrap_or(path))
                .is_some_and(|name| name.stem == "readme" && name.language.is_some())
        };
        document.link_of(entry).is_some_and(|link| link.key().is_some() && !is_named(link)) && !is_switch()
    };
    document.entries().iter().find(is_entry).map_or(document.source().len(), |entry| entry.span.start)
}

/// The language that a link names.
fn named(document: &Document, link: &Link) -> Option<Language> {
    if link.has_text
        && let Some(language) = language_in(document.text(link.text))
    {
        return Some(language);
    }
    if let Some(language) = hreflang(document.text(link.span)).filter(|_| link.kind == LinkKind::Html) {
        return Some(language);
    }
    let is_around = |image: &&Link| {
        image.image && image.within.and_then(|id| document.link(id)).is_some_and(|around| around.span == link.span)
    };
    let image = document.links().iter().find(is_around)?;
    language_in(document.text(image.text)).or_else(|| {
        let name = image.url.split(['?', '#']).next().unwrap_or("").rsplit('/').next()?;
        Language::parse(name.split_once('.').map_or(name, |(stem, _)| stem)).filter(|_| name.len() > 6)
    })
}

/// The language in the attribute of that name of an HTML link.
fn hreflang(tag: &str) -> Option<Language> {
    let (_, value) = tag.split_once("hreflang")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    Language::parse(value.split(['"', '\'', ' ', '>']).next()?)
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
pub(crate) fn may_be(edition: &Edition, language: &Language) -> bool {
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
pub(crate) fn edition_for(list: &List, language: &Language) -> Option<EditionId> {
    let exact = list.iter().filter(|(_, edition)| edition.language.as_ref() == Some(language)).map(|(id, _)| id);
    if let [only] = exact.collect::<Vec<_>>()[..] {
        return Some(only);
    }
    let mut fitting = list.iter().filter(|(_, edition)| may_be(edition, language)).map(|(id, _)| id);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// The path by which a document at `from` links to one at `to`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let (mut here, mut there): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    here.pop();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count().min(there.len().saturating_sub(1));
    there.drain(..shared);
    let up = "../".repeat(here.len() - shared);
    format!("{up}{}", there.join("/"))
}
