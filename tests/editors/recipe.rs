//! What the page of the book about editors tells people to write.

use curate_testing::root;
use std::fs;

const PAGES: [&str; 2] = ["docs/en/guide/editors.md", "docs/zh/guide/editors.md"];

/// The code blocks in `language` below the heading `## heading`, on the English page.
pub fn blocks(heading: &str, language: &str) -> Vec<String> {
    let page = page(PAGES[0]);
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no ## {heading}"));
    code(section.split("\n## ").next().unwrap(), language)
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn code(text: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let blocks = text.split(&start).skip(1);
    blocks.map(|rest| rest.split("```\n").next().unwrap().to_owned()).collect()
}

#[test]
fn both_languages_tell_the_same() {
    for language in ["elisp", "json", "lua", "sh", "toml", "vim"] {
        let [english, chinese] = PAGES.map(|path| code(&page(path), language));
        assert!(!english.is_empty(), "{language}");
        assert_eq!(english, chinese, "{language}");
    }
}

#[test]
fn what_is_toml_or_json_can_be_read() {
    let helix: toml::Value = toml::from_str(&blocks("Helix", "toml")[0]).unwrap();
    let servers = helix["language"][0]["language-servers"].as_array().unwrap();
    let name = servers[0].as_str().unwrap();
    let server = &helix["language-server"][name];
    assert_eq!((server["command"].as_str(), server["args"][0].as_str()), (Some("curate"), Some("lsp")));
    for (editor, path) in [("Sublime Text", "/clients/curate/command"), ("Kate", "/servers/markdown/command")] {
        let settings: serde_json::Value = serde_json::from_str(&blocks(editor, "json")[0]).unwrap();
        assert_eq!(settings.pointer(path), Some(&serde_json::json!(["curate", "lsp"])), "{editor}");
    }
}
