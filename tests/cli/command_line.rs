//! The command line: help, names of rules, settings, the environment, arguments that do not go together.

use super::{Folder, PADDED, Run, run_with};

fn refused(run: &Run, message: &str) {
    assert_eq!(run.status, 2, "{message}: {run:?}");
    assert!(run.err.contains(message), "{message}: {run:?}");
}

/// Commands with a help of their own.
pub(super) const COMMANDS: &[&str] = &[
    "",
    "lint",
    "links",
    "check",
    "ci",
    "parity",
    "rules",
    "explain",
    "merge",
    "worker",
    "fleet",
    "fleet status",
    "init",
    "config",
    "config show",
    "completions",
    "man",
];

#[test]
fn the_short_help_fits_a_screen() {
    let folder = Folder::new();
    for command in COMMANDS {
        let arguments: Vec<&str> = command.split_whitespace().chain(["-h"]).collect();
        let help = run_with(&folder.path(""), &arguments, "", &[("COLUMNS", "80")]);
        assert_eq!(help.status, 0, "{command}: {help:?}");
        let lines: Vec<&str> = help.out.lines().collect();
        assert!(lines.len() < 60, "{command}: {} lines\n{}", lines.len(), help.out);
        let widest = lines.iter().max_by_key(|line| line.chars().count()).expect("lines");
        assert!(widest.chars().count() <= 80, "{command}: {widest}");
    }
}

#[test]
fn the_help_is_in_groups_with_examples() {
    let folder = Folder::new();
    let headings = ["What to check:", "What to report:", "Fixing:", "Configuration:", "Output:", "Examples:"];
    for command in ["lint", "links", "check", "ci"] {
        let (short, long) = (folder.run(&[command, "-h"]), folder.run(&[command, "--help"]));
        for heading in headings {
            assert!(short.out.contains(&format!("\n{heading}\n")), "{command}: {heading}\n{}", short.out);
        }
        assert!(long.out.contains("CURATE_OUTPUT_FORMAT") && long.out.contains("--config-from"), "{}", long.out);
        assert!(long.out.lines().count() > short.out.lines().count());
    }
    let rules = folder.run(&["rules", "--help"]).out;
    assert!(rules.contains("CURATE_COLOR") && !rules.contains("CURATE_OUTPUT_FORMAT"), "{rules}");
}

#[test]
fn all_is_every_rule() {
    let folder = Folder::padded();
    let of =
        |arguments: &[&str]| folder.run(&[&["lint", "--output-format", "concise", "--hints"], arguments].concat()).out;
    let (usual, all) = (of(&[]), of(&["--select", "all"]));
    assert!(usual.contains("links/padding") && !usual.contains("project/awesome"), "{usual}");
    assert!(all.contains("links/padding") && all.contains("project/awesome"), "{all}");
    let less = of(&["--select", "ALL", "--ignore", "links,project"]);
    assert!(!less.contains("links/") && !less.contains("project/"), "{less}");
    assert_eq!(folder.run(&["lint", "--ignore", "all"]).status, 0);
    refused(&folder.run(&["lint", "--select", "entrys"]), "did you mean `entries`?");
    refused(&folder.run(&["lint", "--select", "alll"]), "did you mean `all`?");
    folder.file("curate.toml", "[rules]\nall = \"error\"\n");
    refused(&folder.run(&["lint"]), "no rule or group is called `all`");
}

#[test]
fn a_setting_counts_more_than_the_file() {
    let folder = Folder::padded();
    folder.file(
        "curate.toml",
        "[rules]\n\"links/padding\" = \"error\"\n\n[[override]]\npaths = [\"*.md\"]\nrules.links = \"error\"\n",
    );
    folder.file("other.toml", "rules.links = \"error\"\n");
    let off = "rules.\"links/padding\"=\"off\"";
    let lint = |arguments: &[&str]| folder.run(&[&["lint", "--output-format", "concise"], arguments].concat());
    assert!(lint(&[]).out.contains("error links/padding"));
    for arguments in
        [&["--config", off][..], &["--config", "other.toml", "--config", off], &["--isolated", "--config", off]]
    {
        let run = lint(arguments);
        assert!(run.status == 0 && !run.out.contains("links/padding"), "{arguments:?}: {run:?}");
    }
    // The last counts; a file's other settings stay.
    let warning = lint(&["--config", off, "--config", "rules.\"links/padding\"=\"warning\""]);
    assert!(warning.out.contains("warning links/padding"), "{warning:?}");
    assert!(lint(&["--config", "exclude=[\"*.md\"]"]).err.contains("no files were checked"));
    let shown = folder.run(&["config", "show", "--config", off]).out;
    let line = shown.lines().find(|line| line.contains("links/padding")).expect("the rule");
    assert!(line.contains("off") && line.contains("command line"), "{line}");
}

#[test]
fn a_wrong_setting_is_pointed_at() {
    let folder = Folder::padded();
    let wrong = folder.run(&["lint", "--config", "rules.\"links/paddin\"=\"off\""]);
    refused(&wrong, "no rule or group is called `links/paddin`");
    assert!(wrong.err.contains("--config:1:7") && wrong.err.contains("did you mean `links/padding`?"), "{wrong:?}");
    refused(&folder.run(&["lint", "--config", "exclude=[docs]"]), "--config:1");
    refused(&folder.run(&["lint", "--config", "exclud=[]"]), "unknown key `exclud`");
    refused(&folder.run(&["lint", "--config", "a.toml", "--config", "b.toml"]), "names two files");
    refused(&folder.run(&["lint", "--isolated", "--config", "a.toml"]), "reads no configuration file");
}

#[test]
fn the_environment_stands_for_flags() {
    let folder = Folder::padded();
    folder.file("off.toml", "rules.links = \"off\"\n");
    let lint = |arguments: &[&str], variables: &[(&str, &str)]| {
        run_with(&folder.path(""), &[&["lint", "--select", "links/padding"], arguments].concat(), "", variables)
    };
    assert_eq!(lint(&[], &[("CURATE_FAIL_ON", "never")]).status, 0);
    assert_eq!(lint(&["--fail-on", "warning"], &[("CURATE_FAIL_ON", "never")]).status, 1, "a flag counts more");
    assert_eq!(
        lint(&[], &[("CURATE_FAIL_ON", ""), ("CURATE_SINCE", ""), ("CURATE_CONFIG", "")]).status,
        1,
        "empty is unset"
    );
    refused(&lint(&[], &[("CURATE_FAIL_ON", "nothing")]), "invalid value 'nothing' for '--fail-on <LEVEL>'");
    assert!(lint(&[], &[("CURATE_OUTPUT_FORMAT", "json")]).out.contains("\"rule\""));
    let table = run_with(&folder.path(""), &["rules"], "", &[("CURATE_OUTPUT_FORMAT", "sarif")]);
    assert_eq!(table.status, 0, "other commands have other formats: {table:?}");
    let written = lint(&[], &[("CURATE_OUTPUT_FILE", "report.txt")]);
    assert!(written.out.is_empty() && folder.text("report.txt").contains("links/padding"), "{written:?}");
    assert!(lint(&["--diff"], &[("CURATE_OUTPUT_FILE", "x.txt")]).out.contains("+- [Desk lamp]"));
    refused(&lint(&[], &[("CURATE_CONFIG", "missing.toml")]), "missing.toml");
    assert_eq!(lint(&["--isolated"], &[("CURATE_CONFIG", "missing.toml")]).status, 1);
    let off = run_with(&folder.path(""), &["lint"], "", &[("CURATE_CONFIG", "off.toml")]);
    assert!(!off.out.contains("links/padding"), "{off:?}");
}

#[test]
fn a_fleet_by_the_environment() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n- [Desk](https://desk.example/) - A lamp.\n");
    let links = |arguments: &[&str], variables: &[(&str, &str)]| {
        run_with(&folder.path(""), &[&["links", "--dump"], arguments].concat(), "", variables)
    };
    // A run that lists URLs needs no broker; what names one and cannot be is refused before.
    refused(&links(&["--run", "weekly"], &[]), "--fleet <URL>");
    assert_eq!(links(&["--run", "weekly"], &[("CURATE_FLEET", "nats://u:secret@h")]).status, 0);
    assert_eq!(links(&["--run", "weekly", "--fleet", "nats://h"], &[]).status, 0);
    refused(&links(&["--store", "a.db", "--fleet", "nats://h"], &[]), "cannot be used with");
    for arguments in [&["--store", "a.db"][..], &["--no-store"], &["--shard", "1/2"], &["--cached"]] {
        let run = links(arguments, &[("CURATE_FLEET", "nats://h")]);
        assert_eq!(run.status, 0, "a flag counts more: {run:?}");
    }
    let help = run_with(&folder.path(""), &["worker", "--help"], "", &[("CURATE_FLEET", "nats://u:secret@h")]);
    assert!(help.status == 0 && !help.out.contains("secret"), "{help:?}");
    let file = run_with(&folder.path(""), &["links"], "", &[("CURATE_FLEET", "a.db"), ("CURATE_STORE", "b.db")]);
    refused(&file, "a.db is a file, and a fleet is at a broker");
    refused(&run_with(&folder.path(""), &["worker"], "", &[]), "--fleet <URL>");
    // Tests of packages leave a program with fleets where this one was.
    let is_built_without = |run: &Run| !run.err.contains("the broker cannot be reached");
    if cfg!(not(feature = "fleet")) {
        for command in [&["worker"][..], &["fleet", "status"]] {
            let run = run_with(&folder.path(""), command, "", &[("CURATE_FLEET", "nats://u:secret@h")]);
            assert!(run.status == 2 && !run.err.contains("secret"), "{run:?}");
            if !is_built_without(&run) {
                continue;
            }
            refused(&run, "built without the feature `fleet`");
            assert!(
                run.err.contains("cargo install curate --features fleet") && !run.err.contains("secret"),
                "{run:?}"
            );
        }
    }
}

#[test]
fn colours_by_the_environment() {
    let folder = Folder::padded();
    let is_coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        run_with(&folder.path(""), &[&["lint"], arguments].concat(), "", variables).out.contains('\u{1b}')
    };
    assert!(!is_coloured(&[], &[]));
    assert!(is_coloured(&[], &[("CURATE_COLOR", "always")]) && is_coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&["--color", "never"], &[("CURATE_COLOR", "always")]));
    assert!(!is_coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn arguments_that_contradict_one_another() {
    let folder = Folder::padded();
    for pair in [
        &["lint", "--quiet", "--verbose"][..],
        &["lint", "--diff", "--statistics"],
        &["lint", "--diff", "--output-file", "x"],
        &["lint", "--diff", "--output-format", "json"],
        &["links", "--dump", "--fix"],
        &["links", "--dump", "--baseline", "x"],
        &["links", "--store", "x", "--no-store"],
    ] {
        refused(&folder.run(pair), "cannot be used with");
    }
    for flag in [&["--staged"][..], &["--since", "HEAD", "--until", "HEAD"]] {
        refused(&folder.run(&[&["lint", "-"], flag].concat()), "neither staged nor in a revision");
    }
    let statistics = folder.lint(&["--quiet", "--statistics"]);
    assert!(statistics.out.contains("links/padding") && statistics.err.is_empty(), "{statistics:?}");
}

#[test]
fn verbose_says_what_is_checked_and_why() {
    let folder = Folder::new();
    let entry = |index| format!("- [Lamp {index}](https://lamps.example/{index}) - Bright.\n");
    let entries = (0..8).map(entry).collect::<Vec<_>>().concat();
    folder.file("README.md", format!("# Lamps\n\n[中文](README.zh-CN.md)\n\n{entries}"));
    folder.file("README.zh-CN.md", format!("# 灯\n\n[English](README.md)\n\n{entries}"));
    folder.file("curate.toml", "exclude = [\"notes/**\"]\n");
    folder.file(".gitignore", "build/\n");
    for name in ["build/a.md", "notes/a.md", ".hidden/a.md", "node_modules/a/README.md"] {
        folder.file(name, PADDED);
    }
    let run = folder.run(&["lint", "-v"]);
    for part in [
        "build: left out, ignored by `build/` in .gitignore",
        "notes/a.md: left out, excluded by the configuration or --exclude",
        ".hidden: left out, hidden",
        "node_modules: left out, installed or built by a tool",
        "README.md: checked; curate.toml; ",
        "README.md: is the source of README.zh-CN.md: their names say so",
        "reading the files: ",
    ] {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
    assert!(!folder.run(&["lint"]).err.contains("left out"));
}
