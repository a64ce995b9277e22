//! Reads a markdown file, within a size that can be handled in time.

use curate_document::LARGEST_SOURCE;
use miette::Diagnostic;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read, in bytes.
pub const SIZE_CAP: u64 = LARGEST_SOURCE as u64;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum ReadError {
    #[error("{shown}: no such file")]
    Missing { shown: String },
    #[error("{shown}: is a folder where a file is needed")]
    Folder { shown: String },
    #[error("{shown}: is no regular file")]
    #[diagnostic(help("to lint what another program writes, pipe it to `curate lint -`"))]
    NotRegular { shown: String },
    #[error("{shown}: has {bytes} bytes, more than {} MiB", SIZE_CAP >> 20)]
    TooLarge { shown: String, bytes: u64 },
    #[error("{shown}: is not UTF-8 (byte {offset}, line {line})")]
    #[diagnostic(help("save the file as UTF-8; it was left as it is"))]
    NotUtf8 { shown: String, offset: usize, line: usize },
    #[error("{shown}: cannot be read: {reason}")]
    Io { shown: String, reason: io::Error },
}

/// The text of the file at `path`, called `shown` in messages.
///
/// # Errors
///
/// Where there is no regular UTF-8 file of at most [`SIZE_CAP`] bytes.
pub fn file(path: &Path, shown: &str) -> Result<String, ReadError> {
    let shown = || shown.to_owned();
    let io_error = |reason: io::Error| match reason.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { shown: shown() },
        _ => ReadError::Io { shown: shown(), reason },
    };
    let metadata = fs::metadata(path).map_err(io_error)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder { shown: shown() });
    }
    // Opening a pipe would wait for its writer.
    if !metadata.is_file() {
        return Err(ReadError::NotRegular { shown: shown() });
    }
    if metadata.len() > SIZE_CAP {
        return Err(ReadError::TooLarge { shown: shown(), bytes: metadata.len() });
    }
    let file = File::open(path).map_err(io_error)?;
    capped(file, metadata.len(), &shown())
}

/// What standard input holds, called `shown` in messages.
///
/// # Errors
///
/// Where it is not UTF-8 or has more than [`SIZE_CAP`] bytes.
pub fn stdin(shown: &str) -> Result<String, ReadError> {
    capped(io::stdin().lock(), 0, shown)
}

fn capped(from: impl Read, expected: u64, shown: &str) -> Result<String, ReadError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    let read = from.take(SIZE_CAP + 1).read_to_end(&mut bytes);
    read.map_err(|reason| ReadError::Io { shown: shown.to_owned(), reason })?;
    if bytes.len() as u64 > SIZE_CAP {
        return Err(ReadError::TooLarge { shown: shown.to_owned(), bytes: bytes.len() as u64 });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(offset);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        ReadError::NotUtf8 { shown: shown.to_owned(), offset, line }
    })
}
