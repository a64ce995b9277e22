//! Temporary files that do not outlive their run: an interrupt takes them away, and what a killed run has left goes with the
//! next one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc};
use tempfile::NamedTempFile;
use tokio::runtime::Builder;

const PREFIX: &str = ".curate-";
const SUFFIX: &str = ".tmp";
/// Letters and digits between the two.
const RANDOM: usize = 12;

/// Exit status of an interrupted run.
const INTERRUPTED: i32 = 130;

/// The temporary files of this run; those that have been renamed since are not there any more.
static FILES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Held while the files of a list get their new texts: an interrupt waits until all have.
static RENAMES: Mutex<()> = Mutex::new(());
/// Folders that were searched for what earlier runs have left.
static SEARCHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A new temporary file in `folder`, locked as long as this run has it.
///
/// # Errors
///
/// Where none can be made there.
pub(super) fn create(folder: &Path) -> io::Result<NamedTempFile> {
    listen();
    remove_leftovers(folder);
    let mut files = locked(&FILES);
    let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
    // Where files cannot be locked, no run takes another one's away either.
    let _ = file.as_file().try_lock();
    files.insert(file.path().to_owned());
    Ok(file)
}

/// Puts interrupts off until what it gives is dropped.
pub(super) fn uninterrupted() -> MutexGuard<'static, ()> {
    locked(&RENAMES)
}

/// Removes temporary files in `folder` that runs have left which were killed. A file that a run still has is locked.
pub(crate) fn remove_leftovers(folder: &Path) {
    if !locked(&SEARCHED).insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_ours) {
            let path = entry.path();
            if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                // Where it cannot be removed, it hurts nobody.
                let _ = fs::remove_file(path);
            }
        }
    }
}

fn is_ours(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Listens for interrupts from now on.
fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let (ready, is_ready) = mpsc::channel();
        let listener = move || {
            let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
            if runtime.block_on(interrupt(&ready)).is_ok() {
                end();
            }
        };
        // Where nothing can listen, an interrupt ends the run as it would end any.
        if std::thread::Builder::new().name("interrupt".to_owned()).spawn(listener).is_ok() {
            let _ = is_ready.recv();
        }
    });
}

#[cfg(unix)]
async fn interrupt(ready: &mpsc::Sender<()>) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    // The other end waits.
    let _ = ready.send(());
    tokio::select! {
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
        _ = hangup.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupt(ready: &mpsc::Sender<()>) -> io::Result<()> {
    let _ = ready.send(());
    tokio::signal::ctrl_c().await
}

/// Ends the process, without a temporary file, and without a list of which some files are fixed and others are not.
fn end() {
    let _no_renames = locked(&RENAMES);
    let files = locked(&FILES);
    for file in &*files {
        let _ = fs::remove_file(file);
    }
    let _ = writeln!(io::stderr(), "note: interrupted; files that were fixed before stay fixed");
    std::process::exit(INTERRUPTED);
}

/// Where a thread has panicked, what it had is still right.
fn locked<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_goes_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [".curate-abcdefGH0123.tmp", ".curate-short.tmp", ".curate-abcdefGH01 3.tmp", "a.tmp"] {
            fs::write(folder.path().join(name), "x").expect("written");
        }
        fs::create_dir(folder.path().join(".curate-folderfolder.tmp")).expect("created");
        let own = create(folder.path()).expect("a file");
        // A second run looks again.
        locked(&SEARCHED).remove(folder.path());
        remove_leftovers(folder.path());
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .expect("read")
            .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let own = own.path().file_name().expect("a name").to_string_lossy().into_owned();
        let mut expected =
            vec![".curate-abcdefGH01 3.tmp", ".curate-folderfolder.tmp", ".curate-short.tmp", "a.tmp", &own];
        expected.sort_unstable();
        assert_eq!(names, expected);
    }
}
