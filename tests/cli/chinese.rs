//! What the program says in Chinese.

use super::Folder;

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
