//! Menus of languages: lists whose items lead to the editions of a list.

use crate::language::{EditionName, Language, edition_name};
use crate::markdown_file::is_markdown;
use crate::model::{BlockId, Document, Entry, Link, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The lists of a document that are language menus, and the items around them: the items of a menu all lead to editions of
/// one file, or most of them are called by languages.
pub(super) fn menus(document: &Document) -> BTreeSet<BlockId> {
    let mut lists: BTreeMap<BlockId, Menu> = BTreeMap::new();
    for entry in document.entries() {
        if let Some(list) = document.block(entry.block).and_then(|block| block.parent) {
            lists.entry(list).or_default().add(document, entry);
        }
    }
    let menus = lists.into_iter().filter(|(_, menu)| menu.is_one()).map(|(list, _)| list);
    menus.flat_map(|list| [Some(list), document.block(list).and_then(|block| block.parent)]).flatten().collect()
}

/// What shows whether a list is a language menu.
#[derive(Default)]
struct Menu {
    items: usize,
    /// Of those, how many are called by a language.
    called: usize,
    /// How many lead to an edition of the file with this stem, and whether one says its language.
    editions: usize,
    stem: Option<String>,
    says_language: bool,
    /// How many lead elsewhere.
    others: usize,
}

impl Menu {
    fn add(&mut self, document: &Document, entry: &Entry) {
        self.items += 1;
        let title = entry.title.filter(|_| entry.description.is_none()).map(|title| document.text(title));
        self.called += usize::from(title.is_some_and(names_language));
        let Some(link) = document.link_of(entry) else { return };
        let name = file_name(link).filter(|name| self.stem.as_ref().is_none_or(|stem| *stem == name.stem));
        match name {
            Some(name) => {
                self.editions += 1;
                self.says_language |= name.language.is_some();
                self.stem = Some(name.stem);
            }
            None => self.others += 1,
        }
    }

    fn is_one(&self) -> bool {
        let of_editions = self.editions > 1 && self.others == 0 && self.says_language;
        of_editions || (self.called >= FEWEST_LANGUAGES && self.called * 5 >= self.items * 3)
    }
}

/// A list of so many languages is a menu, or says who translated.
const FEWEST_LANGUAGES: usize = 3;
/// The longest name of a language with what stands beside it, in bytes.
const LONGEST_NAME: usize = 48;

/// Whether a short text is the name of a language, perhaps in two languages.
fn names_language(text: &str) -> bool {
    let mut words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 3);
    text.len() <= LONGEST_NAME && words.any(|word| Language::parse(word).is_some())
}

/// What the name of the markdown file says that `link` leads to, as a path or as a host shows it.
fn file_name(link: &Link) -> Option<EditionName> {
    match &link.target {
        Target::Path { path, .. } => edition_name(path),
        Target::Url => {
            let path = link.url.split(['?', '#']).next().filter(|path| is_markdown(path))?;
            let (_, file) = path.split_once("/blob/").or_else(|| path.split_once("/tree/"))?;
            edition_name(file)
        }
        _ => None,
    }
}

/// Whether `link` leads to another language of the list: named after one, or to a README that is.
pub(super) fn is_language_link(document: &Document, link: &Link) -> bool {
    let Some(name) = file_name(link) else { return false };
    let is_path = matches!(link.target, Target::Path { .. });
    let is_readme = is_path && name.stem == "readme" && name.language.is_some();
    is_readme || Language::parse(document.text(link.text).trim()).is_some()
}

/// Whether the text of a link is a language and nothing else, perhaps emphasised.
pub(super) fn is_called_by_language(text: &str) -> bool {
    Language::parse(text.trim_matches(|character: char| !character.is_alphanumeric())).is_some()
}

/// Whether `entry` is in one of the language `menus`, or heads it.
pub(super) fn is_in_menu(document: &Document, entry: &Entry, menus: &BTreeSet<BlockId>) -> bool {
    let list = document.block(entry.block).and_then(|block| block.parent);
    let is_head = entry.link.is_none() && menus.contains(&entry.block);
    is_head || list.is_some_and(|list| menus.contains(&list))
}
