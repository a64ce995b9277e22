//! Reads and parses files and makes lists of them, each with its settings and facts.

use crate::commands::failure::Failure;
use crate::commands::steps::base_revision::BaseRevision;
use crate::commands::steps::blame::add_ages;
use crate::commands::steps::details::{say_what_is_checked, say_what_is_unread};
use crate::commands::steps::inbound_links::{count_sections, look_at_links};
use crate::commands::steps::input_files::{InputFile, InputFiles, input_files};
use crate::commands::steps::linked_files::look_at_linked_files;
use crate::commands::steps::plan::{InputOptions, RuleChoice};
use crate::commands::steps::prepare::Preparation;
use crate::commands::steps::threads;
use crate::commands::steps::work::{PreparedList, Work};
use crate::commands::steps::workspace::Workspace;
use crate::terminal::streams::Terminal;
use crate::workspace::editions::{LoadedDocument, grouped};
use crate::workspace::read;
use crate::workspace::siblings::name_in;
use crate::workspace::unread_file::UnreadFile;
use curate_document::{Document, Edition};
use curate_rules::{Declaration, Need, RULES, Text, counts_in_overview, text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// So many bytes of text, in whatever number of files, are held as they were parsed.
const SMALL: u64 = 2 << 20;

/// Bytes of text of a batch: its documents take some thirty times as much while they are read.
#[cfg(feature = "fleet")]
const BATCH: u64 = 512 << 10;

/// Reads what `options` name and what belongs to it.
pub(crate) fn load(options: &InputOptions, terminal: Terminal) -> Result<Work, Failure> {
    let workspace = Workspace::new(&options.overrides)?;
    let InputFiles { mut files, mut unread, .. } = input_files(options, &workspace, terminal)?;
    threads::start(&files);
    let base = BaseRevision::of(options.change.as_ref(), &workspace, &mut files)?;
    let parts = if options.one_at_a_time { parts(files, &workspace) } else { vec![files.into_values().collect()] };
    let releases = parts.len() > 1;
    let mut preparation = Preparation::new(&workspace, &options.overrides);
    let mut lists = Vec::new();
    for part in parts {
        let LoadedFiles { documents, sources } = read_files(part, &workspace, &mut unread, terminal);
        let mut of_part = Vec::new();
        for group in grouped(documents) {
            of_part.push(preparation.prepare(group, &sources, options.expand)?);
        }
        if options.rules != RuleChoice::All {
            for prepared in &mut of_part {
                choose_rules(prepared, options.rules);
            }
        }
        look_at_linked_files(&mut of_part, &workspace);
        if releases {
            for prepared in &mut of_part {
                prepared.list.release();
            }
        }
        lists.append(&mut of_part);
    }
    if options.rules == RuleChoice::All {
        look_at_links(&mut lists);
        count_sections(&mut lists, &workspace);
    }
    let gates = match base {
        Some(base) => base.compare(&mut lists, &workspace, terminal)?,
        None => true,
    };
    add_ages(&mut lists, options, &workspace, terminal);
    let documents = lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged).count();
    say_what_is_unread(&lists, &mut preparation.settings, terminal);
    say_what_is_checked(&lists, &mut preparation.settings, terminal);
    Ok(Work { lists, documents, unread, workspace, checked: None, interrupted: false, gates })
}

/// The files that `options` name and that are judged, in batches of half a megabyte or of one list; what may be editions of one
/// list is in one batch. None where something that was named is not there: that is told elsewhere.
#[cfg(feature = "fleet")]
pub(crate) fn paths_in_batches(options: &InputOptions, terminal: Terminal) -> Result<Vec<Vec<PathBuf>>, Failure> {
    let workspace = Workspace::new(&options.overrides)?;
    let InputFiles { files, unread, .. } = input_files(options, &workspace, terminal.silenced())?;
    if !unread.is_empty() {
        return Ok(Vec::new());
    }
    let mut batches: Vec<Vec<PathBuf>> = Vec::new();
    let mut left = 0;
    for part in parts(files, &workspace) {
        let judged = part.into_iter().filter(|file| file.judged);
        let (paths, sizes): (Vec<PathBuf>, Vec<u64>) =
            judged.map(|file| (file.place.path.clone(), file.size(&file.place.path))).unzip();
        let size: u64 = sizes.iter().sum();
        if let Some(batch) = batches.last_mut().filter(|_| size <= left) {
            left -= size;
            batch.extend(paths);
        } else {
            left = BATCH.saturating_sub(size);
            batches.push(paths);
        }
    }
    Ok(batches)
}

/// Turns off the rules that are not chosen.
fn choose_rules(prepared: &mut PreparedList, choice: RuleChoice) {
    let is_kept = |rule: &Declaration| match choice {
        RuleChoice::All => true,
        RuleChoice::Outcomes => rule.judges_outcomes() || rule.reports_unchecked,
        RuleChoice::Translations { .. } => counts_in_overview(rule),
    };
    for settings in &mut prepared.settings {
        settings.retain(|name| RULES.iter().any(|rule| rule.name == name && is_kept(rule)));
        if choice == (RuleChoice::Translations { history: true }) {
            for rule in RULES.iter().filter(|rule| counts_in_overview(rule) && rule.needs(Need::Ages)) {
                if let Some(setting) = settings.rule_mut(rule.name) {
                    setting.severity.get_or_insert(rule.severity);
                }
            }
        }
    }
}

/// `files` in parts that are parsed one after the other: one part where all of them are small, else one for each list. Those
/// that may be editions of one list are in one part.
fn parts(files: BTreeMap<PathBuf, InputFile>, workspace: &Workspace) -> Vec<Vec<InputFile>> {
    let mut places: HashMap<ListKey, usize> = HashMap::new();
    let mut lists: Vec<(u64, Vec<InputFile>)> = Vec::new();
    for (path, wanted) in files {
        let place = *places.entry(ListKey::of(&wanted, &path, workspace)).or_insert(lists.len());
        if place == lists.len() {
            lists.push((0, Vec::new()));
        }
        if let Some((size, list)) = lists.get_mut(place) {
            *size += wanted.size(&path);
            list.push(wanted);
        }
    }
    let size: u64 = lists.iter().map(|(size, _)| size).sum();
    let lists = lists.into_iter().map(|(_, list)| list);
    if size <= SMALL { vec![lists.flatten().collect()] } else { lists.collect() }
}

/// What the files have in common that may be editions of one list.
#[derive(PartialEq, Eq, Hash)]
enum ListKey {
    /// The list of the configuration.
    Configured(usize),
    /// Folder and stem.
    Named(String, String),
    /// The path of a file that has no edition beside it.
    Alone(PathBuf),
}

impl ListKey {
    fn of(wanted: &InputFile, path: &Path, workspace: &Workspace) -> Self {
        if let Some((list, _)) = wanted.configured {
            return Self::Configured(list);
        }
        let name = name_in(&workspace.roots.of(path), path);
        name.map_or_else(|| Self::Alone(path.to_owned()), |name| Self::Named(name.folder, name.stem))
    }
}

/// Files that were read.
struct LoadedFiles {
    documents: Vec<LoadedDocument>,
    /// Those that the configuration calls sources.
    sources: BTreeSet<PathBuf>,
}

/// Reads `files`; what cannot be read goes to `unread`, with the reason.
fn read_files(
    files: Vec<InputFile>,
    workspace: &Workspace,
    unread: &mut Vec<UnreadFile>,
    terminal: Terminal,
) -> LoadedFiles {
    let read: Vec<_> = files.into_par_iter().map(|wanted| parsed(wanted, workspace)).collect();
    let mut loaded = LoadedFiles { documents: Vec::new(), sources: BTreeSet::new() };
    for (result, source) in read {
        match result {
            Ok(document) => {
                if source {
                    loaded.sources.insert(document.place.path.clone());
                }
                if let Some(bytes) = document.edition.document.unparsed() {
                    // The rule that reports it may be off.
                    let shown = document.place.shown.clone();
                    let error = read::ReadError::TooLarge { shown: shown.clone(), bytes };
                    terminal.failure(&error);
                    unread.push(UnreadFile::new(&shown, &error));
                }
                loaded.documents.push(document);
            }
            Err((error, true)) => {
                terminal.failure(&error);
                unread.push(UnreadFile::new(error.shown(), &error));
            }
            Err((error, false)) => {
                let why = Text::verbatim(error.to_string());
                terminal.notice(text!("{why}; it is left out", why));
            }
        }
    }
    loaded
}

/// A document with whether it is a configured source; or why it cannot be read, and whether that matters.
pub(crate) type Parsed = (Result<LoadedDocument, (read::ReadError, bool)>, bool);

/// Reads the file `wanted`, where its text is not there already, and parses it.
pub(crate) fn parsed(wanted: InputFile, workspace: &Workspace) -> Parsed {
    let InputFile { place, judged, text, configured } = wanted;
    let from_file = || {
        if workspace.leads_out(&place.path, judged) {
            return Err(read::ReadError::LeadsOut { shown: place.shown.clone() });
        }
        read::file(&place.path, &place.shown)
    };
    let text = text.map_or_else(from_file, Ok);
    let document = match text {
        Ok(text) => workspace.parse(text, &place.path),
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
