//! The examples of the specifications, and the real lists.

use std::path::{Path, PathBuf};

/// An example of a specification: a page and how it is rendered.
pub struct Example {
    /// The specification and the number of the example in it, from 1.
    pub name: String,
    /// The page.
    pub markdown: String,
    /// The page as HTML.
    pub html: String,
}

/// The line around an example.
const FENCE: &str = "````````````````````````````````";

/// The examples of the specification called `name`, none where the file is not there.
pub fn examples(name: &str) -> Vec<Example> {
    let Ok(text) = std::fs::read_to_string(shared().join("spec").join(format!("{name}.txt"))) else {
        println!("skipped: the examples of {name}, which is not below {}", shared().display());
        return Vec::new();
    };
    let mut examples = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with(FENCE) {
            continue;
        }
        let mut part = |end: &str| {
            let lines = lines.by_ref().take_while(|line| *line != end);
            lines.map(|line| line.replace('→', "\t") + "\n").collect::<String>()
        };
        let (markdown, html) = (part("."), part(FENCE));
        examples.push(Example { name: format!("{name} {}", examples.len() + 1), markdown, html });
    }
    examples
}

/// The markdown files of the real lists: their paths below the shared folder and their texts.
pub fn lists() -> Vec<(String, String)> {
    let mut lists = Vec::new();
    for folder in ["corpus", "corpus-more"] {
        collect(&shared().join(folder), &mut lists);
    }
    lists.sort();
    lists
}

fn collect(path: &Path, lists: &mut Vec<(String, String)>) {
    if let Ok(entries) = std::fs::read_dir(path) {
        for entry in entries {
            collect(&entry.expect("an entry of a folder").path(), lists);
        }
    } else if path.extension().is_some_and(|extension| extension == "md") {
        let name = path.strip_prefix(shared()).expect("below the shared folder");
        lists
            .push((name.to_string_lossy().replace('\\', "/"), std::fs::read_to_string(path).expect("a list in UTF-8")));
    }
}

/// Where the lists and specifications are: `CURATE_CORPUS`, or `shared` beside the repository.
fn shared() -> PathBuf {
    std::env::var_os("CURATE_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from)
}
