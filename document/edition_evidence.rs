//! Which documents are editions of one list, and which of those are copies in one language.

use crate::language::script::{LetterCounts, WritingSystem};
use crate::list::{Edition, EditionId, List};
use crate::markdown_file::is_markdown;
use crate::model::{BlockId, BlockKind, Document, Link, Target};
use crate::url::UrlKey;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The share of URL keys that two editions of one list have in common at least.
const SHARED_KEYS: f64 = 0.2;
/// With fewer URL keys than this in either, the levels of headings are looked at.
const FEW_KEYS: usize = 5;
/// Fewer headings than this say nothing by their levels.
const FEWEST_HEADINGS: usize = 3;

/// What shows whether documents whose names make them candidates are editions of one list, found once for each document.
#[derive(Debug)]
pub struct Evidence<'a> {
    document: &'a Document,
    /// Its path from where all paths begin.
    path: &'a str,
    /// The name of the file.
    name: String,
    /// The name of the folder whose page it is (`zh-CN` of `translations/zh-CN/README.md`), in lower case; empty for other pages
    /// and at the root.
    folder: String,
    /// The names of markdown files that its links end with, in lower case like the other.
    linked: BTreeSet<String>,
    /// The levels of its headings.
    levels: Vec<u8>,
    /// The URL keys of its entries.
    keys: OnceCell<BTreeSet<&'a UrlKey>>,
}

impl<'a> Evidence<'a> {
    /// What `edition` gives to compare it by.
    pub fn of(edition: &'a Edition) -> Self {
        let document = &edition.document;
        let last = |link: &'a Link| match &link.target {
            Target::Path { path, .. } => path.rsplit('/').next(),
            Target::Url if may_lead_to_markdown(&link.url) => {
                link.url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next())
            }
            _ => None,
        };
        let names = document.links().iter().filter_map(last).filter(|name| is_markdown(name));
        let (folders, name) = edition.path.rsplit_once('/').unwrap_or(("", &edition.path));
        let is_page_of_folder = name.len() >= 6 && name.as_bytes()[..6].eq_ignore_ascii_case(b"readme");
        Self {
            document,
            path: &edition.path,
            name: name.to_ascii_lowercase(),
            folder: if is_page_of_folder {
                folders.rsplit('/').next().unwrap_or("").to_ascii_lowercase()
            } else {
                String::new()
            },
            linked: names.map(str::to_ascii_lowercase).collect(),
            levels: document.sections().iter().map(|section| section.level).collect(),
            keys: OnceCell::new(),
        }
    }

    fn keys(&self) -> &BTreeSet<&'a UrlKey> {
        let entries = self.document.entries().iter();
        self.keys.get_or_init(|| entries.filter_map(|entry| self.document.link_of(entry)?.key()).collect())
    }

    /// Whether it and `other` are of editions of one list: one links to the other or to its folder, or they share at least a fifth of their
    /// URL keys. Where one has too few of them to judge by, they share half, or their headings have the same levels.
    pub fn confirms(&self, other: &Self) -> bool {
        if self.links_to_page(other) || other.links_to_page(self) {
            return true;
        }
        if self.links_to_folder_of(other) || other.links_to_folder_of(self) {
            return true;
        }
        let (keys, others) = (self.keys(), other.keys());
        let [fewer, more] = [keys.len().min(others.len()), keys.len().max(others.len())];
        if fewer >= FEW_KEYS {
            return keys.intersection(others).count() as f64 >= SHARED_KEYS * fewer as f64;
        }
        let shared = keys.intersection(others).count();
        // Two short lists may well have one URL in common.
        let shares_keys = shared > 0 && 2 * shared >= if shared == 1 { more } else { fewer };
        shares_keys || self.has_same_levels(other, fewer)
    }

    /// Whether a link leads to `other`, as far as its name shows; where both have one name, as the pages of many folders have, its
    /// folder counts as well.
    fn links_to_page(&self, other: &Self) -> bool {
        if !self.linked.contains(&other.name) || self.name != other.name {
            return self.linked.contains(&other.name);
        }
        let leads_there = |link: &Link| match &link.target {
            Target::Path { path, .. } => joined(self.path, path).eq_ignore_ascii_case(other.path),
            // `https://github.com/owner/name/blob/main/README.md`
            Target::Url => {
                let way = link.url.split(['?', '#']).next().unwrap_or("");
                let file = way.split_once("/blob/").and_then(|(_, way)| way.split_once('/'));
                file.is_some_and(|(_, path)| path.eq_ignore_ascii_case(other.path))
            }
            _ => false,
        };
        self.document.links().iter().any(leads_there)
    }

    /// Whether a link leads to the folder whose page `other` is: `translations/zh-CN`, `…/tree/main/translations/zh-CN`.
    fn links_to_folder_of(&self, other: &Self) -> bool {
        let leads_there = |link: &Link| {
            let way = match &link.target {
                Target::Path { path, .. } => path.as_str(),
                Target::Url => &*link.url,
                _ => return false,
            };
            let way = way.split(['?', '#']).next().unwrap_or(way).trim_end_matches('/');
            way.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&other.folder))
        };
        !other.folder.is_empty() && self.document.links().iter().any(leads_there)
    }

    /// Whether the headings have the same levels; lists with a few URLs each that they do not share are like one another
    /// where all headings are of one level.
    fn has_same_levels(&self, other: &Self, keys: usize) -> bool {
        let levels: BTreeSet<u8> = self.levels.iter().skip(1).copied().collect();
        let is_telling = keys < 2 || levels.len() > 1;
        is_telling && self.levels.len() >= FEWEST_HEADINGS && self.levels == other.levels
    }
}

/// Where `linked` leads from the document at `path`.
fn joined(path: &str, linked: &str) -> String {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let start = if linked.starts_with('/') { "" } else { folders };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(linked.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether an extension that begins as `.md` does is anywhere in `url`.
fn may_lead_to_markdown(url: &str) -> bool {
    let bytes = url.as_bytes();
    memchr::memchr_iter(b'.', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'm' | b'M')))
}

/// What is shorter than this, in bytes, may be the same in any language.
const TELLING_TEXT: usize = 24;
/// Fewer texts than this say nothing.
const FEWEST_TEXTS: usize = 3;

/// The editions of `list` that are in the language of its source, such as `docs/README.en.md` beside `README.md`: copies,
/// not translations.
pub fn copies(list: &List) -> BTreeSet<EditionId> {
    let Some(source) = list.edition(list.source) else { return BTreeSet::new() };
    let others = list.iter().filter(|(id, _)| *id != list.source);
    others.filter(|(_, edition)| is_copy(list, source, edition)).map(|(id, _)| id).collect()
}

/// Whether `edition` is in the language of `source`: it says a language that the other may have, and most of what both say is
/// the same. Among languages in Latin letters that is enough for English alone: what is still to be translated into German is
/// the same as well.
fn is_copy(list: &List, source: &Edition, edition: &Edition) -> bool {
    if source.says_language {
        return false;
    }
    let Some(language) = edition.language.as_ref().filter(|_| edition.says_language) else { return false };
    let Some(script) = script_of_same_text(&source.document, &edition.document) else { return false };
    let is_english = language.primary() == "en";
    let has_english = || list.iter().any(|(_, other)| other.language.as_ref().is_some_and(|own| own.primary() == "en"));
    match script {
        WritingSystem::Latin => is_english || (language.writing_system() == Some(script) && has_english()),
        own => language.writing_system() == Some(own),
    }
}

/// The writing system of what two documents say in the same words, where that is at least half of what the shorter one says
/// in sentences. Entries without a description are the same in every language.
fn script_of_same_text(first: &Document, second: &Document) -> Option<WritingSystem> {
    let (texts, others) = (sentences(first), sentences(second));
    let fewer = texts.len().min(others.len());
    let same: Vec<&&str> = texts.intersection(&others).collect();
    if fewer < FEWEST_TEXTS || same.len() * 2 < fewer {
        return None;
    }
    let mut counts = LetterCounts::default();
    for text in same {
        counts.add(text);
    }
    counts.writing_system()
}

/// The descriptions of entries and the paragraphs outside of lists.
fn sentences(document: &Document) -> BTreeSet<&str> {
    let in_item = |id: BlockId| document.ancestors(id).any(|around| matches!(around.kind, BlockKind::Item { .. }));
    let blocks = document.blocks().iter().enumerate().map(|(index, block)| (BlockId(index as u32), block));
    let paragraphs = blocks.filter(|(id, block)| block.kind == BlockKind::Paragraph && !in_item(*id));
    let descriptions = document.markdown_entries().filter_map(|entry| entry.description);
    let spans = paragraphs.map(|(_, block)| block.span).chain(descriptions);
    spans.map(|span| document.text(span).trim()).filter(|text| text.len() >= TELLING_TEXT).collect()
}
