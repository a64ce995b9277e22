//! # parity/missing-section
//!
//! A section that one edition of a list has and another lacks.
//!
//! ## Why
//!
//! Readers of one language miss all that is in it. The section is reported once, at the place where it belongs; its
//! entries and subsections are not repeated.
//!
//! Sections are matched by what is in them and by the words of their titles that no translation changes, so a
//! translated title is no missing section. A section whose entries are in another one is a case of
//! `parity/section-mismatch`.
//!
//! ## Bad
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Editors        ## Editoren
//! ## Terminals
//! ## License        ## Lizenz
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md         README.de.md
//!
//! ## Editors        ## Editoren
//! ## Terminals      ## Terminals
//! ## License        ## Lizenz
//! ```
//!
//! What is meant for one language says so in its heading or on the line before: `<!-- curate de-only -->`.
//!
//! ## Fix
//!
//! Unsafe: the heading, still in the other language, is put where it belongs, with a line in the table of contents.

use super::comparison::{Comparison, both_ways, entry_ids, joined, section_name, section_span};
use super::stub::{self, TODO};
use crate::engine::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{EditionId, Partner, Section, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration of `parity/missing-section`.
pub const RULE: Declaration = Declaration {
    name: "parity/missing-section",
    summary: "a section that one edition lacks",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    yields_to: &[],
    options: &[],
    source: include_str!("missing_section.rs"),
    build: |_| Box::new(MissingSection),
};

struct MissingSection;

impl Rule for MissingSection {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // What several translations have and the source lacks at one place is one finding.
        let mut findings: BTreeMap<(EditionId, Span, String), (Finding, Vec<String>)> = BTreeMap::new();
        for comparison in both_ways(context).filter(|comparison| !comparison.is_left_alone()) {
            let Some(speaker) = comparison.speaker() else { continue };
            for section in missing(&comparison) {
                let name = section_name(comparison.other, section);
                let finding = finding(&comparison, speaker, section, &name);
                let identity = if speaker == comparison.here { name } else { format!("{name} {:?}", comparison.here) };
                let found = findings.entry((speaker, finding.span, identity)).or_insert((finding, Vec::new()));
                found.1.push(comparison.other_edition.path.clone());
            }
        }
        for (finding, mut paths) in findings.into_values() {
            let first = paths.remove(0);
            sink.report(if paths.is_empty() {
                finding
            } else {
                finding.help(format!("{first} has it, and so do {}", joined(&paths)))
            });
        }
    }
}

/// The sections there that are missing here, the outermost only.
fn missing(comparison: &Comparison<'_>) -> Vec<SectionId> {
    let one_sided = comparison.one_sided();
    let mut found: Vec<SectionId> = Vec::new();
    let mut last: Option<Span> = None;
    for id in comparison.alignment.lone_sections(comparison.side) {
        let Some(section) = comparison.other.section(id) else { continue };
        let inside = last.is_some_and(|span| span.contains(section.span));
        if inside
            || one_sided.has_section(comparison.other, id)
            || comparison.merged_into(id).is_some()
            || is_kept_apart(comparison, id, section)
        {
            continue;
        }
        last = Some(section.span);
        found.push(id);
    }
    found
}

/// Whether subsections or the table of contents make it more than a missing section: a subsection is here after all.
fn is_kept_apart(comparison: &Comparison<'_>, id: SectionId, section: &Section) -> bool {
    let contents =
        comparison.other.contents().and_then(|contents| contents.section).and_then(|id| comparison.other.section(id));
    let has_contents = contents.is_some_and(|contents| contents.span.start == section.span.start);
    let has_matched = nested(comparison, id).skip(1).any(|(inner, _)| comparison.home(inner).is_some());
    has_contents || has_matched
}

/// A section there and all in it.
fn nested<'a>(comparison: &Comparison<'a>, id: SectionId) -> impl Iterator<Item = (SectionId, &'a Section)> {
    let all = comparison
        .other
        .sections()
        .iter()
        .enumerate()
        .skip(id.0 as usize)
        .map(|(index, section)| (SectionId(index as u32), section));
    let end = comparison.other.section(id).map_or(0, |section| section.span.end);
    all.take_while(move |(_, section)| section.span.end <= end)
}

fn finding(comparison: &Comparison<'_>, speaker: EditionId, id: SectionId, name: &str) -> Finding {
    let there = section_span(comparison.other, Some(id));
    let place = Place::of(comparison, id);
    let here = section_span(comparison.document, place.after.or(place.parent));
    let (size, is_known) = size(comparison, id);
    let finding = if speaker == comparison.here {
        let path = &comparison.other_edition.path;
        let message = if is_known {
            format!("{path} has a section of its own here for entries that are in others: \"{name}\"{size}")
        } else {
            format!("{path} has a section here that this edition lacks: \"{name}\"{size}")
        };
        Finding::at(here, message).label(comparison.there, there, "the section")
    } else {
        let message = format!("{} lacks this section: \"{name}\"{size}", comparison.edition.path);
        Finding::at(there, message).label(comparison.here, here, "it belongs after this")
    };
    let comment = comparison.only_comment().map(|comment| {
        format!(
            "add it, or put `{comment}` into its heading in {} where it is meant for that edition alone",
            comparison.other_edition.path
        )
    });
    let finding = if let Some(comment) = comment { finding.help(comment) } else { finding };
    let finding = finding.in_edition(speaker);
    match fix(comparison, place, id).filter(|_| speaker == comparison.here && !is_known) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// How many entries a section has, how many of them are here all the same, and whether those are half of them or more.
fn size(comparison: &Comparison<'_>, id: SectionId) -> (String, bool) {
    let inside = nested(comparison, id).flat_map(|(_, section)| entry_ids(section));
    let fates: Vec<Partner> = inside.map(|id| comparison.fate(id)).filter(|fate| *fate != Partner::Outside).collect();
    let known = fates.iter().filter(|fate| **fate != Partner::Missing).count();
    let said = match (fates.len(), known) {
        (0, _) => String::new(),
        (1, 0) => ", with 1 entry".to_owned(),
        (count, 0) => format!(", with {count} entries"),
        (count, known) if count == known => format!(", with {count} entries, all of them elsewhere here"),
        (count, known) => format!(", with {count} entries, {known} of them elsewhere here"),
    };
    (said, known > 0 && 2 * known >= fates.len())
}

/// Where a section belongs here.
#[derive(Clone, Copy)]
struct Place {
    /// The section here that it follows, on the same level.
    after: Option<SectionId>,
    /// The section here that it is in.
    parent: Option<SectionId>,
}

impl Place {
    fn of(comparison: &Comparison<'_>, id: SectionId) -> Self {
        let across = |id: SectionId| comparison.alignment.section(comparison.side, id);
        let parent = comparison.other.section(id).and_then(|section| section.parent);
        let before = (0..id.0)
            .rev()
            .map(SectionId)
            .filter(|other| comparison.other.section(*other).is_some_and(|section| section.parent == parent));
        let after = before.into_iter().find_map(across);
        Self { after, parent: parent.and_then(across) }
    }
}

fn fix(comparison: &Comparison<'_>, place: Place, id: SectionId) -> Option<Fix> {
    let (document, section) = (comparison.document, comparison.other.section(id)?);
    let sibling = place.after.and_then(|id| document.section(id));
    let parent = place.parent.and_then(|id| document.section(id));
    let level = sibling
        .map(|sibling| sibling.level)
        .or_else(|| parent.map(|parent| parent.level + 1))
        .filter(|level| *level <= 6)?;
    let name = section.rendered.trim();
    if name.is_empty() || document.anchors().any(|anchor| anchor == &*section.slug) {
        return None;
    }
    let span = match sibling {
        Some(sibling) => sibling.span,
        None => stub::own_span(document, place.parent?),
    };
    let eol = stub::line_ending(document);
    let heading =
        stub::after(document, span, &format!("{eol}{eol}{} {name}{eol}{eol}{TODO}", "#".repeat(level.into())));
    let effects =
        Effects { headings: true, keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
    let fix = Fix::of("Add a stub of the section", Applicability::Unsafe)
        .edit(comparison.here, heading.at, heading.text)
        .with_effects(effects);
    Some(match contents_line(comparison, place, name, &section.slug) {
        Some(line) => fix.edit(comparison.here, line.at, line.text),
        None => fix,
    })
}

/// The line of the table of contents for a new section, after that of its neighbour; `None` where that is not in it.
fn contents_line(comparison: &Comparison<'_>, place: Place, name: &str, slug: &str) -> Option<stub::Insertion> {
    let document = comparison.document;
    let contents = document.contents()?;
    let neighbour = &document.section(place.after?)?.slug;
    let at = contents.items.iter().position(|item| {
        let link = item.link.and_then(|id| document.link(id));
        link.is_some_and(|link| link.url.strip_prefix('#') == Some(&**neighbour))
    })?;
    let item = contents.items.get(at)?;
    let nested = contents.items.iter().skip(at + 1).take_while(|next| next.depth > item.depth).last().unwrap_or(item);
    let start = stub::line_start(document, item.span.end.saturating_sub(1).max(item.span.start));
    let line = document.text(Span::new(start, item.span.end));
    let lead = line.get(..line.find('[')?)?;
    if !lead.trim_start().starts_with(['-', '*', '+']) || name.contains(['[', ']']) {
        return None;
    }
    Some(stub::after(document, nested.span, &format!("{}{lead}[{name}](#{slug})", stub::line_ending(document))))
}
