//! A heading's edit and everything that points to the heading, as one fix.
//!
//! Hosts make a heading's anchor from its text, so a changed text breaks every `#anchor` that leads to it: in the
//! contents, elsewhere in the document, in the other editions. What other files lead to, or may lead to, stays, unless
//! somebody says so.

use crate::api::diagnostic::{Applicability, Edit, Fix};
use crate::api::facts::Facts;
use crate::api::paths::percent_decoded;
use crate::api::rule::Context;
use curate_document::slug::{HostStyle, fold, without_variation_selectors};
use curate_document::{
    BlockId, BlockKind, Document, EditionId, LinkId, LinkKind, List, Section, SectionId, Span, Target,
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;

/// What browsers encode in a fragment, and `()`, which end a destination.
const IN_FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'(').add(b')');

/// Characters that may be markup where they are put into a link's text.
const MARKUP: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '!', '|'];

/// `fix`, whose edits change the text of the heading of `section` and nothing else, with everything that must change
/// along: every link to the heading's anchor in all editions, and the text of those that repeat the heading's (the
/// contents line). `None` where the outcome is not certain: two headings with one anchor, an anchor that is taken,
/// a text that cannot be read by itself. What gives the heading another anchor is not safe.
///
/// The edition of the heading is `context.edition`; effects are declared here.
pub(crate) fn with_anchors(mut fix: Fix, section: SectionId, context: &Context<'_>) -> Option<Fix> {
    let document = context.document;
    let section = document.section(section)?;
    let title = document.text(section.title);
    let new_title = edited(title, section.title, context.edition, &fix.edits)?;
    let style = document.host_style();
    if rendered(title, style)?.0 != *section.rendered {
        return None;
    }
    let (new_rendered, new_slug) = rendered(&new_title, style)?;
    let renamed = new_slug != *section.base;
    let index = context.cache.of_list(|| HeadingIndex::of(context.list, context.facts));
    if renamed && (new_slug.is_empty() || !index.may_rename(context.edition, section, &new_slug)) {
        return None;
    }
    if renamed {
        // Pages and messages anywhere may lead to the anchor.
        fix.applicability = Applicability::Unsafe;
        let (title, slug) = (fix.title, &*section.slug);
        fix.title = if is_linked_elsewhere(slug, context) {
            text!("{title} (another file links to `#{slug}`)", title, slug)
        } else {
            text!("{title} (safe if nothing else links to `#{slug}`)", title, slug)
        };
    }
    for place in index.places(context.edition, &section.slug) {
        if renamed {
            let from = &context.list.edition(place.edition)?.document;
            let edit = fragment_edit(from, place, &section.slug, &new_slug)?;
            // Reference links share the destination of their definition.
            if !fix.edits.contains(&edit) {
                fix.edits.push(edit);
            }
            fix.effects.verbatim |= place.html;
        }
        let link = place.link.filter(|_| place.edition == context.edition).and_then(|id| document.link(id));
        if let Some(span) = link.filter(|link| !link.image && can_change_text(link)).map(|link| link.text) {
            let after = HeadingWording { title: &new_title, rendered: &new_rendered };
            let before = HeadingWording { title, rendered: &section.rendered };
            if let Some(text) = link_text_after(document.text(span), before, after, style) {
                fix.edits.push(Edit { edition: context.edition, span, text });
            }
        }
    }
    fix.effects.headings = true;
    Some(fix)
}

/// Whether a file whose links are not changed along leads to the anchor `slug` of the document.
fn is_linked_elsewhere(slug: &str, context: &Context<'_>) -> bool {
    let edition = context.list.edition(context.edition);
    let anchors = edition.and_then(|edition| context.facts.linked_anchors.get(&edition.path));
    anchors.is_some_and(|anchors| anchors.contains(&comparable(slug)))
}

/// `fix`, whose edits are in `block` of `context.edition`: as it is, or for a heading as [`with_anchors`] makes it.
/// `None` also for headings in quotes and items, whose anchors are not followed.
pub(crate) fn in_block(fix: Fix, block: BlockId, context: &Context<'_>) -> Option<Fix> {
    let heading = context.document.block(block)?;
    if !matches!(heading.kind, BlockKind::Heading { .. }) {
        return Some(fix);
    }
    let section = heading.section?;
    let opens = context.document.section(section).is_some_and(|section| section.heading == block);
    opens.then(|| with_anchors(fix, section, context)).flatten()
}

/// Where links to headings are, and which anchors are taken. A pure function of a list; kept in the [`ListCache`](crate::api::cache::ListCache).
#[derive(Debug, Default)]
pub(crate) struct HeadingIndex {
    editions: Vec<EditionHeadings>,
}

#[derive(Debug, Default)]
struct EditionHeadings {
    /// Links to this edition's anchors, from any edition, by the anchor's comparison form.
    places: BTreeMap<String, Vec<AnchorLink>>,
    /// How many anchors have a comparison form.
    taken: BTreeMap<String, usize>,
    /// How many sections have an anchor before repeats are kept apart.
    bases: BTreeMap<String, usize>,
}

/// A destination with a fragment.
#[derive(Clone, Copy, Debug)]
struct AnchorLink {
    edition: EditionId,
    destination: Span,
    /// The link, unless this is a definition.
    link: Option<LinkId>,
    html: bool,
}

impl HeadingIndex {
    /// The index of `list`, of whose surroundings `facts` tell.
    pub(crate) fn of(list: &List, facts: &Facts) -> Self {
        let mut editions: Vec<EditionHeadings> =
            list.editions.iter().map(|edition| EditionHeadings::of(&edition.document)).collect();
        let by_path: BTreeMap<&str, EditionId> = list.iter().map(|(id, edition)| (&*edition.path, id)).collect();
        for (id, edition) in list.iter() {
            let mut add = |target: &Target, place: AnchorLink| {
                let led = match target {
                    Target::Anchor(anchor) => Some((id, anchor)),
                    Target::Path { path, anchor: Some(anchor) } => facts
                        .resolve(&edition.path, path)
                        .and_then(|path| by_path.get(path.as_str()).copied())
                        .map(|other| (other, anchor)),
                    _ => None,
                };
                let Some((to, anchor)) = led else { return };
                if let Some(headings) = editions.get_mut(to.0 as usize) {
                    headings.places.entry(comparable(&percent_decoded(anchor))).or_default().push(place);
                }
            };
            for (index, link) in edition.document.links().iter().enumerate() {
                let html = link.kind == LinkKind::Html;
                let place =
                    AnchorLink { edition: id, destination: link.destination, link: Some(LinkId(index as u32)), html };
                add(&link.target, place);
            }
            for definition in edition.document.definitions() {
                let place = AnchorLink { edition: id, destination: definition.destination, link: None, html: false };
                add(&curate_document::link::target_of(&definition.url), place);
            }
        }
        Self { editions }
    }

    fn places(&self, edition: EditionId, anchor: &str) -> impl Iterator<Item = &AnchorLink> {
        let headings = self.editions.get(edition.0 as usize);
        headings.and_then(|headings| headings.places.get(&comparable(anchor))).into_iter().flatten()
    }

    /// Whether `section` can have the anchor `new` without any other heading's anchor changing.
    fn may_rename(&self, edition: EditionId, section: &Section, new: &str) -> bool {
        let Some(headings) = self.editions.get(edition.0 as usize) else { return false };
        let count = |anchor: &str| headings.taken.get(&comparable(anchor)).copied().unwrap_or(0);
        let alone = headings.bases.get(&*section.base) == Some(&1);
        alone && count(&section.slug) == 1 && count(new) == 0 && !headings.bases.contains_key(new)
    }
}

impl EditionHeadings {
    fn of(document: &Document) -> Self {
        let mut headings = Self::default();
        for anchor in document.anchors() {
            *headings.taken.entry(comparable(anchor)).or_default() += 1;
        }
        for section in document.sections() {
            *headings.bases.entry(section.base.to_string()).or_default() += 1;
        }
        // A heading in a quote or in raw HTML: `x-1` may be the second `x`.
        for anchor in document.anchors().skip(document.sections().len()) {
            if let Some((base, number)) = anchor.rsplit_once('-')
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && let Some(count) = headings.bases.get_mut(base)
            {
                *count += 1;
            }
        }
        headings
    }
}

/// The form in which anchors that a reader would take for the same are equal.
pub fn comparable(anchor: &str) -> String {
    fold(&without_variation_selectors(anchor))
}

/// `title`, which is at `span`, after `edits`; `None` where an edit is elsewhere.
fn edited(title: &str, span: Span, edition: EditionId, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(title.len() + 8);
    let mut at = 0;
    for edit in edits {
        if edit.edition != edition || !span.contains(edit.span) {
            return None;
        }
        text.push_str(title.get(at..edit.span.start - span.start)?);
        text.push_str(&edit.text);
        at = edit.span.end - span.start;
    }
    text.push_str(title.get(at..)?);
    Some(text)
}

/// What the text of a heading renders as, read by itself, and its anchor.
fn rendered(title: &str, style: HostStyle) -> Option<(String, String)> {
    if title.contains(['\n', '\r']) {
        return None;
    }
    let document = Document::parse_for(format!("# {title}\n"), style);
    let section = document.sections().first()?;
    (document.text(section.title) == title).then(|| (section.rendered.to_string(), section.base.to_string()))
}

/// The text of a heading.
#[derive(Clone, Copy, Debug)]
pub struct HeadingWording<'a> {
    /// As it is written.
    pub title: &'a str,
    /// As it is rendered.
    pub rendered: &'a str,
}

/// What a link to a heading shows once the heading is changed from `before` to `after`, where it repeats its text; `None` where `text`
/// is something else.
pub fn link_text_after(
    text: &str,
    before: HeadingWording<'_>,
    after: HeadingWording<'_>,
    style: HostStyle,
) -> Option<String> {
    if text == before.title {
        return Some(after.title.to_owned());
    }
    if text == before.rendered && !after.rendered.contains(MARKUP) {
        return Some(after.rendered.to_owned());
    }
    relabelled(text, before.rendered, after.rendered, style)
}

/// `new` escaped as `label` is, which renders as `old`; `None` where it is not such a label, or `new` would be read otherwise.
fn relabelled(label: &str, old: &str, new: &str, style: HostStyle) -> Option<String> {
    let shows = |label: &str, text: &str| rendered(label, style).is_some_and(|(shown, _)| shown == text);
    if !label.contains(MARKUP) || !shows(label, old) {
        return None;
    }
    let escapes: Vec<char> = label.split('\\').skip(1).filter_map(|rest| rest.chars().next()).collect();
    let mut written = String::with_capacity(label.len() + 4);
    for character in new.chars() {
        if escapes.contains(&character) {
            written.push('\\');
        }
        written.push(character);
    }
    shows(&written, new).then_some(written)
}

/// Whether the text of `link` is that alone: in `[text]` and `[text][]` it is the label too.
pub fn can_change_text(link: &curate_document::Link) -> bool {
    match link.kind {
        LinkKind::Inline => true,
        LinkKind::Reference => link.span.end - link.text.end > "][]".len(),
        LinkKind::Autolink | LinkKind::Literal | LinkKind::Html => false,
    }
}

fn fragment_edit(document: &Document, place: &AnchorLink, old: &str, new: &str) -> Option<Edit> {
    let (start, text) = fragment_after(document.text(place.destination), old, new)?;
    let span = Span::new(place.destination.start + start, place.destination.end);
    Some(Edit { edition: place.edition, span, text })
}

/// The fragment of `destination`, which leads to the anchor `old`, once that is called `new`: the byte that it begins at, behind the
/// `#`, and its text, encoded as it was. `None` where it leads elsewhere.
pub fn fragment_after(destination: &str, old: &str, new: &str) -> Option<(usize, String)> {
    let start = destination.find('#')? + 1;
    let fragment = destination.get(start..)?;
    if comparable(&percent_decoded(fragment)) != comparable(old) {
        return None;
    }
    let encoded = fragment.contains('%');
    Some((start, if encoded { utf8_percent_encode(new, IN_FRAGMENT).to_string() } else { new.to_owned() }))
}
