//! The book: two books of `mdbook`, `docs/en` and `docs/zh`. What stands there of rules and of the configuration is
//! written by these tests with `CURATE_BLESS=1`.

use super::configuration_page::{self, configuration_page};
use super::rendered::with_rendered_examples;
use super::rule_pages::groups;
use super::{from_root, none, root, text};
use curate_rules::{Declaration, FixKind, RULES};
use curate_testing::recorded::{assert_recorded, is_blessing};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A book in one language, and its words around what is generated.
struct Book {
    folder: &'static str,
    /// Where pages of rules in this language are kept; `None` is the rules' own files.
    pages: Option<&'static str>,
    /// The file that translates the descriptions of rules, of their options and of settings.
    catalogue: Option<&'static str>,
    /// The words of the page about the configuration.
    configuration: configuration_page::Words,
    head: &'static str,
    columns: &'static str,
    /// The name of the kinds of fixes: none, unsafe, safe.
    fixes: [&'static str; 3],
    /// The names of the levels, with "off".
    levels: [(&'static str, &'static str); 4],
    level: &'static str,
    fix: &'static str,
    group: &'static str,
}

const BOOKS: [Book; 2] = [
    Book {
        folder: "docs/en",
        pages: None,
        catalogue: None,
        configuration: configuration_page::ENGLISH,
        head: "# Rules\n\nEvery rule has a page with an example and what readers see of it; `curate explain RULE` shows \
               it at a terminal.\n\nSafe fixes are applied by `--fix`, the others by `--unsafe-fixes` alone. The level of a \
               rule is set in [curate.toml](reference/configuration.md).\n",
        columns: "| rule | level | fix | reports |",
        fixes: ["none", "unsafe", "safe"],
        levels: [("error", "error"), ("warning", "warning"), ("hint", "hint"), ("off", "off")],
        level: "Level",
        fix: "Fix",
        group: "Group",
    },
    Book {
        folder: "docs/zh",
        pages: Some("locales/zh-Hans/rules"),
        catalogue: Some("locales/zh-Hans/options.toml"),
        configuration: configuration_page::CHINESE,
        head: "# 规则\n\n每条规则一页，有例子，也有读者看到的样子；在终端里用 `curate explain 规则名 --lang zh` 查看。\n\n\
               安全的修复由 `--fix` 完成，其余的只有 `--unsafe-fixes` 才会做。每条规则的级别可以在 \
               [curate.toml](reference/configuration.md) 里设定。\n",
        columns: "| 规则 | 级别 | 修复 | 报告什么 |",
        fixes: ["无", "不安全", "安全"],
        levels: [("error", "错误"), ("warning", "警告"), ("hint", "提示"), ("off", "关闭")],
        level: "级别",
        fix: "修复",
        group: "组",
    },
];

#[test]
fn every_rule_has_its_page_in_the_book() {
    for book in &BOOKS {
        let mut wanted = BTreeSet::new();
        for rule in RULES {
            let Some(page) = book.page(rule) else { continue };
            let path = format!("{}/rules/{}.md", book.folder, rule.name);
            if is_blessing() {
                let folder = Path::new(&path).parent().expect("a folder");
                fs::create_dir_all(root().join(folder)).expect("created");
            }
            assert_recorded(&path, &page);
            wanted.insert(path);
        }
        assert_recorded(&format!("{}/rules.md", book.folder), &book.index());
        let surplus: Vec<String> =
            pages(&format!("{}/rules", book.folder)).into_iter().filter(|page| !wanted.contains(page)).collect();
        none("pages of rules that are none", &surplus);
    }
}

#[test]
fn the_summary_names_every_page() {
    for book in &BOOKS {
        let path = format!("{}/SUMMARY.md", book.folder);
        let summary = text(&path);
        let is_rule = |line: &&str| line.starts_with("    - [") && line.contains("](rules/");
        let mut lines: Vec<String> = summary.lines().filter(|line| !is_rule(line)).map(str::to_owned).collect();
        let rules = lines.iter().position(|line| line.ends_with("](rules.md)")).expect("a line of all rules") + 1;
        let own = RULES.iter().filter(|rule| book.page(rule).is_some());
        lines.splice(rules..rules, own.map(|rule| format!("    - [{}](rules/{}.md)", rule.name, rule.name)));
        let summary = format!("{}\n", lines.join("\n"));
        assert_recorded(&path, &summary);
        let of_book = pages(book.folder);
        let unnamed = of_book.iter().filter_map(|page| page.strip_prefix(book.folder)?.strip_prefix('/'));
        let unnamed = unnamed.filter(|page| *page != "SUMMARY.md" && !summary.contains(&format!("]({page})")));
        none("pages that no line of SUMMARY.md names", &unnamed.map(str::to_owned).collect::<Vec<_>>());
    }
}

#[test]
fn the_configuration_is_that_of_the_schema() {
    let schema = schema();
    for book in &BOOKS {
        let page = configuration_page(&schema, &book.configuration, &|text| book.words(text));
        assert_recorded(&format!("{}/reference/configuration.md", book.folder), &page);
    }
}

#[test]
fn the_environment_on_the_page_is_that_of_the_help() {
    let help = |arguments: &[&str]| String::from_utf8(curate(arguments).1).expect("UTF-8");
    let commands = help(&["--help"]);
    let commands = commands.lines().skip_while(|line| *line != "Commands:").skip(1).map_while(|line| {
        // Descriptions go on in lines that are indented further.
        line.starts_with("  ").then(|| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
    });
    let mut variables = BTreeSet::new();
    for command in commands.flatten().filter_map(|line| line.split(' ').next()) {
        for line in help(&[command, "--help"]).lines().filter(|line| line.starts_with("  CURATE_")) {
            let (name, flag) = line.trim().split_once(' ').expect("a flag");
            variables.insert((name.to_owned(), flag.trim().to_owned()));
        }
    }
    for book in &BOOKS {
        let path = format!("{}/reference/command-line.md", book.folder);
        let page = text(&path);
        let rows = page.lines().filter(|line| line.starts_with("| `CURATE_"));
        let cells = rows.map(|row| row.split('`').collect::<Vec<_>>());
        let shown: BTreeSet<_> = cells.map(|cells| (cells[1].to_owned(), cells[3].to_owned())).collect();
        assert_eq!(shown, variables, "{path}");
    }
}

#[test]
fn curate_finds_nothing_in_the_documentation() {
    let (passed, found) =
        curate(&["lint", "--color", "never", "--output-format", "concise", "README.md", "README.zh-cn.md", "docs"]);
    assert!(passed, "{}", String::from_utf8_lossy(&found));
}

/// The schema of the configuration.
pub fn schema() -> serde_json::Value {
    serde_json::from_slice(&curate(&["config", "schema"]).1).expect("JSON")
}

/// Runs the program in the root of the project: whether it ended with 0, and what it printed.
fn curate(arguments: &[&str]) -> (bool, Vec<u8>) {
    let run = Command::new(env!("CARGO_BIN_EXE_curate")).args(arguments).current_dir(root()).output().expect("run");
    (run.status.success(), run.stdout)
}

impl Book {
    /// The text of the page of `rule`; `None` where nobody has translated it.
    fn page(&self, rule: &Declaration) -> Option<String> {
        let page = match self.pages {
            None => rule.page(),
            Some(folder) => fs::read_to_string(root().join(format!("{folder}/{}.md", rule.name))).ok()?,
        };
        let (title, rest) = page.trim_end().split_once('\n')?;
        let (group, colon) = (rule.group(), self.configuration.colon);
        let facts = format!(
            "{}{colon}{} · {}{colon}{} · {}{colon}[{group}](../../rules.md#{group})",
            self.level,
            self.level_of(rule),
            self.fix,
            self.fix_of(rule),
            self.group,
        );
        Some(with_rendered_examples(&format!("{title}\n\n{facts}\n{rest}{}", self.options(rule))))
    }

    /// All rules in tables, a group each.
    fn index(&self) -> String {
        let mut text = self.head.to_owned();
        for (group, rules) in groups() {
            text.push_str(&format!("\n## {group}\n\n{}\n|---|---|---|---|\n", self.columns));
            for rule in rules {
                let page = self.page(rule);
                let folder = if page.is_some() { "" } else { "../en/" };
                let summary = self.words(rule.summary).replace('|', "\\|");
                let (level, fix) = (self.level_of(rule), self.fix_of(rule));
                let name = rule.name;
                text.push_str(&format!("| [{name}]({folder}rules/{name}.md) | {level} | {fix} | {summary} |\n"));
            }
        }
        text
    }

    /// What this book says for the English description `text`: the text itself where nobody has translated it, which
    /// `translations.rs` reports.
    fn words(&self, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let catalogue = self.catalogue.and_then(|path| fs::read_to_string(root().join(path)).ok());
        let catalogue = catalogue.map(|text| text.parse::<toml::Table>().expect("a table"));
        let own = catalogue.iter().flat_map(toml::Table::values).find_map(|table| table.get(&text)?.as_str());
        own.unwrap_or(&text).to_owned()
    }

    /// The options of `rule` in this book's words; English pages have them already.
    fn options(&self, rule: &Declaration) -> String {
        let options = rule.make.options();
        if self.pages.is_none() || options.is_empty() {
            return String::new();
        }
        let line = |name: &str, description: &str| format!("\n- `{name}`：{}", self.words(description));
        let lines: String = options.iter().map(|option| line(&option.name, &option.description)).collect();
        format!("\n\n## 选项\n{lines}")
    }

    fn level_of(&self, rule: &Declaration) -> &'static str {
        let level = if rule.on_by_default { rule.severity.name() } else { "off" };
        self.levels.iter().find(|(name, _)| *name == level).map_or("", |(_, own)| own)
    }

    fn fix_of(&self, rule: &Declaration) -> &'static str {
        let [none, risky, safe] = self.fixes;
        match rule.fix {
            FixKind::None => none,
            FixKind::Unsafe => risky,
            FixKind::Safe => safe,
        }
    }
}

/// The pages below `folder`, as paths from the root, sorted.
fn pages(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(from_root(&path));
            }
        }
    }
    found.sort();
    found
}
