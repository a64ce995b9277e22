//! The job summary of a pull request, as its contributor reads it: whole pages, recorded in `tests/ci/pages`.

use super::hooks::Repository;
use curate_testing::recorded::assert_recorded;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;

const SHA: &str = "0123456789abcdef0123456789abcdef01234567";
const NAMES: [&str; 6] = ["Clip", "Flex", "Glow", "Tall", "Bend", "Warm"];

/// A pull request to a list in two languages that nothing is wrong with: `english` and `chinese` are added to the ends.
struct Request(Repository);

impl Request {
    fn new(english: &str, chinese: &str) -> Self {
        let repository = Repository::new();
        let entries = |words: &str| {
            let entry = |name: &&str| format!("- [{name}](https://{}.example/) - {name}{words}\n", name.to_lowercase());
            NAMES.iter().map(entry).collect::<String>()
        };
        let (first, second) = (entries(" holds on to any shelf."), entries(" 夹住任何书架。"));
        let first = format!("# Lamps\n\n[中文](README.zh-cn.md)\n\n{first}");
        let second = format!("# 灯\n\n[English](README.md)\n\n{second}");
        repository.file("README.md", &first);
        repository.file("README.zh-cn.md", &second);
        repository.commit("list");
        repository.file("README.md", &(first + english));
        repository.file("README.zh-cn.md", &(second + chinese));
        repository.commit("change");
        Self(repository)
    }

    /// The summary of `curate ci` with `arguments`, and whether the check passes.
    fn page(&self, arguments: &[&str]) -> (bool, String) {
        let base = self.0.git(&["rev-parse", "HEAD~1"]);
        let runner = tempfile::tempdir().unwrap();
        let (event, summary) = (runner.path().join("event.json"), runner.path().join("summary.md"));
        let own = r#"{"full_name":"lamps/list"}"#;
        let text = format!(r#"{{"pull_request":{{"base":{{"sha":"{base}","repo":{own}}},"head":{{"repo":{own}}}}}}}"#);
        std::fs::write(&event, text).unwrap();
        let mut command = self.0.command(assert_cmd::cargo::cargo_bin("curate"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GITHUB_")) {
            command.env_remove(name);
        }
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_EVENT_PATH", &event).env("GITHUB_STEP_SUMMARY", &summary);
        command.env("GITHUB_WORKSPACE", self.0.path()).env("GITHUB_SERVER_URL", "https://github.com");
        command.env("GITHUB_REPOSITORY", "lamps/list").env("GITHUB_SHA", SHA).env("GITHUB_BASE_REF", "main");
        let output = command.arg("ci").args(arguments).output().unwrap();
        assert!(matches!(output.status.code(), Some(0..=2)), "{output:?}");
        (output.status.success(), std::fs::read_to_string(summary).unwrap())
    }

    fn lint(&self) -> (bool, String) {
        self.page(&["--only", "lint"])
    }
}

/// What a contributor sees without unfolding anything.
fn unfolded(page: &str) -> &str {
    page.split("<details>").next().unwrap()
}

#[test]
fn an_entry_without_a_full_stop_is_shown_with_it() {
    let request =
        Request::new("- [New](https://new.example/) - Is bright\n", "- [New](https://new.example/) - 很亮。\n");
    let (passes, page) = request.lint();
    assert_recorded("tests/ci/pages/full-stop.md", &page);
    assert!(passes);
    let line = unfolded(&page).split("```markdown\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let list = request.0.text("README.md");
    request.0.file("README.md", &list.replace("- [New](https://new.example/) - Is bright\n", line));
    request.0.git(&["commit", "--quiet", "--all", "--amend", "--no-edit"]);
    assert!(request.lint().1.starts_with("## curate: nothing to change\n"), "the line that was copied is right");
}

#[test]
fn a_duplicate_fails_the_check() {
    let entry = "- [Clip](https://clip.example/) - Another";
    let (passes, page) = Request::new(&format!("{entry} one.\n"), &format!("{entry} 又一个。\n")).lint();
    assert_recorded("tests/ci/pages/duplicate.md", &page);
    assert!(!passes);
}

#[test]
fn an_entry_that_the_other_edition_lacks_comes_with_its_line_there() {
    let (passes, page) = Request::new("- [New](https://new.example/) - Is bright.\n", "").lint();
    assert_recorded("tests/ci/pages/other-edition.md", &page);
    assert!(passes);
}

#[test]
fn a_dead_link_is_told_once_for_both_editions() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let entry = |words: &str| format!("- [Gone](http://{address}/gone) - {words}\n");
    let request = Request::new(&entry("Was bright."), &entry("很亮。"));
    let (passes, page) = request.page(&["--only", "links", "--allow-private", "--no-store"]);
    assert_recorded("tests/ci/pages/dead-link.md", &page.replace(&address, "lamps.example"));
    assert!(!passes);
}

#[test]
fn of_many_findings_the_first_of_each_kind_are_shown() {
    let (mut english, mut chinese) = (String::new(), String::new());
    for at in 0..60 {
        writeln!(english, "- [Lamp {at} ](https://l{at}.example/) - Lamp {at} is bright.").unwrap();
        writeln!(chinese, "- [Lamp {at}](https://l{at}.example/) - 很亮。").unwrap();
    }
    let (_, page) = Request::new(&english, &chinese).lint();
    assert_recorded("tests/ci/pages/many.md", unfolded(&page));
    assert!(page.contains("README.md:64"), "all of them are folded below");
}

#[test]
fn of_nothing_there_is_a_line() {
    let entry = "- [New](https://new.example/) - ";
    let (passes, page) = Request::new(&format!("{entry}Is bright.\n"), &format!("{entry}很亮。\n")).lint();
    assert_recorded("tests/ci/pages/nothing.md", &page);
    assert!(passes);
}

#[test]
fn a_fix_of_many_lines_is_left_to_the_program() {
    let section = |at: usize| format!("## Lamps {at}\n\n- [L{at}](https://l{at}.example/) - Is bright.\n\n");
    let sections: String = (0..20).map(section).collect();
    let (_, page) = Request::new(&format!("\n<!-- toc -->\n<!-- /toc -->\n\n{sections}"), "").lint();
    let page = unfolded(&page);
    let more =
        "More lines change than are shown here. In a clone, `npx curate-lists lint --fix --since origin/main` changes";
    assert!(page.contains(more) && !page.contains("#lamps-19"), "{page}");
}

#[test]
fn what_was_not_checked_is_not_called_right() {
    let request =
        Request::new("- [New](https://new.example/) - Is bright\n", "- [New](https://new.example/) - 很亮。\n");
    std::fs::write(request.0.path().join("NOTES.md"), b"\xff\xfe").unwrap();
    request.0.git(&["add", "--all"]);
    request.0.git(&["commit", "--quiet", "--amend", "--no-edit"]);
    let (passes, page) = request.lint();
    assert!(!passes && unfolded(&page).contains("Not everything could be checked"), "{page}");
}

#[test]
fn of_blank_lines_none_is_shown() {
    let section = |name: &str, blank: &str| {
        format!("\n## {name}\n{blank}- [{name}](https://{}.example/) - Is bright.\n", name.to_lowercase())
    };
    let sections = ["One", "Two", "Three"].map(|name| section(name, "\n")).concat() + &section("Four", "");
    let page = Request::new(&sections, "").lint().1;
    assert!(page.contains("Add 1 blank line to [`README.md`, after line 24]"), "{page}");
}

#[test]
fn hostile_texts_are_only_text() {
    let (_, page) = Request::new(super::HOSTILE, "").lint();
    let mut options = markdown::Options::gfm();
    options.compile.allow_dangerous_html = true;
    let html = markdown::to_html_with_options(&page, &options).unwrap();
    let prose = super::formats::without_code(&html);
    for refused in ["<b>", "<img", "@octo", "#1<", "<script", "href=\"https://lamps", "href=\"http://lamps"] {
        assert!(!prose.contains(refused), "{refused}:\n{prose}");
    }
    assert!(page.chars().all(|character| !character.is_control() || character == '\n'), "{page}");
    assert!(!prose.contains("```") && html.contains("<details>"), "{html}");
}
