//! A list: one document in one or several languages.

use crate::document::Document;
use crate::language::Language;

/// Names an edition of a list; also how edits and labels name the document they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId(pub u32);

/// One language's document of a list.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The path relative to where curate ran, with forward slashes.
    pub path: String,
    /// The language, by the file's name, else by its script.
    pub language: Option<Language>,
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

    /// Whether there is more than one edition.
    pub fn is_translated(&self) -> bool {
        self.editions.len() > 1
    }
}

/// Whether `document` is a curated list: 10 entries that begin with a link, or 40 % of its items.
pub fn is_list(document: &Document) -> bool {
    let linked = document.entries().iter().filter(|entry| entry.link.is_some()).count();
    let items = document.entries().len();
    linked >= FEWEST_ENTRIES || (linked > 0 && linked * 5 >= items * 2)
}
