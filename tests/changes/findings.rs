//! Of all findings those that the change introduced, and no other.

use super::repository::{ENGLISH, Repository};

/// What is wrong with the list before any change: an entry that ends in `,.`, and one with white space in its text.
fn flawed() -> Repository {
    let repository = Repository::new();
    let text = ENGLISH.replace("[中文](README.zh-cn.md)\n\n", "").replace("iron pan.", "iron pan,.");
    repository.file("README.md", text.replace("[Edison]", "[Edison ]"));
    repository.commit("flawed");
    repository.git(&["switch", "--quiet", "--create", "change"]);
    let all = ["README.md:11 formatting/doubled-punctuation", "README.md:17 links/padding"];
    assert_eq!(repository.lint(&[]).findings(), all);
    repository
}

#[test]
fn nothing_changed() {
    let repository = flawed();
    let run = repository.run(&["lint", "--since", "main"], &[]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "note: no files were checked: nothing in them has changed since `main`\n");
    assert_eq!(repository.lint(&["--since", "HEAD", "--hints"]).findings(), [""; 0]);
}

#[test]
fn an_added_entry_is_judged_and_nothing_else() {
    let repository = flawed();
    repository.edit("README.md", "## Floor\n\n", "## Floor\n\n- [Dynamo ](https://dynamo.example/) - Needs legs,.\n");
    let all = ["README.md:16 links/padding", "README.md:16 formatting/doubled-punctuation"];
    let run = repository.lint(&["--since", "main"]);
    assert_eq!((run.findings(), run.status), (all.map(str::to_owned).to_vec(), 1));
    // From the index, and from a commit.
    assert_eq!(repository.lint(&["--staged"]).findings(), [""; 0]);
    repository.git(&["add", "README.md"]);
    assert_eq!(repository.lint(&["--staged"]).findings(), all);
    repository.edit("README.md", "[Dynamo ]", "[Dynamo]");
    assert_eq!(repository.lint(&["--staged"]).findings(), all);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [all[1]]);
    repository.commit("an entry");
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [all[1]]);
    assert_eq!(repository.lint(&["--since", "HEAD"]).findings(), [""; 0]);
    // What came later does not count for a commit that is named.
    repository.edit("README.md", "[Carcel]", "[Carcel ]");
    repository.file("LATER.md", "# Later\n\n- [Desk ](https://desk.example/) - One.\n");
    assert_eq!(repository.lint(&["--since", "main", "--until", "HEAD"]).findings(), [all[1]]);
    let later = ["LATER.md:3 links/padding", "README.md:12 links/padding", all[1]];
    assert_eq!(repository.lint(&["--since", "main"]).findings(), later);
    repository.commit("later");
    assert_eq!(repository.lint(&["--since", "main", "--until", "HEAD~1"]).findings(), [all[1]]);
}

#[test]
fn what_was_wrong_with_an_entry_stays_unsaid_when_it_is_reworded_or_moved() {
    let repository = flawed();
    repository.edit("README.md", "Burns grease in an iron", "Burns any grease in an iron");
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    let edison = "- [Edison ](https://edison.example/) - Glows in a bulb.\n";
    repository.edit("README.md", edison, "");
    repository.edit("README.md", "## Floor\n", &format!("{edison}\n## Floor\n"));
    repository.edit("README.md", "clockwork.\n\n-", "clockwork.\n-");
    assert_eq!(repository.lint(&["--since", "main"]).findings(), [""; 0]);
    // What the re-wording did is said.
    repository.edit("README.md", "[Betty]", "[Betty ]");
    assert_eq!(repository.lint(&["--since", "main"]).findings(), ["README.md:11 links/padding"]);
}

#[test]
fn a_duplicate_counts_where_either_of_its_places_is_new() {
    let repository = flawed();
    repository.edit(
        "README.md",
        "## Floor\n\n",
        "## Floor\n\n- [Tubes](https://fluor.example/) - Glows in a tube, too.\n",
    );
    let run = repository.lint(&["--since", "main", "--select", "duplicates/url"]);
    assert_eq!(run.findings(), ["README.md:19 duplicates/url"]);
}

#[test]
fn a_duplicate_that_takes_the_place_of_another_is_new() {
    let repository = flawed();
    repository.edit(
        "README.md",
        "## Floor\n\n",
        "## Floor\n\n- [Tubes](https://fluor.example/) - Glows in a tube, too.\n",
    );
    repository.commit("a duplicate");
    repository.edit("README.md", "- [Tubes](https://fluor.example/) - Glows in a tube, too.\n", "");
    repository.edit("README.md", "- [Edison ]", "- [Tube](https://fluor.example/) - Glows again.\n- [Edison ]");
    assert_eq!(repository.lint(&["--since", "HEAD"]).findings(), ["README.md:19 duplicates/url"]);
}

#[test]
fn a_heading_that_is_gone_breaks_links_that_nobody_touched() {
    let repository = flawed();
    repository.edit("README.md", "## Floor\n", "## Standing\n");
    let run = repository.lint(&["--since", "main"]);
    assert_eq!((run.findings(), run.status), (vec!["README.md:6 anchors/toc".to_owned()], 1), "{run:?}");
}

#[test]
fn a_file_that_is_gone_or_has_other_anchors_breaks_links_in_other_files() {
    let repository = flawed();
    repository.file("GUIDE.md", "# Guide\n\n## Ways\n\nMany.\n");
    repository.edit("README.md", "## Floor\n", "See [ways](GUIDE.md#ways) and [none](NONE.md#none).\n\n## Floor\n");
    repository.commit("a guide");
    assert_eq!(repository.lint(&["--since", "HEAD"]).findings(), [""; 0]);
    repository.edit("GUIDE.md", "## Ways", "## Paths");
    let run = repository.lint(&["--since", "HEAD", "README.md"]);
    assert_eq!(run.findings(), ["README.md:14 anchors/missing"], "{run:?}");
}

#[test]
fn a_majority_that_the_change_made_is_nobodys_fault() {
    let repository = Repository::new();
    let entry = |name: &str, separator: &str| format!("- [{name}](https://{name}.example/){separator}Is a lamp.\n");
    let head = "# Lamps\n\n## Desk\n\n";
    let mut text = head.to_owned();
    for number in 0..4 {
        text.push_str(&entry(&format!("dash{number}"), " - "));
    }
    text.push_str(&entry("colon", ": "));
    repository.file("README.md", &text);
    repository.commit("no majority");
    assert_eq!(repository.lint(&["--since", "HEAD", "--select", "entries/separator"]).findings(), [""; 0]);
    for number in 4..12 {
        text = text.replacen(head, &format!("{head}{}", entry(&format!("dash{number}"), " - ")), 1);
    }
    repository.file("README.md", &text);
    assert_eq!(repository.lint(&["--since", "HEAD", "--select", "entries/separator"]).findings(), [""; 0]);
    assert_eq!(repository.lint(&["--select", "entries/separator"]).findings(), ["README.md:17 entries/separator"]);
}

#[test]
fn one_more_of_many_is_told_by_itself() {
    let repository = Repository::new();
    let mut text = "# Lamps\n\n## Desk\n\n".to_owned();
    for number in 0..30 {
        text.push_str(&format!("- [Lamp {number}](https://lamp{number}.example/) - Is a lamp. \n"));
    }
    repository.file("README.md", &text);
    repository.commit("white space");
    assert_eq!(repository.lint(&[]).findings(), ["README.md:5 formatting/whitespace"]);
    repository.edit("README.md", "- [Lamp 20]", "- [Lamp](https://lamp.example/) - Is a lamp. \n- [Lamp 20]");
    assert_eq!(repository.lint(&["--since", "HEAD"]).findings(), ["README.md:25 formatting/whitespace"]);
}

#[test]
fn only_what_the_change_introduced_is_fixed() {
    let repository = flawed();
    repository.edit("README.md", "## Floor\n\n", "## Floor\n\n- [Dynamo ](https://dynamo.example/) - Needs legs,.\n");
    let before = repository.text("README.md");
    let run = repository.lint(&["--since", "main", "--fix"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    let expected = before.replace(
        "- [Dynamo ](https://dynamo.example/) - Needs legs,.",
        "- [Dynamo](https://dynamo.example/) - Needs legs.",
    );
    assert_eq!(repository.text("README.md"), expected);
}

#[test]
fn renamed_and_new_files() {
    let repository = flawed();
    repository.git(&["mv", "README.md", "LAMPS.md"]);
    repository.edit("LAMPS.md", "[Carcel]", "[Carcel ]");
    assert_eq!(repository.lint(&["--since", "main"]).findings(), ["LAMPS.md:12 links/padding"]);
    repository.file("NEW.md", "# New\n\n- [Desk ](https://desk.example/) - One.\n");
    let findings = repository.lint(&["--since", "main"]).findings();
    assert_eq!(findings, ["LAMPS.md:12 links/padding", "NEW.md:3 links/padding"]);
    // Git does not know it yet.
    assert_eq!(repository.lint(&["--staged"]).findings(), [""; 0]);
}
