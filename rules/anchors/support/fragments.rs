//! The `#fragments` of a document whose place is known, each with what can be said of it.

use crate::anchors::support::anchor_index::AnchorLookup;
use crate::anchors::support::anchor_places::{AnchorPlace, AnchorPlaces, LinkedPage};
use crate::anchors::support::fragment_spelling::decoded;
use crate::api::diagnostic::Effects;
use crate::api::rule::Context;
use curate_document::link::target_of;
use curate_document::slug::slug;
use curate_document::{EditionId, LinkKind, Span, Target};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Searches for what a missing anchor means are this many at most in one document: each looks at every anchor.
const MOST_SEARCHES: usize = 100;

/// A `#fragment` that does not fit exactly.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    /// The bytes of the fragment with its `#`; the whole destination where they are not known.
    pub span: Span,
    /// The anchor as written, without `#`.
    pub written: String,
    /// The anchor decoded.
    pub decoded: String,
    /// Whether it stands behind the web address of a page of the own repository.
    pub by_address: bool,
    /// Whether `span` is exactly `#` and the anchor, so that it can be replaced.
    pub exact: bool,
    /// The file it is looked for in; `None` for the same document.
    pub file: Option<String>,
    /// The edition of the list it is looked for in.
    pub edition: Option<EditionId>,
    /// What was found instead.
    pub mismatch: Mismatch,
}

impl Fragment {
    /// What another fragment changes: the key of a URL that it is part of.
    pub(crate) fn effects(&self) -> Effects {
        Effects { keys: self.by_address, ..Effects::NONE }
    }
}

/// What was found in the place of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    /// The same in other letter cases.
    OtherCase(String),
    /// The same with U+FE0F.
    OtherSelectors(String),
    /// Nothing; perhaps this is meant.
    Missing(Option<String>),
}

/// A destination with a fragment, before it is looked up.
struct Reference<'a> {
    destination: Span,
    page: LinkedPage<'a>,
    anchor: Cow<'a, str>,
    text: String,
}

/// The fragments of the document of `context` that do not fit exactly, in document order.
pub(crate) fn mismatched_fragments(context: &Context<'_>) -> Arc<MismatchedFragments> {
    context.cache.of_edition(context.edition, || MismatchedFragments(find(context)))
}

/// The fragments of a document that do not fit exactly, in document order.
#[derive(Debug)]
pub(crate) struct MismatchedFragments(pub Vec<Fragment>);

fn find(context: &Context<'_>) -> Vec<Fragment> {
    let mut places = AnchorPlaces::new(context);
    let mut searches = 0;
    let references = references(context);
    let mut found: Vec<Fragment> = Vec::new();
    for (index, reference) in references.iter().enumerate() {
        let Some(mut fragment) = mismatch(context, reference, &mut places, &mut searches) else { continue };
        if let (Mismatch::Missing(Some(meant)), LinkedPage::Here) = (&mut fragment.mismatch, &reference.page) {
            let before = references.get(..index).unwrap_or(&[]);
            if let Some(numbered) = in_turn(meant, reference, before, &mut places) {
                *meant = numbered;
            }
        }
        found.push(fragment);
    }
    found.sort_by_key(|fragment| fragment.span);
    found
}

/// Of several links with one text that is the name of several headings, the second means the second heading: the anchor of that
/// where `reference`, for which the first is `meant`, has as many others `before` it.
fn in_turn(
    meant: &str,
    reference: &Reference<'_>,
    before: &[Reference<'_>],
    places: &mut AnchorPlaces<'_>,
) -> Option<String> {
    let style = places.host_style();
    let is_named = |reference: &&Reference<'_>| slug(reference.text.trim(), style) == meant;
    let place = Some(reference).filter(is_named).and_then(|_| places.find(&LinkedPage::Here))?;
    let earlier = before.iter().filter(|other| matches!(other.page, LinkedPage::Here)).filter(is_named).count();
    let numbered = format!("{meant}-{earlier}");
    let index = places.index(&place)?;
    (earlier > 0 && index.look_up(&numbered) == AnchorLookup::Exact).then_some(numbered)
}

/// Links with their own destination, and definitions that a link uses: each definition counts once.
fn references<'a>(context: &Context<'a>) -> Vec<Reference<'a>> {
    let document = context.document;
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    for link in document.links().iter().filter(|link| !link.image) {
        if let Some(definition) = link.definition {
            used.insert(definition);
            continue;
        }
        if link.kind == LinkKind::Reference {
            continue;
        }
        if let Some((page, anchor)) = page_and_anchor(Cow::Borrowed(&link.target), &link.url, context) {
            let text = document.rendered_at(link.block, link.text);
            found.push(Reference { destination: link.destination, page, anchor, text });
        }
    }
    for definition in used.into_iter().filter_map(|id| document.definition(id)) {
        let target = Cow::Owned(target_of(&definition.url));
        if let Some((page, anchor)) = page_and_anchor(target, &definition.url, context) {
            let text = document.text(definition.label).to_owned();
            found.push(Reference { destination: definition.destination, page, anchor, text });
        }
    }
    found
}

/// What stands before and after the `#` of `target`, which is that of the destination `url`.
fn page_and_anchor<'a>(
    target: Cow<'a, Target>,
    url: &'a str,
    context: &Context<'_>,
) -> Option<(LinkedPage<'a>, Cow<'a, str>)> {
    Some(match target {
        Cow::Borrowed(Target::Anchor(anchor)) => (LinkedPage::Here, Cow::Borrowed(&**anchor)),
        Cow::Owned(Target::Anchor(anchor)) => (LinkedPage::Here, Cow::Owned(anchor)),
        Cow::Borrowed(Target::Path { path, anchor: Some(anchor) }) => {
            (LinkedPage::Path(Cow::Borrowed(&**path)), Cow::Borrowed(&**anchor))
        }
        Cow::Owned(Target::Path { path, anchor: Some(anchor) }) => {
            (LinkedPage::Path(Cow::Owned(path)), Cow::Owned(anchor))
        }
        Cow::Borrowed(Target::Url) | Cow::Owned(Target::Url) => {
            let (_, anchor) = url.split_once('#')?;
            let own = context.facts.own_repository.as_ref()?;
            (LinkedPage::File(own.page_of(url)?), Cow::Borrowed(anchor.trim_end()))
        }
        _ => return None,
    })
}

fn mismatch(
    context: &Context<'_>,
    reference: &Reference<'_>,
    places: &mut AnchorPlaces<'_>,
    searches: &mut usize,
) -> Option<Fragment> {
    let written = &*reference.anchor;
    let decoded = decoded(written);
    if !is_judged(&decoded, !matches!(reference.page, LinkedPage::Here)) {
        return None;
    }
    let place = places.find(&reference.page)?;
    let index = places.index(&place)?;
    if index.incomplete {
        return None;
    }
    let mismatch = match index.look_up(&decoded) {
        AnchorLookup::Exact => return None,
        AnchorLookup::OtherCase(right) => Mismatch::OtherCase(right.to_owned()),
        AnchorLookup::OtherSelectors(right) => Mismatch::OtherSelectors(right.to_owned()),
        AnchorLookup::Missing => {
            *searches += 1;
            let meant = (*searches <= MOST_SEARCHES).then(|| index.meant_by(&decoded, &reference.text)).flatten();
            Mismatch::Missing(meant.map(str::to_owned))
        }
    };
    let (span, exact) = fragment_span(context, reference.destination, written);
    let (file, edition) = match place {
        AnchorPlace::Here => (None, Some(context.edition)),
        AnchorPlace::Edition(id) => (context.list.edition(id).map(|edition| edition.path.clone()), Some(id)),
        AnchorPlace::File(path) => (Some(path), None),
    };
    let by_address = matches!(reference.page, LinkedPage::File(_));
    Some(Fragment { by_address, span, written: written.to_owned(), decoded, exact, file, edition, mismatch })
}

/// Whether an anchor is one that headings answer: routes, text fragments, footnotes and lines of a file are not.
fn is_judged(decoded: &str, in_file: bool) -> bool {
    let anchor = decoded.strip_prefix("user-content-").unwrap_or(decoded);
    let is_special = anchor.is_empty()
        || anchor.starts_with(['/', '!', '?'])
        || anchor.contains(":~:")
        || anchor.eq_ignore_ascii_case("top")
        || anchor.eq_ignore_ascii_case("readme")
        || ["fn-", "fnref-", "fn:", "fnref:"].iter().any(|prefix| anchor.starts_with(prefix));
    !is_special && !(in_file && is_lines(anchor))
}

/// `L10`, `L10-L20`, `L10C3-L20C5`.
fn is_lines(anchor: &str) -> bool {
    anchor.split('-').all(|part| {
        let numbers = part.strip_prefix('L').unwrap_or("");
        let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        numbers.split('C').all(is_number)
    })
}

/// The bytes of `#written` in `destination`, and whether they are exactly that.
fn fragment_span(context: &Context<'_>, destination: Span, written: &str) -> (Span, bool) {
    let text = context.document.text(destination);
    let trimmed = text.trim_end();
    match trimmed.strip_suffix(written).filter(|before| before.ends_with('#')) {
        Some(before) => (Span::new(destination.start + before.len() - 1, destination.start + trimmed.len()), true),
        None => (destination, false),
    }
}
