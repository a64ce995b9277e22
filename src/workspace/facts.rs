//! Looks at the files that documents link to, never outside the project.

use crate::workspace::folders::{FileKind, FolderNames, Folders};
use crate::workspace::regular_file::leads_out;
use crate::workspace::shown_path::{NAMELESS, normalised};
use curate_document::{Document, Edition, Entry, Link, Target};
use curate_rules::Facts;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::api::paths::{from_root, percent_decoded, resolve};
use curate_rules::comparable;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// A file that is linked to, before it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LinkedPath {
    /// The project it must be in.
    pub root: Arc<Path>,
    /// Whether a link leads to an anchor in it.
    pub anchors: bool,
}

/// The files that `edition` links to by paths, or by where `facts` say that the repository is shown, by their path relative to
/// `here`, where curate runs. `at_root` are the names at the `root` of the project.
pub(crate) fn wanted(
    edition: &Edition,
    here: &Path,
    root: &Arc<Path>,
    facts: &Facts,
    at_root: &FolderNames,
) -> BTreeMap<String, LinkedPath> {
    let own = facts.own_repository.as_ref();
    let mut files: BTreeMap<String, LinkedPath> = BTreeMap::new();
    // Text without a name is in no folder that its paths could begin at.
    if edition.path == NAMELESS {
        return files;
    }
    for link in edition.document.links_and_embeds() {
        let (key, anchor) = match &link.target {
            Target::Path { path, .. } if path.starts_with('/') && !names_file(path, at_root) => continue,
            Target::Path { path, anchor } => {
                (from_document(&edition.path, path, facts.root.as_deref()), anchor.is_some())
            }
            Target::Url if link.url.contains('#') => (own.and_then(|own| own.page_of(&link.url)), true),
            Target::Url => (own.and_then(|own| own.file_of_link(link)), false),
            _ => continue,
        };
        let Some(key) = key.filter(|key| !key.is_empty()) else { continue };
        if let Some(known) = files.get_mut(&key) {
            known.anchors |= anchor;
        } else if path_of(&key, here).starts_with(root) {
            files.insert(key, LinkedPath { root: Arc::clone(root), anchors: anchor });
        }
    }
    files
}

/// Whether `path`, which begins with `/`, is that of a file, so that it can be missing: not a page of the host (`/issues`,
/// `/owner/name`) or of a site.
fn names_file(path: &str, at_root: &FolderNames) -> bool {
    let path = percent_decoded(path.split('?').next().unwrap_or(""));
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    if parts.clone().next().is_some_and(|first| at_root.in_any_case(first).is_some()) {
        return true;
    }
    let is_shown_by_host = parts.clone().nth(2).is_some_and(|kind| matches!(kind, "blob" | "tree" | "raw"));
    let extension = parts.next_back().and_then(|last| last.rsplit_once('.')).map_or("", |(_, extension)| extension);
    let is_page = ["html", "htm", "php"].iter().any(|page| extension.eq_ignore_ascii_case(page));
    !is_shown_by_host && !is_page && extension.chars().any(char::is_alphabetic)
}

/// The markdown pages, by key as in [`wanted`], that `edition` links to before its first entry: one of them may link all
/// editions.
pub(crate) fn pages_at_top(edition: &Edition, facts: &Facts) -> BTreeSet<String> {
    let document = &edition.document;
    let is_entry = |entry: &&Entry| document.link_of(entry).is_some_and(|link| link.key().is_some());
    let top = document.entries().iter().find(is_entry).map_or(document.source().len(), |entry| entry.span.start);
    let links = document.links().iter().take_while(|link| link.span.start < top).filter(|link| !link.image);
    let keys = links.filter_map(|link| key_of(&edition.path, link, facts));
    keys.filter(|key| is_markdown(Path::new(key))).collect()
}

fn key_of(from: &str, link: &Link, facts: &Facts) -> Option<String> {
    match &link.target {
        Target::Path { path, .. } => from_document(from, path, facts.root.as_deref()),
        Target::Url => facts.own_repository.as_ref().and_then(|own| own.file_of_link(link)),
        _ => None,
    }
}

/// The keys, as in [`wanted`], of what `links`, as written in the page at `from`, lead to.
pub(crate) fn resolved(from: &str, links: &[String], facts: &Facts) -> BTreeSet<String> {
    let own = facts.own_repository.as_ref();
    let key = |link: &String| match Url::parse(link) {
        Ok(url) => own.and_then(|own| own.file_of(&url)),
        Err(_) => from_document(from, link, facts.root.as_deref()),
    };
    links.iter().filter_map(key).collect()
}

/// Where the file with the key `key`, as in [`wanted`], is.
pub(crate) fn path_of(key: &str, here: &Path) -> PathBuf {
    normalised(&here.join(key))
}

/// The anchors that `document`, at `from`, leads to in files, each with the key of the file as in [`wanted`] and its link;
/// in the form in which they are compared.
pub(crate) fn linked_anchors<'a>(
    from: &str,
    document: &'a Document,
    facts: &Facts,
) -> impl Iterator<Item = (String, String, &'a Link)> {
    let own = facts.own_repository.as_ref();
    document.links().iter().filter_map(move |link| {
        let (key, anchor) = match &link.target {
            Target::Path { path, anchor: Some(anchor) } => {
                (from_document(from, path, facts.root.as_deref())?, &**anchor)
            }
            Target::Url => (own?.page_of(&link.url)?, link.parsed_url()?.fragment()?),
            _ => return None,
        };
        Some((key, comparable(&percent_decoded(anchor)), link))
    })
}

/// The path of `linked` as written in the document at `document`. One above `here` begins with `..`, which a link must not
/// eat up.
fn from_document(document: &str, linked: &str, root: Option<&str>) -> Option<String> {
    if let Some(linked) = linked.strip_prefix('/') {
        return from_root(root?, linked);
    }
    let above = |path: &str| path.split('/').take_while(|part| *part == "..").count();
    resolve(document, linked).filter(|key| above(key) == above(document))
}

/// What is at `path`, which is `wanted`; `None` where it is not to be looked at. `anchors_of` gives the anchors of a markdown
/// file.
pub(crate) fn look(
    path: &Path,
    wanted: &LinkedPath,
    folders: &Folders,
    anchors_of: &dyn Fn(&Path) -> Option<Arc<BTreeSet<String>>>,
) -> Option<LinkedFile> {
    let mut at = wanted.root.to_path_buf();
    let mut actual: Vec<String> = Vec::new();
    let (mut kind, mut is_other_case) = (FileKind::Folder, false);
    for part in path.strip_prefix(&wanted.root).ok()?.components() {
        let part = part.as_os_str().to_str()?;
        let names = folders.names(&at);
        let Some((name, found)) = names.in_any_case(part) else {
            let says = is_whole(&wanted.root, &names, folders) && !is_made_of(part, &names);
            return says.then_some(LinkedFile::Missing);
        };
        at.push(name);
        kind = found;
        is_other_case |= name != part;
        actual.push(name.to_owned());
        // A symbolic link may lead anywhere; what many of them lead to is looked at once.
        if kind == FileKind::Other {
            let real = folders.real(&at)?;
            if !real.starts_with(folders.real(&wanted.root)?) {
                return None;
            }
            at = real.to_path_buf();
        }
    }
    if is_other_case {
        return Some(LinkedFile::OtherCase(actual.join("/")));
    }
    let is_file = kind == FileKind::File || (kind == FileKind::Other && at.is_file());
    if !is_file || !wanted.anchors || !is_markdown(path) {
        return Some(LinkedFile::Present);
    }
    anchors_of(&at).map(LinkedFile::Markdown)
}

/// Whether a file that is not among `names`, those of a folder of the project at `root`, is missing from it.
///
/// Outside of a repository the document may be a copy without what belongs to it. Git keeps no empty folders: one is a
/// submodule that is not checked out, or cannot be read. In a sparse checkout anything may be left out.
fn is_whole(root: &Path, names: &FolderNames, folders: &Folders) -> bool {
    !names.is_empty()
        && folders.names(root).kind(".git").is_some()
        && folders.names(&root.join(".git/info")).kind("sparse-checkout").is_none()
}

/// The names in the folder of the document at `path`, in `.github` and `docs` beside it, and at the project's `root`, but for those
/// of empty files.
pub(crate) fn beside(path: &Path, root: &Path, folders: &Folders) -> BTreeSet<String> {
    let own = path.parent().filter(|folder| folder.starts_with(root)).unwrap_or(root);
    let around = [own.to_owned(), own.join(".github"), own.join("docs"), root.to_owned(), root.join(".github")];
    let mut found = BTreeSet::new();
    for folder in around.iter().filter(|folder| !leads_out(folder, root)) {
        let names = folders.names(folder);
        found.extend(names.iter().filter(|(name, _)| !is_empty(&folder.join(name))).map(|(name, _)| name.to_owned()));
    }
    found
}

fn is_empty(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
}

/// Whether `part` is what a site generator makes of a markdown file.
fn is_made_of(part: &str, names: &FolderNames) -> bool {
    part.strip_suffix(".html").is_some_and(|stem| names.kind(&format!("{stem}.md")).is_some())
}

fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    curate_document::is_markdown_extension(extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_document::Document;
    use curate_rules::api::own_repository::OwnRepository;

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
            readme: None,
        };
        let text = "[h](https://github.com/lamp/list/blob/main/gone.md) [a](docs/GUIDE.md#way) [b](docs/guide.md#way) [c](none.md) [d](../out.md) [e](docs/) [f](docs/a%20b.md) [g](/x.md) [i](submodule/x.md) [j](/docs/gone/) [k](/issues/new) [l](/lamp/other/blob/main/y.md) [m](/page.html) <video poster=/s.png>";
        let edition = Edition::new("README.md", Document::parse(text), true);
        let folders = Folders::default();
        let way = Arc::new(BTreeSet::from(["way".to_owned()]));
        let anchors_of = |_: &Path| Some(Arc::clone(&way));
        let facts = Facts { own_repository: Some(own), root: Some(String::new()), ..Facts::default() };
        let at_root = folders.names(&root);
        let found: Vec<(String, Option<LinkedFile>)> = wanted(&edition, &root, &Arc::from(&*root), &facts, &at_root)
            .into_iter()
            .map(|(key, wanted)| (look(&path_of(&key, &root), &wanted, &folders, &anchors_of), key))
            .map(|(file, key)| (key, file))
            .collect();
        let expected = [
            ("docs", Some(LinkedFile::Present)),
            ("docs/GUIDE.md", Some(LinkedFile::Markdown(Arc::clone(&way)))),
            ("docs/a b.md", Some(LinkedFile::Present)),
            ("docs/gone", Some(LinkedFile::Missing)),
            ("docs/guide.md", Some(LinkedFile::OtherCase("docs/GUIDE.md".to_owned()))),
            ("gone.md", Some(LinkedFile::Missing)),
            ("none.md", Some(LinkedFile::Missing)),
            ("s.png", Some(LinkedFile::Missing)),
            ("submodule/x.md", None),
            ("x.md", Some(LinkedFile::Missing)),
        ];
        assert_eq!(found, expected.map(|(key, file)| (key.to_owned(), file)));
    }

    #[test]
    fn what_is_missing_outside_of_a_repository_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        fs::write(root.join("README.md"), "").expect("written");
        let looked = |name: &str| {
            let wanted = LinkedPath { root: Arc::from(&*root), anchors: false };
            look(&root.join(name), &wanted, &Folders::default(), &|_| None)
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
            fs::write(path, "text").expect("written");
        }
        fs::write(folder.path().join("lists/COPYING"), "").expect("written");
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
        let wanted = LinkedPath { root: Arc::from(&*root), anchors: true };
        let looked = |name: &str| look(&root.join(name), &wanted, &Folders::default(), &|_| Some(Arc::default()));
        assert_eq!(looked("docs/secret.md"), None);
        assert_eq!(looked("docs/none.md"), None);
        std::os::unix::fs::symlink(root.join("real"), root.join("inside")).expect("linked");
        fs::create_dir_all(root.join("real")).expect("created");
        fs::write(root.join("real/page.md"), "").expect("written");
        assert_eq!(looked("inside/page.md"), Some(LinkedFile::Markdown(Arc::default())));
        assert_eq!(looked("inside/Page.md"), Some(LinkedFile::OtherCase("inside/page.md".to_owned())));
    }
}
