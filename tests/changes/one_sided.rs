//! Pull requests that edit one edition are called out, those that edit both are not.

use super::repository::Repository;

const RULE: &str = "parity/one-sided-change";

/// What is said of a change to both editions, as `path:line`; a commit in between makes no difference.
fn called_out(edit: impl Fn(&Repository)) -> Vec<String> {
    let repository = Repository::with_pair();
    edit(&repository);
    let run = repository.lint(&["--since", "main", "--select", RULE]);
    let found: Vec<String> = run.findings().iter().map(|line| line.replace(&format!(" {RULE}"), "")).collect();
    repository.commit("the change");
    assert_eq!(repository.lint(&["--since", "main", "--select", RULE]).out, run.out);
    // By all rules together nothing is said twice, and nothing else of parity.
    let all = repository.lint(&["--since", "main"]).findings();
    let parity: Vec<&String> = all.iter().filter(|line| line.contains(" parity/")).collect();
    assert_eq!(parity.len(), found.len(), "{all:?}");
    found
}

const ADDED: (&str, &str) = ("- [Carcel]", "- [Candela](https://candela.example/) - Is one candle.\n- [Carcel]");
const ADDED_IN_CHINESE: (&str, &str) = ("- [Carcel]", "- [坎德拉](https://candela.example/) - 一支蜡烛。\n- [Carcel]");
const BETTY: &str = "- [Betty](https://betty.example/) - Burns grease in an iron pan.\n";
const BETTY_IN_CHINESE: &str = "- [Betty](https://betty.example/) - 在铁盘里燃脂。\n";
const RELINKED: (&str, &str) = ("https://davy.example/", "https://safety.example/davy");

fn english(repository: &Repository, edits: &[(&str, &str)]) {
    for (from, to) in edits {
        repository.edit("README.md", from, to);
    }
}

fn chinese(repository: &Repository, edits: &[(&str, &str)]) {
    for (from, to) in edits {
        repository.edit("README.zh-cn.md", from, to);
    }
}

#[test]
fn one_edition_alone() {
    assert_eq!(called_out(|repository| english(repository, &[ADDED])), ["README.md:14"]);
    assert_eq!(called_out(|repository| chinese(repository, &[ADDED_IN_CHINESE])), ["README.zh-cn.md:14"]);
    assert_eq!(called_out(|repository| english(repository, &[(BETTY, "")])), ["README.md:12"]);
    assert_eq!(called_out(|repository| chinese(repository, &[(BETTY_IN_CHINESE, "")])), ["README.zh-cn.md:12"]);
    assert_eq!(called_out(|repository| english(repository, &[RELINKED])), ["README.md:18"]);
    assert_eq!(called_out(|repository| chinese(repository, &[RELINKED])), ["README.zh-cn.md:18"]);
}

#[test]
fn one_of_several_things_is_not_carried_over() {
    let found = called_out(|repository| {
        english(repository, &[ADDED, RELINKED]);
        chinese(repository, &[RELINKED, ("用玻璃灯罩燃油", "用玻璃灯罩燃油，很亮")]);
    });
    assert_eq!(found, ["README.md:14"]);
    let found = called_out(|repository| {
        english(repository, &[ADDED, (BETTY, "")]);
        chinese(repository, &[ADDED_IN_CHINESE]);
    });
    assert_eq!(found, ["README.md:12"]);
}

#[test]
fn both_editions() {
    let nothing = [""; 0];
    assert_eq!(
        called_out(|repository| {
            english(repository, &[ADDED, (BETTY, ""), RELINKED]);
            chinese(repository, &[ADDED_IN_CHINESE, (BETTY_IN_CHINESE, ""), RELINKED]);
        }),
        nothing
    );
    // Added to another place there is for parity/entry-order, not here; moved in both is for nobody.
    assert_eq!(
        called_out(|repository| {
            english(repository, &[(BETTY, ""), ("## Floor\n\n", &format!("## Floor\n\n{BETTY}"))]);
            chinese(repository, &[(BETTY_IN_CHINESE, ""), ("## 落地\n\n", &format!("## 落地\n\n{BETTY_IN_CHINESE}"))]);
        }),
        nothing
    );
    // Two entries become one.
    assert_eq!(
        called_out(|repository| {
            english(
                repository,
                &[(BETTY, ""), ("glass chimney.", "glass chimney; [Betty](https://betty.example/) without.")],
            );
            chinese(
                repository,
                &[
                    (BETTY_IN_CHINESE, ""),
                    ("用玻璃灯罩燃油。", "用玻璃灯罩燃油；[Betty](https://betty.example/) 没有灯罩。"),
                ],
            );
        }),
        nothing
    );
}

#[test]
fn rewording_renaming_and_canonical_urls_are_no_one_sided_change() {
    let found = called_out(|repository| {
        english(repository, &[("Burns grease", "Burns any grease"), ("[Carcel]", "[Carcel lamp]")]);
        english(repository, &[("https://edison.example/", "https://www.edison.example")]);
    });
    assert_eq!(found, [""; 0]);
    // An edition under another name.
    let found = called_out(|repository| {
        repository.git(&["mv", "README.zh-cn.md", "README.zh.md"]);
        english(repository, &[("README.zh-cn.md", "README.zh.md"), ADDED]);
        repository.edit("README.zh.md", ADDED_IN_CHINESE.0, ADDED_IN_CHINESE.1);
        repository.git(&["add", "--all"]);
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_change_that_brings_parity_is_no_one_sided_change() {
    let repository = Repository::with_pair();
    english(&repository, &[ADDED]);
    repository.commit("drift");
    repository.git(&["branch", "--force", "main"]);
    chinese(&repository, &[ADDED_IN_CHINESE]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    // Nor is what was missing before, whatever else the change does.
    repository.git(&["restore", "README.zh-cn.md"]);
    english(&repository, &[("Burns grease", "Burns any grease")]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    assert_eq!(repository.lint(&[]).findings(), ["README.zh-cn.md:13 parity/missing-entry"]);
}

#[test]
fn a_new_translation_is_judged_as_a_whole() {
    let repository = Repository::with_pair();
    let german = repository.text("README.md").replace("中文](README.zh-cn.md)", "English](README.md)");
    repository.file("README.de.md", german.replace(BETTY, ""));
    let run = repository.lint(&["--since", "main", "--select", "parity/one-sided-change,parity/missing-entry"]);
    assert_eq!(run.findings(), ["README.de.md:12 parity/missing-entry"]);
}

#[test]
fn a_hook_that_names_one_file_hears_of_it() {
    let repository = Repository::with_pair();
    english(&repository, &[ADDED]);
    for (named, place) in [("README.md", "README.md:14"), ("README.zh-cn.md", "README.zh-cn.md:13")] {
        let run = repository.lint(&["--since", "main", named]);
        assert_eq!((run.findings(), run.status), (vec![format!("{place} {RULE}")], 1), "{run:?}");
    }
}

#[test]
fn merges_of_what_others_did_are_not_the_changes() {
    let repository = Repository::with_pair();
    chinese(&repository, &[RELINKED]);
    english(&repository, &[RELINKED]);
    repository.commit("both");
    repository.git(&["switch", "--quiet", "main"]);
    english(&repository, &[ADDED]);
    repository.commit("one edition alone, by somebody else");
    repository.git(&["switch", "--quiet", "change"]);
    repository.git(&["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
}

#[test]
fn what_one_edition_got_is_carried_over_on_request() {
    let repository = Repository::with_pair();
    english(&repository, &[ADDED, RELINKED]);
    let chinese = repository.text("README.zh-cn.md");
    let run = repository.lint(&["--since", "main", "--fix", "--unsafe-fixes"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    let stub = "- [Candela](https://candela.example/) - <!-- TODO: translate -->\n- [Carcel]";
    let expected = chinese.replace("- [Carcel]", stub).replace(RELINKED.0, RELINKED.1);
    assert_eq!(repository.text("README.zh-cn.md"), expected);
    let run = repository.lint(&["--since", "main", "--hints"]);
    assert_eq!(run.findings(), ["README.zh-cn.md:14 parity/untranslated"], "{run:?}");
}

#[test]
fn an_edition_that_is_not_kept_in_step_is_left_in_peace() {
    let repository = Repository::with_pair();
    let lamp = |number| format!("- [Lamp {number}](https://lamp{number}.example/) - Is new.\n");
    let more = (0..12).map(lamp).collect::<Vec<_>>().concat();
    english(&repository, &[("## Floor\n\n", &format!("## Floor\n\n{more}"))]);
    repository.commit("twelve lamps");
    repository.git(&["branch", "--force", "main"]);
    english(&repository, &[ADDED, ("Is safe where gas is.", "Is safe.")]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    assert!(!repository.lint(&[]).findings().is_empty());
}

#[test]
fn what_was_missing_before_is_not_new_where_its_neighbours_or_it_are_moved() {
    let repository = Repository::with_pair();
    english(&repository, &[ADDED]);
    repository.commit("drift");
    repository.git(&["branch", "--force", "main"]);
    chinese(&repository, &[(BETTY_IN_CHINESE, "")]);
    chinese(&repository, &[("- [Carcel]", &format!("{BETTY_IN_CHINESE}- [Carcel]"))]);
    chinese(&repository, &[("在铁盘里燃脂", "在铁盘里燃烧油脂")]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    let candela = "- [Candela](https://candela.example/) - Is one candle.\n";
    english(&repository, &[(candela, ""), ("## Floor\n\n", &format!("## Floor\n\n{candela}"))]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
}
