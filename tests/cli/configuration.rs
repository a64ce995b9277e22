//! `curate.toml`, `.editorconfig`, `.autocorrectrc` and `.markdownlint`.

use super::{Folder, PADDED, run};
use curate_testing::recorded::assert_recorded;

/// Configurations that say what cannot be.
const MISTAKES: &[&str] = &[
    "exclude = \"fixtures\"\n",
    "excludes = []\n",
    "[links]\ntimout = \"20s\"\n",
    "[links]\ntimeout = 20\n",
    "[links]\ntimeout = \"0s\"\n",
    "[links]\ntimeout = \"20\"\n",
    "[links]\ninterval = \"soon\"\n",
    "[links]\nper-host = 0\n",
    "[links]\nexclude = [\"a\", \"*.example.org\"]\n",
    "[links]\nfresh = { death = \"1h\" }\n",
    "[links.host]\nname = \"a.example\"\n",
    "[[links.host]]\ninterval = \"1s\"\n",
    "[[links.host]]\nname = \"https://a.example/\"\n",
    "[[links.host]]\nname = \"a.example\"\nmethod = \"GET\"\n",
    "[[links.host]]\nname = \"a.example\"\naccept = [99]\n",
    "[[links.host]]\nname = \"a.example\"\nheader = { Authorization = \"A\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Authorization = \"Bearer hunter2\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { X-Trace = \"ghp_hunter2\" }\n",
    "[[links.host]]\nname = \"a.example\"\n\n[links.host.headers]\nAccept = \"text/html\"\nCookie = \"consent=hunter2\"\n",
    "[links]\nheaders = { Cookie = \"consent=yes\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Accept = \"\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Accept = \"caf\u{e9}\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { \"Ac cept\" = \"a\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { \"\" = \"a\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { \"\u{e9}\" = \"a\" }\n",
    "[links]\nuser-agent = \"caf\u{e9}\"\n",
    "[links]\nuser-agent = \" lamp\"\n",
    "[links]\naccept = [200, 99]\n",
    "[links]\naccept = [200, \"404\"]\n",
    "[links]\naccept = 200\n",
    "[links]\naccept = [-1]\n",
    "[[links.host]]\nname = \"\"\n",
    "[[links.host]]\nname = \" a.example\"\n",
    "[[links.host]]\nname = \"a\\u0007.example\"\n",
    "[[links.host]]\nname = \"{a,b\"\n",
    "[[links.host]]\nname = \"a.example:8080\"\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Authorization = { env = \"Bearer hunter2\" } }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Authorization = { value = \"hunter2\" } }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Authorization = [\"hunter2\"] }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Accept = \"a\\r\\nCookie: hunter2\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Accept = \"a\", accept = \"b\" }\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Range = \"bytes=0-\" }\n",
    "[links]\nuser-agent = \"\"\n",
    "[links]\nuser-agent = \"lamp\\nlist\"\n",
    "[links]\naccept = [200, 1000]\n",
    "[[links.host]]\nname = \"a.example\"\nheaders = { Host = \"A\" }\n",
    "[rules]\n\"links/paddin\" = \"off\"\n",
    "[rules]\nlinks = \"of\"\n",
    "[rules]\nlinks = { level = \"off\", style = 1 }\n",
    "[rules]\n\"links/padding\" = { levle = \"off\" }\n",
    "[rules]\n\"links/padding\" = true\n",
    "[[list]]\ntranslations = [\"README.md\"]\n",
    "[[list]]\nsource = \"README.md\"\ntranslations = [\"README.fr.md\"]\n",
    "[[list]]\nsource = \"NOPE.md\"\n",
    "[[list]]\nsource = \"README.md\"\ntranslations = [\"./README.md\"]\n",
    "[[override]]\nrules = { links = \"off\" }\n",
    "[rules\n",
    "exclude = [\"a\", \"b{c\"]\n",
    "exclude = [\"[\"]\n",
    "exclude = [\"a\"]\nexclude = []\n",
    "extends = \"awesome\"\n",
    "extends = [\"awesme\"]\n",
    "exclude = [\"é灯具\", 3]\n",
    "\u{feff}exclude = [3]\n",
    "[rule]\n",
    "[ruls]\n",
    "[[override]]\npaths = [\"a\"]\nrule = {}\n",
    "[links]\nhost-style = 3\n",
    "[[links.host]]\nname = \"a.example\"\nmethod = 3\n",
    "[rules]\n\"entries/order\" = { collation = 3 }\n",
    "[rules]\n\"entries/order\" = { level = 3 }\n",
    "exclude = 2020-01-01\n",
    "\"a`b\" = 1\n",
    "[rules]\nentries/order = \"off\"\n",
    "[rules.entries/order]\nlevel = \"off\"\n",
    "rules = { links = \"off\", entries/order = \"off\" }\n",
    "exclude = [/docs]\n",
    "[links]\ntimeout = \"400d\"\n",
    "[links]\ninterval = \"99999999999d\"\n",
    "[rules]\n\"entries/few-entries\" = { fewest = 5000000000 }\n",
    "[rules]\n\"entries/few-entries\" = { fewest = 99999999999999999999 }\n",
    "[[links.host]]\nname = \"[a\"\n",
    "[links]\nper-host = 1\n\n[links]\ninterval = \"1s\"\n",
    "[links]\ninclude = []\n\n[rules]\nlinks = \"off\"\nanchors = \"off\"\n\"links\" = \"hint\"\n",
    "[[links.host]]\nname = \"a.example\"\n[[links.host]]\nname = \"A.example\"\n",
    "[[links.host]]\nname = \"*.example\"\n[[links.host]]\nname = \"a.example\"\n",
    "[[override]]\npaths = []\n",
    "[rules]\n\"entries/description-length\" = { shortest = 50, longest = 10 }\n",
    "[rules]\n\"links/denied-host\" = { hosts = [\"a.example\", \"https://b.example/\"] }\n",
    "[rules]\n\"MD999\" = \"off\"\n",
];

#[test]
fn mistakes_point_into_the_file() {
    let folder = Folder::padded();
    let mut all = String::new();
    for text in MISTAKES {
        folder.file("curate.toml", text);
        let run = folder.run(&["lint"]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{text:?}: {run:?}");
        all.push_str(&run.err);
        all.push('\n');
    }
    assert!(!all.contains("hunter2"), "{all}");
    assert_recorded("tests/cli/snapshots/mistakes.txt", &all);
}

#[test]
fn a_secret_is_shown_beside_no_mistake() {
    let folder = Folder::padded();
    for wrong in ["timeut = 1", "name = 3", "method = \"GET\""] {
        let headers = "headers = { Authorization = \"Bearer secret\", Accept = [\"secret\"] }";
        folder.file("curate.toml", format!("[[links.host]]\n{wrong}\n{headers}\n"));
        let run = folder.run(&["lint"]);
        assert!(run.status == 2 && !run.err.contains("secret") && run.err.contains("Authorization"), "{run:?}");
    }
}

#[test]
fn hosts_of_which_each_counts_are_taken() {
    let folder = Folder::new();
    for names in [["a.example", "*.example"], ["?.example", "*.example"], ["*.b.example", "b.example"]] {
        folder.file("curate.toml", names.map(|name| format!("[[links.host]]\nname = \"{name}\"\n")).concat());
        let run = folder.run(&["config", "show"]);
        assert!(run.status == 0 && names.iter().all(|name| run.out.contains(name)), "{run:?}");
    }
}

#[test]
fn config_show_refuses_lists_as_lint_does() {
    let folder = Folder::padded();
    for source in ["NOPE.md", "../README.md"] {
        folder.file("curate.toml", format!("[[list]]\nsource = \"{source}\"\n"));
        let (lint, show) = (folder.run(&["lint"]), folder.run(&["config", "show"]));
        assert_eq!((show.status, show.err.as_str()), (2, lint.err.as_str()), "{show:?}");
        assert!(show.out.is_empty() && show.err.contains("curate.toml:2:10"), "{show:?}");
    }
}

#[test]
fn explain_knows_the_names_of_other_linters() {
    let run = Folder::new().run(&["explain", "md034"]);
    assert!(run.status == 0 && run.out.starts_with("# links/bare-url\n"), "{run:?}");
    let run = Folder::new().run(&["explain", "awesome-list-item"]);
    for rule in ["entries/separator", "entries/glued", "links/empty"] {
        assert!(run.status == 0 && run.out.contains(&format!("# {rule}\n")), "{rule}: {run:?}");
    }
}

#[test]
fn a_preset_says_that_the_readme_is_a_list() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\nOnly words so far.\n");
    folder.file("docs/README.md", "# Docs\n\nMore words.\n");
    folder.file("GUIDE.md", "# Guide\n\nHow to read.\n");
    folder.file("contributing.md", "");
    folder.file("curate.toml", "extends = [\"awesome\"]\n");
    let run = folder.run(&["lint", "--output-format", "concise"]);
    let told = |what: &str| run.out.lines().filter(|line| line.contains(what)).collect::<Vec<_>>();
    assert_eq!(told("the awesome badge is missing").len(), 1, "{run:?}");
    assert_eq!(told("nothing says how to contribute").len(), 1, "an empty file says nothing: {run:?}");
    assert!(told("docs/").is_empty() && told("GUIDE").is_empty(), "{run:?}");
}

#[test]
fn a_pattern_of_the_command_line_that_is_none() {
    let run = Folder::padded().lint(&["--exclude", "["]);
    assert!(run.status == 2 && run.err.contains("`--exclude`: `[` is not a path pattern"), "{run:?}");
}

#[test]
fn the_nearest_file_counts() {
    let folder = Folder::padded();
    folder.file("docs/a.md", PADDED);
    folder.file("docs/inner/b.md", PADDED);
    folder.file("curate.toml", "[rules]\nlinks = \"error\"\n");
    folder.file("docs/.curate.toml", "[rules]\n\"links/padding\" = \"hint\"\n");
    let out = folder.lint(&["--output-format", "concise", "--hints", "-q"]).out;
    let found: Vec<&str> = out.lines().map(|line| line.split(" links/").next().unwrap_or("")).collect();
    assert_eq!(found, ["README.md:3:4: error", "docs/a.md:3:4: hint", "docs/inner/b.md:3:4: hint"]);
}

#[test]
fn a_repository_ends_the_search() {
    let folder = Folder::new();
    folder.file("curate.toml", "[rules]\nlinks = \"off\"\n");
    folder.file("inner/.git/HEAD", "");
    folder.file("inner/README.md", PADDED);
    assert_eq!(run(&folder.path("inner"), &["lint", "--ignore", "formatting"], "").status, 1);
}

#[test]
fn rules_count_more_than_groups_and_the_command_line_most() {
    let folder = Folder::padded();
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"error\"\nlinks = \"off\"\n");
    let status = |arguments: &[&str]| folder.run(&[&["lint", "--fail-on", "error"], arguments].concat()).status;
    assert_eq!(status(&[]), 1);
    assert_eq!(status(&["--ignore", "links/padding"]), 0);
    assert_eq!(status(&["--isolated", "--ignore", "formatting"]), 0);
    folder.file("curate.toml", "[rules]\nlinks = \"off\"\n");
    assert_eq!(folder.lint(&[]).status, 1, "--select turns on");
    folder.file(
        "curate.toml",
        "[rules]\nlinks = \"error\"\n[[override]]\npaths = [\"README.md\"]\nrules = { links = \"off\" }\n",
    );
    assert_eq!(status(&[]), 0);
}

#[test]
fn presets_count_less_than_rules() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n- [Desk lamp](https://lamps.example/desk): Bright\n");
    let found = |text: &str| {
        folder.file("curate.toml", text);
        let run = folder.run(&["lint", "--output-format", "concise", "-q"]);
        ["entries/separator", "entries/final-punctuation"].map(|rule| run.out.contains(rule))
    };
    assert_eq!(found(""), [false, false]);
    assert_eq!(found("extends = [\"awesome\"]\n"), [true, true]);
    assert_eq!(found("extends = [\"awesome\"]\n[rules]\n\"entries/separator\" = { style = \": \" }\n"), [false, true]);
    assert_eq!(found("[rules]\nentries = \"off\"\n[[list]]\nsource = \"README.md\"\n"), [false, false]);
}

#[test]
fn a_file_can_be_named() {
    let folder = Folder::padded();
    folder.file("settings/strict.toml", "[rules]\nlinks = \"error\"\n");
    assert_eq!(folder.run(&["lint", "--config", "settings/strict.toml", "--fail-on", "error"]).status, 1);
    let missing = folder.run(&["lint", "--config", "none.toml"]);
    assert!(missing.status == 2 && missing.err.contains("none.toml: cannot be read"), "{missing:?}");
    let both = folder.run(&["lint", "--config", "settings/strict.toml", "--isolated"]);
    assert_eq!(both.status, 2);
}

#[test]
fn markdownlint_switches_off_the_rule_that_does_its_work() {
    let folder = Folder::padded();
    let status = || folder.run(&["lint", "--ignore", "entries,project", "README.md"]).status;
    assert_eq!(status(), 1);
    folder.file(".markdownlint.jsonc", "{\n  // links\n  \"MD039\": false,\n}\n");
    assert_eq!(status(), 0);
    assert_eq!(folder.run(&["lint", "--isolated", "README.md"]).status, 1);
    std::fs::remove_file(folder.path(".markdownlint.jsonc")).expect("removed");
    folder.file(".markdownlint.yaml", "# our taste\nno-space-in-links: false\n");
    assert_eq!(status(), 0);
    folder.file("README.md", "# Lamps\n\n- [Desk]((https://lamps.example/desk)) - Bright.\n");
    folder.file(".markdownlint.yaml", "MD034: false\nMD011: false\n");
    assert_eq!(status(), 1, "what does not work for readers is still an error");
}

#[test]
fn autocorrect_names_words() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n- [Desk](https://lamps.example/desk) - Made by LAMPWORKS.\n");
    let run = |more: &[&str]| folder.run(&[&["lint", "--hints", "--select", "formatting/terms"], more].concat());
    assert!(!run(&[]).out.contains("LampWorks"));
    folder.file(".autocorrectrc", "spellcheck:\n  words:\n    - LampWorks # the firm\n");
    let found = run(&[]);
    assert!(found.out.contains("`LAMPWORKS` is written `LampWorks`"), "{found:?}");
    assert!(!run(&["--isolated"]).out.contains("LampWorks"));
    folder.file(".autocorrectrc", "rules: {spellcheck: 0}\nspellcheck:\n  words: [LampWorks]\n");
    assert!(!run(&[]).out.contains("LampWorks"));
}

#[test]
fn every_edition_has_the_indentation_of_its_folder() {
    let folder = Folder::new();
    let item = |name: &str| format!("- [{name}](https://lamps.example/{name}) - A lamp.\n");
    let text = |indent: &str| {
        let items: Vec<String> = ["a", "b", "c", "d", "e"].iter().map(|name| item(name)).collect();
        format!("# Lamps\n\n{}{indent}{}", items.concat(), item("f"))
    };
    folder.file("README.md", text("  "));
    folder.file("docs/README.de.md", text("    "));
    let found =
        || folder.run(&["lint", "--hints", "--select", "formatting/whitespace", "--output-format", "concise"]).out;
    folder.file(".editorconfig", "root = true\n[*.md]\nindent_style = space\nindent_size = 2\n");
    let all_two = found();
    assert!(all_two.contains("README.de.md:8") && !all_two.contains("README.md:8"), "{all_two}");
    folder.file("docs/.editorconfig", "[*.md]\nindent_size = 4\n");
    assert!(!found().contains("whitespace"), "{}", found());
}

#[test]
fn line_endings_that_git_translates_are_left_alone() {
    let folder = Folder::new();
    let found =
        || folder.run(&["lint", "--hints", "--select", "formatting/whitespace", "--output-format", "concise"]).out;
    folder.file(".editorconfig", "root = true\n[*.md]\nend_of_line = crlf\n");
    folder.file("README.md", "# Lamps\n\n- [Desk](https://lamps.example/desk) - A lamp.\n");
    assert!(!found().contains("whitespace"), "{}", found());
    folder.file("README.md", "# Lamps\r\n\r\n- [Desk](https://lamps.example/desk) - A lamp.\n");
    assert!(found().contains("README.md:3"), "{}", found());
}

#[test]
fn words_of_the_user() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n- [Desk](https://lamps.example/desk) - A lamb by LAMPWORKS, on Github.\n");
    folder.file(
        "curate.toml",
        "[rules]\n\"formatting/terms\" = { words = [\"LampWorks\"], ignore = [\"github\"] }\n\
         \"formatting/misspelling\" = { level = \"hint\", words = [\"lamb = lamp\"] }\n",
    );
    let found = folder.run(&["lint", "--hints", "--output-format", "concise"]).out;
    assert!(found.contains("`LAMPWORKS` is written `LampWorks`"), "{found}");
    assert!(found.contains("`lamb` is misspelt: `lamp`") && !found.contains("Github"), "{found}");
}
