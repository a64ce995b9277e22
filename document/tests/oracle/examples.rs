//! The examples of the specifications.

use std::path::PathBuf;

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
    let path = folder().join(format!("{name}.txt"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the examples of {name}: {} is not there", path.display());
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

/// Where the specifications are: `CURATE_SPEC`, or `../shared/spec` from the root of the workspace.
fn folder() -> PathBuf {
    let folder = std::env::var_os("CURATE_SPEC").map_or_else(|| "../shared/spec".into(), PathBuf::from);
    curate_testing::root().join(folder)
}
