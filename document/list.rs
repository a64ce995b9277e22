//! A list: one document in one or several languages.

use crate::language::script::{LetterCounts, WritingSystem};
use crate::language::{Language, edition_name};
use crate::model::{Document, InlineKind, LinkKind};
use std::collections::BTreeSet;

/// Names an edition of a list; also how edits and labels name the document they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId(pub u32);

/// One language's document of a list.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The path relative to where curate ran, with forward slashes.
    pub path: String,
    /// The language, by the file's name, else by its script: not where the name of another edition says the same one.
    pub language: Option<Language>,
    /// Whether the file's name says the language.
    pub says_language: bool,
    /// The writing system of its text.
    pub writing_system: Option<WritingSystem>,
    /// The document.
    pub document: Document,
    /// Whether the document is judged; a sibling that was not named is context only.
    pub judged: bool,
}

/// A document with its translations; a list in one language has one edition.
#[derive(Clone, Debug)]
pub struct List {
    /// In order of their paths.
    pub editions: Vec<Edition>,
    /// The edition that the others are translations of; any language may be it.
    pub source: EditionId,
    /// Whether the source is named as one, by its file or by the user, or is in English: not the longest of several translations.
    pub is_source_known: bool,
}

/// The fewest entries that begin with a link which make a document a list.
const FEWEST_ENTRIES: usize = 10;

impl List {
    /// The edition called `id`.
    pub fn edition(&self, id: EditionId) -> Option<&Edition> {
        self.editions.get(id.0 as usize)
    }

    /// The editions with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (EditionId, &Edition)> {
        self.editions.iter().enumerate().map(|(index, edition)| (EditionId(index as u32), edition))
    }

    /// Reads the writing systems of `editions` again, whose documents were replaced, and the languages that follow from them;
    /// whether any is another one now.
    pub fn recognise(&mut self, editions: impl Iterator<Item = EditionId>) -> bool {
        let mut is_other = false;
        for id in editions {
            let Some(edition) = self.editions.get_mut(id.0 as usize) else { continue };
            let (old, new) = (edition.writing_system, writing_system_of(&edition.document));
            if old == new {
                continue;
            }
            is_other = true;
            edition.writing_system = new;
            if !edition.says_language && edition.language == old.and_then(language_written_in) {
                edition.language = new.and_then(language_written_in);
            }
        }
        if is_other {
            yield_to_names(&mut self.editions);
        }
        is_other
    }

    /// [Releases](Document::release) the documents of all editions.
    pub fn release(&mut self) {
        self.editions.iter_mut().for_each(|edition| edition.document.release());
    }

    /// Whether a document was released.
    pub fn is_released(&self) -> bool {
        self.editions.iter().any(|edition| edition.document.is_released)
    }

    /// [Restores](Document::restore) the documents of all editions.
    pub fn restore(&mut self) {
        self.editions.iter_mut().for_each(|edition| edition.document.restore());
    }

    /// Whether there is more than one edition.
    pub fn is_translated(&self) -> bool {
        self.editions.len() > 1
    }
}

/// Whether `document` is a curated list: 10 entries that begin with a link, or 40 % of its items. Raw HTML makes a list of a page only
/// with both, since any page may have a table of logos.
pub fn is_list(document: &Document) -> bool {
    let (linked, items) = (linked_entries(document), document.markdown_entries().count());
    is_long_list(document) || (linked > 0 && linked * 5 >= items * 2)
}

/// Whether `document` is a list by the number of its entries alone; a shorter one may be a page that ends in a few links.
pub(crate) fn is_long_list(document: &Document) -> bool {
    let (linked, all) = (linked_entries(document), document.entries().len());
    let html = all - document.markdown_entries().count();
    linked >= FEWEST_ENTRIES || (html >= FEWEST_ENTRIES && (html + linked) * 5 >= all * 2)
}

fn linked_entries(document: &Document) -> usize {
    document.markdown_entries().filter(|entry| entry.link.is_some()).count()
}

/// Names of files that are about a project: what they link to is not a resource, however many of their items begin with a link.
const ABOUT_PROJECT: [&str; 11] = [
    "contributing",
    "code_of_conduct",
    "changelog",
    "security",
    "license",
    "licence",
    "governance",
    "support",
    "pull_request_template",
    "issue_template",
    "release_notes",
];

/// Whether the file at `path` is by its name about the project that it is in: `CONTRIBUTING-fr.md`.
fn is_about_project(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase().replace('-', "_");
    ABOUT_PROJECT.iter().any(|known| {
        name.strip_prefix(known).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    })
}

/// How files are called that hold the text of a licence.
const LICENCES: [&str; 4] = ["license", "licence", "copying", "unlicense"];

/// Whether the file at `path` is by its name, or the folder `LICENSES`, the text of a licence.
fn is_named_licence(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_ascii_lowercase();
    let folder = folders.rsplit('/').next().unwrap_or("");
    folder == "LICENSES"
        || LICENCES.iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
        })
}

impl List {
    /// A list of `editions`, in order of their paths, with its source found: the edition whose name says no language, else of
    /// pages that are no lists the English one, else the first of the longest ones. There must be at least one edition.
    pub fn new(mut editions: Vec<Edition>) -> Self {
        editions.sort_by(|a, b| a.path.cmp(&b.path));
        yield_to_names(&mut editions);
        let named = |edition: &Edition| edition_name(&edition.path).is_some_and(|name| name.language.is_some());
        let length = |edition: &Edition| edition.document.entries().len();
        let unnamed = editions.iter().position(|edition| !named(edition));
        let longest = editions.iter().map(length).max().unwrap_or(0);
        let is_english =
            |edition: &Edition| edition.language.as_ref().is_some_and(|language| language.primary() == "en");
        let english = || editions.iter().position(is_english).filter(|_| !editions.iter().any(Edition::is_list));
        let index = unnamed
            .or_else(english)
            .or_else(|| editions.iter().position(|edition| length(edition) == longest))
            .unwrap_or(0);
        let is_source_known = unnamed.or_else(|| editions.iter().position(is_english)).is_some();
        Self { editions, source: EditionId(index as u32), is_source_known }
    }
}

impl Edition {
    /// Whether it is a curated list, as [`is_list`] says, and not a page about the project.
    pub fn is_list(&self) -> bool {
        !is_about_project(&self.path) && is_list(&self.document)
    }

    /// Whether it is the text of a licence, which is kept as its authors wrote it.
    pub fn is_licence(&self) -> bool {
        is_named_licence(&self.path) && !is_list(&self.document)
    }

    /// An edition at `path`, its language by its name, else by the script of its text.
    pub fn new(path: impl Into<String>, document: Document, judged: bool) -> Self {
        let path = path.into();
        let named = edition_name(&path).and_then(|name| name.language);
        let says_language = named.is_some();
        let writing_system = writing_system_of(&document);
        let language = named.or_else(|| language_written_in(writing_system?));
        Self { path, language, says_language, writing_system, document, judged }
    }
}

/// Takes the language that follows from the script from editions beside one whose name says it: an English list of
/// Chinese dictionaries may have more Han letters than others of its words.
fn yield_to_names(editions: &mut [Edition]) {
    let said: BTreeSet<String> = editions
        .iter()
        .filter(|edition| edition.says_language)
        .filter_map(|edition| Some(edition.language.as_ref()?.primary().to_owned()))
        .collect();
    for edition in editions.iter_mut().filter(|edition| !edition.says_language) {
        edition.language = edition.language.take().filter(|language| !said.contains(language.primary()));
    }
}

/// The writing system of a document's own text; titles and descriptions count, destinations do not.
fn writing_system_of(document: &Document) -> Option<WritingSystem> {
    let mut counts = LetterCounts::default();
    for inline in document.inlines().iter().filter(|inline| inline.kind == InlineKind::Text) {
        let bare = inline
            .link
            .and_then(|id| document.link(id))
            .is_some_and(|link| link.kind != LinkKind::Inline && link.kind != LinkKind::Reference);
        if !bare {
            counts.add(document.text(inline.span));
        }
    }
    counts.writing_system()
}

/// The one language that is written in `writing_system`.
fn language_written_in(writing_system: WritingSystem) -> Option<Language> {
    let tag = match writing_system {
        WritingSystem::Chinese => "zh",
        WritingSystem::Japanese => "ja",
        WritingSystem::Korean => "ko",
        _ => return None,
    };
    Language::parse(tag)
}
