//! # links/undefined-reference
//!
//! `[text][label]` whose label is not defined; a definition that nothing uses, or that comes second.
//!
//! ## Why
//!
//! Without a definition readers see the brackets. A definition that nothing uses is left over from a link that is
//! gone, and is still counted and checked like a link; of two with the same label only the first counts. The same goes
//! for footnotes.
//!
//! Left alone are task boxes, alerts (`[!NOTE]`), brackets in text (`a[0][1]`, rows of tags), sets of characters (`[^a-z]`),
//! definitions that serve as comments (`[//]: # (…)`, `[comment]: <> (…)`), and `[unreleased]` of a changelog.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill][quill] - A text editor.
//!
//! [quil]: https://quill.example/
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill][quill] - A text editor.
//!
//! [quill]: https://quill.example/
//! ```
//!
//! ## Fix
//!
//! Safe: a definition that nothing uses, or that repeats another one, is removed with its line, as is a footnote of one paragraph that
//! says again what another of its label says. Unsafe where any label is undefined, which may have meant it, and none where that label
//! is like its own. Unsafe: a footnote that nothing leads to is removed; its author may rather want to lead to it. Unsafe: a label that is almost
//! that of a definition becomes it. None for the rest.

use crate::api::declaration::{Declaration, FixKind, Reach, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::footnotes::{BrokenFootnote, FootnoteDefect, broken_footnotes};
use crate::links::support::references::{
    UndefinedLabel, definition_lines, is_comment, mentioned_labels, normalized_label, undefined_labels,
};
use curate_document::{BlockKind, Definition, Document, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed"],
    aliases: &["MD052", "MD053", "no-undefined-references", "no-unused-definitions", "no-duplicate-definitions"],
    has_parts: true,
    parameters: &[("MD052.ignored_labels", Some("ignore")), ("MD053.ignored_definitions", Some("ignore"))],
    reach: Reach::Anywhere,
    ..Declaration::warning(
        include_str!("undefined_reference.rs"),
        "a reference without a definition, or a definition without a reference",
        Make::configured::<UndefinedReferenceOptions, UndefinedReference>(),
    )
};

/// What other linters call the parts of its work.
const UNDEFINED: &[&str] = &["MD052", "no-undefined-references"];
const UNUSED: &[&str] = &["MD053", "no-unused-definitions"];
const REPEATED: &[&str] = &["MD053", "no-duplicate-definitions"];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct UndefinedReferenceOptions {
    /// Labels that are left alone, in any case, whether something defines and uses them or not.
    ignore: Vec<String>,
}

struct UndefinedReference {
    /// As they are compared.
    ignored: BTreeSet<String>,
}

impl From<UndefinedReferenceOptions> for UndefinedReference {
    fn from(options: UndefinedReferenceOptions) -> Self {
        Self { ignored: options.ignore.iter().map(|label| normalized_label(label)).collect() }
    }
}

impl Rule for UndefinedReference {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let is_ignored = |label: &str| self.ignored.contains(&normalized_label(label));
        let mut footnotes = broken_footnotes(document);
        footnotes.retain(|footnote| !is_ignored(&format!("^{}", footnote.label)));
        let is_complete = !footnotes.iter().any(|footnote| matches!(footnote.defect, FootnoteDefect::Undefined));
        for footnote in &footnotes {
            sink.report(of_footnote(footnote, is_complete, context));
        }
        let mut undefined_labels = undefined_labels(document);
        undefined_labels.retain(|reference| !is_ignored(&reference.label));
        undefined_labels.sort_by_key(|reference| reference.span);
        // A label that is written again and again lacks one definition.
        let mut by_label: BTreeMap<String, Vec<&UndefinedLabel>> = BTreeMap::new();
        for reference in &undefined_labels {
            by_label.entry(normalized_label(&reference.label)).or_default().push(reference);
        }
        let searched = by_label.len() <= MOST_SEARCHES;
        let labels: Vec<String> = by_label.keys().take(MOST_SEARCHES).cloned().collect();
        let mut meant = BTreeSet::new();
        let mut found = Vec::new();
        for references in by_label.into_values() {
            let near = references.first().filter(|_| searched).and_then(|reference| nearest(reference, document));
            meant.extend(near.map(|definition| &*definition.identifier));
            let is_one = near.is_none()
                && references.len() > MOST_ALIKE
                && !context.facts.expand
                && !context.facts.expand_for_change;
            let count = references.len();
            let shown = references.into_iter().take(if is_one { 1 } else { count });
            found.extend(shown.map(|reference| missing(reference, near, if is_one { count } else { 1 }, context)));
        }
        found.sort_by_key(|finding| finding.span);
        let summary = |count: usize| text!("{count} references have no definition; this is the first", count);
        summarize::report(found, summary, text!("Write the labels of the definitions"), context, sink);
        // What is meant was not searched for.
        if !searched {
            return;
        }
        let summary = |count: usize| text!("{count} definitions are used by nothing; this is the first", count);
        summarize::report(self.superfluous(&meant, &labels, context), summary, remove(), context, sink);
    }
}

impl UndefinedReference {
    /// Definitions that nothing uses, but those that are `meant` by a reference. What is like one of the labels that are `undefined` may be
    /// meant by it.
    fn superfluous(&self, meant: &BTreeSet<&str>, undefined_labels: &[String], context: &Context<'_>) -> Vec<Finding> {
        let document = context.document;
        let used: BTreeSet<usize> =
            document.links().iter().filter_map(|link| Some(link.definition?.0 as usize)).collect();
        let mut first: BTreeMap<&str, &Definition> = BTreeMap::new();
        let mut mentions = None;
        // Any of them may have meant it, whatever its label.
        let safety = if undefined_labels.is_empty() { Applicability::Safe } else { Applicability::Unsafe };
        let mut found = Vec::new();
        for (index, definition) in document.definitions().iter().enumerate() {
            let before = first.get(&*definition.identifier).copied();
            first.entry(&definition.identifier).or_insert(definition);
            if used.contains(&index)
                || meant.contains(&*definition.identifier)
                || (leads_nowhere(definition) || is_comment(definition, document))
                || normalized_label(document.text(definition.label)) == UNRELEASED
                || self.ignored.contains(&normalized_label(document.text(definition.label)))
            {
                continue;
            }
            let label = document.text(definition.label);
            let removal = |safety: Applicability| {
                Some(Fix::of(remove(), safety).edit(context.edition, definition_lines(definition.span, document)?, ""))
            };
            let Some(before) = before else {
                let mentions = mentions.get_or_insert_with(|| mentioned_labels(document));
                let is_like_one = || undefined_labels.iter().any(|other| are_alike(other, &normalized_label(label)));
                let removal =
                    removal(safety).filter(|_| !mentions.contains(&normalized_label(label)) && !is_like_one());
                let finding = Finding::at(definition.span, text!("nothing uses the definition of `[{label}]`", label));
                let finding = finding.aliases(UNUSED);
                found.push(with(finding, removal));
                continue;
            };
            let line = document.line_of(before.span.start);
            let is_same = before.url == definition.url;
            let message = if is_same {
                text!("`[{label}]` is defined in line {line} already, in the same way", label, line)
            } else {
                text!(
                    "`[{label}]` is defined in line {line} already, in another way: this one does not count",
                    label,
                    line
                )
            };
            let finding =
                Finding::at(definition.span, message).label(context.edition, before.span, text!("the one that counts"));
            let finding = finding.aliases(REPEATED);
            found.push(with(finding, removal(Applicability::Safe).filter(|_| is_same)));
        }
        found
    }
}

/// More references to one label that nothing defines are one finding.
const MOST_ALIKE: usize = 3;

/// What is meant is searched for this many labels at most: each looks at every definition.
const MOST_SEARCHES: usize = 20;

/// What keepachangelog.com calls the section of the next release, which is not there right after a release.
const UNRELEASED: &str = "unreleased";

fn remove() -> Text {
    text!("Remove the definition")
}

fn missing(reference: &UndefinedLabel, near: Option<&Definition>, count: usize, context: &Context<'_>) -> Finding {
    let document = context.document;
    let label = &reference.label;
    let Some(near) = near else {
        let message = plural!(
            count,
            "`[{label}]` is not defined: readers see the brackets",
            "`[{label}]` is not defined, and used {count} times: readers see the brackets",
            label,
        );
        let help = text!("add a line `[{label}]: https://…`, or write the URL in round brackets", label);
        return Finding::at(reference.span, message).aliases(UNDEFINED).help(help);
    };
    let (defined, line) = (document.text(near.label), document.line_of(near.span.start));
    let message = text!("`[{label}]` is not defined; did you mean `[{defined}]` of line {line}?", label, defined, line);
    let effects = Effects { keys: true, links: true, entries: true, ..Effects::default() };
    let fix = Fix::of(text!("Write the label of the definition"), Applicability::Unsafe);
    Finding::at(reference.span, message)
        .aliases(UNDEFINED)
        .label(context.edition, near.span, text!("the definition"))
        .fix(fix.edit(context.edition, reference.label_span, defined).with_effects(effects))
}

/// The definition whose label is almost that of `reference`: one letter in four may differ.
fn nearest<'a>(reference: &UndefinedLabel, document: &'a Document) -> Option<&'a Definition> {
    let label = reference.label.to_lowercase();
    let length = label.chars().count();
    if length < 4 {
        return None;
    }
    let near = document.definitions().iter().filter_map(|definition| {
        let other = document.text(definition.label).to_lowercase();
        if other.chars().count().abs_diff(length) > length / 4 {
            return None;
        }
        let distance = strsim::osa_distance(&label, &other);
        (distance <= length / 4).then_some((distance, definition))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, definition)| definition)
}

/// Whether the labels `one` and `other` have a word in common, or a letter where they are not ASCII.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |text: &'_ str| -> BTreeSet<String> {
        let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(str::to_owned).collect()
    };
    let shares_letter = || one.chars().any(|letter| !letter.is_ascii() && other.contains(letter));
    shares_letter() || one.contains(other) || other.contains(one) || !words(one).is_disjoint(&words(other))
}

/// What to say of `footnote`; `is_complete` where every reference to a footnote has one.
fn of_footnote(footnote: &BrokenFootnote, is_complete: bool, context: &Context<'_>) -> Finding {
    let BrokenFootnote { label, place, defect } = footnote;
    match defect {
        FootnoteDefect::Undefined => {
            Finding::at(*place, text!("no footnote is called `[^{label}]`: readers see the brackets", label))
                .aliases(UNDEFINED)
                .help(text!("add a line `[^{label}]: …`, or remove the reference", label))
        }
        FootnoteDefect::Unused(all) => {
            let message = text!("nothing leads to the footnote `[^{label}]`: readers do not see it", label);
            let help = text!("write `[^{label}]` where it belongs, or remove it", label);
            let finding = Finding::at(*place, message).help(help).aliases(UNUSED);
            match removal(*all, Applicability::Unsafe, context).filter(|_| is_complete) {
                Some(fix) => finding.fix(fix),
                None => finding,
            }
        }
        FootnoteDefect::Repeated { before, same } => {
            let line = context.document.line_of(before.start);
            let message = repeated_footnote(label, line, same.is_some());
            let finding = Finding::at(*place, message).label(context.edition, *before, text!("the one that counts"));
            let finding = finding.aliases(REPEATED);
            match same.and_then(|all| removal(all, Applicability::Safe, context)) {
                Some(fix) => finding.fix(fix),
                None => finding.help(text!("give one of them another label")),
            }
        }
    }
}

/// That a footnote called `label`, with the same text or another, is in `line` already.
fn repeated_footnote(label: &str, line: usize, is_same: bool) -> Text {
    if is_same {
        text!(
            "a footnote `[^{label}]` is in line {line} already, with the same text: readers do not see this one",
            label,
            line,
        )
    } else {
        text!(
            "a footnote `[^{label}]` is in line {line} already, with another text: readers do not see this one",
            label,
            line,
        )
    }
}

/// Removes the footnote at `all`, where it is one paragraph; with no more than `safety`.
fn removal(all: Span, safety: Applicability, context: &Context<'_>) -> Option<Fix> {
    let document = context.document;
    let inside = document.blocks().iter().filter(|block| all.contains(block.span));
    if inside.filter(|block| block.kind != BlockKind::Footnote).count() > 1 {
        return None;
    }
    let safety = if document.links_in(all).is_empty() { safety } else { Applicability::Unsafe };
    let effects = Effects { keys: true, links: true, entries: true, ..Effects::default() };
    let lines = definition_lines(all, document)?;
    Some(Fix::of(text!("Remove the footnote"), safety).edit(context.edition, lines, "").with_effects(effects))
}

fn with(finding: Finding, fix: Option<Fix>) -> Finding {
    match fix {
        Some(fix) => finding.fix(fix),
        None => finding.help(text!("remove it where it is not meant")),
    }
}

/// `[label]: #` and its like, which some editors and site generators take for a mark of theirs.
fn leads_nowhere(definition: &Definition) -> bool {
    matches!(&*definition.url, "" | "#" | "/")
}
