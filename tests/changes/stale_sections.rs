//! `parity/stale` in the text of sections, of lists and of pages that are none.

use super::repository::Repository;

const ENGLISH: &str = "\
# Lamp

[Deutsch](README.de.md) | [日本語](README.ja.md)

[![build](https://badges.example/lamp.svg)](https://ci.example/lamp)

Lamp lights a desk. It needs 8 watts of power.

## Install

Run the installer as an administrator, then restart.

```sh
install lamp --bright
```

## Limits

| model | watts |
|---|---|
| small | 8 |

It can be used outside.
";

const GERMAN: &str = "\
# Lamp

[English](README.md) | [日本語](README.ja.md)

Lamp beleuchtet einen Tisch. Sie braucht 8 Watt.

## Installieren

Das Programm als Administrator ausführen, dann neu starten.

```sh
install lamp --bright
```

## Grenzen

| Modell | Watt |
|---|---|
| klein | 8 |

Sie kann draußen benutzt werden.
";

/// A page that is no list, with its translation, committed on day 0.
fn pair() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", ENGLISH);
    repository.file("README.de.md", GERMAN);
    repository.commit_on(0, "a pair");
    repository
}

/// The text of each finding once `edits` of the source are committed a month later.
fn after(edits: &[(&str, &str)]) -> Vec<String> {
    let repository = pair();
    for (from, to) in edits {
        repository.edit("README.md", from, to);
    }
    repository.commit_on(30, "edited");
    let run = repository.stale();
    assert_eq!(run.err, "", "{edits:?}");
    let lines = run.out.lines().filter(|line| line.contains("parity/stale"));
    lines.map(|line| line.replace(&repository.git(&["rev-parse", "--short=9", "HEAD"]), "NEW")).collect()
}

#[test]
fn what_the_source_says_since() {
    for (edits, line, what) in [
        (
            &[("needs 8 watts of", "needs 9 watts of")][..],
            1,
            "\"It needs 8 watts of power.\" became \"It needs 9 watts of power.\"",
        ),
        (&[("then restart.", "then restart. Never run it twice.")], 7, "\"Never run it twice.\" is new"),
        (&[("It can be", "It can't be")], 15, "\"It can be used outside.\" became \"It can't be used outside.\""),
        // Lines that are gone have no commit; another one of the section changed as well.
        (&[("| small |", "| Small |"), ("\nIt can be used outside.\n", "")], 15, "\"It can be used outside.\" is gone"),
        (&[("--bright", "--dim")], 7, "\"install lamp --bright\" became \"install lamp --dim\""),
        (&[("| small | 8 |", "| small | 8 |\n| large | 40 |")], 15, "\"large\" is new"),
    ] {
        let found = after(edits);
        let [found] = &found[..] else { panic!("{edits:?}: {found:?}") };
        assert!(found.starts_with(&format!("README.de.md:{line}:")), "{edits:?}: {found}");
        let told = "commit NEW of 2020-10-13 changed this section of README.md after its translation last changed, in ";
        let rest = found.split_once(told).unwrap_or_else(|| panic!("{found}")).1;
        assert!(
            rest.starts_with("commit ") && rest.ends_with(&format!(" of 2020-09-13: {what}")),
            "{edits:?}: {found}"
        );
    }
}

#[test]
fn what_says_the_same() {
    for edits in [
        // White space, wrapping, punctuation and case.
        &[("Lamp lights a desk. It needs", "Lamp lights\na desk!  It Needs")][..],
        &[("as an administrator, then", "as administrator then")],
        // Misspelt words, markers and emphasis.
        &[("Run the installer", "Run the *instaler*"), ("| small |", "| **small** |")],
        &[("```sh\ninstall lamp", "~~~bash\n\ninstall   lamp"), ("```\n\n## Limits", "~~~\n\n## Limits")],
        // Badges, language menus, and where links lead.
        &[("lamp.svg", "lamp.svg?v=2"), ("[日本語](README.ja.md)", "[日本語](README.ja.md) | [中文](README.zh.md)")],
        &[("Run the installer", "Run the [installer](https://lamp.example/)")],
        // A section, and a sentence, that were moved.
        &[
            ("## Limits", "## Install it\n\n## Limits"),
            ("\nIt can be used outside.\n", ""),
            ("of power.", "of power. It can be used outside."),
        ],
    ] {
        assert_eq!(after(edits), [""; 0], "{edits:?}");
    }
}

#[test]
fn what_the_translation_has_followed() {
    let repository = pair();
    repository.edit("README.md", "needs 8 watts of", "needs 9 watts of");
    repository.commit_on(30, "watts");
    repository.edit("README.de.md", "braucht 8 Watt", "braucht 9 Watt");
    repository.commit_on(31, "Watt");
    assert_eq!(repository.stale().findings(), [""; 0]);
    // What is not committed yet is not judged.
    repository.edit("README.md", "It can be", "It can't be");
    assert_eq!(repository.stale().findings(), [""; 0]);
}

#[test]
fn a_file_that_was_the_translation_itself() {
    let repository = pair();
    let english = repository.text("README.md");
    repository.file(
        "README.md",
        "# Lamp\n\n[Deutsch](README.de.md) | [日本語](README.ja.md)\n\nランプは机を照らします。八ワットが必要です。\n",
    );
    repository.file("README.de.md", GERMAN.replace("8 Watt.", "acht Watt."));
    repository.commit_on(10, "Japanese");
    repository.file("README.md", english);
    repository.commit_on(40, "English");
    assert_eq!(repository.stale().findings(), [""; 0]);
}
