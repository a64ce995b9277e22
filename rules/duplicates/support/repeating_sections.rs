//! Sections that name resources which the list has elsewhere, on purpose: news, rankings, references, promotion at the top.

use curate_document::normal_text::letters;
use curate_document::{Document, Entry, SectionId};

/// What the names of such sections begin with, in the form of [`letters`].
#[rustfmt::skip]
const STEMS: &[&str] = &[
    "latest", "thelatest", "recent", "newadditions", "newly", "whatsnew", "latestnews", "trending", "mostpopular", "popular", "featured",
    "highlights", "highlighted", "ranking", "spotlight", "editorspick", "staffpick", "toppicks", "ourpicks",
    "最新", "最近更新", "最近新增", "近期", "新增", "新着", "更新情報", "最近の", "热门", "熱門", "精选", "精選", "排行", "注目", "ランキング", "人気",
    "최신", "최근", "인기", "랭킹", "novedades", "destacados", "novidades", "destaques", "nouveautés", "neuigkeiten", "новинки", "популярн",
];
/// Whole names of such sections.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "new", "news", "hot", "top", "reference", "references", "bibliography", "sources", "furtherreading", "参考", "参考文献", "参考资料", "參考資料",
    "參考文獻", "参考链接", "引用", "出典", "참고", "참고문헌", "참고자료", "referencias", "bibliografía", "referências", "bibliografia", "références",
    "bibliographie", "quellen", "literatur", "riferimenti", "литература", "источники", "ссылки", "المراجع", "संदर्भ", "kaynaklar",
];

/// Which sections of a document are of that kind.
#[derive(Debug, Default)]
pub(crate) struct RepeatingSections(Vec<bool>);

impl RepeatingSections {
    /// Reads each heading of `document` once.
    pub(crate) fn of(document: &Document) -> Self {
        let mut repeating: Vec<bool> = Vec::with_capacity(document.sections().len());
        for section in document.sections() {
            let around = section.parent.and_then(|parent| repeating.get(parent.0 as usize).copied()).unwrap_or(false);
            // The title of a list says nothing of its sections.
            repeating.push(around || section.level > 1 && is_repeating(&section.rendered));
        }
        Self(repeating)
    }

    /// Whether one of two entries in different sections repeats what the other presents.
    pub(crate) fn repeat(&self, document: &Document, entry: &Entry, earlier: &Entry) -> bool {
        if entry.section == earlier.section {
            return false;
        }
        let contents = document.contents().map(|contents| contents.span.start);
        let is_above = contents.is_some_and(|start| earlier.span.end <= start && entry.span.start > start);
        is_above || self.is_repeating(entry.section) || self.is_repeating(earlier.section)
    }

    fn is_repeating(&self, section: Option<SectionId>) -> bool {
        section.is_some_and(|section| self.0.get(section.0 as usize).copied().unwrap_or(false))
    }
}

fn is_repeating(rendered: &str) -> bool {
    if rendered.len() > 120 {
        return false;
    }
    let name = letters(rendered);
    let is_ranked = name.strip_prefix("top").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    is_ranked || NAMES.contains(&name.as_str()) || STEMS.iter().any(|stem| name.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeating() {
        for (heading, expected) in [
            ("🎉 The latest additions", true),
            ("What\u{2019}s new", true),
            ("Top 20", true),
            ("Topics", false),
            ("Ranking", true),
            ("参考文献", true),
            ("References", true),
            ("News", true),
            ("Newsletters", false),
            ("Reference implementations", false),
        ] {
            assert_eq!(is_repeating(heading), expected, "{heading}");
        }
    }
}
