//! How `.editorconfig` wants markdown to be indented (the specification's version 0.17, as far as that needs).

use crate::plain::regular_file::text_in_repository;
use curate_rules::engine::facts::Indent;
use globset::{GlobBuilder, GlobMatcher};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// The files from a folder up, each read at most once.
#[derive(Debug, Default)]
pub struct EditorConfigs {
    files: HashMap<PathBuf, Option<File>>,
}

/// What a `.editorconfig` says of indentation.
#[derive(Debug, Default)]
struct File {
    root: bool,
    sections: Vec<Section>,
}

#[derive(Debug, Default)]
struct Section {
    pattern: String,
    /// The pattern, ready to match; `None` where it is wrong.
    matcher: OnceCell<Option<GlobMatcher>>,
    style: Option<String>,
    size: Option<String>,
}

impl EditorConfigs {
    /// The indentation of the file at `path` (absolute); `None` where nothing is said.
    pub fn indent(&mut self, path: &Path) -> Option<Indent> {
        let (mut style, mut size) = (None, None);
        for folder in path.parent()?.ancestors() {
            let file = self.files.entry(folder.to_owned()).or_insert_with(|| read(&folder.join(".editorconfig")));
            let Some(file) = file else { continue };
            // Nearer files count more, and in a file the last section that matches.
            for section in file.sections.iter().rev().filter(|section| section.matches(folder, path)) {
                style = style.or_else(|| section.style.clone());
                size = size.or_else(|| section.size.clone());
            }
            if file.root {
                break;
            }
        }
        match (style.as_deref(), size.as_deref()) {
            (Some("tab"), _) | (None, Some("tab")) => Some(Indent::Tabs),
            (Some("space") | None, Some(size)) => {
                size.parse().ok().filter(|size| (1..=16).contains(size)).map(Indent::Spaces)
            }
            _ => None,
        }
    }
}

fn read(path: &Path) -> Option<File> {
    Some(parse(&text_in_repository(path, SIZE_CAP)?))
}

fn parse(text: &str) -> File {
    let mut file = File::default();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
        if let Some(pattern) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            file.sections.push(Section { pattern: pattern.to_owned(), ..Section::default() });
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match (key.trim().to_ascii_lowercase().as_str(), file.sections.last_mut()) {
            ("root", None) => file.root = value == "true",
            ("indent_style", Some(section)) => section.style = Some(value),
            ("indent_size", Some(section)) => section.size = Some(value),
            _ => {}
        }
    }
    file.sections.retain(|section| section.style.is_some() || section.size.is_some());
    file
}

impl Section {
    /// Whether the file at `path` is meant by the section, in the `.editorconfig` of `folder`.
    fn matches(&self, folder: &Path, path: &Path) -> bool {
        let pattern = self.pattern.as_str();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        if pattern == "*" || pattern.strip_prefix("*.") == Some(extension) {
            return true;
        }
        // Compiling a pattern is the dear part, and most are for other kinds of file.
        if !pattern.contains(extension) && !pattern.ends_with(['*', '?', ']', '}']) {
            return false;
        }
        let relative = path.strip_prefix(folder).unwrap_or(path);
        let name = if pattern.contains('/') { relative } else { path.file_name().map_or(relative, Path::new) };
        let matcher = self.matcher.get_or_init(|| {
            let mut glob = GlobBuilder::new(pattern.trim_start_matches('/'));
            let glob = glob.literal_separator(true).empty_alternates(true).build().ok();
            glob.map(|glob| glob.compile_matcher())
        });
        matcher.as_ref().is_some_and(|matcher| matcher.is_match(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn sections() {
        for (text, expected) in [
            ("[*]\nindent_size = 2\n[*.{md,txt}]\nindent_style = space\nindent_size = 4\n", Some(Indent::Spaces(4))),
            ("[*.md]\nindent_style = tab", Some(Indent::Tabs)),
            ("[*.{py,rs}]\nindent_size = 4", None),
            ("[{.,}*.{js{*,},y{a,}ml}]\nindent_size = 2", None),
            ("[docs/*.md]\nindent_size = 3", Some(Indent::Spaces(3))),
            ("[/docs/**]\nindent_size = 3", Some(Indent::Spaces(3))),
            ("[*.md]\nindent_size = unset", None),
            ("# nothing\nroot = true\n", None),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(folder.path().join(".editorconfig"), format!("root = true\n{text}")).expect("written");
            let indent = EditorConfigs::default().indent(&folder.path().join("docs/README.md"));
            assert_eq!(indent, expected, "{text}");
        }
    }

    #[test]
    fn nearer_files_count_more() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("docs");
        fs::create_dir(&inner).expect("created");
        fs::write(folder.path().join(".editorconfig"), "root = true\n[*]\nindent_style = space\nindent_size = 2\n")
            .expect("written");
        fs::write(inner.join(".editorconfig"), "[*.md]\nindent_size = 4\n").expect("written");
        assert_eq!(EditorConfigs::default().indent(&inner.join("a.md")), Some(Indent::Spaces(4)));
        assert_eq!(EditorConfigs::default().indent(&folder.path().join("a.md")), Some(Indent::Spaces(2)));
    }
}
