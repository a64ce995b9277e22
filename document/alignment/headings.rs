//! The headings that sections are compared by.

use super::html_headings::html_headings;
use crate::build::broken_heading::broken_headings;
use crate::model::{Document, SectionId};
use std::borrow::Cow;

/// A heading, or a line that was meant as one.
#[derive(Debug)]
pub(super) struct Heading<'a> {
    /// The section; `None` where it is broken or in raw HTML.
    pub section: Option<SectionId>,
    /// Where it begins.
    pub start: usize,
    /// 1 to 6.
    pub level: u8,
    /// Its text as rendered; as written, where it is broken.
    pub text: Cow<'a, str>,
}

/// The headings of `document` in order, with those that are broken or in raw HTML: what they govern is theirs all the same.
pub(super) fn headings(document: &Document) -> Vec<Heading<'_>> {
    let real = document.sections().iter().enumerate().map(|(index, section)| Heading {
        section: Some(SectionId(index as u32)),
        start: section.span.start,
        level: section.level,
        text: Cow::Borrowed(&*section.rendered),
    });
    let broken = broken_headings(document).into_iter().map(|broken| Heading {
        section: None,
        start: broken.line.start,
        level: broken.marks.level as u8,
        text: Cow::Owned(broken.marks.text),
    });
    let html = html_headings(document).into_iter().map(|html| Heading {
        section: None,
        start: html.start,
        level: html.level,
        text: Cow::Owned(html.text),
    });
    let mut all: Vec<Heading<'_>> = real.chain(broken).chain(html).collect();
    all.sort_by_key(|heading| heading.start);
    all
}

/// Puts headings of level 1 into the section that they interrupt, where what follows goes on within that: comments of code outside of
/// a block, and lines with a `#` too many.
pub(super) fn take_in_stray(headings: &mut [Heading<'_>]) {
    let levels: Vec<u8> = headings.iter().map(|heading| heading.level).collect();
    let (mut has_parts, mut before) = (false, 0);
    for (index, heading) in headings.iter_mut().enumerate() {
        let next = levels.iter().skip(index + 1).copied().find(|level| *level > 1);
        if heading.level == 1 && has_parts && next.is_some_and(|next| next > 2) {
            heading.level = (before + 1).min(DEEPEST);
            continue;
        }
        has_parts = heading.level == 2 || (has_parts && heading.level > 1);
        before = heading.level;
    }
}

/// The deepest level of a heading.
const DEEPEST: u8 = 6;
