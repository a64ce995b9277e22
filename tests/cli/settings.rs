//! `curate config`, `curate completions` and `curate man`.

use super::Folder;
use curate_testing::recorded::assert_recorded;

#[test]
fn settings_say_where_they_come_from() {
    let folder = Folder::padded();
    folder.file(
        "curate.toml",
        "extends = [\"awesome\", \"zh\"]\nexclude = [\"drafts/\"]\n\n[[list]]\nsource = \"README.md\"\n\n[rules]\nlinks = \"error\"\n\
         \"entries/separator\" = { style = \": \" }\n\"anchors/toc\" = { self-entry = \"report\" }\n\n\
         [[override]]\npaths = [\"README.md\"]\nrules = { \"links/empty\" = \"off\" }\n",
    );
    folder.file(".markdownlint.yaml", "default: true\nMD044: false\nMD039: false\nMD034: false\n");
    let run = folder.run(&["config", "show"]);
    assert_eq!(run.status, 0, "{run:?}");
    let line = |rule: &str| run.out.lines().find(|line| line.starts_with(&format!("\"{rule}\""))).unwrap_or("");
    for (rule, expected) in [
        ("anchors/case", "\"warning\"  # default"),
        (
            "anchors/toc",
            "{ level = \"error\", complete = true, max-depth = 2, self-entry = \"report\" }  # default; preset awesome, preset awesome, \
             curate.toml:10",
        ),
        ("entries/final-punctuation", "{ level = \"warning\", style = \"always\" }  # preset awesome; preset awesome"),
        ("entries/separator", "{ level = \"warning\", style = \": \" }  # preset awesome; curate.toml:9"),
        ("links/bare-url", "\"error\"  # curate.toml:8"),
        ("links/empty", "\"off\"  # curate.toml:14 (override)"),
    ] {
        assert_eq!(line(rule), format!("\"{rule}\" = {expected}"));
    }
    assert!(run.out.contains("extends = [\"awesome\", \"zh\"]\nexclude = [\"drafts/\"]\n"), "{}", run.out);
    let isolated = folder.run(&["config", "show", "--isolated", "README.md"]);
    assert!(
        isolated.out.contains("# configuration: none") && !isolated.out.contains("curate.toml"),
        "{}",
        isolated.out
    );
    let other = folder.run(&["config", "show", "docs/other.md"]);
    assert!(other.out.contains("\"links/empty\" = \"error\"  # curate.toml:8"), "{}", other.out);
}

#[test]
fn markdownlint_is_named_and_counts_more_than_a_preset() {
    let folder = Folder::padded();
    folder.file(".markdownlint.yaml", "{no-bare-urls: false, MD044: false}\n");
    folder.file("curate.toml", "extends = [\"zh\"]\n");
    let run = folder.run(&["config", "show", "README.md"]);
    assert!(run.out.contains("\"links/bare-url\" = \"off\"  # MD034, .markdownlint.yaml"), "{}", run.out);
    assert!(!run.out.contains("\"formatting/terms\" = \"warning\""), "{}", run.out);
}

#[test]
fn what_is_shown_is_a_configuration() {
    let folder = Folder::padded();
    let links = "[links]\ntimeout = \"90s\"\nuser-agent = \"lamps (+https://lamp.example)\"\naccept = [999]\ninterval = \"1500ms\"\nper-host = 2\nfresh = { ok = \"7d\" }\nexclude = [\"^https://a\\\\.example\"]\n\
                 [[links.host]]\nname = \"*.example.org\"\nmethod = \"get\"\naccept = [403]\nheaders = { Accept-Language = \"en\", X-Token = { env = \"LIST_TOKEN\" } }\n";
    folder.file("curate.toml", format!("extends = [\"awesome\"]\n[rules]\nlinks = \"hint\"\n{links}"));
    let shown = folder.run(&["config", "show"]).out;
    folder.file("curate.toml", &shown);
    let again = folder.run(&["config", "show"]);
    let levels = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.contains('/'))
            .map(|line| line.split("  #").next().unwrap_or("").to_owned())
            .collect()
    };
    assert_eq!(levels(&shown), levels(&again.out), "{again:?}");
    let links = |text: &str| text.split_once("\n[links]").map(|(_, links)| links.to_owned());
    assert_eq!(links(&shown), links(&again.out));
    assert_recorded("tests/cli/snapshots/links.toml", &links(&shown).expect("what is said of links"));
}

#[test]
fn the_schema_is_json_that_knows_the_rules() {
    let run = Folder::new().run(&["config", "schema"]);
    let schema: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let rules = &schema["definitions"]["rules"]["properties"];
    assert_eq!(rules["links/padding"]["default"], "warning");
    assert_eq!(rules["anchors/toc"]["oneOf"][1]["properties"]["self-entry"]["enum"][1], "report");
}

#[test]
fn shells_and_readers_are_told_of_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.status == 0 && run.out.contains("write-baseline") && run.out.contains("explain"), "{shell}");
    }
    assert_eq!(folder.run(&["completions", "csh"]).status, 2);
    assert!(folder.run(&["man"]).out.starts_with(".ie"), "a page in roff");
    assert_eq!(folder.run(&["man", "--output-dir", "man"]).status, 0);
    assert!(folder.text("man/curate-lint.1").contains("baseline"));
}

#[test]
fn a_setting_needs_no_quotes_in_a_shell() {
    let folder = Folder::padded();
    let status = |settings: &[&str]| {
        let named = settings.iter().flat_map(|setting| ["--config", setting]);
        folder.run(&["lint", "README.md"].into_iter().chain(named).collect::<Vec<_>>()).status
    };
    assert_eq!(status(&[]), 1);
    for settings in [&["fail-on=never"][..], &["rules.links/padding=off", "rules.entries = off"]] {
        assert_eq!(status(settings), 0, "{settings:?}");
    }
    assert_eq!(status(&["fail-on=nothing"]), 2);
    for (text, message) in [
        ("fail-on = never\n", "a text needs quotes: `fail-on = \"never\"`"),
        ("[rules]\nlinks/padding = off\n", "keys with a slash need quotes: `\"links/padding\" = \"off\"`"),
        ("[rules]\nlinks/padding = of f\n", "keys with a slash need quotes: `\"links/padding\"`"),
    ] {
        folder.file("curate.toml", text);
        let run = folder.run(&["lint"]);
        assert!(run.status == 2 && run.err.contains(message), "{run:?}");
    }
}
