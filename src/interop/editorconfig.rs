//! How `.editorconfig` wants markdown to be written (the specification's version 0.17, as far as that needs).

use crate::workspace::regular_file::text_in_repository;
use curate_rules::api::facts::{EditorSettings, Indent};
use globset::{GlobBuilder, GlobMatcher};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The largest file that is looked at, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// The files from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct EditorConfigs {
    files: HashMap<PathBuf, Option<EditorConfigFile>>,
}

/// Its name.
pub(super) const NAME: &str = ".editorconfig";

/// What a `.editorconfig` says.
#[derive(Debug, Default)]
struct EditorConfigFile {
    root: bool,
    sections: Vec<EditorConfigSection>,
}

#[derive(Debug, Default)]
struct EditorConfigSection {
    pattern: String,
    /// The pattern, ready to match; `None` where it is wrong.
    matcher: OnceCell<Option<GlobMatcher>>,
    properties: Properties,
}

/// The values of a section, in lower case; `None` where it does not name them.
#[derive(Clone, Debug, Default)]
struct Properties {
    style: Option<String>,
    size: Option<String>,
    trim_trailing_whitespace: Option<String>,
    insert_final_newline: Option<String>,
    end_of_line: Option<String>,
}

impl Properties {
    /// The value of `key`; `None` for a key that says nothing here.
    fn value_mut(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "indent_style" => &mut self.style,
            "indent_size" => &mut self.size,
            "trim_trailing_whitespace" => &mut self.trim_trailing_whitespace,
            "insert_final_newline" => &mut self.insert_final_newline,
            "end_of_line" => &mut self.end_of_line,
            _ => return None,
        })
    }

    fn is_empty(&self) -> bool {
        let Self { style, size, trim_trailing_whitespace, insert_final_newline, end_of_line } = self;
        [style, size, trim_trailing_whitespace, insert_final_newline, end_of_line].iter().all(|value| value.is_none())
    }

    /// Takes from `further` what is not said here.
    fn fill(&mut self, further: &Self) {
        let Self { style, size, trim_trailing_whitespace, insert_final_newline, end_of_line } = further;
        let values = [
            (&mut self.style, style),
            (&mut self.size, size),
            (&mut self.trim_trailing_whitespace, trim_trailing_whitespace),
            (&mut self.insert_final_newline, insert_final_newline),
            (&mut self.end_of_line, end_of_line),
        ];
        for (own, further) in values {
            if own.is_none() {
                own.clone_from(further);
            }
        }
    }

    fn settings(&self) -> EditorSettings {
        let flag = |value: &Option<String>| match value.as_deref() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        };
        let indent = match (self.style.as_deref(), self.size.as_deref()) {
            (Some("tab"), _) | (None, Some("tab")) => Some(Indent::Tabs),
            (Some("space") | None, Some(size)) => {
                size.parse().ok().filter(|size| (1..=16).contains(size)).map(Indent::Spaces)
            }
            _ => None,
        };
        let line_ending = match self.end_of_line.as_deref() {
            Some("lf") => Some("\n"),
            Some("crlf") => Some("\r\n"),
            _ => None,
        };
        EditorSettings {
            indent,
            trim_trailing_whitespace: flag(&self.trim_trailing_whitespace),
            insert_final_newline: flag(&self.insert_final_newline),
            line_ending,
        }
    }
}

impl EditorConfigs {
    /// What is said of the file at `path` (absolute); `None` where nothing is.
    pub(crate) fn settings(&mut self, path: &Path) -> Option<EditorSettings> {
        let mut properties = Properties::default();
        for folder in path.parent()?.ancestors() {
            let file = self.files.entry(folder.to_owned()).or_insert_with(|| read(&folder.join(NAME)));
            let Some(file) = file else { continue };
            // Nearer files count more, and in a file the last section that matches.
            for section in file.sections.iter().rev().filter(|section| section.matches(folder, path)) {
                properties.fill(&section.properties);
            }
            if file.root {
                break;
            }
        }
        let settings = properties.settings();
        (settings != EditorSettings::default()).then_some(settings)
    }
}

fn read(path: &Path) -> Option<EditorConfigFile> {
    Some(parse(&text_in_repository(path, SIZE_CAP)?))
}

fn parse(text: &str) -> EditorConfigFile {
    let mut file = EditorConfigFile::default();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
        if let Some(pattern) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            file.sections.push(EditorConfigSection { pattern: pattern.to_owned(), ..EditorConfigSection::default() });
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let key = key.trim().to_ascii_lowercase();
        match file.sections.last_mut() {
            Some(section) => {
                if let Some(own) = section.properties.value_mut(&key) {
                    *own = Some(value);
                }
            }
            None if key == "root" => file.root = value == "true",
            None => {}
        }
    }
    file.sections.retain(|section| !section.properties.is_empty());
    file
}

impl EditorConfigSection {
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
            let settings = EditorConfigs::default().settings(&folder.path().join("docs/README.md"));
            assert_eq!(settings.and_then(|settings| settings.indent), expected, "{text}");
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
        let indent = |path: &Path| EditorConfigs::default().settings(path).and_then(|settings| settings.indent);
        assert_eq!(indent(&inner.join("a.md")), Some(Indent::Spaces(4)));
        assert_eq!(indent(&folder.path().join("a.md")), Some(Indent::Spaces(2)));
    }

    #[test]
    fn white_space_and_line_endings() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "root = true\n[*]\nend_of_line = CRLF\ntrim_trailing_whitespace = true\ninsert_final_newline = true\n\
                    [*.md]\ntrim_trailing_whitespace = false\ninsert_final_newline = unset\n";
        fs::write(folder.path().join(".editorconfig"), text).expect("written");
        let expected = EditorSettings {
            indent: None,
            trim_trailing_whitespace: Some(false),
            insert_final_newline: None,
            line_ending: Some("\r\n"),
        };
        assert_eq!(EditorConfigs::default().settings(&folder.path().join("a.md")), Some(expected));
        let other = EditorConfigs::default().settings(&folder.path().join("a.py")).expect("settings");
        assert_eq!((other.trim_trailing_whitespace, other.insert_final_newline), (Some(true), Some(true)));
    }
}
