//! Looks at the files that documents link to, never outside the project.

use crate::plain::folders::{Folders, Kind};
use crate::plain::place::{NAMELESS, normalised};
use curate_document::{Document, Edition, Link, Target};
use curate_rules::engine::facts::{LinkedFile, OwnRepository, percent_decoded, resolve};
use curate_rules::engine::heading_edit::comparable;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file that is linked to, before it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Absolute.
    pub path: PathBuf,
    /// The project it must be in.
    pub root: PathBuf,
    /// Whether a link leads to an anchor in it.
    pub anchors: bool,
}

/// The files that `edition` links to by relative paths, or by where `own` is shown, by their path relative to `here`, where
/// curate runs.
pub fn wanted(edition: &Edition, here: &Path, root: &Path, own: Option<&OwnRepository>) -> BTreeMap<String, Wanted> {
    let mut files: BTreeMap<String, Wanted> = BTreeMap::new();
    // Text without a name is in no folder that its paths could begin at.
    if edition.path == NAMELESS {
        return files;
    }
    for link in edition.document.links() {
        let (key, anchor) = match &link.target {
            Target::Path { path, anchor } => (from_document(&edition.path, path), anchor.is_some()),
            Target::Url => (own.and_then(|own| own.file_of_link(link)), link.url.contains('#')),
            _ => continue,
        };
        let Some(key) = key else { continue };
        let path = normalised(&here.join(&key));
        if key.is_empty() || !path.starts_with(root) {
            continue;
        }
        let wanted = files.entry(key).or_insert_with(|| Wanted { path, root: root.to_owned(), anchors: false });
        wanted.anchors |= anchor;
    }
    files
}

/// The anchors that `document`, at `from`, leads to in files, each with the key of the file as in [`wanted`] and its link;
/// in the form in which they are compared.
pub fn linked_anchors<'a>(
    from: &str,
    document: &'a Document,
    own: Option<&OwnRepository>,
) -> impl Iterator<Item = (String, String, &'a Link)> {
    document.links().iter().filter_map(move |link| {
        let (key, anchor) = match &link.target {
            Target::Path { path, anchor } => (from_document(from, path)?, anchor.as_deref()?),
            Target::Url => (own?.file_of_link(link)?, link.parsed_url()?.fragment()?),
            _ => return None,
        };
        Some((key, comparable(&percent_decoded(anchor)), link))
    })
}

/// The path of `linked` as written in the document at `document`. One above `here` begins with `..`, which a link must not
/// eat up.
fn from_document(document: &str, linked: &str) -> Option<String> {
    let above = |path: &str| path.split('/').take_while(|part| *part == "..").count();
    resolve(document, linked).filter(|key| above(key) == above(document))
}

/// What is at `wanted`; `None` where it is not to be looked at. `anchors_of` gives the anchors of a markdown file.
pub fn look(
    wanted: &Wanted,
    folders: &Folders,
    anchors_of: &dyn Fn(&Path) -> Option<BTreeSet<String>>,
) -> Option<LinkedFile> {
    let relative = wanted.path.strip_prefix(&wanted.root).ok()?;
    let mut at = wanted.root.clone();
    let mut actual: Vec<String> = Vec::new();
    let (mut kind, mut through_link) = (Kind::Folder, false);
    for part in relative.components() {
        let part = part.as_os_str().to_str()?;
        let names = folders.names(&at);
        let Some((name, found)) = named(&names, part) else {
            let says = is_whole(&wanted.root, &names, folders) && !is_made_of(part, &names);
            return says.then_some(LinkedFile::Missing);
        };
        at.push(&name);
        kind = found;
        through_link |= found == Kind::Other;
        actual.push(name);
    }
    // A symbolic link may lead anywhere.
    if through_link && !std::fs::canonicalize(&at).ok()?.starts_with(std::fs::canonicalize(&wanted.root).ok()?) {
        return None;
    }
    if at != wanted.path {
        return Some(LinkedFile::OtherCase(actual.join("/")));
    }
    let is_file = kind == Kind::File || (kind == Kind::Other && at.is_file());
    if !is_file || !wanted.anchors || !is_markdown(&at) {
        return Some(LinkedFile::Present);
    }
    anchors_of(&at).map(LinkedFile::Markdown)
}

/// Whether a file that is not among `names`, those of a folder of the project at `root`, is missing from it.
///
/// Outside of a repository the document may be a copy without what belongs to it. Git keeps no empty folders: one is a
/// submodule that is not checked out, or cannot be read. In a sparse checkout anything may be left out.
fn is_whole(root: &Path, names: &BTreeMap<String, Kind>, folders: &Folders) -> bool {
    !names.is_empty()
        && folders.names(root).contains_key(".git")
        && !folders.names(&root.join(".git/info")).contains_key("sparse-checkout")
}

/// The names in the folder of the document at `path`, in `.github` and `docs` beside it, and at the project's `root`.
pub fn beside(path: &Path, root: &Path, folders: &Folders) -> BTreeSet<String> {
    let own = path.parent().filter(|folder| folder.starts_with(root)).unwrap_or(root);
    let around = [own.to_owned(), own.join(".github"), own.join("docs"), root.to_owned(), root.join(".github")];
    around.iter().flat_map(|folder| folders.names(folder).keys().cloned().collect::<Vec<_>>()).collect()
}

/// Whether `part` is what a site generator makes of a markdown file.
fn is_made_of(part: &str, names: &BTreeMap<String, Kind>) -> bool {
    part.strip_suffix(".html").is_some_and(|stem| names.contains_key(&format!("{stem}.md")))
}

/// The entry called `part`, or the one that differs in case alone.
fn named(names: &BTreeMap<String, Kind>, part: &str) -> Option<(String, Kind)> {
    if let Some(kind) = names.get(part) {
        return Some((part.to_owned(), *kind));
    }
    let folded = part.to_lowercase();
    names.iter().find(|(name, _)| name.to_lowercase() == folded).map(|(name, kind)| (name.clone(), *kind))
}

fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_document::Document;
    use std::fs;

    #[test]
    fn linked_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        for created in [".git", "docs", "submodule"] {
            fs::create_dir(root.join(created)).expect("created");
        }
        fs::write(root.join("docs/GUIDE.md"), "# Way\n").expect("written");
        fs::write(root.join("docs/a b.md"), "").expect("written");
        let own = OwnRepository {
            host: "github.com".to_owned(),
            owner: "lamp".to_owned(),
            name: "list".to_owned(),
            branches: vec!["main".to_owned()],
            root: String::new(),
        };
        let text = "[h](https://github.com/lamp/list/blob/main/gone.md) [a](docs/GUIDE.md#way) [b](docs/guide.md#way) [c](none.md) [d](../out.md) [e](docs/) [f](docs/a%20b.md) [g](/x.md) [i](submodule/x.md)";
        let edition = Edition::new("README.md", Document::parse(text), true);
        let folders = Folders::default();
        let anchors_of = |_: &Path| Some(BTreeSet::from(["way".to_owned()]));
        let found: Vec<(String, Option<LinkedFile>)> = wanted(&edition, &root, &root, Some(&own))
            .into_iter()
            .map(|(key, wanted)| (key, look(&wanted, &folders, &anchors_of)))
            .collect();
        let expected = [
            ("docs", Some(LinkedFile::Present)),
            ("docs/GUIDE.md", Some(LinkedFile::Markdown(BTreeSet::from(["way".to_owned()])))),
            ("docs/a b.md", Some(LinkedFile::Present)),
            ("docs/guide.md", Some(LinkedFile::OtherCase("docs/GUIDE.md".to_owned()))),
            ("gone.md", Some(LinkedFile::Missing)),
            ("none.md", Some(LinkedFile::Missing)),
            ("submodule/x.md", None),
        ];
        assert_eq!(found, expected.map(|(key, file)| (key.to_owned(), file)));
    }

    #[test]
    fn what_is_missing_outside_of_a_repository_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        fs::write(root.join("README.md"), "").expect("written");
        let looked = |name: &str| {
            let wanted = Wanted { path: root.join(name), root: root.clone(), anchors: false };
            look(&wanted, &Folders::default(), &|_| None)
        };
        assert_eq!(looked("none.md"), None);
        assert_eq!(looked("readme.md"), Some(LinkedFile::OtherCase("README.md".to_owned())));
        fs::create_dir_all(root.join(".git/info")).expect("created");
        assert_eq!(looked("none.md"), Some(LinkedFile::Missing));
        assert_eq!(looked("README.html"), None);
        fs::write(root.join(".git/info/sparse-checkout"), "/*\n").expect("written");
        assert_eq!(looked("none.md"), None);
    }

    #[test]
    fn names_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["LICENSE", "lists/README.md", "lists/docs/CONTRIBUTING.md", ".github/FUNDING.yml", "other/COPYING"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            fs::write(path, "").expect("written");
        }
        let names = beside(&folder.path().join("lists/README.md"), folder.path(), &Folders::default());
        let expected = [".github", "CONTRIBUTING.md", "FUNDING.yml", "LICENSE", "README.md", "docs", "lists", "other"];
        assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_do_not_lead_out() {
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret.md"), "# Secret\n").expect("written");
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        std::os::unix::fs::symlink(outside.path(), root.join("docs")).expect("linked");
        let wanted = Wanted { path: root.join("docs/secret.md"), root: root.clone(), anchors: true };
        assert_eq!(look(&wanted, &Folders::default(), &|_| Some(BTreeSet::new())), None);
    }
}
