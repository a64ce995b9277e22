//! A repository, and the commit that a change is compared with.

use crate::git::blame::Blame;
use crate::git::error::{GitError, Shallow};
use crate::git::objects::Tree;
use crate::git::revision::{BaseCommit, CheckedState, check};
use crate::git::special_files::{CONFIG_CAP, what_git_would_wait_for};
use crate::git::{command, objects};
use crate::workspace::regular_file::bytes;
use crate::workspace::shown_path::shown;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository with a working tree.
#[derive(Debug)]
pub(crate) struct GitRepository {
    root: PathBuf,
    is_own: bool,
    /// The path of `root` from the top of the working tree, with a slash at its end; mostly empty.
    prefix: Vec<u8>,
    shallow: Shallow,
}

impl GitRepository {
    /// The repository that the folder `root` is in; `here` is where curate runs. The environment of a hook (`GIT_DIR`,
    /// `GIT_INDEX_FILE`) counts where `is_own`.
    ///
    /// # Errors
    ///
    /// Where there is no git, or no repository that it reads.
    pub(crate) fn open(root: &Path, here: &Path, is_own: bool) -> Result<Self, GitError> {
        let no_repository = |message| GitError::NoRepository { shown: shown(here, root), message };
        if let Some(odd) = what_git_would_wait_for(root) {
            return Err(no_repository(format!(": {} is not a regular file", shown(here, &odd))));
        }
        let arguments = ["rev-parse", "--show-prefix", "--is-shallow-repository"];
        let output = command::run(command::git(root, is_own), &arguments)?;
        if output.status != Some(0) {
            return Err(no_repository(output.message));
        }
        let text = output.out.strip_suffix(b"\n").unwrap_or(&output.out);
        let Some(end) = text.iter().rposition(|byte| *byte == b'\n') else { return Err(no_repository(String::new())) };
        let (prefix, shallow) = text.split_at(end);
        let shallow = Shallow(shallow.ends_with(b"true"));
        Ok(Self { root: root.to_owned(), is_own, prefix: prefix.to_owned(), shallow })
    }

    /// Whether older commits are missing.
    pub(crate) fn is_shallow(&self) -> bool {
        self.shallow.0
    }

    /// The path of the file at `path` (absolute) from the top of the repository.
    pub(crate) fn path_of(&self, path: &Path) -> Option<Vec<u8>> {
        let mut name = self.prefix.clone();
        name.extend(bytes_of(path.strip_prefix(&self.root).ok()?));
        Some(name)
    }

    /// What a change since `revision` is compared with: the commit that `revision` and HEAD, or the
    /// commit that is judged, last had in common. On the
    /// merge commit that a CI run of a pull request checks out it is the first parent, which is what the request is to
    /// be merged into, whatever `revision` says.
    ///
    /// # Errors
    ///
    /// Where `revision` is not a revision, or the commits are not there.
    pub(crate) fn base(&self, revision: &str, state: &CheckedState) -> Result<BaseCommit, GitError> {
        let head = if let CheckedState::Commit(until) = state { until } else { "HEAD" };
        check(revision)?;
        check(head)?;
        let is_request = head == "HEAD" && self.is_merge_of_request()?;
        let revision = if is_request { "HEAD^1" } else { revision };
        let output = self.run(&["merge-base", "--", revision, head])?;
        if output.status == Some(0) {
            let commit = String::from_utf8_lossy(&output.out).trim().to_owned();
            return Ok(BaseCommit { commit: Some(commit) });
        }
        if output.status == Some(1) {
            let (revision, head) = (revision.to_owned(), head.to_owned());
            return Err(GitError::Unrelated { revision, head, shallow: self.shallow });
        }
        // Before the first commit there is no HEAD to compare with.
        if revision == "HEAD" && head == "HEAD" && self.run(&["symbolic-ref", "--quiet", "HEAD"])?.status == Some(0) {
            return Ok(BaseCommit { commit: None });
        }
        let is_known = |revision: &str| Ok(self.run(&["merge-base", "--", revision, revision])?.status == Some(0));
        let unknown = if is_known(revision)? { head } else { revision };
        Err(GitError::Unknown { revision: unknown.to_owned(), shallow: self.shallow })
    }

    /// Whether HEAD is the commit that a forge made to try a pull request: GitHub says so in the environment.
    fn is_merge_of_request(&self) -> Result<bool, GitError> {
        let variable = |name: &str| std::env::var(name).unwrap_or_default();
        let reference = variable("GITHUB_REF");
        if !(self.is_own && reference.starts_with("refs/pull/") && reference.ends_with("/merge")) {
            return Ok(false);
        }
        // A workflow may have checked out something else.
        let head = self.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?;
        let head = String::from_utf8_lossy(&head.out).trim().to_owned();
        Ok(head == variable("GITHUB_SHA"))
    }

    /// The files of `base`.
    ///
    /// # Errors
    ///
    /// Where git cannot read them.
    pub(crate) fn tree(&self, base: &BaseCommit) -> Result<Tree, GitError> {
        let Some(commit) = &base.commit else { return Ok(Tree::default()) };
        self.listing(&["ls-tree", "-r", "-z", "--full-tree", commit])
    }

    /// The files of the index or of a commit; `None` where they are to be read themselves.
    ///
    /// # Errors
    ///
    /// Where git cannot read them.
    pub(crate) fn files(&self, state: &CheckedState) -> Result<Option<Tree>, GitError> {
        match state {
            CheckedState::WorkingTree => Ok(None),
            CheckedState::Index => self.listing(&["ls-files", "--stage", "-z", "--full-name"]).map(Some),
            CheckedState::Commit(revision) => {
                check(revision)?;
                let unknown = |_| GitError::Unknown { revision: revision.clone(), shallow: self.shallow };
                self.listing(&["ls-tree", "-r", "-z", "--full-tree", revision]).map(Some).map_err(unknown)
            }
        }
    }

    /// Where files came from that have been renamed since `base`: new path, old path. Files that git does not know have
    /// not been renamed.
    ///
    /// # Errors
    ///
    /// Where git cannot compare.
    pub(crate) fn renames(
        &self,
        base: &BaseCommit,
        state: &CheckedState,
    ) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, GitError> {
        let Some(commit) = &base.commit else { return Ok(BTreeMap::new()) };
        // `git diff` reads the working tree, runs filters on it and writes the index. These two compare trees, and the index
        // stands for the files.
        let mut arguments = match state {
            CheckedState::WorkingTree | CheckedState::Index => vec!["diff-index", "--cached"],
            CheckedState::Commit(_) => vec!["diff-tree", "-r"],
        };
        arguments.extend(["--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames"]);
        arguments.extend(["--diff-filter=R", "--name-status", "-z", commit.as_str()]);
        if let CheckedState::Commit(until) = state {
            arguments.push(until);
        }
        arguments.push("--");
        let mut git = self.git();
        // Attributes are those of the commit, not those of the working tree.
        git.env("GIT_ATTR_SOURCE", commit);
        let output = self.finished(command::run(git, &arguments)?, &arguments)?;
        let mut fields = output.split(|byte| *byte == 0);
        let mut renames = BTreeMap::new();
        while let (Some(_score), Some(old), Some(new)) = (fields.next(), fields.next(), fields.next()) {
            renames.insert(new.to_owned(), old.to_owned());
        }
        Ok(renames)
    }

    /// The contents of `objects`; an error where one is missing.
    ///
    /// # Errors
    ///
    /// Where git does not have them, as a partial clone.
    pub(crate) fn contents(&self, objects: &BTreeSet<&str>) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
        let contents = objects::contents(self.git(), objects)?;
        match objects.len() - contents.len() {
            0 => Ok(contents),
            count => Err(GitError::NoText { count, shallow: self.shallow }),
        }
    }

    /// When the lines of the file at `path` (absolute), which are `now`, last changed; white space does not count, nor
    /// that a line was moved.
    ///
    /// # Errors
    ///
    /// Where no commit has the file.
    pub(crate) fn blame(&self, path: &Path, now: &str) -> Result<Blame, GitError> {
        if let Some(path) = self.unreadable_ignore_file()? {
            let message =
                format!(": blame.ignoreRevsFile names {}, which is not a file of a usual size", path.display());
            return Err(GitError::Failed { command: "blame".to_owned(), message });
        }
        // Without a commit git would read the file, and run filters on it.
        let options = ["blame", "--porcelain", "--no-textconv", "-w", "-M", "HEAD", "--"];
        let mut arguments: Vec<&OsStr> = options.iter().map(OsStr::new).collect();
        arguments.push(path.as_os_str());
        let output = command::run(self.git(), &arguments)?;
        if output.status == Some(0) {
            return Ok(Blame::parse(&output.out).of_text(now));
        }
        Err(GitError::Failed { command: "blame".to_owned(), message: output.message })
    }

    /// The file with commits to ignore that git could not read to its end; a later setting does not take an earlier one back.
    fn unreadable_ignore_file(&self) -> Result<Option<PathBuf>, GitError> {
        let settings = self.run(&["config", "--type=path", "--get-all", "blame.ignoreRevsFile"])?;
        let depth = self.prefix.split(|byte| *byte == b'/').count() - 1;
        let top = self.root.ancestors().nth(depth).unwrap_or(&self.root);
        let paths = String::from_utf8_lossy(&settings.out).into_owned();
        let mut paths = paths.lines().filter(|path| !path.is_empty()).map(|path| top.join(path));
        Ok(paths.find(|path| path.exists() && bytes(path, CONFIG_CAP).is_err()))
    }

    /// What the file at `path` was at each of `commits`; left out where it was not there.
    ///
    /// # Errors
    ///
    /// Where git cannot be run.
    pub(crate) fn former(&self, path: &Path, commits: &BTreeSet<&str>) -> Result<BTreeMap<String, String>, GitError> {
        let name = self.path_of(path).and_then(|name| String::from_utf8(name).ok());
        // Names are given to git one a line.
        let Some(name) = name.filter(|name| !name.contains('\n')) else { return Ok(BTreeMap::new()) };
        let named: BTreeMap<String, &str> =
            commits.iter().map(|commit| (format!("{commit}:{name}"), *commit)).collect();
        let contents = objects::contents(self.git(), &named.keys().map(String::as_str).collect())?;
        let text = |(object, contents): (String, Vec<u8>)| {
            Some(((*named.get(&object)?).to_owned(), String::from_utf8(contents).ok()?))
        };
        Ok(contents.into_iter().filter_map(text).collect())
    }

    fn listing(&self, arguments: &[&str]) -> Result<Tree, GitError> {
        Ok(Tree::parse(&self.succeed(arguments)?))
    }

    fn git(&self) -> Command {
        command::git(&self.root, self.is_own)
    }

    fn run(&self, arguments: &[&str]) -> Result<command::Output, GitError> {
        command::run(self.git(), arguments)
    }

    fn succeed(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        self.finished(self.run(arguments)?, arguments)
    }

    fn finished(&self, output: command::Output, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        if output.status == Some(0) {
            return Ok(output.out);
        }
        let command = arguments.first().copied().unwrap_or_default().to_owned();
        Err(GitError::Failed { command, message: output.message })
    }
}

/// A path as git writes it.
fn bytes_of(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        path.as_os_str().as_bytes().to_owned()
    }
    #[cfg(not(unix))]
    path.to_string_lossy().replace('\\', "/").into_bytes()
}
