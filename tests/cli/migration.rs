//! What `docs/*/guide/migration.md` promises, each on a folder with the other tool's own files.

use super::Folder;

/// The rules that find something in `README.md`, hints included, in order.
fn rules(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["lint", "--hints", "--all", "--output-format", "json"], arguments].concat());
    let report: serde_json::Value = run.out.parse().unwrap_or_else(|_| panic!("{run:?}"));
    let findings = report["diagnostics"].as_array().expect("findings").iter();
    findings.map(|finding| finding["rule"].as_str().expect("a name").to_owned()).collect()
}

fn has(rules: &[String], rule: &str) -> bool {
    rules.iter().any(|found| found == rule)
}

/// An English list of ten entries; `first` is its first item.
fn list(first: &str) -> String {
    let names = ["adder", "anvil", "bison", "cobble", "comet", "dynamo", "ember", "flint", "gauge"];
    let entries = names.map(|name| format!("- [{name}](https://{name}.example) - Works.\n"));
    format!("# Tools\n\n> A list.\n\n{first}\n{}", entries.concat())
}

#[test]
fn awesome_lint() {
    let folder = Folder::new();
    folder.file("README.md", list("- [abacus](https://abacus.example) Counts."));
    let plain = rules(&folder, &[]);
    assert!(has(&plain, "entries/separator") && !has(&plain, "project/awesome"), "{plain:?}");
    folder.file("curate.toml", "extends = [\"awesome\"]\n");
    assert!(has(&rules(&folder, &[]), "project/awesome"));
    folder
        .file("README.md", list("<!--lint disable awesome-list-item-->\n\n- [abacus](https://abacus.example) Counts."));
    assert!(!has(&rules(&folder, &[]), "entries/separator"));
}

#[test]
fn style_is_left_to_markdownlint() {
    let folder = Folder::new();
    let long = "word ".repeat(60);
    folder.file("README.md", format!("Title\n=====\n\n{}.\n\n* one\n+ two\n\n1. a\n1. b\n\n***\n\n<kbd>K</kbd> __bold__ **bold**\n\n```\ncode\n```\n", long.trim()));
    assert_eq!(rules(&folder, &[]), [""; 0]);
}

#[test]
fn init_says_what_markdownlint_and_rumdl_keep() {
    let folder = Folder::new();
    folder.file("README.md", list("- [abacus](https://abacus.example) - Counts."));
    folder.file(
        ".markdownlint.jsonc",
        "{ \"MD013\": { \"line_length\": 80 }, \"MD009\": { \"strict\": true, \"br_spaces\": 2 }, \"MD034\": false }",
    );
    folder.file(".markdownlint-cli2.mjs", "export default {};\n");
    folder.file("rumdl.toml", "[MD004]\nstyle = \"dash\"\n[MD012]\nmaximum = 2\n");
    let said = folder.run(&["init", "-"]).out;
    for line in [
        "#   .markdownlint.jsonc: not reported are bare URLs (MD034).",
        "#   rumdl.toml: not reported are several blank lines in a row (MD012 maximum).",
        "#   .markdownlint-cli2.mjs: it is a program, and curate runs none; what it sets counts if it stands in a .jsonc or .yaml file.",
        "#   .markdownlint.jsonc: curate has no rules for MD009.strict and MD013; keep the program that has.",
        "#   rumdl.toml: curate has no rules for MD004; keep the program that has.",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}\n{said}");
    }
}

/// A Chinese list with one word without its spaces, one stray space, one mark of the wrong width and one wrong name.
fn chinese(comment: &str) -> String {
    let names = ["adder", "anvil", "bison", "cobble", "comet", "dynamo", "ember", "flint", "gauge", "hammer"];
    let entries = names.map(|name| format!("- [{name}](https://{name}.example) - 用 Rust 写的工具，很好。\n")).concat();
    format!(
        "# 工具\n\n{entries}\n{comment}\n\n用Rust写的工具，很好。\n\n这个工具， 很好。\n\n这个工具,很好。\n\n我们用 larchnote 写的工具。\n"
    )
}

#[test]
fn autocorrect() {
    const SPACING: &str = "formatting/cjk-spacing";
    const WIDTH: &str = "formatting/punctuation-width";
    let folder = Folder::new();
    folder.file("README.md", chinese("文字。"));
    let count = |rule: &str| rules(&folder, &[]).iter().filter(|found| *found == rule).count();
    assert_eq!((count(SPACING), count(WIDTH), count("formatting/terms")), (2, 1, 0));
    folder.file(".autocorrectrc", "rules:\n  space-word: 0\n  spellcheck: 1\nspellcheck:\n  words:\n    - LarchNote\n");
    assert_eq!((count(SPACING), count(WIDTH), count("formatting/terms")), (1, 1, 1));
    folder.file(".autocorrectrc", "{ \"rules\": { \"no-space-fullwidth\": 0, \"fullwidth\": 0, \"spellcheck\": 0 }, \"spellcheck\": { \"words\": [\"LarchNote\"] } }");
    assert_eq!((count(SPACING), count(WIDTH), count("formatting/terms")), (1, 0, 0));
    folder.file(".autocorrectrc", "spellcheck:\n  words: [LarchNote]\n");
    folder.file(".autocorrectignore", "# ours\n*.md\n!OTHER.md\n");
    assert_eq!((count(SPACING), count(WIDTH), count("formatting/terms")), (0, 0, 0));
    std::fs::remove_file(folder.path(".autocorrectignore")).expect("removed");
    for (comment, spacing, width) in [
        ("<!-- autocorrect-disable -->", 0, 0),
        ("<!-- autocorrect: false -->", 0, 0),
        ("<!-- autocorrect-disable space-word -->", 1, 1),
        ("<!-- autocorrect-disable -->\n\n<!-- autocorrect-enable -->", 2, 1),
        ("<!-- autocorrected by hand -->", 2, 1),
    ] {
        folder.file("README.md", chinese(comment));
        assert_eq!((count(SPACING), count(WIDTH)), (spacing, width), "{comment}");
    }
}

#[test]
fn prettier() {
    let folder = Folder::new();
    let words = "These words stand on a line that is longer than any line should be, and they stay there. ".repeat(3);
    let text = list(&format!("{}\n\n- [ abacus](https://abacus.example) - Counts.", words.trim()));
    folder.file("README.md", &text);
    folder.file(".prettierrc", "proseWrap: always\nprintWidth: 80\n");
    folder.file(".prettierignore", "README.md\n");
    folder.run(&["lint", "--fix"]);
    assert_eq!(folder.text("README.md"), text.replace("[ abacus]", "[abacus]"), "no line is wrapped");
    let said = folder.run(&["init", "-"]).out;
    assert!(
        said.contains("#   .prettierrc: curate wraps no lines") && said.contains("#   .prettierignore: "),
        "{said}"
    );
}

#[test]
fn link_checkers() {
    for (name, text) in [
        ("lychee.toml", "exclude = ['^https://adder\\.example']\n"),
        (".lycheeignore", "^https://adder\\.example\n"),
        (".markdown-link-check.json", "{ \"ignorePatterns\": [{ \"pattern\": \"^https://adder\" }] }"),
    ] {
        let folder = Folder::new();
        folder.file("README.md", list("- [abacus](https://abacus.example) - Counts."));
        let dumped = || folder.run(&["links", "--dump"]);
        assert!(dumped().out.contains("https://adder.example"));
        folder.file(name, text);
        let run = dumped();
        let is_checked =
            run.out.lines().any(|line| line.contains("https://adder.example") && !line.contains("excluded"));
        assert!(!is_checked && run.out.contains("https://anvil.example"), "{name}: {run:?}");
        assert!(run.err.contains(name) && run.err.contains("taken over"), "{name}: {run:?}");
    }
}

#[test]
fn commands_of_the_table_are_there() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/en/guide/migration.md")).expect("a page");
    let folder = Folder::new();
    let help = folder.run(&["links", "--help"]).out;
    let rows = page.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(2));
    let flags: Vec<&str> =
        rows.clone().flat_map(|cell| cell.split(['`', ' '])).filter(|word| word.starts_with("--")).collect();
    assert!(flags.len() > 3, "{flags:?}");
    for flag in flags.iter().filter(|flag| **flag != "--select") {
        assert!(help.contains(flag), "{flag}\n{help}");
    }
    assert!(rows.clone().any(|cell| cell.contains("curate lint --select anchors,links")));
    folder.file("README.md", list("- [abacus](https://abacus.example) - Counts."));
    assert_eq!(folder.run(&["lint", "--select", "anchors,links"]).status, 0);
}
