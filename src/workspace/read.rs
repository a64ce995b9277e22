//! Reads a markdown file, within a size that can be handled in time.

use crate::workspace::regular_file::{FileError, open};
use curate_document::LARGEST_SOURCE;
use miette::Diagnostic;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read, in bytes.
pub(crate) const SIZE_CAP: u64 = LARGEST_SOURCE as u64;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum ReadError {
    #[error("{shown}: no such file")]
    Missing { shown: String },
    #[error("{shown}: is a folder where a file is needed")]
    Folder { shown: String },
    #[error("{shown}: is not a regular file")]
    #[diagnostic(help("to lint what another program writes, pipe it to `curate lint -`"))]
    NotRegular { shown: String },
    #[error("{shown}: has {bytes} bytes, more than {} MiB", SIZE_CAP >> 20)]
    #[diagnostic(help("split the file, or leave it out with `exclude`"))]
    TooLarge { shown: String, bytes: u64 },
    #[error("{shown}: is not UTF-8 (byte {offset}, line {line})")]
    #[diagnostic(help("convert it with `iconv -f ENCODING -t UTF-8`, or leave it out with `exclude`"))]
    NotUtf8 { shown: String, offset: usize, line: usize },
    #[error("{shown}: leads out of the repository")]
    #[diagnostic(help("a symbolic link is followed within its repository only; name the file that it leads to"))]
    LeadsOut { shown: String },
    #[error("{shown}: cannot be read: {reason}")]
    Io { shown: String, reason: io::Error },
}

impl ReadError {
    /// The file that was not read.
    pub(crate) fn shown(&self) -> &str {
        let (Self::Missing { shown }
        | Self::Folder { shown }
        | Self::NotRegular { shown }
        | Self::TooLarge { shown, .. }
        | Self::NotUtf8 { shown, .. }
        | Self::LeadsOut { shown }
        | Self::Io { shown, .. }) = self;
        shown
    }

    /// `error` of the file that is called `shown`.
    fn of(error: FileError, shown: &str) -> Self {
        let shown = shown.to_owned();
        match error {
            FileError::Missing => Self::Missing { shown },
            FileError::Folder => Self::Folder { shown },
            FileError::NotRegular => Self::NotRegular { shown },
            FileError::LeadsOut => Self::LeadsOut { shown },
            FileError::TooLarge(bytes) => Self::TooLarge { shown, bytes },
            FileError::Io(reason) => Self::Io { shown, reason },
        }
    }
}

/// The text of the file at `path`, called `shown` in messages.
///
/// # Errors
///
/// Where there is no regular UTF-8 file of at most [`SIZE_CAP`] bytes.
pub(crate) fn file(path: &Path, shown: &str) -> Result<String, ReadError> {
    let (file, length) = open(path).map_err(|error| ReadError::of(error, shown))?;
    if length > SIZE_CAP {
        return Err(ReadError::TooLarge { shown: shown.to_owned(), bytes: length });
    }
    capped(file, length, shown)
}

/// What standard input holds, called `shown` in messages.
///
/// # Errors
///
/// Where it is not UTF-8 or has more than [`SIZE_CAP`] bytes.
pub(crate) fn stdin(shown: &str) -> Result<String, ReadError> {
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
