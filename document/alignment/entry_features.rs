//! The entries of a document as they are compared.

use super::fallback_link::fallback_link;
use super::language_menu::is_language_link;
use super::text_hash::{TextHash, link_hash, text_hash};
use super::words::{is_filler, normal_title, shared, word_hashes};
use crate::language::script::LetterCounts;
use crate::model::{Document, Entry, EntryId, Link, Target};
use crate::url::UrlKey;

/// An entry as it is compared.
#[derive(Debug)]
pub struct EntryFeatures {
    /// The entry.
    pub entry: EntryId,
    /// The node it is in.
    pub node: usize,
    /// The item around it.
    pub parent: Option<usize>,
    /// 0 at the top level.
    pub depth: u8,
    /// The key of its resource.
    pub key: Option<TextHash>,
    /// The keys of its other links, sorted.
    pub other_keys: Vec<TextHash>,
    /// Its title in normal form; `None` where nothing is left of it.
    pub title: Option<TextHash>,
    /// How many characters the normal title has.
    pub title_length: usize,
    /// The Latin words and numbers of the title, sorted.
    pub words: Vec<TextHash>,
    /// Whether it has a resource.
    pub linked: bool,
    /// Whether the link to its resource is malformed.
    pub malformed: bool,
    /// The key of its resource as text.
    pub url: Option<UrlKey>,
    /// Whether the title has letters that are not Latin, so that it is a translation where the one across has none.
    pub is_in_other_letters: bool,
    /// Whether the title is a name that hardly two things share, and its URL is not of a community about it.
    pub is_coined: bool,
}

impl EntryFeatures {
    /// What is compared of an entry in `node`, with the item around it; `None` where it is not an entry of the list: a language
    /// switch, a badge.
    pub fn of(document: &Document, id: EntryId, (node, parent): (usize, Option<usize>)) -> Option<Self> {
        let entry = document.entry(id)?;
        let link = document.link_of(entry);
        // What leads to a heading is part of some contents.
        let is_anchor = |link: &Link| matches!(link.target, Target::Anchor(_));
        if link.is_some_and(|link| is_anchor(link) || is_language_link(document, link)) {
            return None;
        }
        if link.is_none() && is_broken_anchor(document.text(entry.own)) {
            return None;
        }
        let fallback = fallback_link(document, entry);
        let title = fallback.as_ref().map(|link| link.text).or(entry.title)?;
        let of_entry = if fallback.is_none() { document.rendered_title(entry) } else { None };
        let rendered = of_entry.unwrap_or_else(|| document.text(title).to_owned());
        let normal = normal_title(&rendered);
        if normal.is_empty() && link.is_none() {
            return None;
        }
        let meant = fallback.as_ref().map(|link| text_hash(link.key.as_str()));
        let key = link.and_then(link_hash).or(meant);
        let url = link.and_then(Link::key).or(fallback.as_ref().map(|link| &link.key)).cloned();
        let others = document.links_of(entry).iter().filter(|other| !other.image);
        let mut other_keys: Vec<TextHash> = others.filter_map(|other| Some(text_hash(other.key()?.as_str()))).collect();
        other_keys.sort_unstable();
        other_keys.dedup();
        other_keys.retain(|other| Some(*other) != key);
        let counts = LetterCounts::of(&rendered);
        Some(EntryFeatures {
            entry: id,
            node,
            parent,
            depth: entry.depth,
            key,
            other_keys,
            title: (!normal.is_empty()).then(|| text_hash(&normal)),
            title_length: normal.chars().count(),
            words: word_hashes(&normal, is_filler),
            linked: link.is_some() || meant.is_some(),
            malformed: meant.is_some(),
            is_in_other_letters: !rendered.is_ascii() && counts.latin() < counts.letters(),
            is_coined: is_coined(&rendered) && !url.as_ref().is_some_and(is_of_community),
            url,
        })
    }

    /// Whether two items of one title can be one resource, judging by their URLs: with neither the site nor the name that
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

/// The key of the URL that `entry` presents, or was meant to.
pub(super) fn key_of(document: &Document, entry: &Entry) -> Option<UrlKey> {
    match document.link_of(entry) {
        Some(link) => link.key().cloned(),
        None => fallback_link(document, entry).map(|link| link.key),
    }
}
