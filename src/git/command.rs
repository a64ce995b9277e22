//! Runs git so that nothing of a repository's making runs with it.

use crate::git::error::GitError;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Given to every command: no pager, no locks taken for convenience, paths mean themselves.
const OPTIONS: [&str; 3] = ["--no-pager", "--no-optional-locks", "--literal-pathspecs"];

/// What a repository's own configuration may not say: programs that git would run (hooks, a monitor of files), files that
/// it would read, and that a folder of the repository is a repository without a working tree.
///
/// Filters and programs for differences have names of the repository's making and cannot be switched off here. They run
/// where git reads files of the working tree: none of our commands does.
const OVERRIDES: [&str; 5] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "diff.autoRefreshIndex=false",
    "safe.bareRepository=explicit",
];

/// What a hook's git tells the git that it runs of one repository; in another one it would lead astray
/// (`git rev-parse --local-env-vars`).
const OF_ONE_REPOSITORY: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Would run programs, prompt people, or change what is printed.
const MEDDLING: [&str; 8] = [
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_DIFF_OPTS",
    "GIT_TRACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(super) struct Output {
    /// Its exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub out: Vec<u8>,
    /// The first line of standard error, after `: `; empty where there is none.
    pub message: String,
}

/// `git` in the folder `root`; `is_own` says whether that is the repository that the environment speaks of.
pub(super) fn git(root: &Path, is_own: bool) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(OPTIONS);
    command.args(OVERRIDES.iter().flat_map(|setting| ["-c", setting]));
    for name in MEDDLING {
        command.env_remove(name);
    }
    if !is_own {
        for name in OF_ONE_REPOSITORY {
            command.env_remove(name);
        }
    }
    // Messages are not read by their wording, but shown. A partial clone gives what it has, without the network: a
    // remote may name a program. Versions before 2.44 know only that no protocol is allowed.
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `command` with `arguments` to its end.
///
/// # Errors
///
/// Where there is no git.
pub(super) fn run<A: AsRef<OsStr>>(mut command: Command, arguments: &[A]) -> Result<Output, GitError> {
    let output = command.args(arguments).output().map_err(|reason| GitError::NoGit { reason })?;
    Ok(Output { status: output.status.code(), out: output.stdout, message: first_line(&output.stderr) })
}

/// Runs `command` with `arguments`, gives it `input`, and what it prints to `read` as it comes.
///
/// # Errors
///
/// Where there is no git, or it ends before all is read.
pub(super) fn talk<T>(
    mut command: Command,
    arguments: &[&str],
    input: &[u8],
    read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
) -> Result<T, GitError> {
    let name = arguments.first().copied().unwrap_or_default().to_owned();
    let failed = |message: String| GitError::Failed { command: name.clone(), message };
    let mut child: Child = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|reason| GitError::NoGit { reason })?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(mut stdout)) = (stdin, stdout) else { return Err(failed(String::new())) };
    // Both pipes are small: git stops reading where nobody takes what it prints.
    let read = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        let read = read(&mut stdout);
        drop(stdout);
        read
    });
    let ended = child.wait();
    read.and_then(|read| ended.map(|_| read)).map_err(|error| failed(format!(": {error}")))
}

fn first_line(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.lines().find(|line| !line.trim().is_empty()).map(|line| format!(": {}", line.trim())).unwrap_or_default()
}
