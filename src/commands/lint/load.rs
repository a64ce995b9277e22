//! Reads and parses files and makes lists of them, each with its settings and facts.

use super::ages::learn_ages;
use super::gather::{Gathered, Wanted, World, gather};
use super::linking::look_at_links;
use super::past::Past;
use crate::autocorrect::AutocorrectConfigs;
use crate::cli::LintArguments;
use crate::commands::Failure;
use crate::config::{Config, Effective, Lines, effective};
use crate::editions::{Loaded, grouped};
use crate::editorconfig::EditorConfigs;
use crate::markdownlint::MarkdownlintConfigs;
use crate::report::Asked;
use crate::siblings::name_in;
use crate::terminal::Terminal;
use crate::{facts, own_repository, read};
use curate_document::{Document, Edition, EditionId, List};
use curate_rules::engine::facts::{LinkedFile, OwnRepository};
use curate_rules::engine::foreign::silenced_by_markdownlint;
use curate_rules::{Facts, Settings};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A list, ready to be judged.
#[derive(Debug)]
pub struct Prepared {
    /// The list.
    pub list: List,
    /// Where its editions are, in their order.
    pub paths: Vec<PathBuf>,
    /// The settings of its editions, in their order.
    pub settings: Vec<Settings>,
    /// What is known of its surroundings.
    pub facts: Facts,
}

/// Everything that is to be judged.
#[derive(Debug)]
pub struct Work {
    /// The lists.
    pub lists: Vec<Prepared>,
    /// How many documents are judged.
    pub documents: usize,
    /// Whether everything that was named could be read.
    pub complete: bool,
    /// What is around the lists.
    pub world: World,
    /// What was learnt by asking; `None` where nothing was to be asked.
    pub asked: Option<Asked>,
    /// Whether findings fail the run: not where the change they must be of is not known.
    pub gates: bool,
}

/// Reads what `arguments` name and what belongs to it.
pub fn load(arguments: &LintArguments, lines: &Lines, terminal: Terminal) -> Result<Work, Failure> {
    let world = World::new(lines)?;
    let Gathered { mut files, mut complete } = gather(arguments, &world, terminal)?;
    let past = Past::of(arguments, &world, &mut files);
    let read: Vec<_> =
        files.into_values().collect::<Vec<_>>().into_par_iter().map(|wanted| parsed(wanted, &world)).collect();
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
                    complete = false;
                    terminal.failure(&read::ReadError::TooLarge { shown: document.place.shown.clone(), bytes });
                }
                loaded.push(document);
            }
            Err((error, true)) => {
                complete = false;
                terminal.failure(&error);
            }
            Err((error, false)) => terminal.notice(&format!("{error}; it is left out")),
        }
    }
    let mut preparation = Preparation {
        rulings: Rulings::new(&world, lines),
        editorconfigs: EditorConfigs::default(),
        repositories: BTreeMap::new(),
        autocorrect: AutocorrectConfigs::default(),
    };
    let mut lists = Vec::new();
    // A baseline counts: a summary would hide that one of many findings is gone.
    let expand = arguments.all || arguments.baseline.is_some();
    for group in grouped(loaded) {
        lists.push(preparation.prepare(group, &sources, expand)?);
    }
    look_at_linked_files(&mut lists, &world);
    look_at_links(&mut lists);
    let gates = past.is_none_or(|past| past.compare(&mut lists, &world, terminal));
    learn_ages(&mut lists, &world, terminal);
    let documents = lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged).count();
    Ok(Work { lists, documents, complete, world, asked: None, gates })
}

/// A document with whether it is a configured source; or why it cannot be read, and whether that matters.
type Parsed = (Result<Loaded, (read::ReadError, bool)>, bool);

fn parsed(wanted: Wanted, world: &World) -> Parsed {
    let Wanted { place, judged, text, configured } = wanted;
    let text = text.map_or_else(|| read::file(&place.path, &place.shown), Ok);
    let document = match text {
        Ok(text) => Document::parse(text),
        // A rule reports it, so that every format has it.
        Err(read::ReadError::TooLarge { bytes, .. }) if judged => Document::too_large(bytes),
        Err(error) => return (Err((error, judged || configured.is_some())), false),
    };
    let name = name_in(&world.roots.of(&place.path), &place.path);
    let mut edition = Edition::new(place.shown.clone(), document, judged);
    // The path from the project's root says more than the one from here.
    if let Some(language) = name.as_ref().and_then(|name| name.language.clone()) {
        edition.language = Some(language);
        edition.says_language = true;
    }
    let is_source = configured.is_some_and(|(_, is_source)| is_source);
    (Ok(Loaded { place, name, edition, configured: configured.map(|(list, _)| list) }), is_source)
}

/// Makes lists of documents.
struct Preparation<'a> {
    rulings: Rulings<'a>,
    editorconfigs: EditorConfigs,
    /// By root.
    repositories: BTreeMap<PathBuf, Option<OwnRepository>>,
    autocorrect: AutocorrectConfigs,
}

impl Preparation<'_> {
    fn prepare(&mut self, group: Vec<Loaded>, sources: &BTreeSet<PathBuf>, expand: bool) -> Result<Prepared, Failure> {
        let by_name: BTreeMap<String, PathBuf> =
            group.iter().map(|loaded| (loaded.place.shown.clone(), loaded.place.path.clone())).collect();
        let named_list = group.iter().any(|loaded| loaded.configured.is_some());
        let mut list = List::new(group.into_iter().map(|loaded| loaded.edition).collect());
        let paths: Vec<PathBuf> =
            list.editions.iter().filter_map(|edition| by_name.get(&edition.path).cloned()).collect();
        if let Some(source) = paths.iter().position(|path| sources.contains(path)) {
            list.source = EditionId(source as u32);
        }
        let settings = paths.iter().map(|path| Ok(self.rulings.of(path)?.1.settings));
        let settings = settings.collect::<Result<_, Failure>>()?;
        let world = self.rulings.world;
        let judged = list.editions.iter().zip(&paths).find(|(edition, _)| edition.judged);
        let own_repository = judged.and_then(|(_, path)| self.repository_of(path));
        let first = paths.get(list.source.0 as usize).map(PathBuf::as_path);
        let beside = first.map(|path| facts::beside(path, &world.roots.of(path), &world.folders));
        let beside = beside.unwrap_or_default();
        let facts = Facts { expand, named_list, own_repository, beside, ..self.conventions(&list, &paths) };
        Ok(Prepared { list, paths, settings, facts })
    }

    fn repository_of(&mut self, path: &Path) -> Option<OwnRepository> {
        let world = self.rulings.world;
        let find = |root: &Path| own_repository::find(root, &world.here, &|name| std::env::var(name).ok());
        self.repositories.entry(world.roots.of(path)).or_insert_with_key(|root| find(root)).clone()
    }

    /// What the project's other tools are told of how to write.
    fn conventions(&mut self, list: &List, paths: &[PathBuf]) -> Facts {
        let (mut facts, mut seen) = (Facts::default(), BTreeSet::new());
        if self.rulings.lines.isolated {
            return facts;
        }
        for ((id, _), path) in list.iter().zip(paths).filter(|((_, edition), _)| edition.judged) {
            facts.indents.extend(self.editorconfigs.indent(path).map(|indent| (id, indent)));
            for word in self.autocorrect.words(path, &self.rulings.world.roots.of(path)) {
                if seen.insert(word.clone()) {
                    facts.terms.push(word.clone());
                }
            }
        }
        facts
    }
}

/// Says what counts for files.
pub struct Rulings<'a> {
    world: &'a World,
    lines: &'a Lines,
    markdownlint: MarkdownlintConfigs,
}

impl<'a> Rulings<'a> {
    /// Rulings by the files of `world` and by `lines`.
    pub fn new(world: &'a World, lines: &'a Lines) -> Self {
        Self { world, lines, markdownlint: MarkdownlintConfigs::default() }
    }

    /// The configuration of the file at `path`, and its settings.
    pub fn of(&mut self, path: &Path) -> Result<(Option<Arc<Config>>, Effective), Failure> {
        let config = self.world.configs.of(path)?;
        let effective = self.with(config.as_deref(), path);
        Ok((config, effective))
    }

    /// The settings that the file at `path` would have with `config`.
    pub fn with(&mut self, config: Option<&Config>, path: &Path) -> Effective {
        effective(config, path, &self.silenced(path), self.lines)
    }

    /// The rules that a configuration of markdownlint silences in the file at `path`.
    pub fn silenced(&mut self, path: &Path) -> Vec<&'static str> {
        if self.lines.isolated {
            return Vec::new();
        }
        silenced_by_markdownlint(self.markdownlint.switches(path, &self.world.roots.of(path)))
    }
}

/// Gives every list what is known of the files that its judged documents link to. Each file is looked at once.
fn look_at_linked_files(lists: &mut [Prepared], world: &World) {
    let wanted_by = |prepared: &Prepared| -> BTreeMap<String, facts::Wanted> {
        let judged = prepared.list.editions.iter().zip(&prepared.paths).filter(|(edition, _)| edition.judged);
        let mut all: BTreeMap<String, facts::Wanted> = BTreeMap::new();
        for (key, wanted) in judged.flat_map(|(edition, path)| {
            let own = prepared.facts.own_repository.as_ref();
            facts::wanted(edition, &world.here, &world.roots.of(path), own)
        }) {
            all.entry(key).and_modify(|known| known.anchors |= wanted.anchors).or_insert(wanted);
        }
        all
    };
    let wanted: Vec<_> = lists.iter().map(wanted_by).collect();
    let mut once: BTreeMap<&str, facts::Wanted> = BTreeMap::new();
    for (key, wanted) in wanted.iter().flatten() {
        once.entry(key).and_modify(|known| known.anchors |= wanted.anchors).or_insert_with(|| wanted.clone());
    }
    let known: BTreeMap<&Path, &Document> = lists
        .iter()
        .flat_map(|prepared| {
            prepared
                .paths
                .iter()
                .map(PathBuf::as_path)
                .zip(prepared.list.editions.iter().map(|edition| &edition.document))
        })
        .collect();
    let anchors_of = |path: &Path| -> Option<BTreeSet<String>> {
        let anchors = |document: &Document| document.anchors().map(str::to_owned).collect();
        match known.get(path) {
            Some(document) => Some(anchors(document)),
            None => read::file(path, "").ok().map(|text| anchors(&Document::parse(text))),
        }
    };
    let looked: Vec<(String, Option<LinkedFile>)> = once
        .par_iter()
        .map(|(key, wanted)| ((*key).to_owned(), facts::look(wanted, &world.folders, &anchors_of)))
        .collect();
    let looked: BTreeMap<String, LinkedFile> =
        looked.into_iter().filter_map(|(key, file)| Some((key, file?))).collect();
    for (prepared, wanted) in lists.iter_mut().zip(&wanted) {
        prepared.facts.files = wanted.keys().filter_map(|key| Some((key.clone(), looked.get(key)?.clone()))).collect();
    }
}
