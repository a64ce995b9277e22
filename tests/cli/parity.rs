//! `curate parity`: tables of editions and sections.

use super::{Folder, Run};
use serde_json::{Value, json};

/// Three entries in two sections, and a paragraph.
const ENGLISH: &str = "# Lamps\n\n[Deutsch](README.de.md) | [中文](README.zh-cn.md)\n\n## Desk\n\n- [One](https://lamps.example/1) - The first lamp of all.\n- [Two](https://lamps.example/2) - The second lamp of all.\n\n### Cheap 💡\n\n- [Three](https://lamps.example/3) - The third lamp of all.\n\n## Floor\n\n- [Four](https://lamps.example/4) - The fourth lamp of all.\n\n## Ceiling\n\nNothing hangs here yet.\n";
/// Lacks an entry; another one is not translated.
const GERMAN: &str = "# Lampen\n\n[English](README.md) | [中文](README.zh-cn.md)\n\n## Tisch\n\n- [Two](https://lamps.example/2) - The second lamp of all.\n\n### Billig 💡\n\n- [Three](https://lamps.example/3) - Die dritte Lampe.\n\n## Boden\n\n- [Four](https://lamps.example/4) - Die vierte Lampe.\n\n## Decke\n\nHier hängt noch nichts.\n";
/// Lacks a section.
const CHINESE: &str = "# 灯\n\n[English](README.md) | [Deutsch](README.de.md)\n\n## 桌面\n\n- [One](https://lamps.example/1) - 第一盏灯。\n- [Two](https://lamps.example/2) - 第二盏灯。\n\n### 便宜 💡\n\n- [Three](https://lamps.example/3) - 第三盏灯。\n\n## 天花板\n\n这里还没有挂任何东西。\n";

fn lamps() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", ENGLISH);
    folder.file("README.de.md", GERMAN);
    folder.file("README.zh-cn.md", CHINESE);
    folder
}

fn parity(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["parity"], arguments].concat())
}

fn json_of(folder: &Folder, arguments: &[&str]) -> Value {
    let run = parity(folder, &[&["--output-format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn a_table_of_a_list() {
    let run = parity(&lamps(), &[]);
    assert_eq!((run.status, &*run.err), (0, ""), "{run:?}");
    let expected = "\
README.md and 2 translations

  section       de                              zh-cn
  Lamps         complete                        complete
    Desk        0 % (−1 entry, 1 untranslated)  complete
      Cheap 💡  complete                        complete
    Floor       complete                        missing
    Ceiling     complete                        complete
  total         66 %                            83 %

  de     README.de.md      66 %  −1 entry, 1 untranslated
  zh-cn  README.zh-cn.md   83 %  −1 section
";
    assert_eq!(run.out, expected);
}

#[test]
fn a_table_as_markdown() {
    let run = parity(&lamps(), &["--output-format", "markdown", "README.zh-cn.md"]);
    let expected = "\
## `README.md`

| edition | file | share | wanting |
|---|---|---|---|
| zh-cn | `README.zh-cn.md` | 83 % | −1 section |

| section | zh-cn |
|---|---|
| Lamps | complete |
| &emsp;Desk | complete |
| &emsp;&emsp;Cheap 💡 | complete |
| &emsp;Floor | missing |
| &emsp;Ceiling | complete |
| **total** | **83 %** |
";
    assert_eq!(run.out, expected);
}

#[test]
fn an_object_of_all_tables() {
    let found = json_of(&lamps(), &[]);
    assert_eq!(found["schema"], 1);
    let list = &found["lists"][0];
    assert_eq!((&list["source"], &list["history"]), (&json!("README.md"), &json!(false)));
    let editions = list["editions"].as_array().unwrap();
    let paths: Vec<&str> = editions.iter().filter_map(|edition| edition["path"].as_str()).collect();
    assert_eq!(paths, ["README.md", "README.de.md", "README.zh-cn.md"]);
    let desk = &list["sections"][1];
    assert_eq!((&desk["title"], &desk["level"], &desk["line"]), (&json!("Desk"), &json!(2), &json!(5)));
    let german = json!({
        "state": "partial", "share": 0, "parts": 2, "wanting": 2, "missing_sections": 0, "lacks": { "entries": 1 },
        "unclear": 0, "untranslated": 1, "stale": 0, "different": 0,
    });
    assert_eq!(desk["editions"][1], german);
    assert_eq!(list["sections"][3]["editions"][2]["state"], "missing");
}

#[test]
fn the_source_may_be_what_lacks() {
    let folder = lamps();
    let both = "- [Five](https://lamps.example/5) - ";
    folder.file("README.de.md", GERMAN.replace("## Boden\n\n", &format!("## Boden\n\n{both}Die fünfte Lampe.\n")));
    folder.file("README.zh-cn.md", CHINESE.replace("### 便宜", &format!("{both}第五盏灯。\n\n### 便宜")));
    let run = parity(&folder, &[]);
    assert!(run.out.contains("  source  README.md") && run.out.contains("85 %  −1 entry\n"), "{run:?}");
    // Nobody fails for it.
    assert_eq!(parity(&folder, &["--fail-under", "66"]).status, 0);
}

#[test]
fn a_share_that_is_wanted() {
    let folder = lamps();
    for (arguments, status) in [
        (&["--fail-under", "66"][..], 0),
        (&["--fail-under", "67"], 1),
        (&["--fail-under", "67", "README.zh-cn.md"], 0),
        (&["--fail-under", "84", "README.zh-cn.md"], 1),
        (&["--fail-under", "101"], 2),
        (&["gone.md"], 2),
    ] {
        assert_eq!(parity(&folder, arguments).status, status, "{arguments:?}");
    }
}

#[test]
fn the_configuration_counts() {
    let folder = lamps();
    folder.file("curate.toml", "[rules]\n\"parity/untranslated\" = \"off\"\n\"parity/missing-section\" = \"hint\"\n");
    let desk = |arguments: &[&str]| {
        json_of(&folder, arguments)["lists"][0]["sections"][1]["editions"][1]["untranslated"].clone()
    };
    assert_eq!((desk(&[]), desk(&["--isolated"])), (json!(0), json!(1)));
    // A lower level takes nothing away.
    assert_eq!(json_of(&folder, &[])["lists"][0]["sections"][3]["editions"][2]["state"], "missing");
    folder
        .file("README.zh-cn.md", CHINESE.replace("# 灯\n", "# 灯\n\n<!-- curate disable parity/missing-section -->\n"));
    folder.file("README.de.md", GERMAN.replace("## Tisch\n", "## Tisch\n\n<!-- curate disable parity -->\n"));
    assert_eq!(desk(&["--isolated"]), json!(0));
}

#[test]
fn no_translations_and_no_history() {
    let folder = Folder::new();
    folder.file("README.md", ENGLISH);
    let run = parity(&folder, &[]);
    assert_eq!((run.status, &*run.out), (0, ""), "{run:?}");
    assert!(run.err.starts_with("note: nothing here has translations"), "{run:?}");
    assert_eq!(json_of(&folder, &[])["lists"], json!([]));
    let run = parity(&lamps(), &["--stale"]);
    assert!(run.status == 0 && run.err.contains("judges nothing"), "{run:?}");
}

#[test]
fn names_are_harmless() {
    let folder = lamps();
    folder.file("README.md", ENGLISH.replace("## Floor", "## Fl\u{1b}[31moor | ##[error] <b>@octo</b>"));
    for format in ["full", "markdown", "json"] {
        let run = parity(&folder, &["--output-format", format]);
        assert!(!run.out.contains(['\u{1b}']) && !run.out.contains("##[error]"), "{format}: {run:?}");
        assert!(format != "markdown" || !run.out.contains("<b>") && !run.out.contains("@octo"), "{run:?}");
    }
}

#[test]
fn standard_input_has_no_editions() {
    for arguments in [&["-"][..], &["README.md", "-"]] {
        let run = parity(&lamps(), arguments);
        let expected = "error: standard input is one page: it has no editions to compare\nhelp: name the page or its folder, as in `curate parity README.md`\n";
        assert_eq!((run.status, &*run.out, &*run.err), (2, "", expected), "{arguments:?}");
    }
}

#[test]
fn history_is_missed_where_it_was_named() {
    let folder = lamps();
    // A repository that git cannot read is another matter.
    assert!(folder.run(&["lint", "--select", "parity"]).err.contains("parity/stale judges nothing"));
    std::fs::remove_dir(folder.0.path().join(".git")).expect("removed");
    let notes = |arguments: &[&str]| {
        let run = folder.run(arguments);
        run.err.contains("note: parity/stale judges nothing: ")
    };
    assert!(!notes(&["lint", "--select", "parity"]));
    assert!(notes(&["lint", "--select", "parity/stale"]));
    assert!(notes(&["lint", "--select", "parity", "--select", "parity/stale"]));
    assert!(notes(&["parity", "--stale"]));
    folder.file("curate.toml", "extends = [\"bilingual\"]\n");
    assert!(notes(&["lint", "--select", "parity"]));
    assert!(!notes(&["lint", "--select", "parity", "--isolated"]));
}
