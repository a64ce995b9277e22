//! Lists in several languages: which documents belong together.

use super::{Folder, Run};

const ENGLISH: &str = "# Lamps\n\n[中文](README.zh-cn.md)\n\n## Desk\n\n- [One](https://lamps.example/1) - First lamp.\n- [Two](https://lamps.example/2) - Second lamp.\n- [Three](https://lamps.example/3) - Third lamp.\n";
const CHINESE: &str = "# 灯\n\n[English](README.md)\n\n## 桌面\n\n- [一](https://lamps.example/1) - 第一盏灯。\n- [二](https://lamps.example/2) - 第二盏灯。\n";

fn pair() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", ENGLISH);
    folder.file("README.zh-cn.md", CHINESE);
    folder
}

fn parity(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["lint", "--select", "parity/missing-entry", "--output-format", "concise"], arguments].concat())
}

#[test]
fn a_single_file_brings_its_siblings_as_context() {
    let folder = pair();
    let run = parity(&folder, &["README.zh-cn.md"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.out.starts_with("README.zh-cn.md:")
            && run.out.ends_with("1 warning in 1 file; 1 fixable with --unsafe-fixes\n"),
        "{run:?}"
    );
    // The other way round it is said of the entry that the sibling lacks.
    let run = parity(&folder, &["README.md"]);
    assert!(run.status == 1 && run.out.starts_with("README.md:9:"), "{run:?}");
}

#[test]
fn editions_elsewhere() {
    for other in ["docs/README.zh-cn.md", "translations/zh-cn.md", "zh-cn/README.md", "i18n/zh-cn/README.md"] {
        let folder = Folder::new();
        folder.file("README.md", ENGLISH);
        folder.file(other, CHINESE);
        assert_eq!(parity(&folder, &[other]).status, 1, "{other}");
        assert_eq!(parity(&folder, &[]).status, 1, "{other}");
    }
}

#[test]
fn a_link_to_the_folder_of_a_page_makes_it_an_edition() {
    let page = |words: &str, link: &str| format!("# Lamps\n\n{words}\n\n```sh\nlight --all\n```\n\n{link}\n");
    let source = |link: &str| page("How to light them.", link);
    for (link, is_edition) in [
        ("[中文](https://github.com/lamps/lamps/tree/main/translations/zh-CN#readme)", true),
        ("[中文](translations/zh-CN/)", true),
        ("[more](translations/more)", false),
        ("[中文](./translations/zh-CN/README.md)", true),
        ("[中文](https://github.com/lamps/lamps/blob/main/translations/zh-CN/README.md)", true),
        ("[more](translations/more/README.md)", false),
    ] {
        let folder = Folder::new();
        folder.file("README.md", source(link));
        folder.file("translations/zh-CN/README.md", page("如何点灯。", "更多。").replace("--all", "--one"));
        let run = folder.run(&["lint", "--select", "parity/code-block", "--output-format", "concise"]);
        assert_eq!(run.status == 1, is_edition, "{link}: {run:?}");
    }
}

#[test]
fn other_lists_are_no_editions() {
    let folder = Folder::new();
    folder.file("README.md", ENGLISH.replace("[中文](README.zh-cn.md)\n\n", ""));
    folder.file("README.zh-cn.md", "# 椅子\n\n- [椅](https://chairs.example/1) - 一把椅子。\n");
    assert_eq!(parity(&folder, &[]).status, 0);
}

#[test]
fn the_configuration_names_editions() {
    let folder = Folder::new();
    folder.file("lamps.md", ENGLISH);
    folder.file("deng.md", CHINESE);
    assert_eq!(parity(&folder, &[]).status, 0);
    folder.file("curate.toml", "[[list]]\nsource = \"lamps.md\"\ntranslations = [\"deng.md\"]\n");
    let run = parity(&folder, &["deng.md"]);
    assert!(run.status == 1 && run.out.starts_with("deng.md:"), "{run:?}");
}

#[test]
fn a_document_that_the_configuration_names_is_a_list() {
    let folder = Folder::new();
    // One linked item of four is no list by itself.
    let text = "# Lamps\n\n- one\n- two\n- three\n- [Desk](https://lamps.example/)\n- [Desk](https://lamps.example/)\n- four\n- five\n";
    folder.file("NOTES.md", text);
    let status = || folder.run(&["lint", "--select", "duplicates/url"]).status;
    assert_eq!(status(), 0);
    folder.file("curate.toml", "[[list]]\nsource = \"NOTES.md\"\n");
    assert_eq!(status(), 1);
}

#[test]
fn an_ignored_sibling_is_not_brought_into_its_folder() {
    let folder = pair();
    folder.file(".gitignore", "README.md\n");
    assert_eq!(parity(&folder, &[]).status, 0);
    assert_eq!(parity(&folder, &["README.zh-cn.md"]).status, 1);
}
