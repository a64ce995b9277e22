//! MDX: code in it is nobody's markdown, and markdown in it is.

use super::Folder;

/// A page whose code would have findings of many kinds if it were markdown; `WRONG` is the one thing that is.
const PAGE: &str = "---\ntitle: Tools\n---\nimport { Tabs, Tab } from '@site/tabs' \nimport data from \"./data.json\"\nexport const links = [ \n  { url: 'https://tools.example/?utm_source=x', text: '[a](b' },\n\n\n  '##No heading',\n]\n\n\
    # Tools\n\n<Tabs \n  items={['a', 'b']}  >\n<Tab title=\"[ a ](https://a.example)\">\n## Install\n- [Adder](https://adder.example) - Adds.\n</Tab>\n<Tab>\n\n## Install\n\n### Deep\n\n- [Anvil](https://anvil.example) - Builds.\n\n</Tab>\n</Tabs>\n\n\
    {/* See https://bare.example , [this][gone] */}\n\nThere are {links.map((one) => <a href={one.url}>{one.text } </a>)} of them, see [the end](#end) and [a page](/guide/start).\n\n<Footer note={ 'a  b' }/>\n";

fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["lint", "--hints", "--all", "--output-format", "concise"], arguments].concat());
    run.out.lines().filter(|line| line.contains("page.mdx:")).map(str::to_owned).collect()
}

#[test]
fn code_has_no_findings_and_no_fixes() {
    let folder = Folder::new();
    folder.file("page.mdx", PAGE);
    assert_eq!(found(&folder, &["page.mdx"]), [""; 0]);
    folder.file("page.md", PAGE);
    assert!(folder.run(&["lint", "page.md"]).status == 1, "the same is full of mistakes as markdown");
    let wrong =
        PAGE.replace("- Adds.\n", "- Adds. \n").replace("[Anvil]", "[Anvil ]").replace("of them,", "of them\u{200b},");
    folder.file("page.mdx", &wrong);
    let rules: Vec<String> =
        found(&folder, &["page.mdx"]).iter().filter_map(|line| line.split(' ').nth(2).map(str::to_owned)).collect();
    assert_eq!(rules, ["formatting/whitespace", "links/padding", "formatting/invisible-character"], "{wrong}");
    folder.run(&["lint", "--fix", "--unsafe-fixes", "page.mdx"]);
    assert_eq!(folder.text("page.mdx"), PAGE);
}

#[test]
fn include_has_files_of_other_names_checked() {
    let folder = Folder::new();
    folder.file("docs/page.mdx", "# Tools\n\n- [Adder ](https://adder.example)\n");
    folder.file("docs/old/page.mdx", "# Tools\n\n- [Adder ](https://adder.example)\n");
    folder.file("notes.txt", "# Tools\n\n- [Adder ](https://adder.example)\n");
    folder.file("README.md", "# Tools\n\nText.\n");
    let all = || folder.run(&["lint", "--output-format", "concise"]).out;
    assert!(!all().contains("padding"));
    folder.file("curate.toml", "include = [\"*.mdx\", \"!docs/old/**\", \"/notes.txt\"]\n");
    let text = all();
    assert!(
        text.contains("docs/page.mdx:3") && text.contains("notes.txt:3") && !text.contains("old/page.mdx"),
        "{text}"
    );
    assert!(folder.run(&["config", "show"]).out.contains("include = [\"*.mdx\", \"!docs/old/**\", \"/notes.txt\"]"));
    folder.file(".gitignore", "docs/\n");
    let text = all();
    assert!(!text.contains("docs/page.mdx:3") && text.contains("notes.txt:3"), "{text}");
    folder.file("curate.toml", "include = [\"*.mdx\"]\nexclude = [\"docs\"]\n");
    assert!(!all().contains("padding"));
    folder.file("curate.toml", "include = [\"a[\"]\n");
    let run = folder.run(&["lint"]);
    assert!(run.status == 2 && run.err.contains("include"), "{run:?}");
}
