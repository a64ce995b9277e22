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
//! The contents' own habits count. A level of headings is listed where most of its headings are. These may be left out:
//!
//! - headings before the contents, and the heading over them;
//! - contributing, people, licence, sponsors and footnotes, in any of some twenty languages;
//! - the parts of a section, where none of them is listed and few others are;
//! - a heading without an anchor, and one with `<!-- omit in toc -->` or `<!-- toc:ignore -->` behind or above it;
//! - a legend without links before the first section that is listed;
//! - parts by number only (`4.1.` of `4.`, on one level);
//! - a section that only leads on to another;
//! - parts that come back under many sections (`Further reading`) or are of one kind (`Drawbacks: …`), where none of them is listed.
//!
//! Names of languages that lead to the parts of one file are a language switch, not contents. Emphasis, code, emoji, letter case and
//! punctuation in a line do not matter, nor does a text that is part of the heading (or the heading part of it), nor a link back to the
//! contents in a heading. An `<a id>` above, in or below a heading is as good an anchor as the heading's own, and so is one that several
//! headings have; a number in front of a heading may stand before the link. Contents in an order of their own, such as the alphabet's,
//! keep it.
//!
//! Comments of a tool mark the place of the contents off: `<!-- toc -->` and `<!-- /toc -->` or `<!-- tocstop -->`, and those of doctoc,
//! gh-md-toc, vim-markdown-toc and extensions of editors. An empty place is reported. New contents have the marker and the indentation
//! of the document's lists and two levels, or what the first comment says (`depthFrom:2 depthTo:4`, `levels="2,3"`).
//!
//! ## Fix
//!
//! Between such comments all is safe: contents are written where there are none, and brought in step as a whole where there are, in
//! their own indentation, marker, wording and depth. A title and other comments of the tool stay. Elsewhere:
//!
//! Only the lines concerned change, with the indentation, marker and wording of the lines around them.
//!
//! Safe: missing lines are inserted, lines follow a heading that was renamed where both names are alike, and a line that is nothing but
//! a broken link to its heading becomes a link. Nothing is inserted where lines have more than a link, or count up, or where one names
//! the heading without a link to it.
//!
//! Unsafe, since the heading or the line may be the wrong one of the two: a line follows a heading with another name; a line is inserted
//! beside one that leads nowhere, or among lines that are worded in many ways; a line that leads nowhere is removed where every heading
//! beside it is listed; a text is replaced by the heading's; a line is moved, or indented as its level; a line that leads to one heading
//! and names another, which no other line lists, takes the anchor of that.
//!
//! Text, order, depth and such a line are a warning or a hint: the links work.

use crate::anchors::support::contents_expected::{depths, in_order};
use crate::anchors::support::contents_fix::ContentsEditor;
use crate::anchors::support::contents_habits::{has_own_wording, is_language_switch};
use crate::anchors::support::contents_map::{ContentsMap, StandsFor};
use crate::anchors::support::contents_missing::report_missing;
use crate::anchors::support::contents_order::report_order;
use crate::anchors::support::contents_pairing::{pair_by_likeness, pair_by_place};
use crate::anchors::support::contents_reading::read_contents;
use crate::anchors::support::contents_renewal::renewal;
use crate::anchors::support::contents_style::USUAL_LEVELS;
use crate::anchors::support::contents_writing::unwritten;
use crate::anchors::support::line_findings::LineFindings;
use crate::api::declaration::{Declaration, FixKind, Reach, Scope, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use schemars::JsonSchema;
use serde::Deserialize;

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

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Toc {
    /// Whether the contents may list themselves: `ignore` (the default) lets them, `report` reports such a line.
    self_entry: SelfEntry,
    /// How many levels of lines the contents may have; deeper ones are reported. Without it, any number, and new contents get two.
    max_depth: Option<u8>,
    /// Whether contents that list one of several headings under a heading are to list all of them, however few they list.
    complete: bool,
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
        let document = context.document;
        // Components of MDX may have headings that do not stand here.
        if document.is_mdx() && !document.templates().is_empty() {
            return;
        }
        let unwritten = || {
            let levels = self.max_depth.unwrap_or(USUAL_LEVELS);
            document.contents_region().and_then(|region| unwritten(context, region, levels))
        };
        let Some(mut map) = read_contents(document, self.complete) else {
            if let Some(finding) = unwritten() {
                sink.report(finding);
            }
            return;
        };
        if map.contents.by_address && !leads_here(&map, context) {
            return;
        }
        let known = map.lines.iter().filter(|line| line.stands_for != StandsFor::Nothing).count();
        if is_language_switch(&map) {
            return;
        }
        // Contents that mostly lead nowhere are made by other means than headings.
        if known * 2 < map.lines.len() {
            if let Some(finding) = unwritten().filter(|_| map.is_marked_off()) {
                sink.report(finding);
            }
            return;
        }
        pair_by_place(&mut map);
        pair_by_likeness(&mut map);
        self.report(&map, context, sink);
    }
}

impl Toc {
    /// What is out of step in `map`.
    fn report(&self, map: &ContentsMap<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        let in_order = in_order(map);
        let editor = ContentsEditor { map, edition: context.edition, in_order: &in_order, renewal: None };
        let mut findings = LineFindings { editor, depths: depths(map), own_wording: has_own_wording(map) };
        let renewal = renewal(&findings);
        findings.editor.renewal = renewal.as_ref();
        let of_line = |(index, line)| {
            findings
                .line(index, line)
                .or_else(|| findings.own_line(line).filter(|_| self.self_entry == SelfEntry::Report))
        };
        let summary = |count: usize| text!("{count} lines of the contents are out of step with the headings", count);
        let found = map.lines.iter().enumerate().filter_map(of_line);
        summarize::report(found.collect(), summary, text!("Bring the lines in step"), context, sink);
        report_order(findings.editor, sink);
        report_missing(findings.editor, sink);
        if let Some(finding) = self.max_depth.and_then(|most| too_deep(map, most)) {
            sink.report(finding);
        }
    }
}

/// A finding about lines that are nested deeper than in `most` levels.
fn too_deep(map: &ContentsMap<'_>, most: u8) -> Option<Finding> {
    let deep = || map.lines.iter().filter(|line| line.item.depth >= most);
    let first = deep().next()?;
    let levels = deep().map(|line| u16::from(line.item.depth) + 1).max()?;
    let message = text!("the table of contents has {levels} levels; `max-depth` allows {most}", levels, most);
    let help = text!("leave the deeper lines out");
    Some(Finding::at(first.link.span, message).help(help).at_most(Severity::Warning))
}

/// Whether every line that is a web address is that of the document.
fn leads_here(map: &ContentsMap<'_>, context: &Context<'_>) -> bool {
    let (Some(own), Some(edition)) = (&context.facts.own_repository, context.list.edition(context.edition)) else {
        return false;
    };
    map.lines.iter().all(|line| own.page_of(&line.link.url).is_some_and(|page| page == edition.path))
}
