//! Which files are read: those that are named, and the other editions of their lists.

use crate::commands::failure::Failure;
use crate::commands::steps::plan::InputOptions;
use crate::commands::steps::workspace::Workspace;
use crate::config::{Config, ConfigError};
use crate::git::CheckedState;
use crate::interop::markdownlint_ignores::MarkdownlintIgnores;
use crate::terminal::streams::Terminal;
use crate::workspace::discover::{FileSearch, FoundFiles};
use crate::workspace::patterns::Patterns;
use crate::workspace::read;
use crate::workspace::regular_file::leads_out;
use crate::workspace::shown_path::{NAMELESS, ShownPath, normalised, shown};
use crate::workspace::siblings::Siblings;
use crate::workspace::unread_file::UnreadFile;
use curate_rules::{Text, text};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What cannot be read together.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum InputError {
    #[error("`-` stands for standard input and cannot be given with other paths")]
    StdinNotAlone,
    #[error("--stdin-filename needs `-`")]
    #[diagnostic(help("curate lint - --stdin-filename README.md"))]
    FilenameWithoutStdin,
    #[error("`-` stands for standard input, which is neither staged nor in a revision")]
    #[diagnostic(help("leave out --staged and --until, or name files"))]
    StdinOfRevision,
    #[error("no files were found")]
    #[diagnostic(help("name the folder of the list, or leave out --fail-if-empty"))]
    Empty,
}

/// A file to read.
#[derive(Debug)]
pub(crate) struct InputFile {
    /// Where it is.
    pub place: ShownPath,
    /// Whether it is judged or only context.
    pub judged: bool,
    /// Its text, where it does not come from the file.
    pub text: Option<String>,
    /// The list that the configuration puts it in, and whether it is that list's source.
    pub configured: Option<(usize, bool)>,
}

impl InputFile {
    /// Its size in bytes, with its place on disk at `path`; 0 where it cannot be told.
    pub(crate) fn size(&self, path: &Path) -> u64 {
        let on_disk = || std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        self.text.as_ref().map_or_else(on_disk, |text| text.len() as u64)
    }
}

/// The files to read, by path, and what was named and is not there.
pub(crate) struct InputFiles {
    /// The files.
    pub files: BTreeMap<PathBuf, InputFile>,
    /// What is not there.
    pub unread: Vec<UnreadFile>,
    /// The folders that were looked through.
    pub folders: Vec<PathBuf>,
}

/// The files to read for `options`.
pub(crate) fn input_files(
    options: &InputOptions,
    workspace: &Workspace,
    terminal: Terminal,
) -> Result<InputFiles, Failure> {
    let stdin = options.reads_stdin();
    if stdin && options.paths.len() > 1 {
        return Err(InputError::StdinNotAlone.into());
    }
    if !stdin && options.stdin_filename.is_some() {
        return Err(InputError::FilenameWithoutStdin.into());
    }
    if stdin && options.change.as_ref().is_some_and(|change| change.state != CheckedState::WorkingTree) {
        return Err(InputError::StdinOfRevision.into());
    }
    let is_excluded = exclusion(options, workspace)?;
    let is_included = |path: &Path| Ok(workspace.configs.of(path)?.is_some_and(|config| config.includes(path)));
    let search = FileSearch {
        here: &workspace.here,
        is_excluded: &is_excluded,
        is_included: &is_included,
        force_exclude: options.force_exclude,
    };
    let mut inputs = if stdin { from_stdin(options, workspace)? } else { from_paths(options, &search, terminal)? };
    let walked = inputs.1;
    // The configuration of another time names the files of that time.
    if options.overrides.texts.is_none() {
        all_editions_are_there(workspace, &inputs.0.files)?;
    }
    add_editions(options, workspace, &mut inputs.0.files, &walked, &is_excluded)?;
    Ok(inputs.0)
}

/// What `options` and the configurations of `workspace` leave out.
pub(crate) fn exclusion<'a>(
    options: &'a InputOptions,
    workspace: &'a Workspace,
) -> Result<impl Fn(&Path) -> Result<bool, ConfigError> + 'a, Failure> {
    let exclude = Patterns::new(&workspace.here, &options.exclude).map_err(ConfigError::Exclude)?;
    let ignores = RefCell::new(MarkdownlintIgnores::default());
    Ok(move |path: &Path| {
        let config = workspace.configs.of(path)?;
        let is_ignored = || ignores.borrow_mut().of(path, &workspace.roots.of(path)).is_some();
        Ok(exclude.matches(path)
            || config.is_some_and(|config| config.excludes(path))
            || (!options.overrides.isolated && is_ignored()))
    })
}

type WithWalked = (InputFiles, HashSet<PathBuf>);

fn from_stdin(options: &InputOptions, workspace: &Workspace) -> Result<WithWalked, Failure> {
    let nameless = || ShownPath { shown: NAMELESS.to_owned(), path: workspace.here.join(NAMELESS) };
    let place = options.stdin_filename.as_ref().map_or_else(nameless, |name| ShownPath::new(&workspace.here, name));
    let text = Some(read::stdin(&place.shown)?);
    let wanted = InputFile { place, judged: true, text, configured: None };
    let files = BTreeMap::from([(wanted.place.path.clone(), wanted)]);
    Ok((InputFiles { files, unread: Vec::new(), folders: Vec::new() }, HashSet::new()))
}

fn from_paths(
    options: &InputOptions,
    search: &FileSearch<'_, ConfigError>,
    terminal: Terminal,
) -> Result<WithWalked, Failure> {
    let everything = [PathBuf::from(".")];
    let found = search.find(if options.paths.is_empty() { &everything } else { &options.paths })?;
    for error in &found.errors {
        terminal.failure(error);
    }
    say_what_is_left_out(&found, terminal);
    for shown in &found.unread {
        terminal.notice(text!("{shown}: is too large to be read, so it ignores nothing", shown));
    }
    say_what_is_empty(&found, terminal);
    if options.fail_if_empty && found.files.is_empty() {
        return Err(InputError::Empty.into());
    }
    let wanted =
        |place: ShownPath| (place.path.clone(), InputFile { place, judged: true, text: None, configured: None });
    let unread = found.errors.iter().map(|error| UnreadFile::new(error.shown(), error)).collect();
    let files = found.files.into_values().map(wanted).collect();
    Ok((
        InputFiles { files, unread, folders: found.folders },
        found.walked.into_iter().map(|(folder, _)| folder.path).collect(),
    ))
}

fn say_what_is_left_out(found: &FoundFiles, terminal: Terminal) {
    if terminal.is_verbose() {
        found.left_out.iter().for_each(|(shown, reason)| terminal.detail(left_out(shown, reason)));
    }
}

/// That a file is left out, and why.
fn left_out(shown: &str, reason: &Text) -> Text {
    text!("{shown}: left out, {reason}", shown, reason = reason.clone())
}

fn say_what_is_empty(found: &FoundFiles, terminal: Terminal) {
    for (folder, _) in found.walked.iter().filter(|(_, count)| *count == 0) {
        let shown = &folder.shown;
        terminal.notice(text!("{shown}: no markdown file is in it that git does not ignore", shown));
    }
    if found.files.is_empty() {
        terminal.notice(match found.excluded {
            0 => text!("no files were checked"),
            1 => text!("no files were checked: the only one is excluded"),
            excluded => text!("no files were checked: all {excluded} are excluded", excluded),
        });
    }
}

/// Refuses configurations of `files` that name an edition which is not there, whether its list is looked at or not.
pub(crate) fn all_editions_are_there(
    workspace: &Workspace,
    files: &BTreeMap<PathBuf, InputFile>,
) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for path in files.keys() {
        let Some(config) = workspace.configs.of(path)?.filter(|config| seen.insert(config.shown().to_owned())) else {
            continue;
        };
        all_named_are_there(workspace, files, &config)?;
    }
    Ok(())
}

/// Refuses `config` where it names an edition which is not there, on disk or among `files`.
pub(crate) fn all_named_are_there(
    workspace: &Workspace,
    files: &BTreeMap<PathBuf, InputFile>,
    config: &Config,
) -> Result<(), Failure> {
    let mut editions = config.lists().iter().flat_map(|list| &list.editions);
    editions.try_for_each(|named| is_there(workspace, files, config, named))
}

fn is_there(
    workspace: &Workspace,
    files: &BTreeMap<PathBuf, InputFile>,
    config: &Config,
    (edition, span): &(PathBuf, Range<usize>),
) -> Result<(), Failure> {
    let name = shown(&workspace.here, edition);
    // Also where nothing is there: what there is outside is nobody's business.
    if !is_inside(workspace, config, edition) {
        let message = text!("`{name}` is outside of the repository", name).to_string();
        let help =
            text!("a `[[list]]` is made of files of its own repository; a symbolic link does not lead out of it")
                .to_string();
        return Err(config.mistake(span.clone(), &message, Some(&help)).into());
    }
    if edition.is_file() || files.get(edition).is_some_and(|wanted| wanted.text.is_some()) {
        return Ok(());
    }
    let message = text!("there is no file `{name}`", name).to_string();
    Err(config
        .mistake(span.clone(), &message, Some(&text!("a `[[list]]` needs all of its editions").to_string()))
        .into())
}

/// Whether `edition` is in the project that `config` is of, or in that where curate runs.
fn is_inside(workspace: &Workspace, config: &Config, edition: &Path) -> bool {
    let file = normalised(&workspace.here.join(config.shown()));
    let projects = [workspace.roots.of(&file), workspace.roots.of(&workspace.here.join("README.md"))];
    projects.iter().any(|root| edition.starts_with(root) && !leads_out(edition, root))
}

/// Adds the other editions of the lists that `files` are of.
pub(crate) fn add_editions(
    options: &InputOptions,
    workspace: &Workspace,
    files: &mut BTreeMap<PathBuf, InputFile>,
    walked: &HashSet<PathBuf>,
    is_excluded: &dyn Fn(&Path) -> Result<bool, ConfigError>,
) -> Result<(), Failure> {
    let judged = options.judges_siblings();
    let named: Vec<PathBuf> = files.keys().cloned().collect();
    let mut numbers: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut lists = ConfiguredLists::default();
    let mut alone = Vec::new();
    for path in named {
        let Some(config) = workspace.configs.of(&path)?.filter(|config| !config.lists().is_empty()) else {
            alone.push(path);
            continue;
        };
        let Some(index) = lists.list_of(&config, &path) else {
            alone.push(path);
            continue;
        };
        if !lists.seen.insert((config.shown().to_owned(), index)) {
            continue;
        }
        let Some(list) = config.lists().get(index) else { continue };
        let Some((source, _)) = list.editions.first() else { continue };
        let next = numbers.len();
        let number = *numbers.entry(source.clone()).or_insert(next);
        for named @ (edition, _) in &list.editions {
            is_there(workspace, files, &config, named)?;
            let place = ShownPath { shown: shown(&workspace.here, edition), path: edition.clone() };
            let wanted =
                files.entry(edition.clone()).or_insert(InputFile { place, judged, text: None, configured: None });
            wanted.configured = Some((number, edition == source));
        }
    }
    let siblings = Siblings { folders: &workspace.folders, roots: &workspace.roots, walked };
    for path in siblings.of(&alone) {
        // What a walk has left out is ignored by git or excluded.
        if !files.contains_key(&path) && !siblings.is_walked(&path) && !is_excluded(&path)? {
            let place = ShownPath::new(&workspace.here, &path);
            files.insert(place.path.clone(), InputFile { place, judged, text: None, configured: None });
        }
    }
    Ok(())
}

/// Which lists of configurations files are put in.
#[derive(Default)]
struct ConfiguredLists {
    /// By configuration, the index of the list of each edition.
    indexes: HashMap<String, HashMap<PathBuf, usize>>,
    /// Configurations with the indexes of the lists that were read.
    seen: BTreeSet<(String, usize)>,
}

impl ConfiguredLists {
    /// The index of the first list of `config` that has the file at `path` for an edition.
    fn list_of(&mut self, config: &Config, path: &Path) -> Option<usize> {
        let indexes = self.indexes.entry(config.shown().to_owned()).or_insert_with(|| {
            let mut indexes = HashMap::new();
            for (index, list) in config.lists().iter().enumerate() {
                for (edition, _) in &list.editions {
                    indexes.entry(edition.clone()).or_insert(index);
                }
            }
            indexes
        });
        indexes.get(path).copied()
    }
}
