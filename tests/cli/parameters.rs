//! What the parameters of other linters' rules allow, and parts of rules on the command line and in our own file.

use super::Folder;

/// A page with a finding for every parameter that `ALLOWED` names, by line.
const PAGE: &str = "# Tools\n\n## One\n\nText  \n\n\nMore. See [the second](#Two) and [a picture](#fig-1).\n\n   \n## Two\nSee [this][todo] or https://bare.example now.\n\n\
    ### Notes\n\nSome.\n\n## Three\n\nWords in node.js and [more](#notes-1).\n\n### Notes\n\nSee https://github.com and gitHub.\n\n# Last\n\n## Four\n\nEnd.\n\n[spare]: https://spare.example\n";

/// Parameters with the lines and rules that are silent with them; nothing is silent with the second.
const ALLOWED: &[(&str, &str, &str, &[&str])] = &[
    ("MD012", "maximum = 2", "maximum = 1", &["7 formatting/blank-lines", "10 formatting/blank-lines"]),
    ("MD009", "br_spaces = 2", "br_spaces = 0", &["5 formatting/whitespace", "10 formatting/whitespace"]),
    ("MD009", "list_item_empty_lines = true", "strict = true", &["10 formatting/whitespace"]),
    ("MD022", "lines_below = 0", "lines_below = 2", &["11 formatting/blank-lines"]),
    ("MD024", "siblings_only = true", "siblings_only = false", &["20 anchors/ambiguous"]),
    ("MD025", "level = 2", "level = 1", &["26 formatting/headings"]),
    ("MD044", "names = [\"gitHub\"]", "names = [\"GitHub\"]", &["24 formatting/terms"]),
    ("MD051", "ignore_case = true", "ignore_case = false", &["8 anchors/case"]),
    ("MD051", "ignored_pattern = \"^fig-\"", "ignored_pattern = \"^[\"", &["8 anchors/missing"]),
    ("MD052", "ignored_labels = [\"todo\"]", "shortcut_syntax = true", &["12 links/undefined-reference"]),
    ("MD053", "ignored_definitions = [\"spare\"]", "ignored_definitions = []", &["32 links/undefined-reference"]),
];

/// The findings as `line rule`.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["lint", "--hints", "--all", "--output-format", "json"], arguments].concat());
    let report: serde_json::Value = run.out.parse().unwrap_or_else(|_| panic!("{run:?}"));
    let line = |finding: &serde_json::Value| {
        format!("{} {}", finding["start"]["line"], finding["rule"].as_str().expect("a name"))
    };
    report["diagnostics"].as_array().expect("findings").iter().map(line).collect()
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", PAGE);
    folder
}

/// `name = value` as a table of JSON.
fn as_json(parameter: &str) -> String {
    let (name, value) = parameter.split_once(" = ").expect("a parameter");
    format!("{{ \"{name}\": {value} }}")
}

#[test]
fn a_parameter_allows_what_it_says_and_no_more() {
    let folder = folder();
    let all = found(&folder, &[]);
    for (code, allowing, other, silent) in ALLOWED {
        assert!(silent.iter().all(|line| all.iter().any(|found| found == line)), "{code} {silent:?} of {all:#?}");
        let left: Vec<&String> = all.iter().filter(|line| !silent.contains(&line.as_str())).collect();
        for (parameter, expected) in [(allowing, left), (other, all.iter().collect())] {
            let json = as_json(parameter);
            for (name, text) in [
                (".markdownlint.jsonc", format!("{{ \"{code}\": {json}, // why\n }}")),
                (".markdownlint.yml", format!("{code}: {json}\n")),
                (".markdownlint-cli2.jsonc", format!("{{ \"config\": {{ \"{code}\": {json} }} }}")),
                ("rumdl.toml", format!("[{code}]\n{}\n", parameter.replacen('_', "-", 1))),
                ("pyproject.toml", format!("[tool.rumdl.{code}]\n{parameter}\n")),
            ] {
                let path = folder.file(name, text);
                assert_eq!(found(&folder, &[]).iter().collect::<Vec<_>>(), expected, "{name} {code} {parameter}");
                std::fs::remove_file(path).expect("removed");
            }
        }
    }
}

#[test]
fn a_table_can_switch_its_rule_off() {
    let folder = folder();
    folder.file(".markdownlint.json", "{ \"MD034\": { \"enabled\": false }, \"MD051\": \"warning\" }");
    let rules = found(&folder, &[]);
    assert!(
        !rules.contains(&"12 links/bare-url".to_owned()) && rules.contains(&"8 anchors/missing".to_owned()),
        "{rules:?}"
    );
}

#[test]
fn rumdl_has_lists_and_tables_and_files_of_its_own() {
    for (text, is_silent) in [
        ("[global]\nenable = [\"MD051\"]\n", true),
        ("[global]\nenable = [\"MD034\"]\ndisable = [\"MD034\"]\n", false),
        ("[global]\ndisable = [\"all\"]\n", true),
        ("[no-bare-urls]\nenabled = false\n", true),
        ("[global]\ndisable = [\"MD034\"]\n[MD034]\nenabled = true\n", false),
        ("[per-file-ignores]\n\"README.md\" = [\"MD034\"]\n", true),
        ("[per-file-ignores]\n\"docs/*.md\" = [\"MD034\"]\n", false),
    ] {
        for name in [".rumdl.toml", ".config/rumdl.toml"] {
            let folder = folder();
            folder.file(name, text);
            let found = found(&folder, &[]);
            assert_eq!(!found.contains(&"12 links/bare-url".to_owned()), is_silent, "{name} {text}: {found:?}");
        }
    }
}

#[test]
fn a_part_can_be_selected_and_ignored() {
    let folder = folder();
    let all = found(&folder, &[]);
    let of = |lines: &[&str]| -> Vec<String> { lines.iter().map(|line| (*line).to_owned()).collect() };
    assert_eq!(found(&folder, &["--select", "MD009"]), of(&["5 formatting/whitespace", "10 formatting/whitespace"]));
    assert_eq!(
        found(&folder, &["--select", "MD025,MD034"]),
        of(&["12 links/bare-url", "24 links/bare-url", "26 formatting/headings"])
    );
    let whole: Vec<String> = all.iter().filter(|line| line.contains("undefined-reference")).cloned().collect();
    assert_eq!(whole.len(), 2, "{all:?}");
    assert_eq!(found(&folder, &["--select", "MD052"]), of(&["12 links/undefined-reference"]));
    assert_eq!(
        found(&folder, &["--select", "MD052,links/undefined-reference"]),
        whole,
        "the rule is more than its part"
    );
    assert_eq!(
        found(&folder, &["--select", "links/undefined-reference", "--ignore", "MD053"]),
        of(&["12 links/undefined-reference"])
    );
    assert_eq!(found(&folder, &["--select", "MD052", "--ignore", "MD052"]), [""; 0]);
    folder.file(".markdownlint.json", "{ \"MD052\": false, \"MD034\": false }");
    assert_eq!(found(&folder, &["--select", "MD052"]), of(&["12 links/undefined-reference"]), "what is named runs");
    assert_eq!(found(&folder, &["--select", "links/undefined-reference"]), whole);
}

#[test]
fn a_part_is_off_in_our_own_file_and_has_no_level() {
    let folder = folder();
    let all = found(&folder, &[]);
    folder.file("curate.toml", "[rules]\nMD009 = \"off\"\nmd034 = \"error\"\n");
    let left: Vec<&String> = all.iter().filter(|line| !line.ends_with("formatting/whitespace")).collect();
    assert_eq!(found(&folder, &[]).iter().collect::<Vec<_>>(), left);
    folder.file("curate.toml", "[rules]\nMD009 = \"error\"\n");
    let run = folder.run(&["lint"]);
    let words = "`MD009` is a part of `formatting/whitespace`, which has one level";
    assert!(run.status == 2 && run.err.contains(words) && run.err.contains("write `MD009 = \"off\"`"), "{run:?}");
}

#[test]
fn config_show_says_what_is_off_by_whose_file() {
    let folder = folder();
    folder.file("settings/base.json", "{ \"MD009\": false, \"MD034\": false }");
    folder.file(".markdownlint.json", "{ \"extends\": \"settings/base.json\", \"MD022\": { \"lines_below\": 0 }, \"MD052\": { \"ignored_labels\": [\"x\"] } }");
    folder.file("curate.toml", "[rules]\nMD025 = \"off\"\n");
    let shown = folder.run(&["config", "show"]).out;
    for line in [
        "\"formatting/whitespace\" = \"warning\"  # default; without trailing spaces (MD009, settings/base.json)",
        "\"links/bare-url\" = \"off\"  # MD034, settings/base.json",
        "\"formatting/blank-lines\" = \"warning\"  # default; without blank lines below headings (MD022 lines_below, .markdownlint.json)",
        "\"formatting/headings\" = \"warning\"  # default; without a second title (MD025, curate.toml:2)",
        "\"links/undefined-reference\" = { level = \"warning\", ignore = [\"x\"] }  # default; MD052 ignored_labels, .markdownlint.json",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
}
