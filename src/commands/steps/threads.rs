//! How many threads a run has.

use crate::commands::steps::input_files::InputFile;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// So many bytes, in so many files, are judged before other threads would have started.
const SMALL: u64 = 32 << 10;
const FEW: usize = 4;

/// Starts the threads that read and judge `files`: the one that calls and, where there is much to do, one for each further
/// core. Without this, rayon starts one for each core at the first chance and lets the caller wait.
///
/// Work that another pool hands to this one would wait for the caller; the link checker's threads hand it none.
pub(crate) fn start(files: &BTreeMap<PathBuf, InputFile>) {
    let is_small = files.len() <= FEW && files.iter().map(|(path, wanted)| wanted.size(path)).sum::<u64>() <= SMALL;
    let threads = rayon::ThreadPoolBuilder::new().use_current_thread();
    let threads = if is_small { threads.num_threads(1) } else { threads };
    // There is a pool already where more than one run is made in a process.
    let _ = threads.build_global();
}
