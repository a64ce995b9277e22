//! What the program says in Chinese.

use super::{Folder, run_with};

#[test]
fn a_page_and_the_summaries() {
    let folder = Folder::new();
    let page = folder.run(&["explain", "links/malformed", "--lang", "zh"]);
    assert_eq!(page.status, 0, "{page:?}");
    assert!(page.out.starts_with("# links/malformed\n\n错误，默认启用，可用 --fix 修复\n"), "{page:?}");
    assert!(page.out.contains("\n## 为什么\n") && !page.out.contains("\n## Why\n"), "{page:?}");
    let options = folder.run(&["explain", "entries/order", "--lang", "zh-cn"]);
    assert!(options.out.contains("\n## 选项\n\n- `"), "{options:?}");
    let rules = folder.run(&["rules", "--lang", "zh"]);
    assert!(rules.out.contains("URL 相同的两个条目"), "{rules:?}");
    // The environment has no say in it.
    let english = folder.run(&["explain", "links/malformed"]);
    assert!(english.out.contains("\n## Why\n"), "{english:?}");
}

/// A list with a dead anchor that is like another, one that is not, and one in other letters.
const ANCHORS: &str = "# Lamps\n\n[a](#desk-lamp) [b](#gone) [c](#Desk-Lamps)\n\n## Desk lamps\n\n- [Glow](https://glow.example) - Warm.\n";

fn lamps() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", ANCHORS);
    folder
}

#[test]
fn messages_labels_help_fixes_and_the_last_line() {
    let run = lamps().run(&["lint", "--lang", "zh"]);
    for said in [
        "本文件中没有锚点 `#desk-lamp`；是否指第 5 行的 `#desk-lamps`？\n",
        "此标题的锚点是 `#desk-lamps`\n",
        "  修复：链接到 `#desk-lamps` (--unsafe-fixes)\n",
        "  建议：链接到标题现有的锚点，或去掉 `#` 及其后的部分\n",
        "锚点 `#Desk-Lamps` 只在 github.com 上有效；正确的是 `#desk-lamps`\n",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    let last = "1 个文件：2 个错误、1 个警告；1 个可用 --fix 修复；另有 1 个可用 --unsafe-fixes 修复\n";
    assert!(run.out.ends_with(last), "{run:?}");
}

#[test]
fn only_words_are_others() {
    let folder = lamps();
    for format in ["json", "sarif", "gitlab", "rdjson", "junit"] {
        let english = folder.run(&["lint", "--output-format", format]);
        let chinese = folder.run(&["lint", "--output-format", format, "--lang", "zh"]);
        assert_ne!(english.out, chinese.out);
        assert!(chinese.out.contains("本文件中没有锚点 `#gone`"), "{chinese:?}");
        let words = |out: &str| out.split('"').filter(|word| !word.contains([' ', '`'])).collect::<Vec<_>>().join(" ");
        if format != "junit" {
            assert_eq!(words(&english.out), words(&chinese.out), "keys, rules and fingerprints stay");
        }
    }
}

#[test]
fn a_baseline_knows_its_findings_in_every_language() {
    let folder = lamps();
    folder.run(&["lint", "--write-baseline", "--baseline", "known.toml"]);
    let run = folder.run(&["lint", "--baseline", "known.toml", "--lang", "zh"]);
    assert_eq!((run.status, &*run.out), (0, "1 个文件：没有问题（3 个在基线中）\n"), "{run:?}");
}

#[test]
fn the_configuration_chooses_and_the_system_does_not() {
    let folder = lamps();
    let line = |arguments: &[&str], variables: &[(&str, &str)]| {
        let run = run_with(&folder.path(""), &[&["lint"], arguments].concat(), "", variables);
        run.out.lines().last().map(str::to_owned).unwrap_or_default()
    };
    let is_chinese = |line: &str| line.starts_with("1 个文件");
    let system = [("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.UTF-8"), ("LANGUAGE", "zh")];
    assert!(line(&[], &system).starts_with("2 errors, 1 warning in 1 file"));
    assert!(is_chinese(&line(&[], &[("CURATE_LANG", "zh")])));
    assert!(is_chinese(&line(&["--config", "lang='zh'"], &[])));
    folder.file("curate.toml", "lang = \"zh\"\n");
    assert!(is_chinese(&line(&[], &[])));
    assert!(!is_chinese(&line(&["--lang", "en"], &[])), "a flag counts more");
    assert!(!is_chinese(&line(&[], &[("CURATE_LANG", "en")])), "and so does the environment");
    assert!(folder.run(&["config", "show", "README.md"]).out.contains("lang = \"zh\"\n"));
    for command in [&["rules"][..], &["explain", "links/malformed"]] {
        assert!(folder.run(command).out.contains("错误"), "{command:?}");
    }
    folder.file("curate.toml", "lang = \"klingon\"\n");
    let wrong = folder.run(&["lint"]);
    assert!(wrong.status == 2 && wrong.err.contains("curate.toml:1"), "{wrong:?}");
}

#[test]
fn what_the_program_says_itself() {
    let folder = lamps();
    let statistics = folder.run(&["lint", "--lang", "zh", "--statistics"]);
    assert!(
        statistics.out.contains("     2  错误     anchors/missing") && !statistics.out.contains("error"),
        "{statistics:?}"
    );
    let markdown = folder.run(&["lint", "--lang", "zh", "--output-format", "markdown"]);
    for said in [
        "\n| | 位置 | 问题 |\n|---|---|---|\n| 错误 | ",
        "\n### 如何修复\n\n`curate lint --fix` 可以自动修复其中 1 个问题。",
    ] {
        assert!(markdown.out.contains(said), "{said}: {markdown:?}");
    }
    let html = folder.run(&["lint", "--lang", "zh", "--output-format", "html"]);
    assert!(
        html.out.contains("<html lang=\"zh-Hans\" dir=\"ltr\">") && html.out.contains("\">问题</span>"),
        "{html:?}"
    );
    assert!(html.out.contains("<span class=\"badge error\">错误</span>"), "{html:?}");
    let details = folder.run(&["lint", "--lang", "zh", "--verbose"]);
    assert!(details.err.contains("信息：README.md：检查；没有配置文件；启用了 "), "{details:?}");
    let rules = folder.run(&["rules", "--lang", "zh"]);
    assert!(rules.out.starts_with("规则  ") && rules.out.ends_with("显示该规则的说明。\n"), "{rules:?}");
    let settings = folder.run(&["config", "show", "README.md", "--lang", "zh"]);
    assert!(settings.out.starts_with("# README.md 生效的设置\n# 配置文件：无\n"), "{settings:?}");
    let fixed = folder.run(&["lint", "--lang", "zh", "--fix"]);
    assert!(fixed.out.contains("修复了 1 个问题：1 个 anchors/case\n"), "{fixed:?}");
}

#[test]
fn parity() {
    let folder = Folder::new();
    let page = "# Lamps\n\n[中文](README.zh.md)\n\n## Desk\n\n- [A](https://a.example)\n- [B](https://b.example)\n- [C](https://c.example)\n";
    folder.file("README.md", page);
    folder.file("README.zh.md", page.replace("- [C](https://c.example)\n", ""));
    let screen = folder.run(&["parity", "--lang", "zh"]);
    for said in ["README.md 和 1 个译文\n\n  章节    zh\n", "    Desk  66", " %（缺 1 个条目）\n", "\n  合计 "]
    {
        assert!(screen.out.contains(said), "{said}: {screen:?}");
    }
    let markdown = folder.run(&["parity", "--lang", "zh", "--output-format", "markdown"]);
    assert!(markdown.out.contains("\n| 语言版本 | 文件 | 完成度 | 缺少 |\n"), "{markdown:?}");
    let json = |language: &str| folder.run(&["parity", "--lang", language, "--output-format", "json"]).out;
    assert_eq!(json("zh"), json("en"), "words for programs stay");
}

/// Errors are put together in English, and known again by what they say.
#[test]
fn errors_and_what_is_wrong_with_a_configuration() {
    let folder = lamps();
    for (arguments, said) in [
        (&["lint", "gone.md"][..], "错误：没有这个文件或文件夹：gone.md\n"),
        (&["lint", "-", "README.md"], "错误：`-` 代表标准输入，不能与其他路径同用\n"),
        (&["explain", "links/paddign"], "错误：没有名为 `links/paddign` 的规则或规则组；是否指 `links/padding`？\n"),
        (&["lint", "--since", "x"], "错误：无法得知自 `x` 以来的改动："),
    ] {
        let run = folder.run(&[arguments, &["--lang", "zh"]].concat());
        assert!(run.status != 0 && run.err.contains(said), "{said}: {run:?}");
    }
    folder.file("curate.toml", "excludes = []\n");
    let wrong = folder.run(&["lint", "--lang", "zh"]);
    for said in ["未知的键 `excludes`\n", "建议：是否指 `exclude`？\n", "── 此处\n"] {
        assert!(wrong.err.contains(said), "{said}: {wrong:?}");
    }
}
