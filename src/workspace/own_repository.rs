//! Finds out under which address the repository is shown: by its remote, else by what GitHub's runner says.

use crate::workspace::regular_file::bytes;
use crate::workspace::shown_path::shown;
use curate_rules::api::own_repository::OwnRepository;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest file of git that is read, in bytes.
const SIZE_CAP: u64 = 1024 * 1024;

/// The repository whose root is `root`, as seen from `here`, where curate runs; `environment` gives environment variables.
/// `None` where nothing says where it is shown, or only a part of it is checked out (git-sparse-checkout), so that a
/// missing file would say nothing.
pub(crate) fn find(root: &Path, here: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Option<OwnRepository> {
    let (git, common) = folders(root)?;
    let config = text(&common.join("config")).unwrap_or_default();
    if value(&config, "core", None, "sparsecheckout").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return None;
    }
    let (host, path) = host_and_path(root, &config, environment)?;
    let (owner, name) = path.rsplit_once('/')?;
    let is_name = |name: &str| !name.is_empty() && !name.contains(|character: char| character.is_whitespace());
    if !is_name(owner) || !is_name(name) {
        return None;
    }
    let root_folder = root;
    let root = match shown(here, root) {
        root if root == "." => String::new(),
        root => root,
    };
    let branches = branches(&git, &common, environment);
    let readme = readme(root_folder).map(|path| if root.is_empty() { path } else { format!("{root}/{path}") });
    Some(OwnRepository { host, owner: owner.to_owned(), name: name.to_owned(), branches, root, readme })
}

/// The host that shows the repository whose root is `root`, in lower case, with its port where that is not the usual one;
/// `None` where nothing says it.
pub(crate) fn host(root: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let (_, common) = folders(root)?;
    let config = text(&common.join("config")).unwrap_or_default();
    host_and_path(root, &config, environment).map(|(host, _)| host)
}

/// Host and path of the repository with the root `root`: by the remote that its configuration names, else by its runner.
fn host_and_path(root: &Path, config: &str, environment: &dyn Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let remote = value(config, "remote", Some("origin"), "url");
    remote.and_then(|url| address(&url)).or_else(|| of_runner(root, environment))
}

/// The readme that GitHub shows for the repository, relative to its root.
fn readme(root: &Path) -> Option<String> {
    let names = |folder: &'static str| {
        ["README.md", "readme.md", "Readme.md", "ReadMe.md", "README.markdown"].map(|name| format!("{folder}{name}"))
    };
    let mut paths = [".github/", "", "docs/"].into_iter().flat_map(names);
    paths.find(|path| root.join(path).is_file())
}

/// The folder of git for this working tree, and the one it shares with others (gitrepository-layout: `gitdir`, `commondir`).
fn folders(root: &Path) -> Option<(PathBuf, PathBuf)> {
    let git = root.join(".git");
    if git.is_dir() {
        return Some((git.clone(), git));
    }
    let pointer = text(&git)?;
    let git = root.join(pointer.strip_prefix("gitdir:")?.trim());
    let common = text(&git.join("commondir"));
    let common = common.map_or_else(|| git.clone(), |pointer| git.join(pointer.trim()));
    Some((git, common))
}

/// The text of a file of git; `None` where git would not have written it.
fn text(path: &Path) -> Option<String> {
    String::from_utf8(bytes(path, SIZE_CAP).ok()?).ok()
}

/// Names under which the working tree is shown. Where the default branch is not known, it is called what most are.
fn branches(git: &Path, common: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let branch_in =
        |file: PathBuf, prefix: &str| Some(text(&file)?.strip_prefix("ref:")?.trim().strip_prefix(prefix)?.to_owned());
    let checked_out = branch_in(git.join("HEAD"), "refs/heads/");
    let default = branch_in(common.join("refs/remotes/origin/HEAD"), "refs/remotes/origin/");
    // A pull request is judged by what it will be once it is merged there.
    let base = environment("GITHUB_BASE_REF");
    let usual = if default.is_some() { Vec::new() } else { vec!["main".to_owned(), "master".to_owned()] };
    let mut branches = vec!["HEAD".to_owned()];
    branches.extend([checked_out, default, base].into_iter().flatten().chain(usual).filter(|name| !name.is_empty()));
    branches.sort();
    branches.dedup();
    branches
}

/// Host and path by what GitHub's runner says of the folder that it has checked out.
fn of_runner(root: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let workspace = environment("GITHUB_WORKSPACE").map(PathBuf::from);
    if workspace.is_some_and(|workspace| !root.starts_with(fs::canonicalize(&workspace).unwrap_or(workspace))) {
        return None;
    }
    let server = environment("GITHUB_SERVER_URL").unwrap_or_else(|| "https://github.com".to_owned());
    address(&format!("{}/{}", server.trim_end_matches('/'), environment("GITHUB_REPOSITORY")?))
}

/// Host and path of the web address that belongs to the address of a remote (git-clone(1), "GIT URLS").
fn address(remote: &str) -> Option<(String, String)> {
    let (authority, path, is_web) = if let Some((scheme, rest)) = remote.split_once("://") {
        let (authority, path) = rest.split_once('/')?;
        (authority, path, matches!(scheme, "http" | "https"))
    } else {
        // `git@host:path`; a single letter before the colon is a drive.
        let (authority, path) = remote.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?;
        (authority, path, false)
    };
    let host = authority.rsplit('@').next().unwrap_or(authority).to_ascii_lowercase();
    // The port of ssh is not that of the web.
    let host = if is_web { host } else { host.split(':').next().unwrap_or_default().to_owned() };
    // GitHub's ssh behind firewalls.
    let host = if host == "ssh.github.com" { "github.com".to_owned() } else { host };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (!host.is_empty()).then(|| (host, path.to_owned()))
}

/// The first value of `key` (in small letters) of a section in git's configuration (git-config(1), "Syntax").
fn value(config: &str, section: &str, subsection: Option<&str>, key: &str) -> Option<String> {
    let mut within = false;
    for line in config.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[').and_then(|line| line.split_once(']')).map(|(header, _)| header) {
            let (name, sub) = header.split_once(' ').map_or((header, None), |(name, sub)| (name, Some(sub)));
            within = name.eq_ignore_ascii_case(section) && sub.map(|sub| sub.trim().trim_matches('"')) == subsection;
        } else if let Some((name, text)) = line.split_once('=').filter(|_| within)
            && name.trim().eq_ignore_ascii_case(key)
        {
            let text = text.trim();
            let quoted = text.strip_prefix('"').and_then(|text| text.split('"').next());
            let plain = || text.split([';', '#']).next().unwrap_or_default().trim();
            return Some(quoted.unwrap_or_else(plain).to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn addresses_of_remotes() {
        for (remote, expected) in [
            ("https://github.com/a/b.git", Some(("github.com", "a/b"))),
            ("https://token:x@GitHub.com/a/b/", Some(("github.com", "a/b"))),
            ("https://git.example:3000/a/b.git", Some(("git.example:3000", "a/b"))),
            ("git@github.com:a/b.git", Some(("github.com", "a/b"))),
            ("ssh://git@ssh.github.com:443/a/b.git", Some(("github.com", "a/b"))),
            ("ssh://git@gitlab.example:2222/g/h/b", Some(("gitlab.example", "g/h/b"))),
            ("git://github.com/a/b", Some(("github.com", "a/b"))),
            ("/srv/git/b.git", None),
            ("../b", None),
            ("C:/git/b", None),
        ] {
            let found = address(remote);
            assert_eq!(found.as_ref().map(|(host, path)| (host.as_str(), path.as_str())), expected, "{remote}");
        }
    }

    #[test]
    fn the_remote_says_where_it_is_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let git = root.join(".git");
        fs::create_dir_all(git.join("refs/remotes/origin")).expect("created");
        let config = "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = https://x.example/f/f\n[remote \"origin\"]\n\tfetch = +refs/heads/*\n\turl = git@github.com:lamp/list.git ; mine\n";
        fs::write(git.join("config"), config).expect("written");
        fs::write(git.join("HEAD"), "ref: refs/heads/topic/x\n").expect("written");
        fs::write(git.join("refs/remotes/origin/HEAD"), "ref: refs/remotes/origin/trunk\n").expect("written");
        let found = find(root, &root.join("docs"), &nothing).expect("a repository");
        assert_eq!((&*found.host, &*found.owner, &*found.name), ("github.com", "lamp", "list"));
        assert_eq!((found.branches, &*found.root), (["HEAD", "topic/x", "trunk"].map(str::to_owned).to_vec(), ".."));

        // A second working tree of the same repository.
        let second = tempfile::tempdir().expect("a folder");
        let own = git.join("worktrees/second");
        fs::create_dir_all(&own).expect("created");
        fs::write(own.join("commondir"), "../..\n").expect("written");
        fs::write(own.join("HEAD"), "ref: refs/heads/other\n").expect("written");
        fs::write(second.path().join(".git"), format!("gitdir: {}\n", own.display())).expect("written");
        let found = find(second.path(), second.path(), &nothing).expect("a repository");
        assert_eq!((&*found.name, &*found.root), ("list", ""));
        assert!(found.branches.iter().any(|branch| branch == "other"));

        fs::write(git.join("config"), format!("[core]\nsparseCheckout = true\n{config}")).expect("written");
        assert_eq!(find(root, root, &nothing), None);
    }

    #[test]
    fn else_the_runner_says_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("a folder");
        fs::create_dir(root.join(".git")).expect("created");
        assert_eq!(find(&root, &root, &nothing), None);
        let runner = |workspace: &Path| {
            let workspace = workspace.display().to_string();
            move |name: &str| match name {
                "GITHUB_REPOSITORY" => Some("lamp/list".to_owned()),
                "GITHUB_SERVER_URL" => Some("https://git.example".to_owned()),
                "GITHUB_WORKSPACE" => Some(workspace.clone()),
                "GITHUB_BASE_REF" => Some("next".to_owned()),
                _ => None,
            }
        };
        let found = find(&root, &root, &runner(&root)).expect("a repository");
        assert_eq!((&*found.host, &*found.owner, &*found.name), ("git.example", "lamp", "list"));
        assert_eq!(found.branches, ["HEAD", "main", "master", "next"]);
        assert_eq!(find(&root, &root, &runner(&root.join("elsewhere"))), None);
    }
}
