//! # anchors/toc
//!
//! A table of contents that is out of step with the headings: a heading without a line, a line without a heading, or
//! lines with another text, order or depth than the headings have.
//!
//! ## Why
//!
//! Readers of a long list go by its contents. A section that is not there is not found, and a line that leads nowhere
//! is the first thing they click.
//!
//! ## Bad
//!
//! ```markdown
//! ## Contents
//!
//! - [Browsers](#browsers)
//! - [Mail](#mail)
//!
//! ## Browsers
//!
//! ## E-Mail
//!
//! ## Terminals
//! ```
//!
//! ## Good
//!
//! ```markdown
//! ## Contents
//!
//! - [Browsers](#browsers)
//! - [E-Mail](#e-mail)
//! - [Terminals](#terminals)
//!
//! ## Browsers
//!
//! ## E-Mail
//!
//! ## Terminals
//! ```
//!
//! The contents' own habits count. A level of headings is listed where most of its headings are; headings before the
//! contents, the heading over them, contributing, people, licence, sponsors and footnotes may be left out, in any of some
//! twenty languages, and so may the parts of a section when none of them is listed and few others are; a heading without an
//! anchor; one with `<!-- omit in toc -->` or `<!-- toc:ignore -->` behind or above it; a legend without links before the first
//! section that is listed; parts by number only (`4.1.` of `4.`, on one level); a section that only leads on to another; parts that come back under many sections (`Further
//! reading`) or are of one kind (`Drawbacks: …`), where none of them is listed. Names of languages that lead to the parts of
//! one file are a switch, not contents. Emphasis, code,
//! emoji, letter case and punctuation in a line do not matter, nor does a text that is a part of the heading or the
//! other way about, nor does a link back to the contents in a heading. An `<a id>` above, in or below a heading is as good an anchor as
//! the heading's own, and so is one that several headings have; a number in front of a heading may stand before the link. Contents in an order of their own, such as the alphabet's, are left in it.
//!
//! ## Fix
//!
//! Safe: changes the lines concerned only, with the indentation, the marker and the wording of the lines around them: missing
//! lines are inserted, lines follow a heading that was renamed where both names are alike, a line that is nothing but a broken
//! link to its heading is written as a link. Where lines have more than a
//! link, or count up, or one names the heading without a link to it, nothing is inserted. Unsafe, since heading or line may be the one that is wrong: a line becomes a heading
//! with another name; is inserted beside a line that leads nowhere, or among lines that are worded in many ways; one that leads
//! nowhere is removed where no heading beside it is unlisted; a text is replaced by the heading's; a line is moved, or indented
//! as its level; a line that leads to one heading, which no other line lists, and names another takes the anchor of that. Text, order and
//! depth are warnings, and such a line is a hint: the links work.

use crate::anchors::support::contents_expected::{
    depths, in_order, listed_ancestor, pair_by_likeness, pair_by_place, unlisted_beside,
};
use crate::anchors::support::contents_fix::{ContentsEditor, has_letters};
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::contents_missing::report_missing;
use crate::anchors::support::contents_targets::Destination;
use crate::anchors::support::contents_text::{are_alike, differs, has_own_wording, is_language_switch, is_sorted};
use crate::api::declaration::{Declaration, FixKind, Reach, Scope, Subject};
use crate::api::diagnostic::{Applicability, Edit, Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use curate_document::normal_text::letters;
use curate_document::{EditionId, Section};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["awesome-toc"],
    reach: Reach::Anywhere,
    ..Declaration::error(
        include_str!("toc.rs"),
        "a table of contents out of step with the headings",
        Make::configured::<Toc, Toc>(),
    )
};

/// From this share of lines out of order on, the contents have an order of their own.
const OWN_ORDER_SHARE: f64 = 0.3;
/// So many lines out of order are named one by one, however short the contents.
const FEW_LINES: usize = 2;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Toc {
    /// Whether the contents may list themselves: `ignore` (the default) lets them, `report` reports such a line.
    self_entry: SelfEntry,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum SelfEntry {
    #[default]
    Ignore,
    Report,
}

impl Rule for Toc {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(mut map) = ContentsMap::of(context.document) else { return };
        if map.contents.by_address && !leads_here(&map, context) {
            return;
        }
        let known = map.lines.iter().filter(|line| line.stands_for != StandsFor::Nothing).count();
        // Contents that mostly lead nowhere are made by other means than headings.
        if known * 2 < map.lines.len() || is_language_switch(&map) {
            return;
        }
        pair_by_place(&mut map);
        pair_by_likeness(&mut map);
        let in_order = in_order(&map);
        let judge = Judge {
            editor: ContentsEditor { map: &map, edition: context.edition, in_order: &in_order },
            edition: context.edition,
            depths: depths(&map),
            own_wording: has_own_wording(&map),
        };
        let of_line = |(index, line)| {
            judge.line(index, line).or_else(|| judge.own_line(line).filter(|_| self.self_entry == SelfEntry::Report))
        };
        let summary = |count| format!("{count} lines of the contents are out of step with the headings");
        let found = map.lines.iter().enumerate().filter_map(of_line);
        summarize::report(found.collect(), summary, "Bring the lines in step", context, sink);
        judge.order(sink);
        report_missing(judge.editor, sink);
    }
}

/// Whether every line that is a web address is that of the document.
fn leads_here(map: &ContentsMap<'_>, context: &Context<'_>) -> bool {
    let (Some(own), Some(edition)) = (&context.facts.own_repository, context.list.edition(context.edition)) else {
        return false;
    };
    map.lines.iter().all(|line| own.page_of(&line.link.url).is_some_and(|page| page == edition.path))
}

/// What is known of one table of contents.
struct Judge<'a> {
    editor: ContentsEditor<'a>,
    edition: EditionId,
    depths: BTreeMap<u8, u8>,
    own_wording: bool,
}

impl Judge<'_> {
    /// A line that leads elsewhere or nowhere, has another text or another depth.
    fn line(&self, index: usize, line: &ContentsLine<'_>) -> Option<Finding> {
        let section = line.stands_for.section().and_then(|section| self.editor.map.section(section));
        match (line.stands_for, section) {
            (StandsFor::Nothing, _) => Some(self.stale(index, line)),
            (StandsFor::ByText(_), Some(section)) => Some(self.elsewhere(line, section)),
            (StandsFor::ByPlace(_), Some(section)) => Some(self.renamed(line, section)),
            (StandsFor::ByLikeness(_), Some(section)) => Some(self.alike(line, section)),
            (StandsFor::Section(id), Some(section)) => self.text(line, section).or_else(|| self.depth(index, line, id)),
            _ => None,
        }
    }

    fn stale(&self, index: usize, line: &ContentsLine<'_>) -> Finding {
        let message = format!("the contents list `{}`, but no heading has the anchor `#{}`", line.text, line.anchor);
        let finding = Finding::at(line.link.span, message);
        let unlisted = unlisted_beside(self.editor.map, self.editor.in_order, index);
        let Some(section) = unlisted.first().and_then(|section| self.editor.map.section(*section)) else {
            let finding = finding.help("remove the line, or bring the heading back");
            return self.with_fix(finding, "Remove the line", Applicability::Unsafe, self.editor.removed(line));
        };
        // The heading may have another name now: with the line, its section would be lost.
        let others = match unlisted.len() {
            1 => String::new(),
            2 => ", as is one other heading".to_owned(),
            count => format!(", as are {} other headings", count - 1),
        };
        finding.help(format!(
            "if the heading was renamed, list it by its new name (`{}` on line {} is in no line{others}); else remove the line",
            self.editor.map.name(section),
            self.line_of(section)
        ))
    }

    fn elsewhere(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        if !has_letters(&section.slug) {
            let at = self.line_of(section);
            let message =
                format!("`{}` leads nowhere: its heading on line {at} has no letters to make an anchor of", line.text);
            return self.beside_heading(line, section, message).help("give the heading a name in letters");
        }
        let message = format!(
            "`{}` leads to `#{}`; its heading on line {} has the anchor `#{}`",
            line.text,
            line.anchor,
            self.line_of(section),
            section.slug
        );
        let finding = self.beside_heading(line, section, message);
        let title = format!("Link to `#{}`", section.slug);
        let (finding, safety) = if self.is_misled(line) {
            (finding, Applicability::Safe)
        } else {
            (finding.at_most(Severity::Hint), Applicability::Unsafe)
        };
        self.with_fix(finding, &title, safety, self.editor.redirected(line, section, false))
    }

    /// Whether the anchor of `line` surely is not the one that is meant: nothing has it, or it is that of another line's section.
    fn is_misled(&self, line: &ContentsLine<'_>) -> bool {
        match line.destination {
            Some(Destination::Section(section)) => !self.editor.map.is_free(section),
            Some(Destination::Elsewhere) => false,
            Some(Destination::Top) | None => true,
        }
    }

    fn renamed(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        let (at, name) = (self.line_of(section), self.editor.map.name(section));
        let message = format!("`{}` leads nowhere; the heading at this place is `{name}` on line {at}", line.text);
        let finding = self.beside_heading(line, section, message);
        let with_text = letters(&line.text) != letters(&name) && self.editor.is_worded_like_headings(line, section);
        let safety = if are_alike(&line.text, &name) { Applicability::Safe } else { Applicability::Unsafe };
        let edits = if self.own_wording { None } else { self.editor.redirected(line, section, with_text) };
        let title = if with_text { format!("List `{name}`") } else { format!("Link to `#{}`", section.slug) };
        self.with_fix(finding, &title, safety, edits)
    }

    /// A line that leads nowhere, where a heading elsewhere has nearly its name.
    fn alike(&self, line: &ContentsLine<'_>, section: &Section) -> Finding {
        let (at, name) = (self.line_of(section), self.editor.map.name(section));
        let is_same = !differs(&line.text, &name);
        let of = if is_same { String::new() } else { format!(" of `{name}`") };
        let message =
            format!("`{}` leads nowhere; the heading{of} on line {at} has the anchor `#{}`", line.text, section.slug);
        let finding = self.beside_heading(line, section, message);
        let edits = if self.own_wording { None } else { self.editor.redirected(line, section, !is_same) };
        self.with_fix(finding, &format!("List `{name}`"), Applicability::Unsafe, edits)
    }

    fn text(&self, line: &ContentsLine<'_>, section: &Section) -> Option<Finding> {
        let name = self.editor.map.name(section);
        if self.own_wording || !differs(&line.text, &name) {
            return None;
        }
        let at = self.line_of(section);
        let message = format!("the contents say `{}`, the heading on line {at} says `{name}`", line.text);
        // A word more or less confuses nobody.
        let most = if are_alike(&line.text, &name) { Severity::Hint } else { Severity::Warning };
        let finding = self.beside_heading(line, section, message).at_most(most);
        let edits = self.editor.reworded(line, section);
        Some(self.with_fix(finding, "Take the heading's text", Applicability::Unsafe, edits))
    }

    /// A line that is nested elsewhere than its section, at another depth than the lines of its level.
    fn depth(&self, index: usize, line: &ContentsLine<'_>, id: usize) -> Option<Finding> {
        let map = self.editor.map;
        let section = map.section(id)?;
        let usual = *self.depths.get(&section.level)?;
        let around = line.parent.and_then(|parent| map.section_of_line(parent));
        if line.in_group
            || line.item.depth == usual
            || around == listed_ancestor(map, id)
            || self.editor.in_order.get(index) != Some(&true)
        {
            return None;
        }
        let (deep, usual) = (u16::from(line.item.depth) + 1, u16::from(usual) + 1);
        let message = format!(
            "`{}` is at depth {deep} of the contents; headings of level {}, as on line {}, are at depth {usual}",
            line.text,
            section.level,
            self.line_of(section)
        );
        let help = format!("bring the line to depth {usual}, or give the heading the level of its neighbours");
        let finding = self.beside_heading(line, section, message).at_most(Severity::Warning).help(help);
        Some(self.with_fix(finding, "Indent the line as its level", Applicability::Unsafe, self.editor.indented(index)))
    }

    fn own_line(&self, line: &ContentsLine<'_>) -> Option<Finding> {
        let section = line.stands_for.section()? as u32;
        if self.editor.map.contents.section?.0 != section {
            return None;
        }
        let finding = Finding::at(line.link.span, "the contents list themselves");
        Some(self.with_fix(finding, "Remove the line", Applicability::Safe, self.editor.removed(line)))
    }

    /// Lines in another order than their sections: the few that moved, or all as one.
    fn order(&self, sink: &mut Sink<'_>) {
        let map = self.editor.map;
        // A line that leads elsewhere or nowhere is told for that.
        let leads =
            |line: &usize| map.lines.get(*line).is_some_and(|line| matches!(line.stands_for, StandsFor::Section(_)));
        let astray: Vec<usize> = (0..map.lines.len())
            .filter(|line| leads(line) && self.editor.in_order.get(*line) == Some(&false))
            .collect();
        if astray.is_empty() || is_sorted(map) {
            return;
        }
        if astray.len() > FEW_LINES && astray.len() as f64 > OWN_ORDER_SHARE * map.lines.len() as f64 {
            let first = astray.first().and_then(|line| map.lines.get(*line));
            let message = format!(
                "the contents are in another order than the headings: {} of {} lines",
                astray.len(),
                map.lines.len()
            );
            sink.report(
                Finding::at(first.map_or(map.contents.span, |line| line.link.span), message).at_most(Severity::Warning),
            );
            return;
        }
        for index in astray {
            let Some(line) = map.lines.get(index) else { continue };
            let Some(section) = map.section_of_line(index).and_then(|section| map.section(section)) else { continue };
            let message = format!(
                "`{}` is in another place of the contents than its heading, line {}, is in the document",
                line.text,
                self.line_of(section)
            );
            let finding = self.beside_heading(line, section, message).at_most(Severity::Warning);
            let edits = self.editor.moved(index);
            sink.report(self.with_fix(finding, "Move the line", Applicability::Unsafe, edits));
        }
    }

    fn line_of(&self, section: &Section) -> usize {
        self.editor.map.document.line_of(section.title.start)
    }

    fn beside_heading(&self, line: &ContentsLine<'_>, section: &Section, message: String) -> Finding {
        Finding::at(line.link.span, message).label(self.edition, section.title, "the heading")
    }

    fn with_fix(
        &self,
        finding: Finding,
        title: &str,
        applicability: Applicability,
        edits: Option<Vec<Edit>>,
    ) -> Finding {
        self.editor.with_fix(finding, title, applicability, edits)
    }
}
