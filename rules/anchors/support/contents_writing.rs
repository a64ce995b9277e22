//! New contents for the place that comments mark off, for anchors/toc.

use crate::anchors::support::contents_fix::has_letters;
use crate::anchors::support::contents_label::new_label;
use crate::anchors::support::contents_optional::left_out;
use crate::anchors::support::contents_style::{ContentsStyle, levels};
use crate::api::diagnostic::{Effects, Finding, Fix, Severity};
use crate::api::rule::Context;
use curate_document::contents_title::is_contents_title;
use curate_document::{Block, BlockId, BlockKind, ContentsRegion, Document, Section, SectionKind, Span};

/// Where new contents go.
struct ContentsPlace {
    /// What they replace: blank space, or a list.
    span: Span,
    /// Whether that is a list.
    is_list: bool,
}

/// A finding about `region`, which holds no contents, or contents that lead nowhere; with new ones of `usual` levels, in which
/// pages of a project (contributing, licence) are listed unless the document is a curated list. Nothing where there is no heading
/// to list, or where the place holds more than a tool would write there.
pub(crate) fn unwritten(context: &Context<'_>, region: ContentsRegion, usual: u8) -> Option<Finding> {
    let document = context.document;
    let place = place(document, region)?;
    let sections = sections(document, region, context.is_list, usual);
    let style_of = if place.is_list { place.span } else { Span::new(0, document.source().len()) };
    let lines = lines(document, &sections, &ContentsStyle::of(document, style_of));
    if lines.is_empty() {
        return None;
    }
    let count = lines.len();
    let message = if place.is_list {
        plural!(
            count,
            "most lines of the table of contents lead nowhere; one heading belongs there",
            "most lines of the table of contents lead nowhere; {count} headings belong there",
        )
    } else {
        plural!(
            count,
            "the place for the table of contents is empty; one heading can be listed",
            "the place for the table of contents is empty; {count} headings can be listed",
        )
    };
    let line_end = if document.source().contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = lines.join(line_end);
    if !place.is_list {
        text = format!("{line_end}{line_end}{text}{line_end}{line_end}");
    }
    let mut span = place.span;
    // On one line, both comments are one block of HTML, which becomes two.
    let verbatim = !document.has_line_ending(region.inside());
    if verbatim {
        span = region.open.join(region.close);
        text = format!("{}{text}{}", document.text(region.open), document.text(region.close));
    }
    let effects = Effects { verbatim, contents: true, links: true, entries: true, ..Effects::NONE };
    let fix = Fix::safe(text!("Write the contents"), context.edition, span, text).with_effects(effects);
    Some(Finding::at(region.open, message).at_most(Severity::Warning).fix(fix))
}

/// Where new contents go in `region`: behind a title and the comments of a tool, in the stead of a list.
fn place(document: &Document, region: ContentsRegion) -> Option<ContentsPlace> {
    let inside = region.inside();
    let mut kept = inside.start;
    let mut list: Option<Span> = None;
    for (index, block) in document.blocks().iter().enumerate() {
        if block.parent.is_some() || !inside.contains(block.span) {
            continue;
        }
        match block.kind {
            BlockKind::List { .. } if list.is_none() => list = Some(trimmed(document, block.span)),
            _ if is_of_tool(document, BlockId(index as u32), block) => kept = trimmed(document, block.span).end,
            _ => return None,
        }
    }
    if let Some(list) = list {
        // Whether its lines are such as a tool writes, the contents say.
        let contents = document.contents().filter(|contents| inside.contains(contents.span))?;
        let is_line = |text: &str| {
            text.trim_start_matches(['-', '*', '+', ' ', '\t']).starts_with('[') && text.trim_end().ends_with(')')
        };
        let are_lines = contents.items.iter().all(|item| item.link.is_some() && is_line(document.text(item.span)));
        return are_lines.then_some(ContentsPlace { span: list, is_list: true });
    }
    let rest = Span::new(kept, inside.end);
    document.text(rest).trim().is_empty().then_some(ContentsPlace { span: rest, is_list: false })
}

fn trimmed(document: &Document, span: Span) -> Span {
    Span::new(span.start, span.start + document.text(span).trim_end().len())
}

/// Whether a tool wrote `block` over its contents: a comment, or a title.
fn is_of_tool(document: &Document, id: BlockId, block: &Block) -> bool {
    let text = document.text(block.span).trim();
    match block.kind {
        BlockKind::Html => text.starts_with("<!--") && text.find("-->") == text.len().checked_sub("-->".len()),
        BlockKind::Heading { .. } => true,
        BlockKind::Paragraph => {
            let rendered = document.rendered_at(id, block.span);
            is_contents_title(&rendered) || (text.starts_with("**") && text.contains("doctoc"))
        }
        _ => false,
    }
}

/// The sections that new contents list.
fn sections(document: &Document, region: ContentsRegion, is_list: bool, usual: u8) -> Vec<&Section> {
    let left_out = left_out(document, region.close.end, |name| is_list && SectionKind::of(name).is_some());
    let named = document.sections().iter().zip(left_out).filter(|(_, is_left_out)| !is_left_out);
    let named = named.map(|(section, _)| section).filter(|section| has_letters(&section.slug));
    let named: Vec<&Section> = named.filter(|section| !new_label(document, section).is_empty()).collect();
    let first = named.iter().map(|section| section.level).min().unwrap_or(1);
    let levels = levels(document, region, first, usual);
    named.into_iter().filter(|section| levels.contains(&section.level)).collect()
}

fn lines(document: &Document, sections: &[&Section], style: &ContentsStyle) -> Vec<String> {
    let mut around: Vec<u8> = Vec::new();
    let mut lines = Vec::with_capacity(sections.len());
    for section in sections {
        while around.last().is_some_and(|level| *level >= section.level) {
            around.pop();
        }
        let indent = " ".repeat(style.indent * around.len());
        lines.push(format!("{indent}{} [{}](#{})", style.marker, new_label(document, section), section.slug));
        around.push(section.level);
    }
    lines
}
