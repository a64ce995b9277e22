//! # entries/order
//!
//! An entry that is not in alphabetical order among its siblings: the items of one list, the rows of one table.
//!
//! ## Why
//!
//! In an ordered list readers find a name without searching, it is clear where a new entry goes, and two people who add
//! one do not both add it at the end.
//!
//! The few that moved are reported, not all that stand behind them; a list that is in no order at all is one finding.
//! Where case does not count, a list may be ordered by words (numbers by their value, `3.9` before `3.10`; punctuation, emoji and accents of Latin letters do not
//! count either), by characters, or as lines of markdown are sorted: the one it comes nearest to is its own.
//!
//! Between the comments `<!-- curate sorted -->` and `<!-- /curate sorted -->` lists are judged even where the rule is off, in every
//! edition and section, numbered ones too.
//!
//! Elsewhere numbered lists are left alone, as are lists in which fewer than half have a link, lists nested under an entry that is
//! a resource itself, and the sections of contributors, sponsors and the like. Two lists in one section are judged each
//! for itself. An entry that a comment silences stays where it is, and the others are ordered around it.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Delta](https://delta.example) - A linter.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Fix
//!
//! Unsafe, since an order can have reasons: the whole list is sorted at once. Items move as they are, with what is nested in
//! them, their comments and the blank lines after them. No fix where the extent of an item is not certain: items in
//! quotes, of different indentation, on one line with their parent, or with text or a comment right beside the list.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::suppression::Verb;
use crate::engine::suppression::opened::stretches;
use crate::entries::support::description::rendered_title;
use crate::entries::support::order_fix::{Pins, sorted};
use crate::entries::support::selection::Selection;
use crate::entries::support::sorting::Sorting;
use crate::text::collation::Collation;
use crate::text::entry_name::{entry_name, entry_span};
use crate::text::locale_collation::LocaleCollation;
use crate::text::section_kinds::SectionKinds;
use curate_document::{BlockId, BlockKind, Document, Entry};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    opened_by: Some(Verb::Sorted),
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued"],
    aliases: &["alphabetize-lists"],
    ..Declaration::warning(
        include_str!("order.rs"),
        "an entry that is not in alphabetical order",
        Make::configured::<OrderOptions, Order>(),
    )
};

/// In a list with more moved entries than this, if they are most, one finding says so …
const SINGLE: usize = 3;
/// … and with more than this in any case. Each finding carries the fix of the whole list.
const MOST: usize = 20;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct OrderOptions {
    /// How titles are compared: `case-folded` (the default), `code-point` (characters as they are, `Z` before `a`), `natural` (by words,
    /// numbers always by their value), `locale` (as dictionaries of the edition's language have it: `å` behind `z` in Swedish, Han
    /// letters by their reading in Chinese) or `pinyin` (Han letters by their most usual reading, among the Latin ones or after them).
    collation: Collation,
    /// Whether translations are judged too: `source` (the default: they follow their source, see `parity/entry-order`) or `all`.
    editions: JudgedEditions,
    /// Words that do not count at the start of a title, such as `["a", "an", "the"]`.
    articles: Vec<String>,
    /// Headings or anchors of the sections that are judged, with all below them; without it, all are.
    sections: Vec<String>,
    /// Headings or anchors of the sections that are not judged.
    except: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum JudgedEditions {
    #[default]
    Source,
    All,
}

struct Order {
    collation: Collation,
    /// Whether translations are judged too.
    all_editions: bool,
    /// Lower case.
    articles: Vec<String>,
    sections: Vec<String>,
    except: Vec<String>,
}

impl From<OrderOptions> for Order {
    fn from(options: OrderOptions) -> Self {
        let articles = options.articles.iter().map(|article| article.trim().to_lowercase());
        Self {
            collation: options.collation,
            all_editions: options.editions == JudgedEditions::All,
            articles: articles.filter(|article| !article.is_empty()).collect(),
            sections: options.sections,
            except: options.except,
        }
    }
}

impl Rule for Order {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let opened = stretches(document, Verb::Sorted);
        let is_judged = context.edition == context.list.source || self.all_editions;
        if !is_judged && opened.is_empty() {
            return;
        }
        let collation = match self.collation {
            Collation::Locale => context.list.edition(context.edition).and_then(LocaleCollation::of_edition),
            _ => None,
        };
        let selection = Selection::of(document, &self.sections, &self.except);
        let kinds = SectionKinds::of(context);
        let pins = Pins::of(document, RULE.aliases);
        for (list, siblings) in lists(document) {
            let Some(first) = siblings.first() else { continue };
            let is_opened = opened.iter().any(|stretch| stretch.covers(first.own.start));
            let is_ordered = document.block(list).is_some_and(|list| list.kind == BlockKind::List { ordered: true });
            let linked = siblings.iter().filter(|entry| entry.link.is_some()).count();
            // `2014 [Attention](…)` is in the order of its years.
            let dated = siblings.iter().filter(|entry| is_dated(document, entry)).count();
            let is_list = linked * 2 >= siblings.len()
                && dated * 2 < siblings.len()
                && !is_ordered
                && kinds.within(first.section).is_none();
            if is_opened || is_judged && is_list && selection.has(first.section) {
                self.judge(&siblings, &pins, collation.as_ref(), context, sink);
            }
        }
    }
}

impl Order {
    fn judge(
        &self,
        siblings: &[&Entry],
        pins: &Pins,
        collation: Option<&LocaleCollation>,
        context: &Context<'_>,
        sink: &mut Sink<'_>,
    ) {
        let titles: Vec<Option<String>> =
            siblings.iter().map(|entry| rendered_title(context.document, entry)).collect();
        // What has no title and what a comment silences stays.
        let free: Vec<usize> = (0..siblings.len())
            .filter(|index| titles.get(*index).is_some_and(Option::is_some))
            .filter(|index| siblings.get(*index).is_some_and(|entry| !pins.hold(entry)))
            .collect();
        let sorting = match collation {
            Some(collation) => {
                let key = |title: &Option<String>| title.as_ref().map(|title| collation.key(title, &self.articles));
                Some(Sorting::of(titles.iter().map(key).collect(), &free))
            }
            None => Sorting::nearest(&titles, &free, self.collation, &self.articles),
        };
        let Some(Sorting { keys, ordered, ranks, moved, stays }) = sorting else { return };
        report_pinned(siblings, &keys, &stays, pins, context, sink);
        let Some(first) = moved.first().and_then(|first| siblings.get(*first)) else { return };
        let mut fix = sorted(context, siblings, &free, &ordered);
        let is_disorder = moved.len() > MOST || (moved.len() > SINGLE && moved.len() * 2 > free.len());
        if is_disorder && !context.facts.expand {
            sink.report(summary(first, moved.len(), free.len(), fix, context));
            return;
        }
        let is_short = moved.len() <= MOST;
        for index in moved {
            let Some((is_before, other)) = neighbour(index, &ordered, &ranks, &stays) else { continue };
            if let (Some(entry), Some(other)) = (siblings.get(index), siblings.get(other)) {
                sink.report(finding(entry, is_before, other, fix.as_ref(), context));
                fix = fix.filter(|_| is_short);
            }
        }
    }
}

/// Whether the entry at `index` belongs before another one, or after it, and which: the next one in order, but not where
/// that moves too and stands on its right side already, which would say nothing; then the next one that stays.
fn neighbour(index: usize, ordered: &[usize], ranks: &[usize], stays: &[usize]) -> Option<(bool, usize)> {
    let rank = *ranks.get(index)?;
    // What stays is in order, so its ranks rise.
    let kept = stays.partition_point(|stay| ranks.get(*stay).is_some_and(|other| *other < rank));
    let kept_before = kept.checked_sub(1).and_then(|before| stays.get(before)).copied();
    let before = rank.checked_sub(1).and_then(|before| ordered.get(before)).copied();
    if let Some(before) = before.filter(|before| *before > index).or(kept_before) {
        return Some((false, before));
    }
    let after = ordered.get(rank + 1).copied().filter(|after| *after < index);
    Some((true, after.or_else(|| stays.get(kept).copied())?))
}

/// What a comment silences is reported where it is out of place, so that the comment is known to have work.
fn report_pinned(
    siblings: &[&Entry],
    keys: &[Option<String>],
    stays: &[usize],
    pins: &Pins,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    for (index, entry) in siblings.iter().enumerate().filter(|(_, entry)| pins.hold(entry)) {
        let Some(key) = keys.get(index) else { continue };
        let next = stays.partition_point(|kept| *kept < index);
        let before =
            next.checked_sub(1).and_then(|before| stays.get(before)).filter(|before| keys.get(**before) > Some(key));
        let after = stays.get(next).filter(|after| keys.get(**after) < Some(key));
        let (is_before, other) = match (before, after) {
            (Some(before), _) => (true, siblings.get(*before)),
            (None, Some(after)) => (false, siblings.get(*after)),
            (None, None) => continue,
        };
        if let Some(other) = other {
            sink.report(finding(entry, is_before, other, None, context));
        }
    }
}

/// One finding for a list that is in no order at all.
fn summary(entry: &Entry, moved: usize, all: usize, fix: Option<Fix>, context: &Context<'_>) -> Finding {
    let message = text!("this list is not in order: {moved} of its {all} entries would have to move", moved, all);
    let finding = Finding::at(entry_span(context.document, entry), message)
        .help(text!("if it has another order, leave its section out with the option `except`"));
    match fix {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// Whether a number stands before the title.
fn is_dated(document: &Document, entry: &Entry) -> bool {
    entry.prefix.is_some_and(|prefix| document.text(prefix).starts_with(|character: char| character.is_ascii_digit()))
}

fn finding(entry: &Entry, is_before: bool, other: &Entry, fix: Option<&Fix>, context: &Context<'_>) -> Finding {
    let document = context.document;
    let span = entry_span(document, other);
    let (name, next, line) = (entry_name(document, entry), entry_name(document, other), document.line_of(span.start));
    let (message, label) = if is_before {
        (
            text!("\"{name}\" is out of order: it belongs before \"{next}\" (line {line})", name, next, line),
            text!("it belongs before this one"),
        )
    } else {
        (
            text!("\"{name}\" is out of order: it belongs after \"{next}\" (line {line})", name, next, line),
            text!("it belongs after this one"),
        )
    };
    let finding = Finding::at(entry_span(document, entry), message).label(context.edition, span, label);
    match fix {
        Some(fix) => finding.fix(fix.clone()),
        None => finding,
    }
}

/// The items of each list and the rows of each table, in order, by the block they are in.
fn lists(document: &Document) -> BTreeMap<BlockId, Vec<&Entry>> {
    let mut lists: BTreeMap<BlockId, Vec<&Entry>> = BTreeMap::new();
    for entry in document.markdown_entries() {
        let Some(around) = document.block(entry.block).and_then(|block| block.parent) else { continue };
        let parent = entry.parent.and_then(|parent| document.entry(parent));
        // What belongs to one resource (its manual, its plugins) has an order of its own.
        if !entry.glued && parent.is_none_or(|parent| parent.link.is_none()) {
            lists.entry(around).or_default().push(entry);
        }
    }
    lists
}
