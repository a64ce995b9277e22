//! What other linters were told counts: their configurations, their ignore files, their comments, their names.

use super::Folder;
use std::fmt::Write as _;

/// A list with a finding for every kind that `KINDS` names, and a comment in the place of `@`.
const KINDS_LIST: &str = "# Tools\n\n@\n\n## Text\n\n- [Adder](https://adder.example) - Adds. \n- [Anvil](https://anvil.example) - Builds.\n\n\
    # Files\n\n#### Copies\n\n- [Cobble](https://cobble.example) - Joins.\n- [ Comet](https://comet.example) - Plays.\n\nSee https://bare.example now, or [this][gone].\n\n\
    [spare]: https://spare.example\n\n##Broken\n\n(Turned)[https://turned.example]";

/// Rules of markdownlint with the line and the rule of ours that are silent where they are off.
const KINDS: &[(&str, &str, &str)] = &[
    ("MD001", "12", "formatting/headings"),
    ("MD009", "7", "formatting/whitespace"),
    ("MD011", "23", "links/malformed"),
    ("MD018", "21", "formatting/broken-heading"),
    ("MD025", "10", "formatting/headings"),
    ("MD034", "17", "links/bare-url"),
    ("MD039", "15", "links/padding"),
    ("MD047", "23", "formatting/whitespace"),
    ("MD052", "17", "links/undefined-reference"),
    ("MD053", "19", "links/undefined-reference"),
];

/// The findings as `line rule`.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["lint", "--hints", "--output-format", "concise"], arguments].concat());
    let lines = run.out.lines().filter_map(|line| {
        let (place, rest) = line.split_once(": ")?;
        let rule = rest.split_whitespace().find(|word| word.contains('/'))?;
        let rule = rule.trim_matches(|letter: char| !letter.is_alphanumeric());
        Some(format!("{} {rule}", place.split(':').nth(1)?))
    });
    lines.collect()
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", KINDS_LIST.replace('@', "A list."));
    folder
}

/// Everything that is found but for the kind of `code`.
fn without(code: &str, all: &[String]) -> Vec<String> {
    let silent: Vec<String> =
        KINDS.iter().filter(|kind| kind.0 == code).map(|kind| format!("{} {}", kind.1, kind.2)).collect();
    assert!(silent.iter().all(|line| all.contains(line)), "{code}: {silent:?} of {all:?}");
    all.iter().filter(|line| !silent.contains(line)).cloned().collect()
}

#[test]
fn a_configuration_silences_one_kind_and_no_more() {
    let folder = folder();
    let all = found(&folder, &[]);
    for (code, ..) in KINDS {
        for (name, text) in [
            (".markdownlint.json", format!("{{ \"default\": true, \"{code}\": false }}")),
            (".markdownlint.yaml", format!("{code}: false\n")),
            (".markdownlint-cli2.yaml", format!("config:\n  {code}: false\n")),
            (".markdownlintrc", format!("{{ \"{code}\": false, // why\n }}")),
            (".rumdl.toml", format!("[global]\ndisable = [\"{code}\"]\n")),
            ("pyproject.toml", format!("[tool.rumdl]\ndisable = [\"{code}\"]\n")),
            ("curate.toml", format!("[rules]\n{code} = \"off\"\n")),
        ] {
            let path = folder.file(name, text);
            assert_eq!(found(&folder, &[]), without(code, &all), "{name} {code}");
            std::fs::remove_file(path).expect("removed");
        }
        assert_eq!(found(&folder, &["--ignore", code]), without(code, &all), "--ignore {code}");
    }
    folder.file(".markdownlint.json", "{ \"whitespace\": false }");
    let spaces = found(&folder, &[]);
    assert!(
        !spaces.contains(&"7 formatting/whitespace".to_owned())
            && spaces.contains(&"23 formatting/whitespace".to_owned())
    );
    folder.file("curate.toml", "[rules]\n\"formatting/whitespace\" = \"warning\"\n");
    assert!(found(&folder, &[]).contains(&"7 formatting/whitespace".to_owned()), "our own configuration counts more");
}

#[test]
fn comments_silence_one_kind_and_no_more() {
    let folder = folder();
    let all = found(&folder, &[]);
    for (code, ..) in KINDS {
        for comment in [
            format!("<!-- markdownlint-disable {code} -->"),
            format!("<!-- rumdl-disable {code} -->"),
            format!("<!-- markdownlint-disable-file {code} -->"),
            format!("<!-- markdownlint-configure-file {{ \"MD013\": true, \"{code}\": false }} -->"),
        ] {
            folder.file("README.md", KINDS_LIST.replace('@', &comment));
            assert_eq!(found(&folder, &[]), without(code, &all), "{comment}");
        }
    }
    folder.file("README.md", KINDS_LIST.replace('@', "<!-- markdownlint-configure-file { \"MD013\": true } -->"));
    assert_eq!(found(&folder, &[]), all);
}

#[test]
fn what_is_restored_is_what_was_captured() {
    let folder = Folder::new();
    let silent = |comments: [&str; 4]| {
        let [a, b, c, d] = comments.map(|comment| format!("<!-- {comment} -->"));
        folder.file(
            "README.md",
            format!("# Tools\n\n{a}\n\n{b}\n\nAt https://one.example.\n\n{c}\n\nAt https://two.example. \n\n{d}\n\nAt https://three.example.\n"),
        );
        let lines = found(&folder, &["--select", "MD034,MD009"]);
        let is_silent = |line: &&str| !lines.iter().any(|found| found.starts_with(*line));
        ["7 links", "11 links", "11 formatting", "15 links"].iter().filter(|line| is_silent(line)).count()
    };
    for linter in ["markdownlint", "rumdl"] {
        let capture = &*format!("{linter}-capture");
        let disable = &*format!("{linter}-disable");
        let bare = &*format!("{linter}-disable MD034");
        let restore = &*format!("{linter}-restore");
        let enable = &*format!("{linter}-enable");
        for (comments, expected) in [
            (["a", "b", "c", "d"], 0),
            ([capture, disable, restore, "d"], 1),
            ([disable, "b", restore, "d"], 1),
            ([bare, capture, enable, restore], 2),
            ([bare, capture, disable, restore], 4),
            ([capture, disable, "c", restore], 3),
        ] {
            assert_eq!(silent(comments), expected, "{comments:?}");
        }
    }
}

#[test]
fn what_prettier_ignores_keeps_its_layout() {
    let folder = Folder::new();
    let mut text = String::from("# Tools\n\n");
    for (name, comment) in
        [("a", "<!-- prettier-ignore -->\n"), ("b", ""), ("c", "<!-- prettier-ignore-start -->\n\n"), ("d", "")]
    {
        let _ = write!(
            text,
            "## {name}\n\n{comment}- [{name}](https://{name}.example) - Cuts. \n- [{name} ](https://{name}2.example) - Too.\n\n"
        );
    }
    folder.file("README.md", &text);
    let layout: Vec<String> = found(&folder, &[]).into_iter().filter(|line| line.contains("whitespace")).collect();
    assert_eq!(layout, ["11 formatting/whitespace"]);
    folder.run(&["lint", "--fix"]);
    let fixed = folder.text("README.md");
    assert_eq!(fixed.matches("Cuts. \n").count(), 3, "{fixed}");
    assert!(fixed.contains("[b](https://b.example) - Cuts.\n") && fixed.contains("[b](https://b2.example)"), "{fixed}");
    assert_eq!(fixed.matches(" ](").count(), 3, "blanks in links are layout too: {fixed}");
}

#[test]
fn what_others_leave_out_is_left_out() {
    for (name, text) in [
        (".markdownlint-cli2.yaml", "ignores:\n  - drafts/**\n"),
        (".markdownlint-cli2.jsonc", "{ \"globs\": [\"**/*.md\", \"!drafts\"] }"),
        (".markdownlintignore", "# ours\ndrafts/\n"),
        (".rumdl.toml", "[global]\nexclude = [\"drafts\"]\n"),
    ] {
        let folder = folder();
        folder.file("drafts/next.md", "# Next\n\nText. \nMore.\n\n[a ](https://a.example)\n");
        let drafts = |arguments: &[&str]| {
            folder.run(&[&["lint", "--output-format", "concise"], arguments].concat()).out.contains("next.md")
        };
        assert!(drafts(&[]));
        folder.file(name, text);
        assert!(!drafts(&[]), "{name}");
        assert!(drafts(&["--isolated"]) && drafts(&["drafts/next.md"]), "{name}");
    }
}

#[test]
fn rules_are_known_by_the_names_of_others() {
    let folder = folder();
    for (name, rule) in [
        ("MD034", "links/bare-url"),
        ("no-bare-urls", "links/bare-url"),
        ("double-link", "duplicates/url"),
        ("remark-lint:double-link", "duplicates/url"),
        ("awesome-list-item", "entries/separator"),
    ] {
        let run = folder.run(&["explain", name]);
        assert!(run.status == 0 && run.out.contains(&format!("# {rule}")) && run.err.contains(rule), "{name}: {run:?}");
    }
    let selected = found(&folder, &["--select", "MD034"]);
    assert_eq!(selected, ["17 links/bare-url"]);
    assert_eq!(folder.run(&["lint", "--select", "MD999"]).status, 2);
}

#[test]
fn rules_without_a_counterpart_are_known() {
    let folder = folder();
    let all = found(&folder, &[]);
    let says = "MD013: a rule of markdownlint that has no counterpart here";
    let ignored = folder.run(&["lint", "--ignore", "line-length"]);
    assert!(ignored.status == 1 && ignored.err.contains(says), "{ignored:?}");
    assert_eq!(found(&folder, &["--ignore", "MD013"]), all);
    let selected = folder.run(&["lint", "--select", "MD013,MD034"]);
    assert!(selected.status == 2 && selected.err.contains(says), "{selected:?}");
    folder.file("curate.toml", "[rules]\nMD013 = \"off\"\nmd033 = { level = \"off\" }\n");
    assert_eq!(found(&folder, &[]), all);
    folder.file("curate.toml", "[rules]\nMD013 = \"hint\"\n");
    let on = folder.run(&["lint"]);
    assert!(on.status == 2 && on.err.contains(says), "{on:?}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let text = "broken: [";
    for name in [".markdownlint.json", ".markdownlint-cli2.yaml", ".markdownlintrc", "rumdl.toml", ".autocorrectrc"] {
        let folder = folder();
        let all = found(&folder, &[]);
        folder.file(name, text);
        let run = folder.run(&["lint"]);
        assert!(run.status == 1 && run.err.contains(&format!("{name}: has a mistake in its syntax")), "{run:?}");
        assert_eq!(found(&folder, &[]), all, "{name}");
        assert_eq!(folder.run(&["lint", "--isolated"]).err, "", "{name}");
    }
    let folder = folder();
    folder.file(".markdownlint.json", "{ \"MD034\": false }");
    let run = folder.run(&["lint", "--verbose"]);
    assert!(run.err.contains("no configuration file, and .markdownlint.json counts; "), "{run:?}");
}
