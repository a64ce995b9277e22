//! What the path of a file says about which list it is an edition of, and in which language.

use super::tag::{Language, is_ambiguous};
use crate::markdown_file::is_markdown;

/// Folders that hold translations beside what they translate; they do not distinguish documents.
const CONTAINERS: &[&str] =
    &["docs", "doc", "translations", "translation", "i18n", "l10n", "locales", "locale", "langs", "lang", "languages"];

/// Stems of files that every repository has and that are translated under their own name.
const COMMON_STEMS: &[&str] = &[
    "readme",
    "index",
    "home",
    "contributing",
    "contribution",
    "contributors",
    "code_of_conduct",
    "code-of-conduct",
    "codeofconduct",
    "changelog",
    "license",
    "licence",
    "security",
    "support",
    "governance",
    "faq",
    "authors",
];

/// What a document is called, apart from its language. Documents are editions of one list only when `folder` and `stem`
/// are equal and `language` is not: two editions of one language in different places (`README.md` in `docs/en/` and `en/`) are
/// no pair.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionName {
    /// The folder, without language folders (`zh-cn/`) and folders for translations (`docs/`, `i18n/`, …); empty for
    /// the root. With forward slashes, none at the end.
    pub folder: String,
    /// File name in lower case without extension and language: `readme`.
    pub stem: String,
    /// The language that the file name or, failing that, a folder names.
    pub language: Option<Language>,
}

/// Reads the path of a markdown file (see [`is_markdown`]), with forward slashes; `None` for any other file.
///
/// A language stands after the stem and `.`, `-` or `_` (`README.zh-cn.md`, `readme-zh-Hans.md`, `README_CN.md`), is a
/// folder (`zh-cn/README.md`), or is the whole name in a folder for translations (`i18n/ja.md`, an edition of `readme`).
/// Codes that are also words (`it`, `no`, `ml`, …) count only after the name of a file that every repository has
/// (`README.it.md`, `CONTRIBUTING-no.md`) or as a folder in a folder for translations (`docs/it/`), so that
/// `what-is-it.md` and `ml/README.md` name no language.
pub fn edition_name(path: &str) -> Option<EditionName> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, _) = name.rsplit_once('.').filter(|_| is_markdown(name))?;
    let folder = folder_name(folders);
    let (stem, language) = stem_name(&stem.to_lowercase(), folder.ends_in_container);
    if stem.is_empty() {
        return None;
    }
    Some(EditionName { folder: folder.kept, stem, language: language.or(folder.language) })
}

struct FolderName {
    kept: String,
    language: Option<Language>,
    ends_in_container: bool,
}

fn folder_name(folders: &str) -> FolderName {
    let mut folder = FolderName { kept: String::new(), language: None, ends_in_container: false };
    for segment in folders.split('/').filter(|segment| !matches!(*segment, "" | ".")) {
        let is_container = CONTAINERS.iter().any(|container| segment.eq_ignore_ascii_case(container));
        if is_container {
            folder.ends_in_container = true;
            continue;
        }
        if (folder.ends_in_container || !is_ambiguous(segment))
            && let Some(language) = Language::parse(segment)
        {
            folder.language = Some(language);
            folder.ends_in_container = false;
            continue;
        }
        folder.ends_in_container = false;
        if !folder.kept.is_empty() {
            folder.kept.push('/');
        }
        folder.kept.push_str(segment);
    }
    folder
}

/// The stem without its language, from a stem in lower case.
fn stem_name(stem: &str, in_container: bool) -> (String, Option<Language>) {
    if in_container && let Some(language) = Language::parse(stem) {
        return ("readme".to_owned(), Some(language));
    }
    // The longest tag first: `zh-hans-cn` before `hans-cn` before `cn`.
    let separators: Vec<usize> = stem.rmatch_indices(['.', '-', '_']).map(|(index, _)| index).take(3).collect();
    for &index in separators.iter().rev() {
        let (Some(rest), Some(tag)) = (stem.get(..index), stem.get(index + 1..)) else {
            continue;
        };
        if rest.is_empty() || (is_ambiguous(tag) && !COMMON_STEMS.contains(&rest)) {
            continue;
        }
        if let Some(language) = Language::parse(tag) {
            return (rest.to_owned(), Some(language));
        }
    }
    (stem.to_owned(), None)
}
