//! The anchors of one document, to be looked up by what authors write.

use curate_document::Document;
use curate_document::contents_title::is_contents_title;
use curate_document::normal_text::letters;
use curate_document::slug::{HostStyle, fold, slug, without_variation_selectors};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Anchors longer than this are not compared by similarity.
const LONGEST_COMPARED: usize = 100;
/// How alike two anchors are at least, of 1, for one to be meant by the other.
const SIMILARITY: f64 = 0.75;

/// The anchors of a document or a file.
#[derive(Debug, Default)]
pub(crate) struct AnchorIndex {
    /// What the text of a heading becomes.
    host_style: HostStyle,
    exact: BTreeSet<String>,
    /// By the form without case and U+FE0F.
    folded: BTreeMap<String, Vec<String>>,
    /// By the letters of an anchor, the only one that has them; `None` where several do.
    by_letters: OnceCell<HashMap<String, Option<String>>>,
    /// The anchor of the heading over the table of contents.
    contents: Option<String>,
    /// Whether a part of the document is not parsed, so that anchors may be lacking here.
    pub incomplete: bool,
}

/// What an index says of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnchorLookup<'a> {
    /// It is there.
    Exact,
    /// It is there in other letter cases only.
    OtherCase(&'a str),
    /// It is there with U+FE0F only.
    OtherSelectors(&'a str),
    /// It is not there.
    Missing,
}

impl AnchorIndex {
    /// The anchors of `document`, those of `{#id}` at the end of headings included.
    pub(crate) fn of(document: &Document) -> Self {
        let attributes = document.sections().iter().filter_map(|section| attribute_id(&section.rendered));
        let mut index = Self::of_anchors(document.anchors().chain(attributes), document.host_style());
        let contents = document.contents().and_then(|contents| document.section(contents.section?));
        let named = contents.filter(|section| is_contents_title(&section.rendered));
        index.contents = named.map(|section| section.slug.to_string());
        index.incomplete = document.unparsed().is_some();
        index
    }

    /// An index of `anchors`, those of a page that `host_style` renders.
    pub(crate) fn of_anchors<'a>(anchors: impl Iterator<Item = &'a str>, host_style: HostStyle) -> Self {
        let mut index = Self { host_style, ..Self::default() };
        for anchor in anchors.filter(|anchor| !anchor.is_empty()) {
            if index.exact.insert(anchor.to_owned()) {
                index.folded.entry(form(anchor)).or_default().push(anchor.to_owned());
            }
        }
        index
    }

    /// Looks up a decoded anchor, with or without the prefix that GitHub puts before ids.
    pub(crate) fn look_up(&self, anchor: &str) -> AnchorLookup<'_> {
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(anchor);
        if self.exact.contains(anchor) {
            return AnchorLookup::Exact;
        }
        let Some(candidates) = self.folded.get(&form(anchor)) else { return AnchorLookup::Missing };
        let other_case = candidates.iter().find(|candidate| fold(candidate) == fold(anchor));
        match (other_case, candidates.first()) {
            (Some(right), _) => AnchorLookup::OtherCase(right),
            (None, Some(right)) => AnchorLookup::OtherSelectors(right),
            (None, None) => AnchorLookup::Missing,
        }
    }

    /// The anchor that is probably meant by one that is missing; `text` is what the link says.
    pub(crate) fn meant_by(&self, anchor: &str, text: &str) -> Option<&str> {
        let anchor = anchor.strip_prefix("user-content-").unwrap_or(anchor);
        let of_text = slug(text.trim(), self.host_style);
        let of_anchor = slug(anchor, self.host_style);
        let known = |anchor: &String| self.exact.get(anchor).map(String::as_str);
        let direct = [of_anchor, of_text].iter().filter(|slug| !slug.is_empty()).find_map(known);
        let contents = || self.contents.as_deref().filter(|_| is_contents_title(&anchor.replace('-', " ")));
        direct.or_else(contents).or_else(|| self.with_letters_of(anchor)).or_else(|| self.most_like(anchor))
    }

    /// The only anchor that differs in nothing but punctuation.
    fn with_letters_of(&self, anchor: &str) -> Option<&str> {
        let by_letters = self.by_letters.get_or_init(|| {
            let mut found: HashMap<String, Option<String>> = HashMap::with_capacity(self.exact.len());
            for anchor in &self.exact {
                found.entry(letters(anchor)).and_modify(|known| *known = None).or_insert_with(|| Some(anchor.clone()));
            }
            found
        });
        let wanted = letters(anchor);
        by_letters.get(&wanted).filter(|_| !wanted.is_empty())?.as_deref()
    }

    fn most_like(&self, anchor: &str) -> Option<&str> {
        // What blanks at the ends of a heading leave is easily forgotten.
        let anchor = anchor.trim_matches('-');
        let length = anchor.chars().count();
        if anchor.len() > LONGEST_COMPARED {
            return None;
        }
        let similar = self.exact.iter().filter(|candidate| {
            let other = candidate.trim_matches('-').chars().count();
            candidate.len() <= LONGEST_COMPARED && length.min(other) as f64 >= SIMILARITY * length.max(other) as f64
        });
        let rated = similar
            .map(|candidate| (strsim::normalized_damerau_levenshtein(anchor, candidate.trim_matches('-')), candidate));
        let best = rated.filter(|(likeness, _)| *likeness >= SIMILARITY).max_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map(|(_, candidate)| candidate.as_str())
    }
}

/// The form in which anchors are compared without case and U+FE0F.
fn form(anchor: &str) -> String {
    fold(&without_variation_selectors(anchor))
}

/// The id of `Heading {#id}`, which kramdown, Pandoc and Hugo take and GitHub shows.
pub(crate) fn attribute_id(rendered: &str) -> Option<&str> {
    let (_, id) = rendered.trim_end().strip_suffix('}')?.rsplit_once("{#")?;
    (!id.is_empty() && !id.contains(char::is_whitespace)).then_some(id)
}
