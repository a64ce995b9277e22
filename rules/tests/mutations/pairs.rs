//! Two editions of one page, with what corresponds to what in them.

use curate_document::edition_evidence::copies;
use curate_document::language::edition_name;
use curate_document::{
    Alignment, Document, Edition, EntryId, Language, Link, LinkId, List, Partner, SectionId, Side, Span, UrlKey,
};
use curate_testing::{corpus, entries, name, root};
use std::collections::{BTreeMap, BTreeSet};

/// A source (0) and a translation (1).
pub struct Pair {
    /// The folder and the name of the translation: `corpus/awesome-mac/README-zh.md`.
    pub name: String,
    pub paths: [String; 2],
    pub documents: [Document; 2],
    pub alignment: Alignment,
    /// The languages of the source and of the translation.
    pub languages: [Option<Language>; 2],
    /// Whether it is a list, and not another page.
    pub is_list: bool,
    /// Whether the page is known to be the source: of one that all others are translations of nothing is said.
    pub has_source: bool,
    /// How many translations the page has.
    pub translations: usize,
    /// By side, the links that lead to each URL, in any language.
    links: [BTreeMap<UrlKey, Vec<LinkId>>; 2],
}

/// Below this share of matched entries, or of matched sections, order and neighbourhood mean nothing: the rules say so in one finding.
const ALIGNED: f64 = 0.6;
/// The same where one edition lacks more entries than this.
const LONE: usize = 100;
/// Of fewer sections the share says nothing.
const FEWEST_SECTIONS: usize = 5;

impl Pair {
    fn all_of(folder: &str, texts: Vec<(String, String)>) -> Vec<Self> {
        let edition = |(path, text): &(String, String)| Edition::new(path.clone(), Document::parse(text.clone()), true);
        if texts.len() < 2 {
            return Vec::new();
        }
        let list = List::new(texts.iter().map(edition).collect());
        let source = list.edition(list.source).unwrap();
        // Of two pages of one language, which are copies, nothing is said.
        let copies = copies(&list);
        let others = list.iter().filter(|(id, _)| *id != list.source && !copies.contains(id));
        let translations: Vec<&Edition> = others.map(|(_, edition)| edition).collect();
        let count = translations.len();
        let pair = |translation: &Edition| Self {
            name: format!("{folder}/{}", translation.path),
            paths: [source.path.clone(), translation.path.clone()],
            documents: [source.document.clone(), translation.document.clone()],
            alignment: Alignment::of(&source.document, &translation.document),
            languages: [&source.language, &translation.language].map(Clone::clone),
            is_list: source.is_list() || translation.is_list(),
            has_source: list.is_source_known || source.is_list() || translation.is_list(),
            translations: count,
            links: [&source.document, &translation.document].map(by_key),
        };
        translations.into_iter().map(pair).collect()
    }

    /// Whether nothing is said of single things: the editions are far apart, or which of them is the source is not known.
    pub fn is_drifted(&self) -> bool {
        let sections = self.documents.iter().map(|document| document.sections().len()).max().unwrap_or(0);
        let are_apart = (self.alignment.sections().count() as f64) < ALIGNED * sections as f64;
        !self.has_source
            || self.alignment.matched_share() < ALIGNED
            || (sections >= FEWEST_SECTIONS && are_apart)
            || [Side::First, Side::Second].into_iter().any(|side| self.alignment.lone_entries(side).nth(LONE).is_some())
    }

    /// The links on `side` that lead where `link`, of either edition, leads, in any language.
    pub fn links_like(&self, side: usize, link: &Link) -> Vec<&Link> {
        let key = link.key().map(UrlKey::localised);
        let ids = key.and_then(|key| self.links[side].get(&key)).into_iter().flatten();
        ids.filter_map(|id| self.documents[side].link(*id)).collect()
    }

    /// Bytes of both pages.
    pub fn bytes(&self) -> usize {
        self.documents.iter().map(|document| document.source().len()).sum()
    }

    /// The language of the translation as URLs name it: `de`, `zh-cn`.
    pub fn tag(&self) -> String {
        self.languages[1].as_ref().map_or("xx", Language::primary).to_owned()
    }

    pub fn document(&self, side: usize) -> &Document {
        &self.documents[side]
    }

    pub fn section_across(&self, side: usize, section: Option<SectionId>) -> Option<Option<SectionId>> {
        match section {
            Some(id) => self.alignment.section(as_side(side), id).map(Some),
            None => Some(None),
        }
    }

    /// The entry across, where there is one.
    pub fn entry_across(&self, side: usize, entry: EntryId) -> Option<EntryId> {
        match self.alignment.entry(as_side(side), entry) {
            Partner::Paired(other, _) => Some(other),
            _ => None,
        }
    }

    /// `span` of the edition on `side`, widened to whole lines, the last line's ending included.
    pub fn lines(&self, side: usize, span: Span) -> Span {
        let source = self.documents[side].source();
        let start = source[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let trimmed = span.start + source[span.start..span.end].trim_end().len();
        let end = source[trimmed..].find('\n').map_or(source.len(), |at| trimmed + at + 1);
        Span::new(start, end)
    }
}

pub fn as_side(side: usize) -> Side {
    if side == 0 { Side::First } else { Side::Second }
}

/// The plain pairs that were written for this.
pub fn plain() -> Vec<Pair> {
    let folders = entries(&root().join("fixtures/pairs")).into_iter();
    let pairs = folders.flat_map(|folder| {
        let name = name(&folder).to_owned();
        let list = corpus::ListFolder { corpus: "pairs".to_owned(), name: name.clone(), folder };
        Pair::all_of(&name, list.editions())
    });
    pairs.collect()
}

/// Every edition of a page of a real list with its source, for the lists that are there: of READMEs, of guides for contributors and
/// of whatever else is there in several languages.
pub fn real() -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut known = BTreeSet::new();
    for list in corpus::real() {
        let folder = format!("{}/{}", list.corpus, list.name);
        let mut groups: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
        for (path, text) in list.pages() {
            let path = path.trim_start_matches(&format!("{folder}/")).to_owned();
            let Some(name) = edition_name(&path) else { continue };
            groups.entry((name.folder, name.stem)).or_default().push((path, text));
        }
        for texts in groups.into_values().filter(|texts| known.insert(texts.clone())) {
            pairs.extend(Pair::all_of(&folder, texts));
        }
    }
    pairs
}

fn by_key(document: &Document) -> BTreeMap<UrlKey, Vec<LinkId>> {
    let mut links: BTreeMap<UrlKey, Vec<LinkId>> = BTreeMap::new();
    for (link, id) in document.links().iter().zip(0..) {
        if let Some(key) = link.key() {
            links.entry(key.localised()).or_default().push(LinkId(id));
        }
    }
    links
}
