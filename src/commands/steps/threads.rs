//! How many threads a run has.

use crate::commands::steps::input_files::InputFile;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// So many bytes, in so many files, are judged before other threads would have started.
const SMALL: u64 = 32 << 10;
const FEW: usize = 4;

/// Starts the threads that read and judge `files`: the one that calls and, where there is much to do, one for each further
/// core. Without this, rayon starts one for each core at the first chance and lets the caller wait.
///
/// Work that another pool hands to this one would wait for the caller; the link checker's threads hand it none.
pub fn start(files: &BTreeMap<PathBuf, InputFile>) {
    let size = |(path, wanted): (&PathBuf, &InputFile)| {
        wanted.text.as_ref().map_or_else(|| on_disk(path), |text| text.len() as u64)
    };
    let is_small = files.len() <= FEW && files.iter().map(size).sum::<u64>() <= SMALL;
    let threads = rayon::ThreadPoolBuilder::new().use_current_thread();
    let threads = if is_small { threads.num_threads(1) } else { threads };
    // There is a pool already where more than one run is made in a process.
    let _ = threads.build_global();
}

fn on_disk(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
