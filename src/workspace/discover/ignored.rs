//! What a walk leaves out: hidden files, folders that tools have filled, and what `.ignore`, `.gitignore`, `.git/info/exclude` and the user's own
//! ignore file say (gitignore(5); of several patterns the nearest counts).
//!
//! The files are read here, not by the crate that knows their patterns: that one follows symbolic links, waits at pipes and
//! reads without an end. As for git itself, a symbolic link is not an ignore file.

use crate::workspace::discover::installed::is_installed;
use crate::workspace::path_cache::PathCache;
use crate::workspace::regular_file::bytes;
use curate_rules::{Text, text};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// The names of ignore files, in the order in which they count.
pub(super) const IGNORE: &str = ".ignore";
pub(super) const GITIGNORE: &str = ".gitignore";
/// The largest ignore file that is read, in bytes.
const SIZE_CAP: u64 = 128 * 1024;
/// Bytes of ignore files that are read in one walk: patterns take some hundred times their length.
const TOTAL_CAP: u64 = 512 * 1024;

/// The ignore files of folders, each read at most once.
#[derive(Debug)]
pub(super) struct Ignored {
    folders: PathCache<Arc<IgnoreFolder>>,
    /// `core.excludesFile` of the user.
    everywhere: Gitignore,
    /// Bytes that were read.
    read: AtomicU64,
    unread: Mutex<Vec<PathBuf>>,
    left_out: Mutex<Vec<(PathBuf, Text)>>,
}

/// What an ignore file says of a path.
#[derive(Debug)]
struct Decision {
    /// Why it is left out; `None` where it is kept.
    reason: Option<Text>,
}

/// What the ignore files of a folder say, and of those around it.
#[derive(Debug)]
struct IgnoreFolder {
    around: Option<Arc<IgnoreFolder>>,
    ignore: Option<Gitignore>,
    gitignore: Option<Gitignore>,
    /// That of a repository's root.
    exclude: Option<Gitignore>,
    is_repository: bool,
}

impl Ignored {
    /// Nothing read yet.
    pub(super) fn new() -> Self {
        let (everywhere, _) = Gitignore::global();
        Self {
            folders: PathCache::default(),
            everywhere,
            read: AtomicU64::default(),
            unread: Mutex::default(),
            left_out: Mutex::default(),
        }
    }

    /// Whether a walk leaves out the file or folder at `path` (absolute).
    pub(super) fn has(&self, path: &Path, is_folder: bool) -> bool {
        let reason = self.reason(path, is_folder);
        if let (Some(reason), Ok(mut left_out)) = (&reason, self.left_out.lock()) {
            left_out.push((path.to_owned(), reason.clone()));
        }
        reason.is_some()
    }

    /// Why a walk leaves it out; `None` where it does not.
    fn reason(&self, path: &Path, is_folder: bool) -> Option<Text> {
        let folder = path.parent()?;
        let folder = self.folder(folder);
        let decision = folder.decision(path, is_folder, |folder| folder.ignore.as_ref(), |_| false);
        let decision = decision.or_else(|| {
            let ends = |folder: &IgnoreFolder| folder.is_repository;
            let decision = folder.decision(path, is_folder, |folder| folder.gitignore.as_ref(), ends);
            decision.or_else(|| folder.decision(path, is_folder, |folder| folder.exclude.as_ref(), ends))
        });
        let decision = decision.or_else(|| leaves_out(&self.everywhere, path, is_folder));
        match decision {
            Some(decision) => decision.reason,
            None if is_hidden(path) => Some(text!("hidden")),
            None if is_folder && is_installed(path) => Some(text!("installed or built by a tool")),
            None => None,
        }
    }

    /// What walks have left out, with the reasons, in the order of names.
    pub(super) fn left_out(&self) -> Vec<(PathBuf, Text)> {
        let mut left_out = self.left_out.lock().map(|left_out| left_out.clone()).unwrap_or_default();
        left_out.sort();
        left_out
    }

    /// The ignore files that were too large to be read.
    pub(super) fn unread(&self) -> Vec<PathBuf> {
        self.unread.lock().map(|unread| unread.clone()).unwrap_or_default()
    }

    fn folder(&self, path: &Path) -> Arc<IgnoreFolder> {
        self.folders.get(path, || {
            Arc::new(IgnoreFolder {
                around: path.parent().map(|around| self.folder(around)),
                ignore: self.patterns(path, &path.join(IGNORE)),
                gitignore: self.patterns(path, &path.join(GITIGNORE)),
                exclude: self.patterns(path, &path.join(".git/info/exclude")),
                is_repository: fs::symlink_metadata(path.join(".git")).is_ok(),
            })
        })
    }

    /// The patterns of the ignore file `file`, which are meant for `folder`; `None` where it has none.
    fn patterns(&self, folder: &Path, file: &Path) -> Option<Gitignore> {
        let length = fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?.len();
        let is_too_large = length > SIZE_CAP || self.read.fetch_add(length, Ordering::Relaxed) + length > TOTAL_CAP;
        let text = if is_too_large { None } else { bytes(file, SIZE_CAP).ok() };
        let Some(text) = text else {
            if let Ok(mut unread) = self.unread.lock() {
                unread.push(file.to_owned());
            }
            return None;
        };
        let text = String::from_utf8_lossy(&text);
        let mut patterns = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{FEFF}').lines() {
            // Like git, a line that is not a pattern matches nothing.
            let _ = patterns.add_line(Some(file.to_owned()), line);
        }
        patterns.build().ok().filter(|patterns| !patterns.is_empty())
    }
}

impl IgnoreFolder {
    /// What the nearest of the patterns that `of` gives says of `path`, up to the folder for which `ends` holds.
    fn decision(
        &self,
        path: &Path,
        is_folder: bool,
        of: impl Fn(&Self) -> Option<&Gitignore>,
        ends: impl Fn(&Self) -> bool,
    ) -> Option<Decision> {
        let mut folder = self;
        loop {
            if let Some(decision) = of(folder).and_then(|patterns| leaves_out(patterns, path, is_folder)) {
                return Some(decision);
            }
            if ends(folder) {
                return None;
            }
            folder = folder.around.as_deref()?;
        }
    }
}

/// Whether `patterns` leave out `path` or keep it; `None` where they say nothing of it.
fn leaves_out(patterns: &Gitignore, path: &Path, is_folder: bool) -> Option<Decision> {
    match patterns.matched(path, is_folder) {
        Match::None => None,
        Match::Ignore(glob) => {
            let file = glob.from().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
            Some(Decision { reason: Some(text!("ignored by `{pattern}` in {file}", pattern = glob.original(), file)) })
        }
        Match::Whitelist(_) => Some(Decision { reason: None }),
    }
}

/// Whether the name begins with a dot; what is in `.github` is written for readers.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".") && name != ".github"
}
