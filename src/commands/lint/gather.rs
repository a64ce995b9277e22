//! Which files are read: those that are named, and the other editions of their lists.

use crate::cli::LintArguments;
use crate::commands::Failure;
use crate::commands::lint::LintError;
use crate::config::{Config, ConfigError, Configs, Overrides};
use crate::terminal::streams::Terminal;
use crate::workspace::discover::{FileSearch, FoundFiles};
use crate::workspace::folders::Folders;
use crate::workspace::host_style::HostStyles;
use crate::workspace::patterns::Patterns;
use crate::workspace::project_roots::ProjectRoots;
use crate::workspace::read;
use crate::workspace::regular_file::leads_out;
use crate::workspace::shown_path::{NAMELESS, ShownPath, normalised, shown};
use crate::workspace::siblings::Siblings;
use curate_document::slug::HostStyle;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a run knows of its surroundings.
#[derive(Debug)]
pub struct World {
    /// Where curate runs.
    pub here: PathBuf,
    /// The configuration files.
    pub configs: Configs,
    /// What is in folders.
    pub folders: Folders,
    /// The roots of projects.
    pub roots: ProjectRoots,
    /// Which hosts render the documents of projects.
    pub host_styles: HostStyles,
}

/// A file to read.
#[derive(Debug)]
pub struct Wanted {
    /// Where it is.
    pub place: ShownPath,
    /// Whether it is judged or only context.
    pub judged: bool,
    /// Its text, where it does not come from the file.
    pub text: Option<String>,
    /// The list that the configuration puts it in, and whether it is that list's source.
    pub configured: Option<(usize, bool)>,
}

/// The files to read, by path, and what was named and is not there.
pub struct Gathered {
    /// The files.
    pub files: BTreeMap<PathBuf, Wanted>,
    /// The names of what is not there, and why.
    pub unread: Vec<(String, String)>,
}

impl World {
    /// The surroundings of a run with `lines`.
    pub fn new(lines: &Overrides) -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(LintError::NoFolder)?;
        let configs = Configs::new(&here, lines)?;
        let (folders, host_styles) = (Folders::default(), HostStyles::default());
        Ok(Self { configs, folders, roots: ProjectRoots::new(here.clone()), host_styles, here })
    }

    /// The style of the host that renders the file at `path` (absolute): what the configuration says, else what its
    /// repository tells.
    pub fn host_style(&self, path: &Path) -> HostStyle {
        // A configuration that cannot be read ends the run elsewhere.
        let config = self.configs.of(path).ok().flatten();
        let configured = config.and_then(|config| config.links().host_style);
        configured.map_or_else(|| self.host_styles.of(&self.roots.of(path)), HostStyle::from)
    }

    /// Whether symbolic links lead the file at `path` (absolute) out of its repository. Of a file that was `named`, only the
    /// folders count.
    pub fn leads_out(&self, path: &Path, named: bool) -> bool {
        let Some(folder) = path.parent() else { return false };
        let Some(root) = self.roots.repository(folder) else { return false };
        if !named && std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
            return leads_out(path, &root);
        }
        // Many files are in one folder.
        match (self.folders.real(folder), self.folders.real(&root)) {
            (Some(folder), Some(root)) => !folder.starts_with(root),
            _ => false,
        }
    }
}

/// The files to read for `arguments`.
pub fn gather(arguments: &LintArguments, world: &World, terminal: Terminal) -> Result<Gathered, Failure> {
    let stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && arguments.paths.len() > 1 {
        return Err(LintError::StdinNotAlone.into());
    }
    if !stdin && arguments.stdin_filename.is_some() {
        return Err(LintError::FilenameWithoutStdin.into());
    }
    let exclude = Patterns::new(&world.here, &arguments.exclude).map_err(ConfigError::Exclude)?;
    let failed = RefCell::new(None);
    let is_excluded = |path: &Path| match world.configs.of(path) {
        Ok(config) => exclude.matches(path) || config.is_some_and(|config| config.excludes(path)),
        Err(error) => {
            failed.borrow_mut().get_or_insert(error);
            false
        }
    };
    let search = FileSearch { here: &world.here, is_excluded: &is_excluded, force_exclude: arguments.force_exclude };
    let mut gathered = if stdin { from_stdin(arguments, world)? } else { from_paths(arguments, &search, terminal) };
    let walked = gathered.1;
    // The configuration of another time names the files of that time.
    if arguments.config_from.is_none() {
        all_editions_are_there(world, &gathered.0.files)?;
    }
    add_editions(world, &mut gathered.0.files, &walked, &is_excluded)?;
    failed.into_inner().map_or(Ok(gathered.0), |error| Err(error.into()))
}

type WithWalked = (Gathered, HashSet<PathBuf>);

fn from_stdin(arguments: &LintArguments, world: &World) -> Result<WithWalked, Failure> {
    let nameless = || ShownPath { shown: NAMELESS.to_owned(), path: world.here.join(NAMELESS) };
    let place = arguments.stdin_filename.as_ref().map_or_else(nameless, |name| ShownPath::new(&world.here, name));
    let text = Some(read::stdin(&place.shown)?);
    let wanted = Wanted { place, judged: true, text, configured: None };
    let files = BTreeMap::from([(wanted.place.path.clone(), wanted)]);
    Ok((Gathered { files, unread: Vec::new() }, HashSet::new()))
}

fn from_paths(arguments: &LintArguments, search: &FileSearch<'_>, terminal: Terminal) -> WithWalked {
    let everything = [PathBuf::from(".")];
    let found = search.find(if arguments.paths.is_empty() { &everything } else { &arguments.paths });
    for error in &found.errors {
        terminal.failure(error);
    }
    for shown in &found.unread {
        terminal.notice(&format!("{shown}: is too large to be read, so it ignores nothing"));
    }
    say_what_is_empty(&found, terminal);
    let wanted = |place: ShownPath| (place.path.clone(), Wanted { place, judged: true, text: None, configured: None });
    let unread = found.errors.iter().map(|error| (error.shown().to_owned(), error.to_string())).collect();
    let files = found.files.into_values().map(wanted).collect();
    (Gathered { files, unread }, found.walked.into_iter().map(|(folder, _)| folder.path).collect())
}

fn say_what_is_empty(found: &FoundFiles, terminal: Terminal) {
    for (folder, _) in found.walked.iter().filter(|(_, count)| *count == 0) {
        terminal.notice(&format!("{}: no markdown file is in it that git does not ignore", folder.shown));
    }
    if found.files.is_empty() {
        let reason = match found.excluded {
            0 => String::new(),
            1 => ": the only one is excluded".to_owned(),
            excluded => format!(": all {excluded} are excluded"),
        };
        terminal.notice(&format!("no files were checked{reason}"));
    }
}

/// Refuses configurations of `files` that name an edition which is not there, whether its list is looked at or not.
fn all_editions_are_there(world: &World, files: &BTreeMap<PathBuf, Wanted>) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for path in files.keys() {
        let Some(config) = world.configs.of(path)?.filter(|config| seen.insert(config.shown().to_owned())) else {
            continue;
        };
        for named in config.lists().iter().flat_map(|list| &list.editions) {
            is_there(world, files, &config, named)?;
        }
    }
    Ok(())
}

fn is_there(
    world: &World,
    files: &BTreeMap<PathBuf, Wanted>,
    config: &Config,
    (edition, span): &(PathBuf, Range<usize>),
) -> Result<(), Failure> {
    let name = shown(&world.here, edition);
    // Also where nothing is there: what there is outside is nobody's business.
    if !is_inside(world, config, edition) {
        let message = format!("`{name}` is outside of the repository");
        let help = "a `[[list]]` is made of files of its own repository; a symbolic link does not lead out of it";
        return Err(config.mistake(span.clone(), &message, Some(help)).into());
    }
    if edition.is_file() || files.get(edition).is_some_and(|wanted| wanted.text.is_some()) {
        return Ok(());
    }
    let message = format!("there is no file `{name}`");
    Err(config.mistake(span.clone(), &message, Some("a `[[list]]` needs all of its editions")).into())
}

/// Whether `edition` is in the project that `config` is of, or in that where curate runs.
fn is_inside(world: &World, config: &Config, edition: &Path) -> bool {
    let file = normalised(&world.here.join(config.shown()));
    let projects = [world.roots.of(&file), world.roots.of(&world.here.join("README.md"))];
    projects.iter().any(|root| edition.starts_with(root) && !leads_out(edition, root))
}

/// Adds the other editions of the lists that `files` are of.
fn add_editions(
    world: &World,
    files: &mut BTreeMap<PathBuf, Wanted>,
    walked: &HashSet<PathBuf>,
    is_excluded: &dyn Fn(&Path) -> bool,
) -> Result<(), Failure> {
    let named: Vec<PathBuf> = files.keys().cloned().collect();
    let mut numbers: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut lists = ConfiguredLists::default();
    let mut alone = Vec::new();
    for path in named {
        let Some(config) = world.configs.of(&path)?.filter(|config| !config.lists().is_empty()) else {
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
            is_there(world, files, &config, named)?;
            let place = ShownPath { shown: shown(&world.here, edition), path: edition.clone() };
            let wanted =
                files.entry(edition.clone()).or_insert(Wanted { place, judged: false, text: None, configured: None });
            wanted.configured = Some((number, edition == source));
        }
    }
    let siblings = Siblings { folders: &world.folders, roots: &world.roots, walked };
    for path in siblings.of(&alone) {
        // What a walk has left out is ignored by git or excluded.
        if !files.contains_key(&path) && !siblings.is_walked(&path) && !is_excluded(&path) {
            let place = ShownPath::new(&world.here, &path);
            files.insert(place.path.clone(), Wanted { place, judged: false, text: None, configured: None });
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
