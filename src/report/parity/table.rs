//! A list with its translations, as a table: what all formats show.

use crate::locale::SpokenLanguage;
use crate::report::findings::LintedList;
use crate::terminal::sanitize;
use curate_document::{Edition, List, SectionId};
use curate_rules::{Coverage, CoverageState, Diagnostic, EditionCoverage, Overview, text};
use std::borrow::Cow;

/// A list with its translations, as a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParityTable<'a> {
    /// The list.
    pub list: &'a List,
    /// How much its editions have.
    pub overview: &'a Overview,
    /// What was found in it, be it about its translations or not.
    pub found: &'a [Diagnostic],
    /// Whether git was asked what the source has changed since.
    pub has_history: bool,
}

/// A column: an edition, what it is called, and how much it has.
#[derive(Clone, Debug)]
pub(crate) struct ParityColumn<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// What it is called: `source`, its language, or its file; sanitized.
    pub name: String,
    /// Whether it is the source.
    pub is_source: bool,
    /// How much it has.
    pub coverage: &'a EditionCoverage,
}

/// A row: a section of the source, and how much each column has of it.
#[derive(Clone, Debug)]
pub(crate) struct ParityRow<'a> {
    /// The section; `None` for what stands before any heading.
    pub id: Option<SectionId>,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// How deep it is below the shallowest.
    pub depth: usize,
    /// Its heading as rendered, not sanitized.
    pub title: Cow<'a, str>,
    /// In the order of the columns.
    pub cells: Vec<&'a Coverage>,
}

impl<'a> ParityTable<'a> {
    /// That of `linted`, where its translations were compared; in `has_history` whether git was asked about it.
    pub(crate) fn of(linted: &'a LintedList, has_history: bool) -> Option<Self> {
        let overview = linted.overview.as_ref()?;
        Some(Self { list: &linted.list, overview, found: &linted.diagnostics, has_history })
    }

    /// The columns: the translations, after the source where that lacks something.
    pub(crate) fn columns(&self, language: SpokenLanguage) -> Vec<ParityColumn<'a>> {
        let of = |coverage| self.column(coverage, language);
        let all = self.overview.editions.iter().filter_map(of);
        all.filter(|column| !column.is_source || column.coverage.total().state() != CoverageState::Complete).collect()
    }

    fn column(&self, coverage: &'a EditionCoverage, language: SpokenLanguage) -> Option<ParityColumn<'a>> {
        let edition = self.list.edition(coverage.edition)?;
        let is_source = coverage.edition == self.list.source;
        let file = || edition.path.rsplit('/').next().unwrap_or(&edition.path).to_owned();
        let name = match &edition.language {
            _ if is_source => language.say(text!("source")),
            Some(language) => language.tag().to_owned(),
            None => file(),
        };
        Some(ParityColumn { edition, name: sanitize::line(&name).into_owned(), is_source, coverage })
    }

    /// The path of the source.
    pub(crate) fn source_path(&self) -> &'a str {
        self.list.edition(self.list.source).map_or("", |edition| &edition.path)
    }

    /// The rows: the sections of the source, and how much each of `columns` has of them.
    pub(crate) fn rows(&self, columns: &[ParityColumn<'a>], language: SpokenLanguage) -> Vec<ParityRow<'a>> {
        let sections = self.list.edition(self.list.source).map_or(&[][..], |edition| edition.document.sections());
        let shallowest = sections.iter().map(|section| section.level).min().unwrap_or(1);
        let row = |(row, id): (usize, &Option<SectionId>)| {
            let section = id.and_then(|id| sections.get(id.0 as usize));
            let title = match section.map(|section| section.rendered.trim()) {
                Some("") => language.say(text!("(no text)")).into(),
                Some(title) => title.into(),
                None => language.say(text!("(before any heading)")).into(),
            };
            let depth = section.map_or(0, |section| usize::from(section.level - shallowest));
            let parent = section.and_then(|section| section.parent);
            let cells = columns.iter().filter_map(|column| column.coverage.sections.get(row)).collect();
            ParityRow { id: *id, parent, depth, title, cells }
        };
        self.overview.sections.iter().enumerate().map(row).collect()
    }

    /// The least that a translation has of the whole, in percent; `None` where there is none.
    pub(crate) fn least(&self) -> Option<usize> {
        let translations = self.overview.editions.iter().filter(|edition| edition.edition != self.list.source);
        translations.map(|edition| edition.total().percent()).min()
    }
}
