//! # anchors/ambiguous
//!
//! A link to `#x` or `#x-1` where several headings give the same anchor `x`.
//!
//! ## Why
//!
//! The host numbers equal headings from top to bottom. When a section moves, or one more heading of that name comes in
//! above, the links lead to the wrong section, and nothing says so.
//!
//! A heading with an anchor of its own (`<a id="others"></a>` in it or right above it) is not ambiguous.
//!
//! ## Bad
//!
//! ```markdown
//! - [Editors](#editors)
//!     - [Others](#others)
//! - [Browsers](#browsers)
//!     - [Others](#others-1)
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Editors](#editors)
//!     - [Other editors](#other-editors)
//! - [Browsers](#browsers)
//!     - [Other browsers](#other-browsers)
//! ```
//!
//! ## Fix
//!
//! None: only a maintainer can say what to call the sections.

use crate::anchors::support::fragment_spelling::decoded;
use crate::api::declaration::{Declaration, Reach, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use curate_document::{Document, Section, Span, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["anchors/toc"],
    aliases: &["MD024"],
    has_parts: true,
    parameters: &[("MD024.siblings_only", None)],
    reach: Reach::Anywhere,
    ..Declaration::hint(
        include_str!("ambiguous.rs"),
        "a link to one of several headings that give the same anchor",
        Make::plain(|_| Box::new(Ambiguous)),
    )
};

struct Ambiguous;

impl Rule for Ambiguous {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut twins: BTreeMap<&str, Vec<&Section>> = BTreeMap::new();
        for section in document.sections() {
            twins.entry(&*section.base).or_default().push(section);
        }
        twins.retain(|base, sections| !base.is_empty() && sections.len() > 1);
        let by_anchor: BTreeMap<&str, &[&Section]> = twins
            .values()
            .flat_map(|sections| sections.iter().map(|section| (&*section.slug, sections.as_slice())))
            .collect();
        let given: BTreeSet<&str> = document.html_anchors().iter().map(|anchor| document.text(anchor.span)).collect();
        for link in document.links().iter().filter(|link| !link.image) {
            let Target::Anchor(anchor) = &link.target else { continue };
            // An anchor of its own stays with its section, wherever that moves.
            if given.contains(decoded(anchor).as_str()) {
                continue;
            }
            let Some(sections) = by_anchor.get(decoded(anchor).as_str()) else { continue };
            let Some((meant, other)) = meant_and_other(document, sections, &decoded(anchor)) else { continue };
            let line = document.line_of(other.title.start);
            let message = text!(
                "`#{anchor}` depends on the order of the headings: the heading on line {line} gives the same anchor",
                anchor = &**anchor,
                line,
            );
            // Twins of one section are no better for being looked for among siblings alone.
            let aliases: &[&str] =
                if meant.parent == other.parent { &["MD024"] } else { &["MD024", "MD024.siblings_only"] };
            sink.report(
                Finding::at(link.destination, message)
                    .aliases(aliases)
                    .label(context.edition, meant.title, text!("where the link leads now"))
                    .label(context.edition, other.title, text!("gives the same anchor"))
                    .help(text!("tell the headings apart by their names, or give one an `<a id=\"…\"></a>`")),
            );
        }
    }
}

/// The section that has `anchor`, and the first of the others, where neither has an anchor of its own.
fn meant_and_other<'a>(
    document: &Document,
    sections: &[&'a Section],
    anchor: &str,
) -> Option<(&'a Section, &'a Section)> {
    let meant = sections.iter().find(|section| *section.slug == *anchor && !has_own_anchor(document, section))?;
    let other = sections.iter().find(|section| section.slug != meant.slug && !has_own_anchor(document, section))?;
    Some((meant, other))
}

/// Whether an `id` or `name` stands in the heading of `section`, or between it and what comes before it.
fn has_own_anchor(document: &Document, section: &Section) -> bool {
    let Some(heading) = document.block(section.heading) else { return false };
    let anchors = document.html_anchors();
    let next = anchors.partition_point(|anchor| anchor.span.start < heading.span.end);
    let Some(last) = next.checked_sub(1).and_then(|index| anchors.get(index)) else { return false };
    // Nothing but the tag and white space is between.
    let between = document.text(Span::new(last.span.end.min(heading.span.start), heading.span.start));
    let tag_end = between.find('>').map_or(0, |end| end + 1);
    let rest = between.get(tag_end..).unwrap_or("");
    let rest = rest.trim_start().strip_prefix("</a>").unwrap_or(rest);
    rest.trim_matches(|character: char| character.is_whitespace() || character == '#').is_empty()
}
