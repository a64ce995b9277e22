//! Tables for language tags and for the names of editions.

use curate_document::language::{EditionName, Language, edition_name};
use curate_document::script::WritingSystem;

const TAGS: &[(&str, Option<&str>)] = &[
    ("zh-cn", Some("zh-cn")),
    ("zh_CN", Some("zh-cn")),
    ("zh-Hans", Some("zh-cn")),
    ("zh-Hans-CN", Some("zh-cn")),
    ("ZH-HANT", Some("zh-tw")),
    ("zh-Hant-HK", Some("zh-hk")),
    ("zh", Some("zh")),
    ("CN", Some("zh-cn")),
    ("tw", Some("zh-tw")),
    ("ch", Some("zh")),
    ("chinese", Some("zh")),
    ("Simplified_Chinese", Some("zh-cn")),
    ("简体中文", Some("zh-cn")),
    ("jp", Some("ja")),
    ("ja-JP", Some("ja-jp")),
    ("日本語", Some("ja")),
    ("kr", Some("ko")),
    ("English", Some("en")),
    ("eng", Some("en")),
    ("eng-us", Some("en-us")),
    ("es-419", Some("es-419")),
    ("pt-BR", Some("pt-br")),
    ("br", Some("pt-br")),
    ("sr-Latn", Some("sr-latn")),
    ("sr-Cyrl-RS", Some("sr-cyrl-rs")),
    ("fil", Some("fil")),
    ("it", Some("it")),
    ("", None),
    ("-", None),
    ("en-", None),
    ("e", None),
    ("go", None),
    ("old", None),
    ("dev", None),
    ("v2", None),
    ("langs", None),
    ("en-v2", None),
    ("en-zz", None),
    ("en-us-us", None),
    ("zh-cn.bak", None),
    ("mac", None),
];

#[test]
fn tags() {
    for &(text, expected) in TAGS {
        let language = Language::parse(text);
        assert_eq!(language.as_ref().map(Language::tag), expected, "{text}");
    }
}

#[test]
fn names_and_scripts() {
    for (tag, primary, name, system) in [
        ("zh-cn", "zh", "Chinese (Simplified)", Some(WritingSystem::Chinese)),
        ("ja", "ja", "Japanese", Some(WritingSystem::Japanese)),
        ("pt-br", "pt", "Portuguese (Brazil)", Some(WritingSystem::Latin)),
        ("de-at", "de", "German", Some(WritingSystem::Latin)),
        ("sr", "sr", "Serbian", None),
        ("sr-cyrl", "sr", "Serbian", Some(WritingSystem::Cyrillic)),
        ("hi", "hi", "Hindi", Some(WritingSystem::Devanagari)),
        ("bn", "bn", "Bengali", Some(WritingSystem::Other)),
    ] {
        let language = Language::parse(tag).unwrap();
        assert_eq!(language.to_string(), tag);
        assert_eq!(language.primary(), primary);
        assert_eq!(language.english_name(), name);
        assert_eq!(language.writing_system(), system, "{tag}");
    }
}

const EDITIONS: &[(&str, &str, &str, Option<&str>)] = &[
    ("README.md", "", "readme", None),
    ("./readme.markdown", "", "readme", None),
    ("README.zh-cn.md", "", "readme", Some("zh-cn")),
    ("README_CN.md", "", "readme", Some("zh-cn")),
    ("README_zh-CN.md", "", "readme", Some("zh-cn")),
    ("readme-zh-Hans.md", "", "readme", Some("zh-cn")),
    ("README-zh_Hant_TW.MD", "", "readme", Some("zh-tw")),
    ("README.pt-br.md", "", "readme", Some("pt-br")),
    ("README_JP.md", "", "readme", Some("ja")),
    ("README-simplified-chinese.md", "", "readme", Some("zh-cn")),
    ("README_中文.md", "", "readme", Some("zh")),
    ("README.it.md", "", "readme", Some("it")),
    ("CODE_OF_CONDUCT.no.md", "", "code_of_conduct", Some("no")),
    ("CODE_OF_CONDUCT.zh-cn.md", "", "code_of_conduct", Some("zh-cn")),
    ("docs/README.zh-cn.md", "", "readme", Some("zh-cn")),
    ("translations/README-ja.md", "", "readme", Some("ja")),
    ("i18n/zh/README.md", "", "readme", Some("zh")),
    ("zh-cn/README.md", "", "readme", Some("zh-cn")),
    ("docs/it/README.md", "", "readme", Some("it")),
    ("translations/zh-CN.md", "", "readme", Some("zh-cn")),
    ("i18n/is.md", "", "readme", Some("is")),
    ("packages/a/README.md", "packages/a", "readme", None),
    ("packages/a/docs/de/guide.md", "packages/a", "guide", Some("de")),
    ("docs/fr/guide/start.md", "guide", "start", Some("fr")),
    ("awesome-ja.md", "", "awesome", Some("ja")),
    ("awesome-go.md", "", "awesome-go", None),
    ("awesome-ml.md", "", "awesome-ml", None),
    ("ml/README.md", "ml", "readme", None),
    ("what-is-it.md", "", "what-is-it", None),
    ("do-or-no-de.md", "", "do-or-no", Some("de")),
    ("README.old.md", "", "readme.old", None),
    ("README-dev.md", "", "readme-dev", None),
    ("CHANGELOG-v2.md", "", "changelog-v2", None),
    ("free-programming-books-langs.md", "", "free-programming-books-langs", None),
    (".zh.md", "", ".zh", None),
];

#[test]
fn editions() {
    for &(path, folder, stem, language) in EDITIONS {
        let name = edition_name(path).unwrap_or_else(|| panic!("{path} is markdown"));
        let found = name.language.as_ref().map(Language::tag);
        assert_eq!((name.folder.as_str(), name.stem.as_str(), found), (folder, stem, language), "{path}");
    }
    for path in ["", "README", "README.zh-cn.txt", "md", ".md", "docs/", "a/.md"] {
        assert_eq!(edition_name(path), None, "{path}");
    }
}

const PAIRS: &[(&str, &str, bool)] = &[
    ("README.md", "README.zh-cn.md", true),
    ("README.en.md", "README.zh-cn.md", true),
    ("README.md", "docs/README.ja.md", true),
    ("en/README.md", "zh-cn/README.md", true),
    ("docs/guide.md", "docs/zh/guide.md", true),
    ("README.md", "docs/README.md", false),
    ("README.md", "README.md", false),
    ("CONTRIBUTING.md", "CONTRIBUTING.zh-cn.md", true),
    ("CONTRIBUTING.md", "README.zh-cn.md", false),
    ("CONTRIBUTING.zh-cn.md", "README.zh-cn.md", false),
    ("a/README.md", "b/README.zh.md", false),
    ("README.md", "README.old.md", false),
    ("README.zh.md", "docs/zh/README.md", false),
];

/// Whether two documents may be editions of one list.
fn is_candidate_pair(a: &EditionName, b: &EditionName) -> bool {
    a.stem == b.stem && a.folder == b.folder && a.language != b.language
}

#[test]
fn pairs() {
    for &(a, b, expected) in PAIRS {
        let (first, second) = (edition_name(a).unwrap(), edition_name(b).unwrap());
        assert_eq!(is_candidate_pair(&first, &second), expected, "{a} {b}");
        assert_eq!(is_candidate_pair(&second, &first), expected, "{b} {a}");
    }
}
