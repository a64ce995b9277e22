//! What of a document is checked.

use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use crate::program::{Run, curate};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A repository whose README is `text`.
fn repository(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("README.md"), text).unwrap();
    folder
}

fn links(folder: &Path, options: &[&str]) -> Run {
    curate(folder, &[&["links", "--allow-private", "--output-format", "concise"], options].concat())
}

/// The lines of `run` that are findings in the README.
fn findings(run: &Run) -> Vec<&str> {
    run.out.lines().filter(|line| line.starts_with("README.md:")).collect()
}

const SHOWN: &str = "# Lamps

- [Desk](https://desk.example/) - A light. <video poster=\"https://pictures.example/still.png\"></video>
- ![Floor](https://pictures.example/floor.png) - Another.

<picture>
  <source srcset=\"https://pictures.example/w_1,h_2/dark.png, https://pictures.example/dark.png?a=1&amp;b=2 2x\">
  <img src=\"https://pictures.example/light.png\" SRCSET='data:image/png;base64,AAAA 1x,https://pictures.example/light@2.png 2x'>
</picture>

<iframe src=https://films.example/embed/1></iframe>
<audio><source src=\"https://films.example/lamp.mp3\"><track src=\"//films.example/lamp.vtt\"></audio>

<!-- <img srcset=\"https://hidden.example/a.png\"> -->
<script src=\"https://hidden.example/b.js\">x = '<embed src=\"https://hidden.example/c\">';</script>

`<img srcset=\"https://hidden.example/d.png\">`
";

#[test]
fn what_raw_html_shows_is_checked() {
    let folder = repository(SHOWN);
    let mut dumped: Vec<String> = curate(folder.path(), &["links", "--dump"]).out.lines().map(str::to_owned).collect();
    dumped.sort();
    assert_eq!(
        dumped,
        [
            "https://desk.example/",
            "https://films.example/embed/1",
            "https://films.example/lamp.mp3",
            "https://films.example/lamp.vtt",
            "https://pictures.example/dark.png?a=1&b=2",
            "https://pictures.example/floor.png",
            "https://pictures.example/light.png",
            "https://pictures.example/light@2.png",
            "https://pictures.example/still.png",
            "https://pictures.example/w_1,h_2/dark.png",
        ]
    );
}

#[test]
fn a_dead_picture_is_reported_where_it_is_written() {
    let server = Server::start();
    server.on("/gone.png?a=1&b=2", status(404));
    server.on("/there.png", page("x"));
    let (gone, there) = (server.url("/gone.png?a=1&amp;b=2"), server.url("/there.png"));
    let folder = repository(&format!("# Lamps\n\n<video\n  poster=\"{gone}\" src=\"{there}\"></video>\n\nText.\n"));
    let run = links(folder.path(), &[]);
    assert_eq!(run.status, 1, "{run:?}");
    let found = findings(&run);
    assert!(found.len() == 1 && found[0].starts_with("README.md:4:11: error links/dead"), "{run:?}");
    let json = curate(folder.path(), &["links", "--allow-private", "--output-format", "json"]);
    assert!(json.out.contains("\"line\":4,\"column\":11"), "{json:?}");
}

#[test]
fn a_moved_picture_is_linked_to_where_it_is_now() {
    let server = Server::start();
    server.on("/old.png", headed(308, &[("Location", "/new.png")]));
    server.on("/new.png", page("x"));
    let (old, new) = (server.url("/old.png"), server.url("/new.png"));
    let text = format!(
        "# Lamps\n\n<img src=\"{old}\" srcset=\"{old}, {old} 2x\">\n\nText <video poster=\"{old}\"></video>.\n"
    );
    let folder = repository(&text);
    let run = links(folder.path(), &["--hints", "--fix"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), text.replace(&old, &new), "{run:?}");
}

#[test]
fn a_bare_url_is_checked_as_it_is_meant() {
    let server = Server::start();
    for path in ["/lamp?a=1&b=2", "/lamp?a=1&c=2", "/lamp?a=1&d=2"] {
        server.on(path, page("x"));
    }
    let (bare, autolink, cjk) = (server.url("/lamp?a=1&amp;b=2"), server.url("/lamp?a=1&amp;c=2"), server.url("/lamp"));
    let folder = repository(&format!("# Lamps\n\nSee {bare} and <{autolink}>.\n\n见 {cjk}?a=1&amp;d=2，更多。\n"));
    let run = links(folder.path(), &["--hints"]);
    assert_eq!((run.status, findings(&run)), (0, Vec::new()), "{run:?}");
    for path in ["/lamp?a=1&b=2", "/lamp?a=1&c=2", "/lamp?a=1&d=2"] {
        assert_eq!(server.requests_of(path).len(), 1, "{path}");
    }
}

#[test]
fn the_working_tree_answers_paths_from_the_root_of_the_repository() {
    let text = "# Lamps\n\n[a](/docs/way.md) [b](/docs/gone.md?raw=1#x)\n[c](/docs/Way.md) [d](/issues/new)\n\n<img src=\"/none.png\">\n";
    let folder = repository(text);
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/way.md"), "# Way\n\n[a](/docs/way.md) [b](/way.md)\n").unwrap();
    let run = links(folder.path(), &["README.md"]);
    let found = findings(&run);
    assert_eq!((run.status, found.len()), (1, 3), "{run:?}");
    assert!(found[0].starts_with("README.md:3:23: error links/dead") && found[0].contains("no such file"), "{run:?}");
    assert!(found[1].starts_with("README.md:4:5:") && found[1].contains("`docs/way.md`"), "{run:?}");
    assert!(found[2].starts_with("README.md:6:11:"), "{run:?}");
    assert_eq!(curate(folder.path(), &["links", "--dump"]).out, "");
    let beside = links(&folder.path().join("docs"), &["way.md"]);
    assert!(beside.status == 1 && beside.out.contains("way.md:3:23: error links/dead"), "{beside:?}");
    let both = curate(folder.path(), &["check", "README.md", "--output-format", "concise"]);
    assert!(both.out.contains("links/missing-file") && !both.out.contains("links/dead"), "{both:?}");
    let without = links(folder.path(), &["README.md", "--exclude-url", "^/"]);
    assert_eq!((without.status, findings(&without)), (0, Vec::new()), "{without:?}");
}

/// A site generator begins such paths elsewhere, and makes pages that no file is called after.
#[test]
fn paths_of_a_site_are_left_alone() {
    for name in
        ["_config.yml", "mkdocs.yml", "docusaurus.config.js", ".vitepress", "hugo.yaml", "SUMMARY.md", "docs/.vuepress"]
    {
        let folder = repository("# Lamps\n\n[a](/docs/gone.md) ![b](/none.png)\n");
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
        for command in ["links", "lint"] {
            let run = curate(folder.path(), &[command, "README.md", "--output-format", "concise"]);
            assert_eq!((run.status, findings(&run)), (0, Vec::new()), "{name}: {run:?}");
        }
    }
}

/// The repository of one document says nothing of that of another.
#[test]
fn a_path_that_two_repositories_know_differently_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir_all(folder.path().join(name).join(".git")).unwrap();
        fs::write(folder.path().join(name).join("README.md"), "# Lamps\n\n[a](/way.md) [b](/gone.md)\n").unwrap();
    }
    fs::write(folder.path().join("a/way.md"), "# Way\n").unwrap();
    let run = links(folder.path(), &["a/README.md", "b/README.md"]);
    assert!(run.status == 1 && !run.out.contains("way.md") && run.out.contains("README.md:3:18:"), "{run:?}");
}
