//! Which files a run judges.

use super::{Folder, PADDED, run};

/// The files with findings, in order.
fn judged(out: &str) -> Vec<&str> {
    out.lines()
        .filter_map(|line| line.split_once(": ").filter(|(_, rest)| rest.contains("links/padding")))
        .filter_map(|(place, _)| place.split(':').next())
        .collect()
}

#[test]
fn a_folder_gives_its_markdown_without_what_git_ignores() {
    let folder = Folder::padded();
    for name in ["docs/GUIDE.MD", "a.markdown", "notes.txt", "build/x.md", ".hidden/x.md", "skip.md"] {
        folder.file(name, PADDED);
    }
    folder.file(".gitignore", "build/\nskip.md\n");
    let all = folder.lint(&["--output-format", "concise"]);
    assert_eq!(judged(&all.out), ["README.md", "a.markdown", "docs/GUIDE.MD"]);
    let named = folder.lint(&["--output-format", "concise", "skip.md", "notes.txt", "build/x.md"]);
    assert_eq!(judged(&named.out), ["build/x.md", "notes.txt", "skip.md"], "named files are always taken");
}

#[test]
fn excluded_files() {
    let folder = Folder::padded();
    folder.file("fixtures/bad.md", PADDED);
    folder.file("docs/a.md", PADDED);
    folder.file("curate.toml", "exclude = [\"fixtures/**\"]\n");
    let concise = |arguments: &[&str]| judged_in(&folder, arguments);
    assert_eq!(concise(&[]), ["README.md", "docs/a.md"]);
    assert_eq!(concise(&["--exclude", "docs"]), ["README.md"]);
    assert_eq!(concise(&["fixtures/bad.md"]), ["fixtures/bad.md"]);
    assert_eq!(concise(&["fixtures/bad.md", "--force-exclude"]), [""; 0]);
    assert_eq!(concise(&["--isolated"]), ["README.md", "docs/a.md", "fixtures/bad.md"]);
}

#[test]
fn folders_that_tools_have_filled_are_left_out() {
    let folder = Folder::padded();
    for mark in ["vendor/modules.txt", "env/pyvenv.cfg", "target/CACHEDIR.TAG", "crates/a/.cargo-checksum.json"] {
        folder.file(mark, "");
    }
    folder.file("web/package.json", "{}\n");
    let filled = ["node_modules/a", "vendor/a", "env", "target/doc", "crates/a", "web/dist"];
    // A list may have a folder of such a name; and people write what is in .github.
    let own = [".github", "dist", "lists/target", "lists/vendor"];
    for name in filled.iter().chain(&own) {
        folder.file(&format!("{name}/a.md"), PADDED);
    }
    assert_eq!(
        judged_in(&folder, &[]),
        [".github/a.md", "README.md", "dist/a.md", "lists/target/a.md", "lists/vendor/a.md"]
    );
    for name in filled {
        assert_eq!(judged_in(&folder, &[name]), [format!("{name}/a.md")], "a folder that is named is walked");
    }
    folder.file(".gitignore", "!node_modules/\n");
    assert!(
        judged_in(&folder, &[]).contains(&"node_modules/a/a.md".to_owned()),
        "an ignore file that keeps it counts more"
    );
}

#[test]
fn mdx_is_checked_where_it_is_named() {
    let folder = Folder::padded();
    folder.file(
        "a.mdx",
        format!("import Card from './card'\n\n{PADDED}\n<Card title=\"a\">\n  text {{1 + 1}}\n</Card>\n"),
    );
    assert_eq!(judged_in(&folder, &[]), ["README.md"]);
    assert_eq!(judged_in(&folder, &["a.mdx"]), ["a.mdx"]);
    assert_eq!(judged_in(&folder, &["*.mdx"]), ["a.mdx"]);
}

fn judged_in(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.lint(&[&["--output-format", "concise"], arguments].concat());
    judged(&run.out).into_iter().map(str::to_owned).collect()
}

#[test]
fn paths_are_relative_to_where_curate_runs() {
    let folder = Folder::padded();
    folder.file("docs/a.md", PADDED);
    let absolute = folder.path("README.md");
    let from_docs = run(
        &folder.path("docs"),
        &[
            "lint",
            "--select",
            "links/padding",
            "--output-format",
            "concise",
            "./a.md",
            "../README.md",
            absolute.to_str().expect("UTF-8"),
        ],
        "",
    );
    assert_eq!(judged(&from_docs.out), ["../README.md", "a.md"], "{from_docs:?}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_taken_where_they_are_named() {
    let folder = Folder::padded();
    std::os::unix::fs::symlink("README.md", folder.path("link.md")).expect("linked");
    assert_eq!(judged_in(&folder, &[]), ["README.md"]);
    assert_eq!(judged_in(&folder, &["link.md"]), ["link.md"]);
}

#[test]
fn standard_input() {
    let folder = Folder::new();
    let lint = |arguments: &[&str]| {
        run(&folder.path(""), &[&["lint", "--select", "links/padding", "-"], arguments].concat(), PADDED)
    };
    let nameless = lint(&["--output-format", "concise"]);
    assert!(nameless.status == 1 && nameless.out.starts_with("<stdin>:3:4: "), "{nameless:?}");
    let named = lint(&["--output-format", "concise", "--stdin-filename", "docs/LIST.md"]);
    assert!(named.out.starts_with("docs/LIST.md:3:4: "), "{named:?}");
    folder.file("curate.toml", "[[override]]\npaths = [\"docs/**\"]\nrules = { links = \"off\" }\n");
    let configured = run(
        &folder.path(""),
        &["lint", "-", "--ignore", "formatting,entries", "--stdin-filename", "docs/LIST.md"],
        PADDED,
    );
    assert_eq!(configured.status, 0, "{configured:?}");
}

#[test]
fn sections_that_are_kept_empty_are_counted_over_all_files_of_a_project() {
    let page = |number: usize, entry: &str| {
        format!(
            "# Part {number}\n\n## Desk\n\n- [One](https://lamps.example/{number}) - First lamp.\n\n## Wall\n{entry}\n## Floor\n\n- [Two](https://lamps.example/{number}/2) - Second lamp.\n"
        )
    };
    let warnings = |files: usize| {
        let folder = Folder::new();
        for number in 0..files {
            folder.file(&format!("part-{number}.md"), page(number, ""));
        }
        folder.run(&["lint", "--select", "entries/empty-section", "--output-format", "concise"]).status
    };
    assert_eq!((warnings(5), warnings(6)), (1, 0));
}

#[test]
fn the_text_of_a_licence_is_as_its_authors_wrote_it() {
    let folder = Folder::new();
    let text = "# Terms\n\n### Section 1\n\nSee [the page](http://creativecommons.org/) or [below](#section-2).\n";
    for name in ["LICENSE.md", "LICENCE-CC.md", "COPYING.md", "docs/license.zh.md", "LICENSES/CC-BY-4.0.md"] {
        folder.file(name, text);
    }
    let run = folder.run(&["lint", "--hints"]);
    assert_eq!(run.status, 0, "{run:?}");
    folder.file("TERMS.md", text);
    assert_eq!(folder.run(&["lint"]).status, 1);
}

#[test]
fn a_page_of_nothing_but_a_byte_order_mark_is_empty() {
    for text in ["\u{feff}", "\u{feff}\r\n", ""] {
        let folder = Folder::new();
        folder.file("README.md", text);
        folder.file("README.de.md", text);
        let run = folder.run(&["lint", "--hints", "--all"]);
        assert_eq!((run.status, &*run.out, &*run.err), (0, "nothing to report in 2 files\n", ""), "{text:?}");
        let run = folder.run(&["parity", "--all"]);
        assert_eq!((run.status, &*run.out), (0, ""), "{text:?}");
        assert!(run.err.starts_with("note: nothing here has translations that are compared"), "{run:?}");
    }
}
