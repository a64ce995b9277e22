//! Reads and parses files and makes lists of them, each with its settings and facts.

use crate::commands::failure::Failure;
use crate::commands::steps::base_revision::BaseRevision;
use crate::commands::steps::blame::add_ages;
use crate::commands::steps::inbound_links::{count_sections, look_at_links};
use crate::commands::steps::input_files::{InputFile, InputFiles, input_files};
use crate::commands::steps::linked_files::look_at_linked_files;
use crate::commands::steps::plan::InputOptions;
use crate::commands::steps::prepare::Preparation;
use crate::commands::steps::threads;
use crate::commands::steps::work::Work;
use crate::commands::steps::workspace::Workspace;
use crate::terminal::streams::Terminal;
use crate::workspace::editions::{LoadedDocument, grouped};
use crate::workspace::read;
use crate::workspace::siblings::name_in;
use crate::workspace::unread_file::UnreadFile;
use curate_document::{Document, Edition};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Reads what `options` name and what belongs to it.
pub(crate) fn load(options: &InputOptions, terminal: Terminal) -> Result<Work, Failure> {
    let workspace = Workspace::new(&options.overrides)?;
    let InputFiles { mut files, mut unread } = input_files(options, &workspace, terminal)?;
    threads::start(&files);
    let base = BaseRevision::of(options.change.as_ref(), &workspace, &mut files);
    let read: Vec<_> =
        files.into_values().collect::<Vec<_>>().into_par_iter().map(|wanted| parsed(wanted, &workspace)).collect();
    let mut loaded = Vec::new();
    let mut sources = BTreeSet::new();
    for (result, source) in read {
        match result {
            Ok(document) => {
                if source {
                    sources.insert(document.place.path.clone());
                }
                if let Some(bytes) = document.edition.document.unparsed() {
                    // The rule that reports it may be off.
                    let shown = document.place.shown.clone();
                    let error = read::ReadError::TooLarge { shown: shown.clone(), bytes };
                    terminal.failure(&error);
                    unread.push(UnreadFile::new(&shown, &error));
                }
                loaded.push(document);
            }
            Err((error, true)) => {
                terminal.failure(&error);
                unread.push(UnreadFile::new(error.shown(), &error));
            }
            Err((error, false)) => terminal.notice(&format!("{error}; it is left out")),
        }
    }
    let mut preparation = Preparation::new(&workspace, &options.overrides);
    let mut lists = Vec::new();
    for group in grouped(loaded) {
        lists.push(preparation.prepare(group, &sources, options.expand)?);
    }
    look_at_linked_files(&mut lists, &workspace);
    look_at_links(&mut lists);
    count_sections(&mut lists, &workspace);
    let gates = base.is_none_or(|base| base.compare(&mut lists, &workspace, terminal));
    add_ages(&mut lists, &workspace, terminal);
    let documents = lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged).count();
    Ok(Work { lists, documents, unread, workspace, checked: None, interrupted: false, gates })
}

/// A document with whether it is a configured source; or why it cannot be read, and whether that matters.
type Parsed = (Result<LoadedDocument, (read::ReadError, bool)>, bool);

fn parsed(wanted: InputFile, workspace: &Workspace) -> Parsed {
    let InputFile { place, judged, text, configured } = wanted;
    let from_file = || {
        if workspace.leads_out(&place.path, judged) {
            return Err(read::ReadError::LeadsOut { shown: place.shown.clone() });
        }
        read::file(&place.path, &place.shown)
    };
    let text = text.map_or_else(from_file, Ok);
    let document = match text {
        Ok(text) => Document::parse_for(text, workspace.host_style(&place.path)),
        // A rule reports it, so that every format has it.
        Err(read::ReadError::TooLarge { bytes, .. }) if judged => Document::too_large(bytes),
        Err(error) => return (Err((error, judged || configured.is_some())), false),
    };
    let name = name_in(&workspace.roots.of(&place.path), &place.path);
    let mut edition = Edition::new(place.shown.clone(), document, judged);
    // The path from the project's root says more than the one from here.
    if let Some(language) = name.as_ref().and_then(|name| name.language.clone()) {
        edition.language = Some(language);
        edition.says_language = true;
    }
    let is_source = configured.is_some_and(|(_, is_source)| is_source);
    (Ok(LoadedDocument { place, name, edition, configured: configured.map(|(list, _)| list) }), is_source)
}
