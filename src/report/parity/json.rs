//! All tables as one object: a contract, described in `docs/en/guide/parity.md`.

use crate::report::json::write_line;
use crate::report::parity::table::ParityTable;
use curate_document::SectionId;
use curate_rules::Coverage;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The number that changes when a reader would have to.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct JsonParity<'a> {
    schema: u32,
    lists: Vec<JsonParityList<'a>>,
}

#[derive(Serialize)]
struct JsonParityList<'a> {
    source: &'a str,
    /// Whether `stale` was looked for.
    history: bool,
    editions: Vec<JsonEdition<'a>>,
    sections: Vec<JsonSection<'a>>,
}

#[derive(Serialize)]
struct JsonEdition<'a> {
    path: &'a str,
    language: Option<&'a str>,
    total: JsonCoverage,
}

#[derive(Serialize)]
struct JsonSection<'a> {
    /// `None` for what stands before any heading.
    title: Option<&'a str>,
    /// 1 to 6; 0 before any heading.
    level: u8,
    line: usize,
    /// In the order of the editions.
    editions: Vec<JsonCoverage>,
}

#[derive(Serialize)]
struct JsonCoverage {
    state: &'static str,
    share: usize,
    parts: usize,
    wanting: usize,
    missing_sections: usize,
    lacks: BTreeMap<&'static str, usize>,
    unclear: usize,
    untranslated: usize,
    stale: usize,
    different: usize,
}

impl JsonCoverage {
    fn of(coverage: &Coverage) -> Self {
        Self {
            state: coverage.state().name(),
            share: coverage.percent(),
            parts: coverage.parts,
            wanting: coverage.wanting,
            missing_sections: coverage.missing_sections,
            lacks: coverage.lacks.iter().map(|((_, many), count)| (*many, *count)).collect(),
            unclear: coverage.unclear,
            untranslated: coverage.untranslated,
            stale: coverage.stale,
            different: coverage.different,
        }
    }
}

/// Writes `tables` as one object.
///
/// # Errors
///
/// Where `out` cannot be written.
pub(crate) fn write_json(tables: &[ParityTable<'_>], out: &mut dyn Write) -> io::Result<()> {
    write_line(&JsonParity { schema: SCHEMA, lists: tables.iter().map(list).collect() }, out)
}

fn list<'a>(table: &ParityTable<'a>) -> JsonParityList<'a> {
    let editions = table.overview.editions.iter().filter_map(|coverage| {
        let edition = table.list.edition(coverage.edition)?;
        let language = edition.language.as_ref().map(curate_document::Language::tag);
        Some(JsonEdition { path: &edition.path, language, total: JsonCoverage::of(&coverage.total()) })
    });
    let sections = table.overview.sections.iter().enumerate();
    let sections = sections.map(|(row, section)| self::section(table, row, *section));
    JsonParityList {
        source: table.source_path(),
        history: table.has_history,
        editions: editions.collect(),
        sections: sections.collect(),
    }
}

fn section<'a>(table: &ParityTable<'a>, row: usize, section: Option<SectionId>) -> JsonSection<'a> {
    let document = table.list.edition(table.list.source).map(|edition| &edition.document);
    let own = section.and_then(|id| document?.section(id));
    let cells = table.overview.editions.iter().filter_map(|edition| edition.sections.get(row));
    JsonSection {
        title: own.map(|section| section.rendered.trim()),
        level: own.map_or(0, |section| section.level),
        line: own.zip(document).map_or(1, |(section, document)| document.line_of(section.span.start)),
        editions: cells.map(JsonCoverage::of).collect(),
    }
}
