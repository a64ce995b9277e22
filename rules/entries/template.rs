//! # entries/template
//!
//! An entry that is not written as the list's template says, or a table cell with a value that its column does not know.
//!
//! ## Why
//!
//! Where a list is also read by programs, or sets its entries in a form of its own (a licence, a language, a price), a
//! contributor sees a slip at once instead of in review.
//!
//! Nothing is reported until a template or a column is configured. Entries with a link are judged, on one line; comments
//! at the end do not count. A template that cannot be read is reported at the top of the document.
//!
//! ## Bad
//!
//! With `pattern = "[{title}]({url}) - {description}. `{MIT|GPL-3.0}`"`:
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler. `MIT`
//! - [Basil](https://basil.example) - An interpreter. `free`
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler. `MIT`
//! - [Basil](https://basil.example) - An interpreter. `GPL-3.0`
//! ```
//!
//! ## Fix
//!
//! None: what is missing cannot be known.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::entries::support::selection::named;
use crate::entries::support::template_pattern::{CellValue, Expectation, Template};
use curate_document::normal_text::folded;
use curate_document::{BlockId, BlockKind, Document, Entry, SectionId, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "links/malformed"],
    ..Declaration::warning(
        include_str!("template.rs"),
        "an entry or a table cell that is not written as the configuration says",
        Make::configured::<TemplateOptions, Templates>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct TemplateOptions {
    /// The template of every list item. Everything stands for itself but for `{title}` (text of a link), `{url}`,
    /// `{description}` and `{text}` (any text), `{word}`, `{number}`, `{code}` (a code span), `{link}` (a whole link or image),
    /// `{a|b|c}` (one of these), `{/…/}` (a regular expression) and `{?…}` (may be missing).
    pattern: Option<String>,
    /// Templates of single sections and all below them, such as `"Books = {title} ({number})"`; the last that fits counts.
    /// `"Books ="` exempts a section.
    sections: Vec<String>,
    /// The values that cells may have, by the head of their column, such as `"HTTPS = Yes | No"`; between slashes an
    /// expression (`"Since = /\\d{4}/"`). `"Books > Since = …"` counts in that section alone.
    columns: Vec<String>,
}

#[derive(Default)]
struct Templates {
    general: Option<Template>,
    /// With the name of the section; no template exempts it.
    sections: Vec<(String, Option<Template>)>,
    columns: Vec<Column>,
    /// What cannot be read of the options.
    mistakes: Vec<Text>,
}

/// The values of a column.
struct Column {
    /// The section it counts in; `None` for all.
    section: Option<String>,
    /// The text of its head, as the user wrote it and in the form of [`folded`].
    name: String,
    head: String,
    /// As the user wrote them.
    shown: String,
    values: Vec<CellValue>,
}

impl From<TemplateOptions> for Templates {
    fn from(options: TemplateOptions) -> Self {
        let mut templates = Self::default();
        if let Some(pattern) = &options.pattern {
            templates.general = templates.read(Template::parse(pattern), "pattern");
        }
        for setting in &options.sections {
            let Some((name, template)) = templates.halves(setting, "sections") else { continue };
            let template = if template.is_empty() {
                None
            } else {
                let Some(template) = templates.read(Template::parse(template), "sections") else { continue };
                Some(template)
            };
            templates.sections.push((name.to_owned(), template));
        }
        for setting in &options.columns {
            let Some((name, values)) = templates.halves(setting, "columns") else { continue };
            let (section, head) = name.rsplit_once(" > ").map_or((None, name), |(section, head)| (Some(section), head));
            let parsed: Result<Vec<CellValue>, Text> = split_values(values).into_iter().map(CellValue::parse).collect();
            let Some(parsed) = templates.read(parsed, "columns") else { continue };
            templates.columns.push(Column {
                section: section.map(str::to_owned),
                name: head.to_owned(),
                head: folded(head),
                shown: values.to_owned(),
                values: parsed,
            });
        }
        templates
    }
}

impl Templates {
    fn halves<'a>(&mut self, setting: &'a str, option: &str) -> Option<(&'a str, &'a str)> {
        let halves = setting.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
        if halves.is_none() {
            let mistake = text!("`{option}`: `{setting}` has no `=` between its name and its value", option, setting);
            self.mistakes.push(mistake);
        }
        halves
    }

    fn read<T>(&mut self, read: Result<T, Text>, option: &str) -> Option<T> {
        read.map_err(|error| self.mistakes.push(text!("`{option}`: {error}", option, error))).ok()
    }
}

/// `values` at each `|` outside slashes.
fn split_values(values: &str) -> Vec<&str> {
    let mut split = Vec::new();
    let mut rest = values.trim();
    while !rest.is_empty() {
        let end = match rest.strip_prefix('/').and_then(|inside| inside.find("/ |").or_else(|| inside.rfind('/'))) {
            Some(inside) => inside + 2,
            None => rest.find('|').unwrap_or(rest.len()),
        };
        let (value, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        split.push(value.trim());
        rest = after.trim_start().strip_prefix('|').unwrap_or("").trim_start();
    }
    split
}

impl Rule for Templates {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        for mistake in &self.mistakes {
            let mistake = mistake.clone();
            let message = text!("the configuration of entries/template cannot be read: {mistake}", mistake);
            sink.report(Finding::at(document.lines().content(1, document.source()), message));
        }
        let sections: Vec<Vec<bool>> =
            self.sections.iter().map(|(name, _)| named(document, std::slice::from_ref(name))).collect();
        let covers = |marks: &Vec<bool>, section: Option<SectionId>| {
            section.and_then(|id| marks.get(id.0 as usize)).copied().unwrap_or(false)
        };
        for entry in document.markdown_entries().filter(|entry| !entry.row && entry.link.is_some()) {
            let own = sections.iter().rposition(|marks| covers(marks, entry.section));
            let template = match own.and_then(|index| self.sections.get(index)) {
                Some((_, template)) => template.as_ref(),
                None => self.general.as_ref(),
            };
            if let Some(template) = template {
                judge(entry, template, document, sink);
            }
        }
        self.judge_tables(document, sink);
    }
}

impl Templates {
    fn judge_tables(&self, document: &Document, sink: &mut Sink<'_>) {
        if self.columns.is_empty() {
            return;
        }
        let scopes: Vec<Option<Vec<bool>>> = self
            .columns
            .iter()
            .map(|column| column.section.as_ref().map(|name| named(document, std::slice::from_ref(name))))
            .collect();
        let mut heads: BTreeMap<BlockId, Vec<String>> = BTreeMap::new();
        for (index, block) in document.blocks().iter().enumerate() {
            let (BlockKind::Row { head }, Some(table)) = (block.kind, block.parent) else { continue };
            let cells = document.children_of(BlockId(index as u32));
            if head {
                heads.insert(table, cells.map(|(cell, _)| folded(&document.rendered(cell))).collect());
                continue;
            }
            let Some(heads) = heads.get(&table) else { continue };
            for ((cell, cell_block), head) in cells.zip(heads) {
                let fits = |(column, scope): &(&Column, &Option<Vec<bool>>)| {
                    let is_here = scope.as_ref().is_none_or(|marks| {
                        block.section.and_then(|id| marks.get(id.0 as usize)).copied().unwrap_or(false)
                    });
                    column.head == *head && is_here
                };
                let Some((column, _)) = self.columns.iter().zip(&scopes).rfind(fits) else { continue };
                let text = document.rendered(cell);
                if !column.values.iter().any(|value| value.allows(text.trim())) {
                    sink.report(wrong_value(document, text.trim(), cell_block.span, column));
                }
            }
        }
    }
}

fn judge(entry: &Entry, template: &Template, document: &Document, sink: &mut Sink<'_>) {
    let text = document.text(entry.own).trim_end();
    let text = without_comments(text);
    // A line break becomes one space, of the same length where the text goes on at the margin.
    let line: String = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let Some(departure) = template.departure(&line) else { return };
    let start = if line == text { entry.own.start + departure.at } else { entry.own.start };
    let end = entry.own.start + text.lines().next().unwrap_or("").trim_end().len();
    let message = match departure.expected {
        Some(Expectation::After { part, open }) => {
            text!("the entry departs from its template: {part} is expected after {open}", part, open)
        }
        Some(Expectation::Here(part)) if line == text => {
            text!("the entry departs from its template: {part} is expected here", part)
        }
        // The place is in the joined lines.
        Some(Expectation::Here(part)) => text!("the entry departs from its template: {part} is missing", part),
        None => text!("the entry goes on where its template ends"),
    };
    let help = text!("the template is `{template}`", template = &template.text);
    sink.report(Finding::at(Span::new(start, end.max(start)), message).help(help));
}

/// `text` without comments at its end, which are not shown.
fn without_comments(mut text: &str) -> &str {
    while let Some(start) = text.strip_suffix("-->").and_then(|inside| inside.rfind("<!--")) {
        text = text.get(..start).unwrap_or("").trim_end();
    }
    text
}

fn wrong_value(document: &Document, text: &str, cell: Span, column: &Column) -> Finding {
    let inside = document.text(cell);
    let start = cell.start + inside.len() - inside.trim_start_matches(['|', ' ', '\t']).len();
    let trimmed = document.text(Span::new(start, cell.end)).trim_end_matches(['|', ' ', '\t']).len();
    let span = if trimmed == 0 { cell } else { Span::new(start, start + trimmed) };
    let (name, values) = (&column.name, &column.shown);
    let message = if text.is_empty() {
        text!("an empty cell in the column \"{name}\", which takes {values}", name, values)
    } else {
        text!("`{text}` in the column \"{name}\", which takes {values}", text, name, values)
    };
    let finding = Finding::at(span, message);
    let near =
        column.values.iter().find(|value| matches!(value, CellValue::Text(known) if folded(known) == folded(text)));
    match near {
        Some(CellValue::Text(known)) => finding.help(text!("did you mean `{known}`?", known)),
        _ => finding,
    }
}
