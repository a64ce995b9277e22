//! The files of a commit or of the index, and their texts.

use crate::git::command;
use crate::git::error::GitError;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read};
use std::process::Command;

/// The largest text that is read, in bytes; as much as is read of a file.
const SIZE_CAP: u64 = 64 * 1024 * 1024;

/// A file as a commit or the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TreeEntry {
    /// The name of its contents.
    pub object: String,
    /// Whether it is a symbolic link, whose contents are where it leads.
    pub is_link: bool,
}

/// The files of a commit or of the index, by their paths from the top of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tree {
    files: BTreeMap<Vec<u8>, TreeEntry>,
}

impl Tree {
    /// Reads `<mode> <type> <object>\t<path>\0` of `git ls-tree -z` and `<mode> <object> <stage>\t<path>\0` of
    /// `git ls-files --stage -z`. What is not a file is left out.
    pub(crate) fn parse(listing: &[u8]) -> Self {
        let mut files = BTreeMap::new();
        for record in listing.split(|byte| *byte == 0) {
            let Some(tab) = record.iter().position(|byte| *byte == b'\t') else { continue };
            let (head, path) = record.split_at(tab);
            let head = String::from_utf8_lossy(head);
            let parts: Vec<&str> = head.split(' ').collect();
            let ([mode, "blob", object] | [mode, object, "0"]) = parts[..] else { continue };
            if mode.starts_with("100") || mode == "120000" {
                let version = TreeEntry { object: object.to_owned(), is_link: mode == "120000" };
                files.insert(path.get(1..).unwrap_or(&[]).to_owned(), version);
            }
        }
        Self { files }
    }

    /// The file at `path`.
    pub(crate) fn file(&self, path: &[u8]) -> Option<&TreeEntry> {
        self.files.get(path)
    }

    /// The files that are called one of `names`, in any folder, with their paths.
    pub(crate) fn called<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = (&'a [u8], &'a TreeEntry)> {
        let name = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next().unwrap_or(&[]).to_owned();
        let is_meant = move |path: &[u8]| names.iter().any(|meant| meant.as_bytes() == name(path));
        self.files.iter().map(|(path, version)| (path.as_slice(), version)).filter(move |(path, _)| is_meant(path))
    }

    /// Whether there is a file at `path`, or one in a folder of that name.
    pub(crate) fn has(&self, path: &[u8]) -> bool {
        let folder: Vec<u8> = path.iter().copied().chain([b'/']).collect();
        let inside = || self.files.range(folder.clone()..).next().is_some_and(|(file, _)| file.starts_with(&folder));
        self.files.contains_key(path) || inside()
    }
}

/// The contents of `objects`, each read once, with `git cat-file`. What is missing or too large is left out.
pub(super) fn contents(git: Command, objects: &BTreeSet<&str>) -> Result<BTreeMap<String, Vec<u8>>, GitError> {
    let mut contents = BTreeMap::new();
    if objects.is_empty() {
        return Ok(contents);
    }
    let input: String = objects.iter().flat_map(|object| [*object, "\n"]).collect();
    command::talk(git, &["cat-file", "--batch"], input.as_bytes(), |out| {
        let mut out = BufReader::new(out);
        let mut head = String::new();
        for object in objects {
            head.clear();
            if out.read_line(&mut head)? == 0 {
                break;
            }
            // `<object> <type> <size>`, or `<object> missing`.
            let size = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok());
            let Some(size) = size else { continue };
            let mut contained = (&mut out).take(size + 1);
            if size > SIZE_CAP {
                io::copy(&mut contained, &mut io::sink())?;
                continue;
            }
            let mut text = Vec::new();
            contained.read_to_end(&mut text)?;
            text.pop();
            contents.insert((*object).to_owned(), text);
        }
        Ok(())
    })?;
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings() {
        let tree = Tree::parse(
            b"100644 blob aa\tREADME.md\x00120000 blob bb\tl\n\"k\x00160000 commit cc\tsub\x00100755 dd 0\tdocs/a b.md\x00100644 ee 1\tconflict\x00",
        );
        assert_eq!(tree.file(b"README.md"), Some(&TreeEntry { object: "aa".to_owned(), is_link: false }));
        assert_eq!(tree.file(b"l\n\"k"), Some(&TreeEntry { object: "bb".to_owned(), is_link: true }));
        assert_eq!((tree.file(b"sub"), tree.file(b"conflict")), (None, None));
        let called: Vec<&[u8]> = tree.called(&["a b.md", "l"]).map(|(path, _)| path).collect();
        assert_eq!(called, [b"docs/a b.md".as_slice()]);
        assert!(tree.has(b"docs") && tree.has(b"docs/a b.md") && !tree.has(b"doc") && !tree.has(b"docs/a"));
    }
}
