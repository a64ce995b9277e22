//! Lists to try everything on: small ones of our own in `fixtures/lists`, which are always there, and real ones.
//!
//! Real lists are other people's and stay out of the repository. They lie in the folders that `CURATE_CORPUS` names
//! (separated as in `PATH`), or else in `../shared/corpus` and `../shared/corpus-more`: one folder for each list. Lists that
//! are not there are skipped, and standard error says how many. With `CURATE_CORPUS_REQUIRED=1` a run without any fails.

use super::{entries, name, root};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// Where real lists are looked for, from the root of the workspace, and the lists that checks were tried on.
const REAL: [(&str, &[&str]); 2] = [
    (
        "../shared/corpus",
        &[
            "awesome",
            "awesome-chatgpt",
            "awesome-go",
            "awesome-mac",
            "awesome-selfhosted",
            "free-programming-books",
            "public-apis",
        ],
    ),
    (
        "../shared/corpus-more",
        &[
            "Awesome-Linux-Software",
            "Awesome-Nano-Banana-images",
            "Awesome-Windows",
            "awesome-cpp",
            "awesome-deepseek-integration",
            "awesome-japanese-nlp-resources",
            "awesome-openclaw-usecases",
            "awesome-python-cn",
            "awesome-vue",
            "awesome-web-security",
            "free-programming-books",
        ],
    ),
];

/// What is skipped is said once in each test binary.
static SAID: Once = Once::new();

/// A list on disk.
#[derive(Clone, Debug)]
pub struct ListFolder {
    /// The name of the folder that it is in: `lists`, `corpus`, `corpus-more`.
    pub corpus: String,
    /// Its own name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
}

impl ListFolder {
    /// Names and texts of its editions: the markdown files at its top whose names begin with `README`, by name.
    pub fn editions(&self) -> Vec<(String, String)> {
        let is_edition = |path: &PathBuf| is_markdown(path) && name(path).to_lowercase().starts_with("readme");
        let read = |path: PathBuf| Some((name(&path).to_owned(), std::fs::read_to_string(&path).ok()?));
        entries(&self.folder).into_iter().filter(is_edition).filter_map(read).collect()
    }

    /// Names (`corpus/list/path`, with forward slashes) and texts of all its markdown files in UTF-8, by path.
    pub fn pages(&self) -> Vec<(String, String)> {
        let mut pages = Vec::new();
        let mut waiting = vec![self.folder.clone()];
        while let Some(folder) = waiting.pop() {
            for path in entries(&folder) {
                if path.is_dir() {
                    waiting.push(path);
                } else if is_markdown(&path)
                    && let Ok(text) = std::fs::read_to_string(&path)
                {
                    let inside = path.strip_prefix(&self.folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    pages.push((format!("{}/{}/{inside}", self.corpus, self.name), text));
                }
            }
        }
        pages.sort();
        pages
    }
}

/// Our own lists.
pub fn own() -> Vec<ListFolder> {
    lists(&root().join("fixtures/lists"))
}

/// The real lists that are there; says on standard error how many are not.
///
/// # Panics
///
/// Where there are none and `CURATE_CORPUS_REQUIRED` is `1`.
pub fn real() -> Vec<ListFolder> {
    let lists: Vec<ListFolder> = folders().iter().flat_map(|folder| lists(folder)).collect();
    let is_required = std::env::var_os("CURATE_CORPUS_REQUIRED").is_some_and(|value| value == "1");
    assert!(!is_required || !lists.is_empty(), "CURATE_CORPUS_REQUIRED=1, and no real lists in {:?}", folders());
    SAID.call_once(|| say_what_is_skipped(&lists));
    lists
}

/// Our own lists, and the real ones that are there.
pub fn all() -> Vec<ListFolder> {
    [own(), real()].concat()
}

/// The list called `name`, one of our own or a real one; `None` where it is a real one that is not there.
///
/// # Panics
///
/// As [`real`] does, and where no list of that name is known.
pub fn named(name: &str) -> Option<ListFolder> {
    let list = all().into_iter().find(|list| list.name == name);
    assert!(list.is_some() || REAL.iter().any(|(_, names)| names.contains(&name)), "no list is called {name}");
    list
}

/// The names of the two folders in which real lists lie, for pages that tell them apart.
pub fn corpora() -> [&'static str; 2] {
    REAL.map(|(folder, _)| name(Path::new(folder)))
}

fn folders() -> Vec<PathBuf> {
    let relative = |folder: PathBuf| root().join(folder);
    match std::env::var_os("CURATE_CORPUS") {
        Some(folders) => std::env::split_paths(&folders).map(relative).collect(),
        None => REAL.iter().map(|(folder, _)| relative(folder.into())).collect(),
    }
}

fn lists(folder: &Path) -> Vec<ListFolder> {
    let folders = entries(folder).into_iter().filter(|path| path.is_dir());
    let list =
        |path: PathBuf| ListFolder { corpus: name(folder).to_owned(), name: name(&path).to_owned(), folder: path };
    folders.map(list).collect()
}

/// Past the harness, which keeps what passing tests print to itself.
fn say_what_is_skipped(lists: &[ListFolder]) {
    let known = REAL.iter().flat_map(|(folder, names)| names.iter().map(|list| (name(Path::new(folder)), *list)));
    let is_missing =
        |(corpus, name): &(&str, &str)| !lists.iter().any(|list| list.corpus == *corpus && list.name == *name);
    let skipped = known.filter(is_missing).count();
    if skipped > 0 {
        let folders: Vec<String> = folders().iter().map(|folder| folder.display().to_string()).collect();
        let folders = folders.join(", ");
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {skipped} real lists are not in {folders} (set CURATE_CORPUS to where they are)"
        );
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}
