//! Where paths that begin with `/` begin: at the root of the repository, unless it is the source of a site.

use crate::workspace::folders::{FolderNames, Folders};
use crate::workspace::shown_path::shown;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The root of the repository as paths that begin with `/` in the documents at `paths` take it, relative to `here`; `None` where there is
/// none, or a site generator may take them to begin elsewhere.
pub(crate) fn find(paths: &[PathBuf], here: &Path, repository: &Path, folders: &Folders) -> Option<String> {
    let above =
        paths.iter().flat_map(|path| path.ancestors().skip(1).take_while(|folder| folder.starts_with(repository)));
    let usual = ["docs", "doc", "site", "website"].map(|name| repository.join(name));
    let mut all: BTreeSet<&Path> = above.chain(usual.iter().map(PathBuf::as_path)).collect();
    all.insert(repository);
    if all.iter().filter(|folder| folder.is_dir()).any(|folder| is_of_site(&folders.names(folder))) {
        return None;
    }
    let root = shown(here, repository);
    Some(if root == "." { String::new() } else { root })
}

/// Names that a site generator is set up by, or puts what it makes under.
const SITE_NAMES: [&str; 37] = [
    ".eleventy.js",
    ".gitbook",
    ".gitbook.yaml",
    ".nojekyll",
    ".vitepress",
    ".vuepress",
    "CNAME",
    "SUMMARY.md",
    "_bookdown.yml",
    "_config.toml",
    "_config.yaml",
    "_config.yml",
    "_layouts",
    "_quarto.yml",
    "_sidebar.md",
    "_toc.yml",
    "antora.yml",
    "archetypes",
    "book.json",
    "book.toml",
    "conf.py",
    "content",
    "docfx.json",
    "docs.json",
    "hugo.json",
    "hugo.toml",
    "hugo.yaml",
    "index.html",
    "mint.json",
    "mkdocs.yaml",
    "mkdocs.yml",
    "myst.yml",
    "pelicanconf.py",
    "public",
    "static",
    "zensical.toml",
    "zola.toml",
];

/// Such names before `.config.js`, `.config.mjs`, `.config.ts`.
const SITE_CONFIGS: [&str; 11] = [
    "astro",
    "docusaurus",
    "eleventy",
    "gatsby-config",
    "next",
    "nuxt",
    "rspress",
    "svelte",
    "vite",
    "vitepress",
    "vuepress",
];

fn is_of_site(names: &FolderNames) -> bool {
    let is_config = |name: &str| {
        let stem = name.split('.').next().unwrap_or("");
        SITE_CONFIGS.contains(&stem) && (name.contains(".config.") || stem.ends_with("-config"))
    };
    SITE_NAMES.iter().any(|name| names.kind(name).is_some()) || names.iter().any(|(name, _)| is_config(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn roots() {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = folder.path();
        fs::create_dir_all(repository.join("docs/guide")).expect("created");
        let paths = [repository.join("docs/guide/README.md")];
        let found = |here: &str| find(&paths, &repository.join(here), repository, &Folders::default());
        assert_eq!(found("").as_deref(), Some(""));
        assert_eq!(found("docs").as_deref(), Some(".."));
        for name in [
            "docs/mkdocs.yml",
            "docs/guide/index.html",
            "docusaurus.config.ts",
            "_config.yml",
            "SUMMARY.md",
            "docs/hugo.yaml",
            "vuepress.config.mjs",
        ] {
            fs::write(repository.join(name), "").expect("written");
            assert_eq!(found(""), None, "{name}");
            fs::remove_file(repository.join(name)).expect("removed");
        }
    }
}
