//! Reads and parses files and makes lists of them, each with its settings and facts.

use crate::cli::LintArguments;
use crate::commands::Failure;
use crate::commands::lint::base_revision::Past;
use crate::commands::lint::blame::learn_ages;
use crate::commands::lint::gather::{Gathered, Wanted, World, gather};
use crate::commands::lint::inbound_links::{count_sections, look_at_links};
use crate::commands::lint::linked_files::look_at_linked_files;
use crate::config::{Config, Effective, Overrides, effective};
use crate::interop::autocorrect::AutocorrectConfigs;
use crate::interop::editorconfig::EditorConfigs;
use crate::interop::markdownlint::MarkdownlintConfigs;
use crate::report::CheckedLinks;
use crate::terminal::streams::Terminal;
use crate::workspace::editions::{LoadedDocument, grouped};
use crate::workspace::siblings::name_in;
use crate::workspace::{facts, own_repository, read, site_root};
use curate_document::{Document, Edition, EditionId, List};
use curate_rules::api::facts::OwnRepository;
use curate_rules::engine::aliases::silenced_by_markdownlint;
use curate_rules::{Facts, Need, RULES, Settings};
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
    /// What was named and could not be read: its name, and why.
    pub unread: Vec<(String, String)>,
    /// What is around the lists.
    pub world: World,
    /// What was learnt by asking; `None` where nothing was to be asked.
    pub asked: Option<CheckedLinks>,
    /// Whether findings fail the run: not where the change they must be of is not known.
    pub gates: bool,
}

/// Reads what `arguments` name and what belongs to it.
pub fn load(arguments: &LintArguments, lines: &Overrides, terminal: Terminal) -> Result<Work, Failure> {
    let world = World::new(lines)?;
    let Gathered { mut files, mut unread } = gather(arguments, &world, terminal)?;
    crate::commands::lint::threads::start(&files);
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
                    let shown = document.place.shown.clone();
                    let error = read::ReadError::TooLarge { shown: shown.clone(), bytes };
                    terminal.failure(&error);
                    unread.push((shown, error.to_string()));
                }
                loaded.push(document);
            }
            Err((error, true)) => {
                terminal.failure(&error);
                unread.push((error.shown().to_owned(), error.to_string()));
            }
            Err((error, false)) => terminal.notice(&format!("{error}; it is left out")),
        }
    }
    let mut preparation = Preparation {
        rulings: Rulings::new(&world, lines),
        editorconfigs: EditorConfigs::default(),
        repositories: BTreeMap::new(),
        autocorrect: AutocorrectConfigs::default(),
        beside: BTreeMap::new(),
    };
    let mut lists = Vec::new();
    // A baseline counts: a summary would hide that one of many findings is gone.
    let expand = arguments.all || arguments.baseline.is_some();
    for group in grouped(loaded) {
        lists.push(preparation.prepare(group, &sources, expand)?);
    }
    look_at_linked_files(&mut lists, &world);
    look_at_links(&mut lists);
    count_sections(&mut lists, &world);
    let gates = past.is_none_or(|past| past.compare(&mut lists, &world, terminal));
    learn_ages(&mut lists, &world, terminal);
    let documents = lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged).count();
    Ok(Work { lists, documents, unread, world, asked: None, gates })
}

/// A document with whether it is a configured source; or why it cannot be read, and whether that matters.
type Parsed = (Result<LoadedDocument, (read::ReadError, bool)>, bool);

fn parsed(wanted: Wanted, world: &World) -> Parsed {
    let Wanted { place, judged, text, configured } = wanted;
    let from_file = || {
        if world.leads_out(&place.path, judged) {
            return Err(read::ReadError::LeadsOut { shown: place.shown.clone() });
        }
        read::file(&place.path, &place.shown)
    };
    let text = text.map_or_else(from_file, Ok);
    let document = match text {
        Ok(text) => Document::parse_for(text, world.host_style(&place.path)),
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
    (Ok(LoadedDocument { place, name, edition, configured: configured.map(|(list, _)| list) }), is_source)
}

/// Makes lists of documents.
struct Preparation<'a> {
    rulings: Rulings<'a>,
    editorconfigs: EditorConfigs,
    /// By root.
    repositories: BTreeMap<PathBuf, Option<OwnRepository>>,
    autocorrect: AutocorrectConfigs,
    /// By root and folder.
    beside: BTreeMap<(PathBuf, PathBuf), Arc<BTreeSet<String>>>,
}

impl Preparation<'_> {
    fn prepare(
        &mut self,
        group: Vec<LoadedDocument>,
        sources: &BTreeSet<PathBuf>,
        expand: bool,
    ) -> Result<Prepared, Failure> {
        let by_name: BTreeMap<String, PathBuf> =
            group.iter().map(|loaded| (loaded.place.shown.clone(), loaded.place.path.clone())).collect();
        let named_list = group.iter().any(|loaded| loaded.configured.is_some());
        let mut list = List::new(group.into_iter().map(|loaded| loaded.edition).collect());
        let paths: Vec<PathBuf> =
            list.editions.iter().filter_map(|edition| by_name.get(&edition.path).cloned()).collect();
        if let Some(source) = paths.iter().position(|path| sources.contains(path)) {
            list.source = EditionId(source as u32);
        }
        let settings = paths.iter().map(|path| self.rulings.settings(path)).collect::<Result<Vec<_>, Failure>>()?;
        let judged = list.editions.iter().zip(&paths).find(|(edition, _)| edition.judged);
        let own_repository = judged.and_then(|(_, path)| self.repository_of(path));
        let beside = self.names_beside(&list, &paths, &settings);
        let root = judged.and_then(|(_, path)| self.root_of(path, &paths));
        let facts = Facts { expand, named_list, own_repository, beside, root, ..self.conventions(&list, &paths) };
        Ok(Prepared { list, paths, settings, facts })
    }

    fn repository_of(&mut self, path: &Path) -> Option<OwnRepository> {
        let world = self.rulings.world;
        let find = |root: &Path| own_repository::find(root, &world.here, &|name| std::env::var(name).ok());
        self.repositories.entry(world.roots.of(path)).or_insert_with_key(|root| find(root)).clone()
    }

    /// The root of the repository that `path`, one of `paths`, is in.
    fn root_of(&self, path: &Path, paths: &[PathBuf]) -> Option<String> {
        let world = self.rulings.world;
        site_root::find(paths, &world.here, &world.roots.repository(path.parent()?)?, &world.folders)
    }

    /// The names beside the list, where the rule that asks for them is on.
    fn names_beside(&mut self, list: &List, paths: &[PathBuf], settings: &[Settings]) -> Arc<BTreeSet<String>> {
        let source = list.source.0 as usize;
        let is_on = settings.get(source).is_some_and(|settings| {
            let mut in_need = RULES.iter().filter(|rule| rule.needs(Need::NamesBeside));
            in_need.any(|rule| settings.severity(rule.name).is_some())
        });
        let Some(path) = paths.get(source).filter(|_| is_on) else { return Arc::default() };
        let world = self.rulings.world;
        let (root, folder) = (world.roots.of(path), path.parent().unwrap_or(path).to_owned());
        let names = |(root, _): &(PathBuf, PathBuf)| Arc::new(facts::beside(path, root, &world.folders));
        Arc::clone(self.beside.entry((root, folder)).or_insert_with_key(names))
    }

    /// What the project's other tools are told of how to write.
    fn conventions(&mut self, list: &List, paths: &[PathBuf]) -> Facts {
        let mut facts = Facts::default();
        if self.rulings.lines.isolated {
            return facts;
        }
        for ((id, _), path) in list.iter().zip(paths).filter(|((_, edition), _)| edition.judged) {
            facts.editor_settings.extend(self.editorconfigs.settings(path).map(|settings| (id, settings)));
            let words = self.autocorrect.words(path, &self.rulings.world.roots.of(path));
            facts.terms = joined(&facts.terms, words);
        }
        facts
    }
}

/// Two lists of words as one, each word once. Most documents of a project have the same, which is kept once.
fn joined(words: &Arc<[String]>, more: Arc<[String]>) -> Arc<[String]> {
    if words.is_empty() || Arc::ptr_eq(words, &more) {
        return more;
    }
    let known: BTreeSet<&String> = words.iter().collect();
    let new: Vec<&String> = more.iter().filter(|word| !known.contains(word)).collect();
    if new.is_empty() { Arc::clone(words) } else { words.iter().chain(new).cloned().collect() }
}

/// Says what counts for files.
pub struct Rulings<'a> {
    world: &'a World,
    lines: &'a Overrides,
    markdownlint: MarkdownlintConfigs,
    /// The settings of files for which the same counts.
    settings: BTreeMap<Grounds, Settings>,
}

/// What the settings of a file are made of: its configuration and which overrides are meant for it, and what is silenced.
type Grounds = (Option<(String, Vec<usize>)>, Vec<&'static str>);

impl<'a> Rulings<'a> {
    /// Rulings by the files of `world` and by `lines`.
    pub fn new(world: &'a World, lines: &'a Overrides) -> Self {
        Self { world, lines, markdownlint: MarkdownlintConfigs::default(), settings: BTreeMap::new() }
    }

    /// The configuration of the file at `path`, and its settings.
    pub fn of(&mut self, path: &Path) -> Result<(Option<Arc<Config>>, Effective), Failure> {
        let config = self.world.configs.of(path)?;
        let effective = self.with(config.as_deref(), path);
        Ok((config, effective))
    }

    /// The settings of the file at `path`.
    pub fn settings(&mut self, path: &Path) -> Result<Settings, Failure> {
        let config = self.world.configs.of(path)?;
        let silenced = self.silenced(path);
        let config = config.as_deref();
        let grounds = config.map(|config| (config.shown().to_owned(), config.overrides_of(path)));
        let settings = self.settings.entry((grounds, silenced));
        let made = |(_, silenced): &Grounds| effective(config, path, silenced, self.lines).settings;
        Ok(settings.or_insert_with_key(made).clone())
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
        silenced_by_markdownlint(&self.markdownlint.switches(path, &self.world.roots.of(path)), RULES)
    }
}
