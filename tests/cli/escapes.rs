//! No text of a list, a file name or a configuration reaches a terminal or a CI log live.

use super::{Folder, PADDED, Run};
use curate_testing::FORMATS;

/// A line that tries everything: terminal escapes (C0 and C1), a change of direction, workflow commands.
const HOSTILE: &str = "# Lamps\n\n::error::forged\n- [\u{1b}[31mRed\u{9b}32m\u{202e} ##[group]x ](https://lamps.example/) - \u{7}Bell ::stop-commands::x.\n\n ::set-output name=a::b\n";

fn is_harmless(text: &str, what: &str) {
    let live: Vec<char> = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\t') || ('\u{202a}'..='\u{202e}').contains(c))
        .collect();
    assert!(live.is_empty(), "{what}: {live:?} in\n{text}");
    for command in ["##[", "##vso[", "##VSO[", "##teamcity[", "##octopus["] {
        assert!(!text.contains(command), "{what}:\n{text}");
    }
    for line in text.lines().map(str::trim_start).filter(|line| line.starts_with("::")) {
        let is_ours = ["::error file=", "::warning file=", "::notice file="].iter().any(|ours| line.starts_with(ours));
        assert!(is_ours, "{what}: {line}");
    }
}

#[test]
fn text_of_the_list() {
    let folder = Folder::new();
    folder.file("README.md", HOSTILE);
    for arguments in [
        &["--output-format", "full"][..],
        &["--output-format", "concise"],
        &["--output-format", "github"],
        &["--output-format", "json"],
        &["--diff"],
        &["--statistics"],
    ] {
        let run = folder.lint(arguments);
        assert_eq!(run.status, 1, "{arguments:?}: {run:?}");
        is_harmless(&run.out, &format!("{arguments:?}"));
        is_harmless(&run.err, &format!("{arguments:?}"));
    }
}

#[cfg(unix)]
#[test]
fn names_of_files() {
    let folder = Folder::new();
    for name in ["::error::forged.md", "a\u{1b}[31m\nb.md", "##[x].md", "1,2:3%.md"] {
        folder.file(name, super::PADDED);
    }
    folder.file("bad\u{1b}[2J.md", b"\xff");
    for format in ["full", "concise", "github", "json"] {
        let run = folder.lint(&["--output-format", format]);
        assert_eq!(run.status, 2, "{run:?}");
        is_harmless(&run.out, format);
        is_harmless(&run.err, format);
    }
    let github = folder.lint(&["--output-format", "github"]).out;
    assert!(github.contains("file=1%2C2%3A3%25.md,"), "{github}");
    is_harmless(&folder.lint(&["--diff"]).out, "--diff");
    let missing = folder.lint(&["no\u{1b}[2Jne.md"]);
    is_harmless(&missing.err, "a missing file");
}

#[test]
fn configuration() {
    let folder = Folder::padded();
    folder.file("curate.toml", "# \u{9b}31m\u{202e}\n\"a\\u001b[31m\" = 1\n");
    let run = folder.lint(&[]);
    assert_eq!(run.status, 2);
    is_harmless(&run.err, "curate.toml");
}

/// What runners take for commands, as a name of a file can have it, and a text.
const COMMANDS: [&str; 5] = [
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStatus text='x']",
    "##octopus[stdout-verbose]",
    "##[error]x",
    "::set-output name=x::y",
];

fn are_harmless(run: &Run, what: &str) {
    is_harmless(&run.out, what);
    is_harmless(&run.err, what);
}

#[test]
fn commands_of_runners() {
    for command in COMMANDS {
        let folder = Folder::new();
        folder.file(
            "README.md",
            format!(
                "# {command}\n\n{command}\n\n- [a {command} ](https://lamps.example/{command}) - {command}\n- [b ](x\n  {command})\n- [c ](https://lamps.example/?{command})\n##\nvso[x]\n\n[a](#{command}) [d ]({command}.md)\n"
            ),
        );
        folder.file(&format!("{command}.md"), PADDED);
        folder.file(&format!("{command}/{command}.md"), b"\xff");
        folder.file(".lycheeignore", format!("({command}\n"));
        for format in FORMATS {
            let run = folder.run(&["lint", "--hints", "--output-format", format]);
            assert_eq!(run.status, 2, "{run:?}");
            are_harmless(&run, format);
        }
        for arguments in [
            &["lint", "--diff"][..],
            &["lint", "--statistics", "--select", "links"],
            &["links", "--dump"],
            &["ci", "--only", "lint"],
            &["config", "show", "README.md"],
            &["init", "-"],
            &["explain", command],
            &["explain", &format!("https://{command}")],
            &["lint", command],
            &["lint", "--since", command],
            &["lint", "--config", command],
            &["lint", "--baseline", command],
            &["merge", command],
        ] {
            are_harmless(&folder.run(arguments), &format!("{arguments:?}"));
        }
        for text in [
            format!("\"{command}\" = 1\n"),
            format!("[rules]\n\"{command}\" = \"off\"\n"),
            format!("[[list]]\nsource = \"{command}x\"\n# {command}\n"),
            format!("# \n{command}\n"),
        ] {
            folder.file("curate.toml", text);
            are_harmless(&folder.run(&["lint"]), "curate.toml");
        }
    }
}
