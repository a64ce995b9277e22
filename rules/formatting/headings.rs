//! # formatting/headings
//!
//! Headings that do not make an outline: a second title, a level left out, twins under one parent; and the markers of a
//! merge that was not finished.
//!
//! ## Why
//!
//! Readers, screen readers and the contents that a host makes rely on the levels of headings. A second `#` among `##`
//! ends the list for them, a `####` under a `##` belongs to no section, and of two headings with one name under one
//! parent only the first can be linked to by its name.
//!
//! What a document does throughout is its style: a list whose sections are all of level 1, one that goes from `##` to
//! `####` everywhere, or a name that comes back three times and more (`Added`, `Fixed`). Markers such as `<<<<<<<
//! main` are reported wherever they stand outside of code.
//!
//! ## Bad
//!
//! ```markdown
//! # Gardening
//!
//! ## Tools
//!
//! #### Spades
//!
//! ## Tools
//! ```
//!
//! ## Good
//!
//! ```markdown
//! # Gardening
//!
//! ## Tools
//!
//! ### Spades
//!
//! ## Seeds
//! ```
//!
//! A heading in italics that leaves out a level is small print, and one right after the code that it is written in is
//! an example: neither is part of the outline.
//!
//! ## Fix
//!
//! None: which level, name or side of the merge was meant only the author knows.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::formatting::support::merge_markers::{Conflict, conflicts};
use curate_document::contents_title::is_contents_title;
use curate_document::{Block, BlockKind, Document, Inline, Section, SectionId, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &[
        "MD001",
        "MD024",
        "MD025",
        "awesome-heading",
        "heading-increment",
        "no-multiple-toplevel-headings",
        "no-duplicate-headings",
        "no-duplicate-headings-in-section",
    ],
    has_parts: true,
    parameters: &[("MD025.level", None)],
    ..Declaration::warning(
        include_str!("headings.rs"),
        "a second title, a skipped level, twins under one parent, or markers of an unfinished merge",
        Make::configured::<Headings, Headings>(),
    )
};

/// From this many headings of level 1 on they are the document's sections; parts that have sections of their own are
/// recognized by fewer.
const SECTIONS: usize = 4;
const PARTS: usize = 3;
/// From this many steps of one kind on, and with this share of them, leaving out a level is the document's style.
const STEPS: usize = 3;
const SHARE: f64 = 0.5;

/// The checks that are on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "four checks, each with a switch of its own")]
struct Headings {
    /// Whether a second heading of level 1 is reported; `true` by default.
    titles: bool,
    /// Whether a level that is left out is reported; `true` by default.
    levels: bool,
    /// Whether two headings with one name under one parent are reported; `true` by default.
    twins: bool,
    /// Whether the markers of an unfinished merge are reported; `true` by default.
    merge_markers: bool,
}

impl Default for Headings {
    fn default() -> Self {
        Self { titles: true, levels: true, twins: true, merge_markers: true }
    }
}

impl Rule for Headings {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let conflicts = conflicts(document);
        for conflict in conflicts.iter().filter(|_| self.merge_markers) {
            sink.report(unfinished(conflict, context));
        }
        // Between the markers two documents stand one after the other; `=======` makes a title of what is above it.
        let is_sound = |section: &Section| {
            !conflicts.iter().any(|conflict| conflict.span.overlaps(section.title)) && !is_example(section, document)
        };
        let sections: Vec<(SectionId, &Section)> = document
            .sections()
            .iter()
            .enumerate()
            .map(|(index, section)| (SectionId(index as u32), section))
            .filter(|(_, section)| is_sound(section))
            .collect();
        let to_level_two = if self.titles { titles(&sections, context, sink) } else { Vec::new() };
        if self.levels {
            levels(&sections, &to_level_two, context, sink);
        }
        // In MDX each tab of several has the same headings.
        if self.twins && !document.is_mdx() {
            twins(&sections, context, sink);
        }
    }
}

fn unfinished(conflict: &Conflict, context: &Context<'_>) -> Finding {
    let document = context.document;
    let (first, rest) =
        conflict.markers.split_first().map_or((Span::default(), &[][..]), |(first, rest)| (*first, rest));
    let marker = document.text(first).split(' ').next().unwrap_or("");
    let line = |span: &Span| document.line_of(span.start);
    let message = match rest {
        [] => text!("marker `{marker}` of a merge that was not finished", marker),
        [other] => text!(
            "marker `{marker}` of a merge that was not finished, with another one on line {line}",
            marker,
            line = line(other),
        ),
        [others @ .., last] => text!(
            "marker `{marker}` of a merge that was not finished, with others on lines {lines} and {last}",
            marker,
            lines = Text::series(others.iter().map(|other| Text::verbatim(line(other).to_string()))),
            last = line(last),
        ),
    };
    let mut finding = Finding::at(first, message).help(text!("keep one side and delete the marker lines"));
    for span in rest {
        finding = finding.label(context.edition, *span, text!("belongs to it"));
    }
    finding
}

/// A second heading of level 1 where the first is the title. Gives those that are to become level 2 without what is under them.
fn titles(sections: &[(SectionId, &Section)], context: &Context<'_>, sink: &mut Sink<'_>) -> Vec<SectionId> {
    let top: Vec<(SectionId, &Section)> = sections.iter().copied().filter(|(_, section)| section.level == 1).collect();
    let Some(((first, title), others)) = top.split_first() else { return Vec::new() };
    let below = |id: SectionId| sections.iter().filter(move |(_, section)| section.parent == Some(id));
    let has_sections = |id: SectionId| below(id).next().is_some();
    if top.len() >= SECTIONS || top.len() >= PARTS && top.iter().all(|(id, _)| has_sections(*id)) {
        return Vec::new();
    }
    let mut alone = Vec::new();
    let line = context.document.line_of(title.title.start);
    let contents = context.document.contents().and_then(|contents| contents.section);
    for (id, section) in others {
        // What comes after the contents is not part of them, and where the title has no sections of its own, or few, those below
        // another one are the document's.
        let is_alone = contents == Some(*id) || is_contents_title(&section.rendered);
        let has_next_level = below(*id).any(|(_, section)| section.level == 2);
        let is_part = !is_alone && has_next_level && below(*first).count() * 2 >= below(*id).count();
        if !is_part {
            alone.push(*id);
        }
        let help =
            if is_part { text!("make it `##`, and what is under it one level deeper") } else { text!("make it `##`") };
        let message = text!("a second heading of level 1; the title is on line {line}", line);
        let finding = Finding::at(section.title, message).label(context.edition, title.title, text!("the title"));
        let aliases = &["MD025", "MD025.level", "awesome-heading", "no-multiple-toplevel-headings"];
        sink.report(finding.help(help).aliases(aliases));
    }
    alone
}

/// Headings that are more than one level below the one they are under; not where that is one `to_level_two`.
fn levels(sections: &[(SectionId, &Section)], to_level_two: &[SectionId], context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let parent = |section: &Section| section.parent.and_then(|id| document.section(id));
    let mut steps: BTreeMap<(u8, u8), usize> = BTreeMap::new();
    let mut from: BTreeMap<u8, usize> = BTreeMap::new();
    for (_, section) in sections {
        let Some(parent) = parent(section) else { continue };
        *steps.entry((parent.level, section.level)).or_default() += 1;
        *from.entry(parent.level).or_default() += 1;
    }
    let mut findings = Vec::new();
    let mut under: Option<SectionId> = None;
    for (_, section) in sections {
        let Some(parent) = parent(section).filter(|parent| section.level > parent.level + 1) else { continue };
        let count = steps.get(&(parent.level, section.level)).copied().unwrap_or(0);
        let all = from.get(&parent.level).copied().unwrap_or(0);
        let is_style = count >= STEPS && count as f64 > SHARE * all as f64;
        let is_right_then = section.level == 3 && section.parent.is_some_and(|id| to_level_two.contains(&id));
        // The siblings of one that was reported are reported with it.
        if is_right_then || is_style || under == section.parent || is_small_print(section, context) {
            continue;
        }
        under = section.parent;
        let (level, wanted) = (section.level, parent.level + 1);
        let line = document.line_of(parent.title.start);
        let left_out = match level - wanted {
            1 => text!("level {wanted} is left out", wanted),
            2 => text!("levels {wanted} and {next} are left out", wanted, next = wanted + 1),
            _ => text!("levels {wanted} to {last} are left out", wanted, last = level - 1),
        };
        let message = text!(
            "a heading of level {level} under one of level {above} on line {line}: {left_out}",
            level,
            above = parent.level,
            line,
            left_out,
        );
        let help = text!("make it `{marks}`, with its siblings", marks = "#".repeat(usize::from(wanted)));
        findings.push(
            Finding::at(section.title, message)
                .label(context.edition, parent.title, text!("the heading it is under"))
                .help(help)
                .aliases(&["MD001", "heading-increment"]),
        );
    }
    let summary = |count: usize| text!("{count} headings leave out a level, of which this is the first", count);
    summarize::report(findings, summary, Text::default(), context, sink);
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Whether a heading shows what the code right before it, or before its fellows, makes.
fn is_example(section: &Section, document: &Document) -> bool {
    let mut above = document.blocks().get(..section.heading.0 as usize).unwrap_or(&[]).iter().rev();
    let shown = above.find(|block| !is_heading(block));
    let line = |offset: usize| document.text(document.lines().span(document.line_of(offset))).trim();
    let own = line(section.title.start);
    shown.is_some_and(|block| {
        block.kind == BlockKind::Code && document.text(block.span).lines().any(|line| line.trim() == own)
    })
}

/// Whether all of a heading is emphasized: a remark in small print.
fn is_small_print(section: &Section, context: &Context<'_>) -> bool {
    let inlines = context.document.inlines_of(section.heading);
    let is_said = |inline: &&Inline| !context.document.text(inline.span).trim().is_empty();
    inlines.iter().any(|inline| inline.emphasis) && inlines.iter().filter(is_said).all(|inline| inline.emphasis)
}

/// Headings with one name and level under one parent.
fn twins(sections: &[(SectionId, &Section)], context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let mut named: BTreeMap<(Option<SectionId>, u8, String), Vec<Span>> = BTreeMap::new();
    for (_, section) in sections {
        let name = section.base.trim_matches('-').to_owned();
        if says_all(section, &name) {
            named.entry((section.parent, section.level, name)).or_default().push(section.title);
        }
    }
    let mut findings = Vec::new();
    for twins in named.values() {
        // What comes back again and again (`Added`, `Fixed`) is a pattern of the document.
        let [first, second] = twins.as_slice() else { continue };
        let line = document.line_of(first.start);
        let message = text!("the heading on line {line} has the same name and the same parent", line);
        findings.push(
            Finding::at(*second, message)
                .label(context.edition, *first, text!("the first of the two"))
                .help(text!("merge the two sections, or tell them apart by their names"))
                .aliases(&["MD024", "no-duplicate-headings", "no-duplicate-headings-in-section"]),
        );
    }
    findings.sort_by_key(|finding| finding.span);
    let summary =
        |count: usize| text!("{count} headings repeat the name of one beside them, of which this is the first", count);
    summarize::report(findings, summary, Text::default(), context, sink);
}

/// Whether the slug says all that the heading does: `C`, `C++` and `C#` are not twins.
fn says_all(section: &Section, slug: &str) -> bool {
    let count = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let marks = section.rendered.chars().any(|character| matches!(character, '+' | '#' | '♯' | '&' | '@'));
    !marks && count(slug) > 0
}
