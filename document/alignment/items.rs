//! The entries of a document as they are compared.

use super::apparent::apparent_link;
use super::digest::{Number, number, number_of, word_numbers};
use super::words::{is_filler, normal_title, shared};
use crate::language::is_markdown;
use crate::language::script::LetterCounts;
use crate::language::{EditionName, Language, edition_name};
use crate::model::{BlockId, Document, Entry, EntryId, Link, Target};
use crate::url::UrlKey;
use std::collections::{BTreeMap, BTreeSet};

/// An entry as it is compared.
#[derive(Debug)]
pub struct Item {
    /// The entry.
    pub entry: EntryId,
    /// The node it is in.
    pub node: usize,
    /// The item around it.
    pub parent: Option<usize>,
    /// 0 at the top level.
    pub depth: u8,
    /// The key of its resource.
    pub key: Option<Number>,
    /// The keys of its other links, sorted.
    pub other_keys: Vec<Number>,
    /// Its title in normal form; `None` where nothing is left of it.
    pub title: Option<Number>,
    /// How many characters the normal title has.
    pub title_length: usize,
    /// The Latin words and numbers of the title, sorted.
    pub words: Vec<Number>,
    /// Whether it has a resource.
    pub linked: bool,
    /// Whether the link to its resource is malformed.
    pub malformed: bool,
    /// The key of its resource as text.
    pub url: Option<UrlKey>,
    /// Whether the title has letters that are not Latin, so that it is a translation where the one across has none.
    pub is_in_other_letters: bool,
    /// Whether the title is a name that hardly two things have, as far as its URL is none of a community about it.
    pub is_coined: bool,
}

impl Item {
    /// What is compared of an entry in `node`, with the item around it; `None` where it is no entry of the list: a language
    /// switch, a badge.
    pub fn of(document: &Document, id: EntryId, (node, parent): (usize, Option<usize>)) -> Option<Self> {
        let entry = document.entry(id)?;
        let link = document.link_of(entry);
        // What leads to a heading is part of some contents.
        let is_anchor = |link: &Link| matches!(link.target, Target::Anchor(_));
        if link.is_some_and(|link| is_anchor(link) || is_switch(document, link)) {
            return None;
        }
        if link.is_none() && is_broken_anchor(document.text(entry.own)) {
            return None;
        }
        let apparent = apparent_link(document, entry);
        let title = apparent.as_ref().map(|link| link.text).or(entry.title)?;
        let rendered = match entry.body {
            Some(body) if apparent.is_none() => document.rendered_at(body, title),
            _ => document.text(title).to_owned(),
        };
        let normal = normal_title(&rendered);
        if normal.is_empty() && link.is_none() {
            return None;
        }
        let meant = apparent.as_ref().map(|link| number(link.key.as_str()));
        let key = link.and_then(number_of).or(meant);
        let url = link.and_then(Link::key).or(apparent.as_ref().map(|link| &link.key)).cloned();
        let others = document.links_of(entry).iter().filter(|other| !other.image);
        let mut other_keys: Vec<Number> = others.filter_map(|other| Some(number(other.key()?.as_str()))).collect();
        other_keys.sort_unstable();
        other_keys.dedup();
        other_keys.retain(|other| Some(*other) != key);
        let counts = LetterCounts::of(&rendered);
        Some(Item {
            entry: id,
            node,
            parent,
            depth: entry.depth,
            key,
            other_keys,
            title: (!normal.is_empty()).then(|| number(&normal)),
            title_length: normal.chars().count(),
            words: word_numbers(&normal, is_filler),
            linked: link.is_some() || meant.is_some(),
            malformed: meant.is_some(),
            is_in_other_letters: !rendered.is_ascii() && counts.latin() < counts.letters(),
            is_coined: is_coined(&rendered) && !url.as_ref().is_some_and(is_of_community),
            url,
        })
    }

    /// Whether two items of one title can be one resource, as far as their URLs tell: with neither the site nor the name that
    /// these give it in common they are two.
    pub fn may_be_one(&self, other: &Self) -> bool {
        if self.key.is_none() || other.key.is_none() {
            return true;
        }
        let (Some(mine), Some(theirs)) = (&self.url, &other.url) else { return false };
        let is_at_one = || {
            let mut pairs = whereabouts(mine).into_iter().zip(whereabouts(theirs));
            pairs.any(|(mine, theirs)| mine.is_some() && mine == theirs)
        };
        (self.is_coined && other.is_coined) || is_at_one() || shared(&self.other_keys, &other.other_keys) > 0
    }

    /// Whether the resources of both are of one site; of one repository, on a forge.
    pub fn is_at_one_site(&self, other: &Self) -> bool {
        let site = |item: &Self| {
            let [site, _] = whereabouts(item.url.as_ref()?);
            site
        };
        site(self).is_some() && site(self) == site(other)
    }
}

/// Whether a text was meant as a link to a heading: `[License] (# license)`.
fn is_broken_anchor(text: &str) -> bool {
    let Some((_, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) else { return false };
    rest.trim_start().strip_prefix('(').is_some_and(|inside| inside.trim_start().starts_with('#'))
}

/// A name of so many words is of one thing.
const TELLING_WORDS: usize = 3;

/// Whether a title is a name of several words, or one that somebody made up: `FireQoS`, `draw.io`.
fn is_coined(title: &str) -> bool {
    let words = title.split_whitespace().filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase()));
    let is_long = words.count() >= TELLING_WORDS;
    let word = title.trim();
    let is_word = word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let has_inner = || {
        let pairs = word.as_bytes().windows(2);
        let mut kinds = pairs.map(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
        kinds.any(|is_inner| is_inner) || word.trim_matches('.').contains('.')
    };
    is_long || (is_word && has_inner())
}

/// Whether a URL is of people who talk about a thing, not of the thing.
fn is_of_community(key: &UrlKey) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    let is_place = matches!(
        host,
        "reddit.com" | "discord.gg" | "discord.com" | "t.me" | "youtube.com" | "twitter.com" | "x.com" | "facebook.com"
    );
    is_place
        || host.contains("wikipedia.")
        || host.split('.').any(|label| matches!(label, "forum" | "forums" | "reddit"))
}

/// Hosts where the first two segments of a path are an owner and a repository.
const FORGES: &[&str] = &["github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org"];

/// The site that `key` is of (for a forge the repository), and the name it gives to the resource.
fn whereabouts(key: &UrlKey) -> [Option<String>; 2] {
    let mut segments = key.as_str().split(['/', '?', '#']);
    let host = segments.next().unwrap_or("");
    if FORGES.contains(&host) {
        let (Some(owner), Some(name)) = (segments.next(), segments.next()) else {
            return [Some(host.to_owned()), None];
        };
        return [Some(format!("{host}/{owner}/{name}")), Some(normal_title(name))];
    }
    let name = host.split('.').find(|label| !matches!(*label, "www" | "docs" | "blog"));
    [Some(host.to_owned()), name.map(normal_title)]
}

/// The lists of a document that are language menus, and the items around them: the items of a menu all lead to editions of
/// one file, or most of them are called by languages.
pub fn menus(document: &Document) -> BTreeSet<BlockId> {
    let mut lists: BTreeMap<BlockId, Menu> = BTreeMap::new();
    for entry in document.entries() {
        if let Some(list) = document.block(entry.block).and_then(|block| block.parent) {
            lists.entry(list).or_default().add(document, entry);
        }
    }
    let menus = lists.into_iter().filter(|(_, menu)| menu.is_one()).map(|(list, _)| list);
    menus.flat_map(|list| [Some(list), document.block(list).and_then(|block| block.parent)]).flatten().collect()
}

/// What of a list tells whether it is a language menu.
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
pub fn is_switch(document: &Document, link: &Link) -> bool {
    let Some(name) = file_name(link) else { return false };
    let is_path = matches!(link.target, Target::Path { .. });
    let is_readme = is_path && name.stem == "readme" && name.language.is_some();
    is_readme || Language::parse(document.text(link.text).trim()).is_some()
}

/// The key of the URL that `entry` presents, or was meant to.
pub fn key_of(document: &Document, entry: &Entry) -> Option<UrlKey> {
    match document.link_of(entry) {
        Some(link) => link.key().cloned(),
        None => apparent_link(document, entry).map(|link| link.key),
    }
}
