//! Heading anchors, as the host that renders a document makes them.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Which host renders the document, and so which anchors its headings get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostStyle {
    /// github.com and GitHub Enterprise: `lib/html/pipeline/toc_filter.rb` of `jch/html-pipeline`, Ruby's `\p{Word}`.
    #[default]
    GitHub,
    /// GitLab 17.0 and later: `src/html/anchorizer.rs` of `comrak`, which keeps letters, marks and numbers of every kind.
    /// Runs of hyphens stay, and an anchor may be a number: `doc/user/markdown.md` ("Heading IDs and links") of GitLab has
    /// examples. Earlier versions squeezed hyphens and wrote `anchor-1` for `1`.
    GitLab,
    /// Gitea 1.21 and later, and Forgejo: `CleanValue` in `modules/markup/common/footnote.go` and
    /// `modules/markup/markdown/prefixed_id.go`. It reads the source of a heading, not its rendered text, trims it, drops marks,
    /// and makes a hyphen of any white space. The prefix `user-content-` is in no link.
    Gitea,
}

impl HostStyle {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::GitHub, Self::GitLab, Self::Gitea];

    /// The name in configurations, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Gitea => "gitea",
        }
    }

    /// The style called `name`, in any case; `forgejo` is that of Gitea.
    pub fn named(name: &str) -> Option<Self> {
        let name = if name.eq_ignore_ascii_case("forgejo") { "gitea" } else { name };
        Self::ALL.into_iter().find(|style| style.name().eq_ignore_ascii_case(name))
    }
}

/// The prefix that hosts give to the anchors of a page to keep them apart from their own; links do without it.
const USER_CONTENT: &str = "user-content-";

/// The anchor of a heading whose text is `text`, before repeats are numbered (see [`Slugger`]).
///
/// The text is the rendered one, without markup and with character references decoded; for [`HostStyle::Gitea`], it is the
/// source. GitHub: Unicode lower case, one character at a time; only `[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]` stays; each space
/// becomes `-`, nothing is collapsed or trimmed. U+FE0F is a mark and stays; ZWJ, ZWNJ and other white space do not.
/// The result may be empty (Gitea says `heading` then).
pub fn slug(text: &str, style: HostStyle) -> String {
    let text = match style {
        HostStyle::Gitea => text.trim(),
        HostStyle::GitHub | HostStyle::GitLab => text,
    };
    // Rust's own lower case knows the final sigma, as comrak does; Ruby and Go do not.
    let text = match style {
        HostStyle::GitLab if !text.is_ascii() => Cow::Owned(text.to_lowercase()),
        _ => Cow::Borrowed(text),
    };
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        push_character(&mut slug, character, style);
    }
    if style == HostStyle::Gitea {
        if slug.is_empty() {
            slug.push_str("heading");
        } else if let Some(bare) = slug.strip_prefix(USER_CONTENT) {
            slug = bare.to_owned();
        }
    }
    slug
}

/// Anchors of the headings of one document, in order, each once.
///
/// Repeats get `-1`, `-2`, …, and generated names are taken too: after `a`, `a`, a heading `a-1` becomes `a-1-1`.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    style: HostStyle,
    /// Every anchor given out, with the last number tried for it.
    taken: HashMap<String, u32>,
}

impl Slugger {
    /// A slugger that has given out nothing yet.
    pub fn new(style: HostStyle) -> Self {
        Self { style, taken: HashMap::new() }
    }

    /// The anchor of the next heading of the document, whose text is `text` (see [`slug`]).
    pub fn unique(&mut self, text: &str) -> String {
        self.numbered(slug(text, self.style))
    }

    /// The anchor of the next heading of the document, whose [`slug`] is `base`.
    pub fn numbered(&mut self, base: String) -> String {
        let Some(mut number) = self.taken.get(&base).copied() else {
            self.taken.insert(base.clone(), 0);
            return base;
        };
        let anchor = loop {
            number += 1;
            let candidate = format!("{base}-{number}");
            if !self.taken.contains_key(&candidate) {
                break candidate;
            }
        };
        self.taken.insert(base, number);
        self.taken.insert(anchor.clone(), 0);
        anchor
    }
}

/// The anchor without U+FE00 to U+FE0F, which authors rarely type though GitHub's anchors keep them.
pub fn without_variation_selectors(anchor: &str) -> Cow<'_, str> {
    if !anchor.contains(is_variation_selector) {
        return Cow::Borrowed(anchor);
    }
    Cow::Owned(anchor.chars().filter(|&character| !is_variation_selector(character)).collect())
}

/// The form in which two anchors are compared when case is to be ignored: lower case, one character at a time.
pub fn fold(anchor: &str) -> String {
    if anchor.is_ascii() {
        return anchor.to_ascii_lowercase();
    }
    anchor.chars().flat_map(char::to_lowercase).collect()
}

fn push_character(slug: &mut String, character: char, style: HostStyle) {
    match character {
        'a'..='z' | '0'..='9' | '_' | '-' => slug.push(character),
        'A'..='Z' => slug.push(character.to_ascii_lowercase()),
        ' ' => slug.push('-'),
        _ if style == HostStyle::Gitea && character.is_whitespace() => slug.push('-'),
        _ if character.is_ascii() => {}
        _ => {
            // Go maps a character to one character: `İ` is `i` there, not `i` and a dot above.
            let most = if style == HostStyle::Gitea { 1 } else { usize::MAX };
            let lower = character.to_lowercase().take(most);
            slug.extend(lower.filter(|&lower| is_kept(lower, style)));
        }
    }
}

fn is_kept(character: char, style: HostStyle) -> bool {
    use GeneralCategoryGroup::{Letter, Mark, Number};
    match style {
        HostStyle::GitHub => {
            character.is_alphabetic()
                || matches!(
                    character.general_category(),
                    GeneralCategory::NonspacingMark
                        | GeneralCategory::SpacingMark
                        | GeneralCategory::EnclosingMark
                        | GeneralCategory::DecimalNumber
                        | GeneralCategory::ConnectorPunctuation
                )
        }
        HostStyle::GitLab => {
            matches!(character.general_category_group(), Letter | Mark | Number)
                || character.general_category() == GeneralCategory::ConnectorPunctuation
        }
        HostStyle::Gitea => matches!(character.general_category_group(), Letter | Number),
    }
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn github() {
        for (rendered, expected) in [
            ("Resources", "resources"),
            ("Élan vital à la carte", "élan-vital-à-la-carte"),
            ("Straße GROẞ", "straße-groß"),
            ("İstanbul IĞDIR", "i\u{307}stanbul-iğdir"),
            ("ΟΔΟΣ", "οδοσ"),
            ("विषय-सूची और हिन्दी", "विषय-सूची-और-हिन्दी"),
            ("สารบัญ ที่นี่", "สารบัญ-ที่นี่"),
            ("오픈소스 목록", "오픈소스-목록"),
            ("竞品：对话式机器人", "竞品对话式机器人"),
            ("公司、投资（二）", "公司投资二"),
            ("OpenAI 产品等", "openai-产品等"),
            ("コンピュータ・ゲーム", "コンピュータゲーム"),
            ("〇々ー", "〇々ー"),
            ("❤️ Sponsors", "\u{FE0F}-sponsors"),
            ("🚀 Launch", "-launch"),
            ("👩‍💻 Coding", "-coding"),
            ("می\u{200C}خواهم", "میخواهم"),
            ("C++", "c"),
            ("ASP.NET", "aspnet"),
            ("A & B", "a--b"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ １", "ｆｕｌｌｗｉｄｔｈ-１"),
            ("snake_case ‿ tie", "snake_case-‿-tie"),
            (" padded  twice ", "-padded--twice-"),
            ("tab\there\u{A0}nbsp", "tabherenbsp"),
            ("x² ½ Ⅳ ⓐ ٣", "x--ⅳ-ⓐ-٣"),
            ("e\u{301}te\u{301}", "e\u{301}te\u{301}"),
            ("中—文…“引”", "中文引"),
            ("", ""),
        ] {
            assert_eq!(slug(rendered, HostStyle::GitHub), expected, "{rendered}");
        }
    }

    #[test]
    fn other_hosts() {
        for (rendered, gitlab, gitea) in [
            ("A & B", "a--b", "a--b"),
            (" x² ½ ⓐ ", "-x²-½--", "x²-½-"),
            ("tab\there", "tabhere", "tab-here"),
            ("ΟΔΟΣ", "οδος", "οδοσ"),
            ("सूची", "सूची", "सच"),
            ("İ", "i\u{307}", "i"),
            ("🚀", "", "heading"),
        ] {
            assert_eq!(slug(rendered, HostStyle::GitLab), gitlab, "{rendered}");
            assert_eq!(slug(rendered, HostStyle::Gitea), gitea, "{rendered}");
        }
    }

    #[test]
    fn repeats() {
        for (headings, expected) in [
            (["a", "a", "a", "b"], ["a", "a-1", "a-2", "b"]),
            (["a", "a", "a-1", "a"], ["a", "a-1", "a-1-1", "a-2"]),
            (["a-1", "a", "a", "A"], ["a-1", "a", "a-2", "a-3"]),
            (["！", "🚀", "中", "中"], ["", "-1", "中", "中-1"]),
        ] {
            let mut slugger = Slugger::new(HostStyle::GitHub);
            assert_eq!(headings.map(|heading| slugger.unique(heading)), expected);
        }
    }

    #[test]
    fn comparison_forms() {
        assert_eq!(without_variation_selectors("\u{FE0F}-x"), "-x");
        assert!(matches!(without_variation_selectors("中-x"), Cow::Borrowed("中-x")));
        assert_eq!(fold("ASP-Net"), "asp-net");
        assert_eq!(fold("ÉLAN-中"), "élan-中");
    }
}
