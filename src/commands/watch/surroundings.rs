//! What a run that is watched reads, and what it would read if it were there.

use crate::commands::failure::Failure;
use crate::commands::steps::input_files::input_files;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::work::Work;
use crate::commands::steps::workspace::Workspace;
use crate::config;
use crate::interop;
use crate::terminal::streams::Terminal;
use crate::watch::scope::WatchScope;
use crate::workspace::discover::{is_ignore_file, is_markdown, is_mdx};
use crate::workspace::facts;
use crate::workspace::shown_path::ShownPath;
use std::path::Path;

/// What `plan` would read now.
///
/// # Errors
///
/// Where a configuration cannot be read or is wrong.
pub(super) fn scope(plan: &Plan, terminal: Terminal) -> Result<WatchScope, Failure> {
    let workspace = Workspace::new(&plan.input.overrides)?;
    let inputs = input_files(&plan.input, &workspace, terminal.silenced())?;
    let mut scope = WatchScope::default();
    scope.folders.insert(workspace.here.clone());
    scope.folders.extend(inputs.folders);
    for path in inputs.files.keys() {
        scope.add_file(path);
        let root = workspace.roots.of(path);
        scope
            .folders
            .extend(path.ancestors().skip(1).take_while(|folder| folder.starts_with(&root)).map(Path::to_owned));
        scope.locks.insert(root.join(".git/index.lock"));
        if let Some(config) = workspace.configs.of(path)? {
            scope.add_file(&workspace.here.join(config.shown()));
        }
    }
    let absolute = |path: &Path| ShownPath::new(&workspace.here, path).path;
    let named = plan.input.paths.iter().map(|named| absolute(named)).filter(|named| *named != workspace.here);
    let baseline = plan.baseline.iter().map(|baseline| absolute(&baseline.file));
    let config = plan.input.overrides.config.iter().map(|config| absolute(config));
    // What is named and not there may come yet.
    named.chain(baseline).chain(config).for_each(|path| scope.add_file(&path));
    scope.folders.extend(workspace.folders.read());
    scope.written.extend(plan.output.file.as_deref().map(absolute));
    scope.written.extend(inputs.files.into_keys().filter(|path| terminal.writes_to(path)));
    Ok(scope)
}

/// Adds to `scope` what `work` shows of what documents link to; the number of files that were read.
pub(super) fn add_what_was_read(work: &Work, scope: &mut WatchScope) -> usize {
    scope.folders.extend(work.workspace.folders.read());
    for key in work.lists.iter().flat_map(|prepared| prepared.facts.files.keys()) {
        scope.add_linked(&facts::path_of(key, &work.workspace.here));
    }
    work.inputs().len()
}

/// Whether the file at `path` is read where it is found: a document, or settings.
pub(super) fn counts(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    // Editors name what they lock `.#README.md`, and what they save meanwhile `#README.md#`.
    let is_document = !name.starts_with(['.', '#']) && (is_markdown(path) || is_mdx(path));
    is_document || config::NAMES.contains(&name) || is_ignore_file(name) || interop::is_settings(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_settings_count() {
        for name in ["README.md", "docs/guide.markdown", "page.mdx", "curate.toml", ".gitignore", ".editorconfig"] {
            assert!(counts(Path::new(name)), "{name}");
        }
        for name in [".markdownlint.json", ".markdownlintignore", ".autocorrectrc", "pyproject.toml", "rumdl.toml"] {
            assert!(counts(Path::new(name)), "{name}");
        }
        for name in ["report.json", ".#README.md", "#README.md#", "README.md~", ".README.md.swp", "4913", ""] {
            assert!(!counts(Path::new(name)), "{name}");
        }
    }
}
