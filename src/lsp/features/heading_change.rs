//! What changes when the text of a heading does: its own bytes, and every link that would lead elsewhere, in all pages.
//!
//! The page is parsed with the new text: hosts number headings that have one anchor, so that the anchors of others may change too. Each
//! link follows what it led to.

use crate::lsp::features::anchors::{InboundLink, inbound_links};
use crate::lsp::features::pages::Page;
use crate::lsp::snapshot::Snapshot;
use curate_document::{Document, Link, Section, SectionId, Span};
use curate_rules::{HeadingWording, Text, can_change_text, comparable, fragment_after, link_text_after, text};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines between a heading and an anchor that is meant for it.
const BESIDE: usize = 2;

/// What is replaced in one page: spans in order, none touching another, with what stands there afterwards.
pub(super) struct PageEdits<'a> {
    /// The page.
    pub page: Page<'a>,
    /// The replacements.
    pub edits: Vec<(Span, String)>,
}

/// What changes when the heading of `id`, a section of `page`, has the text `new`.
///
/// # Errors
///
/// Why it cannot be called so.
pub(super) fn heading_change<'a>(
    snapshot: &'a Snapshot,
    page: Page<'a>,
    id: SectionId,
    new: &str,
) -> Result<Vec<PageEdits<'a>>, Text> {
    let new = new.trim();
    if new.is_empty() || new.contains(['\n', '\r']) {
        return Err(text!("a heading needs a text, on one line"));
    }
    let change =
        AnchorChanges::of(page.document, id, new).ok_or_else(|| text!("`{new}` is not the text of a heading", new))?;
    let links = inbound_links(snapshot, page);
    change.check(&links)?;
    let mut edits: BTreeMap<&str, PageEdits<'a>> = BTreeMap::new();
    let mut add = |page: Page<'a>, span: Span, text: String| {
        let of_page = edits.entry(page.path).or_insert_with(|| PageEdits { page, edits: Vec::new() });
        of_page.edits.push((span, text));
    };
    add(page, change.section.title, change.new_title());
    for link in links {
        let is_own = link.page.path == page.path;
        // What is in the heading itself is new.
        if is_own && change.section.title.contains(link.destination) {
            continue;
        }
        if let Some((span, text)) = change.edit_of(&link) {
            add(link.page, span, text);
        }
        if let Some((span, text)) = link.link.filter(|_| is_own).and_then(|of| change.text_of(&link, of)) {
            add(link.page, span, text);
        }
    }
    let mut edits: Vec<PageEdits<'a>> = edits.into_values().collect();
    for of_page in &mut edits {
        of_page.edits.sort();
        // References share the destination of their definition.
        of_page.edits.dedup();
    }
    Ok(edits)
}

/// The anchors of a page before a heading is changed and after.
struct AnchorChanges<'a> {
    before: &'a Document,
    after: Document,
    id: SectionId,
    section: &'a Section,
    /// What anchors that change are called afterwards.
    moved: BTreeMap<&'a str, String>,
    /// The anchors that are there before.
    anchors: BTreeSet<&'a str>,
    /// The first of those that are the same in the form in which anchors are compared, by that form.
    comparable: BTreeMap<String, &'a str>,
}

impl<'a> AnchorChanges<'a> {
    /// The anchors of `before`, where the heading of `id` has the text `new` afterwards; `None` where the page would not have the
    /// same headings then.
    fn of(before: &'a Document, id: SectionId, new: &str) -> Option<Self> {
        let section = before.section(id)?;
        let (head, tail) = (before.source().get(..section.title.start)?, before.source().get(section.title.end..)?);
        let after = before.parse_alike(format!("{head}{new}{tail}"));
        let pairs = || before.sections().iter().zip(after.sections());
        let is_kept = |(index, (old, now)): (usize, (&Section, &Section))| {
            let is_renamed = index == id.0 as usize;
            let has_text = if is_renamed { after.text(now.title) == new } else { old.rendered == now.rendered };
            has_text && old.level == now.level
        };
        if before.sections().len() != after.sections().len() || !pairs().enumerate().all(is_kept) {
            return None;
        }
        // Those of raw HTML stay what they are, also where that of a heading is the same; they are what a link leads to then.
        let html: BTreeSet<&str> = before.html_anchors().iter().map(|anchor| before.text(anchor.span)).collect();
        let mut comparable_anchors: BTreeMap<String, &str> = BTreeMap::new();
        for anchor in html.iter().copied().chain(before.anchors()).filter(|anchor| !anchor.is_empty()) {
            comparable_anchors.entry(comparable(anchor)).or_insert(anchor);
        }
        let anchors = before.anchors().filter(|anchor| !anchor.is_empty()).collect();
        let pairs = before.anchors().zip(after.anchors());
        let moved = pairs.filter(|(old, now)| old != now && !old.is_empty() && !html.contains(old));
        let moved = moved.map(|(old, now)| (old, now.to_owned())).collect();
        Some(Self { before, id, section, moved, anchors, comparable: comparable_anchors, after })
    }

    /// # Errors
    ///
    /// Where links would lead nowhere, or it would not be certain where.
    fn check(&self, links: &[InboundLink<'_>]) -> Result<(), Text> {
        for (old, now) in &self.moved {
            let has_links = links.iter().any(|link| self.led_to(&link.fragment) == Some(old));
            if now.is_empty() && has_links {
                return Err(text!("links lead to `#{old}`, and a heading without letters has no anchor", old = *old));
            }
            let is_taken = |anchor: &str| comparable(anchor) == comparable(now);
            if !now.is_empty()
                && self.before.html_anchors().iter().any(|anchor| is_taken(self.before.text(anchor.span)))
            {
                return Err(text!("`#{now}` is an anchor of this page already", now));
            }
        }
        match links.iter().find(|link| self.edit_of(link).is_none() && self.renamed(&link.fragment).is_some()) {
            Some(link) => {
                let line = link.page.document.line_of(link.destination.start);
                Err(text!("the link in {path}, line {line}, cannot be changed along", path = link.page.path, line))
            }
            None => Ok(()),
        }
    }

    /// The anchor that `fragment` leads to before the change: that of this very name, else what a reader would take for the same.
    fn led_to(&self, fragment: &str) -> Option<&'a str> {
        let exact = self.anchors.get(fragment).copied();
        exact.or_else(|| self.comparable.get(&comparable(fragment)).copied())
    }

    /// What `fragment` is called afterwards, where it leads to an anchor that changes.
    fn renamed(&self, fragment: &str) -> Option<(&'a str, &str)> {
        let old = self.led_to(fragment)?;
        Some((old, self.moved.get(old)?.as_str()))
    }

    /// The edit that has `link` lead to the same heading afterwards, where it would not.
    fn edit_of(&self, link: &InboundLink<'_>) -> Option<(Span, String)> {
        let (old, now) = self.renamed(&link.fragment)?;
        let raw = link.page.document.text(link.destination);
        let written = fragment_after(raw, old, now);
        // `#a\_b`: escapes that are not needed.
        let (start, text) = written.or_else(|| {
            let (_, text) = fragment_after(&raw.replace('\\', ""), old, now)?;
            Some((raw.find('#')? + 1, text))
        })?;
        Some((Span::new(link.destination.start + start, link.destination.end), text))
    }

    /// The edit of the text of `link`, where it leads to the heading and repeats it.
    fn text_of(&self, inbound: &InboundLink<'_>, link: &Link) -> Option<(Span, String)> {
        let (before, title) = (self.before, self.section.title);
        let leads_here =
            self.led_to(&inbound.fragment) == Some(&*self.section.slug) || self.is_beside(&inbound.fragment);
        if !leads_here || link.image || !can_change_text(link) || title.contains(link.span) {
            return None;
        }
        let now = self.after.section(self.id)?;
        let old = HeadingWording { title: before.text(title), rendered: &self.section.rendered };
        let new = HeadingWording { title: self.after.text(now.title), rendered: &now.rendered };
        let text = link_text_after(before.text(link.text), old, new, before.host_style())?;
        (text != before.text(link.text)).then_some((link.text, text))
    }

    /// Whether `fragment` is an anchor of raw HTML that stands by the heading, as older contents have them.
    fn is_beside(&self, fragment: &str) -> bool {
        let line = |offset: usize| self.before.line_of(offset);
        let own = line(self.section.title.start);
        let mut named = self.before.html_anchors().iter().filter(|anchor| self.before.text(anchor.span) == fragment);
        named.any(|anchor| line(anchor.span.start).abs_diff(own) <= BESIDE)
    }

    /// The new text of the heading: a link in it that leads to the heading itself still does.
    fn new_title(&self) -> String {
        let Some(now) = self.after.section(self.id) else { return String::new() };
        let mut text = self.after.text(now.title).to_owned();
        for link in self.after.links_in(now.title).iter().rev() {
            let fragment = link.url.strip_prefix('#').and_then(|fragment| self.renamed(fragment));
            let edit = fragment.and_then(|(old, new)| fragment_after(self.after.text(link.destination), old, new));
            let Some((start, new)) = edit.filter(|_| now.title.contains(link.destination)) else { continue };
            let at = |offset: usize| offset - now.title.start;
            text.replace_range(at(link.destination.start + start)..at(link.destination.end), &new);
        }
        text
    }
}
