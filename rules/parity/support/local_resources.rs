//! What a translation has beyond its source for the readers of its own language.

use crate::parity::support::comparison::Comparison;
use curate_document::script::{LetterCounts, WritingSystem};
use curate_document::{Document, Entry, EntryId, Language, Link, Side, Span, UrlKey};

/// The share of pairs whose texts a translation keeps from which on a text in its own letters shows a resource in its own
/// language.
const KEPT: f64 = 0.6;

/// How resources in the language of a translation are recognised.
pub(crate) struct LocalResources<'a> {
    /// The language of the edition that has them; `None` where that is the source.
    language: Option<&'a Language>,
    /// Its writing system, where the source has another.
    script: Option<WritingSystem>,
    keeps_titles: bool,
    keeps_descriptions: bool,
}

impl<'a> LocalResources<'a> {
    /// What is known of the edition there, as long as it is a translation.
    pub(crate) fn of(comparison: &Comparison<'a>) -> Self {
        let mut local = Self { language: None, script: None, keeps_titles: false, keeps_descriptions: false };
        if comparison.side == Side::First {
            return local;
        }
        let edition = comparison.other_edition;
        local.language = edition.language.as_ref();
        let script = local.language.and_then(Language::writing_system).or(edition.writing_system);
        let is_own = script != Some(WritingSystem::Latin) && script != comparison.edition.writing_system;
        local.script = script.filter(|_| is_own);
        if local.script.is_some() {
            local.keeps_titles = keeps(comparison, |entry| entry.title);
            local.keeps_descriptions = keeps(comparison, |entry| entry.description);
        }
        local
    }

    /// Whether `entry` there presents a resource in the language of that edition.
    pub(crate) fn has_entry(&self, comparison: &Comparison<'_>, entry: &Entry) -> bool {
        let document = comparison.other;
        let Some(link) = document.link_of(entry).filter(|_| self.language.is_some() || self.script.is_some()) else {
            return false;
        };
        let in_own_script = |span: Option<Span>| {
            let text = span.map(|span| document.text(span)).unwrap_or_default();
            self.script.is_some_and(|script| is_in(text, script))
        };
        let Some(key) = link.key() else { return false };
        let titled = (self.keeps_titles || is_spoken(key)) && in_own_script(entry.title);
        let described = || self.keeps_descriptions && in_own_script(entry.description);
        titled || described() || self.language.is_some_and(|language| is_national(key, language))
    }
}

/// Whether most pairs of entries have one text in both editions, of those that have it.
fn keeps(comparison: &Comparison<'_>, part: impl Fn(&Entry) -> Option<Span>) -> bool {
    let (mut counted, mut kept) = (0_usize, 0_usize);
    for (first, second, _) in comparison.alignment.pairs() {
        // The comparison is seen from the translation: the first of a pair is the source's.
        let texts = text(comparison.document, first, &part).zip(text(comparison.other, second, &part));
        if let Some((source, translated)) = texts {
            counted += 1;
            kept += usize::from(source.eq_ignore_ascii_case(translated));
        }
    }
    counted > 0 && kept as f64 >= KEPT * counted as f64
}

/// A part of an entry with a link.
fn text<'d>(document: &'d Document, id: EntryId, part: &impl Fn(&Entry) -> Option<Span>) -> Option<&'d str> {
    let entry = document.entry(id)?;
    document.link_of(entry)?;
    Some(document.text(part(entry)?))
}

/// Whether a URL leads to what is in one language: talks, articles, books, courses. Code is in none.
fn is_spoken(key: &UrlKey) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    matches!(
        host,
        "youtube.com"
            | "youtu.be"
            | "bilibili.com"
            | "vimeo.com"
            | "medium.com"
            | "udemy.com"
            | "coursera.org"
            | "dev.to"
            | "speakerdeck.com"
            | "slideshare.net"
            | "t.me"
            | "zhihu.com"
            | "zhuanlan.zhihu.com"
            | "leanpub.com"
    )
}

/// Whether `text` has letters of `script`; Latin ones beside them may be names.
fn is_in(text: &str, script: WritingSystem) -> bool {
    let counts = LetterCounts::of(text);
    match counts.writing_system() {
        // A short Japanese or Korean title may do with Han alone.
        Some(WritingSystem::Chinese) => matches!(script, WritingSystem::Chinese | WritingSystem::Japanese),
        Some(found) => found == script || (found == WritingSystem::Latin && counts.latin() < counts.letters()),
        None => counts.letters() > counts.latin(),
    }
}

/// Countries whose sites are in a language.
#[rustfmt::skip]
const NATIONAL: &[(&str, &[&str])] = &[
    ("zh", &["cn", "tw", "hk"]), ("ja", &["jp"]), ("ko", &["kr"]), ("ru", &["ru", "su", "by"]), ("uk", &["ua"]),
    ("de", &["de", "at", "ch"]), ("fr", &["fr", "be", "ch"]), ("es", &["es", "mx", "ar", "cl"]), ("pt", &["br", "pt"]),
    ("it", &["it"]), ("nl", &["nl", "be"]), ("pl", &["pl"]), ("tr", &["tr"]), ("vi", &["vn"]), ("th", &["th"]),
    ("id", &["id"]), ("fa", &["ir"]), ("cs", &["cz"]), ("sv", &["se"]), ("da", &["dk"]), ("fi", &["fi"]), ("el", &["gr"]),
    ("he", &["il"]), ("hu", &["hu"]), ("ro", &["ro"]), ("bg", &["bg"]), ("no", &["no"]),
];

/// Whether a URL is of a site of the country, or names the language.
fn is_national(key: &UrlKey, language: &Language) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    let top = host.rsplit('.').next().unwrap_or("");
    let of_country =
        NATIONAL.iter().any(|(primary, countries)| *primary == language.primary() && countries.contains(&top));
    let parts = || key.as_str().split(['/', '?', '#', '.', '=']).skip(1);
    let names_language = || {
        key.localised() != *key
            && parts().filter_map(Language::parse).any(|named| named.primary() == language.primary())
    };
    let label = host.split('.').next().and_then(Language::parse);
    of_country || label.is_some_and(|label| label.primary() == language.primary()) || names_language()
}

/// Where people of one language meet, publish or download: nobody else is led there.
#[rustfmt::skip]
const COMMUNITIES: [&str; 20] = [
    "qq.com", "zhihu.com", "weibo.com", "bilibili.com", "juejin.cn", "csdn.net", "gitee.com", "gitcode.com", "baidu.com", "aliyun.com",
    "feishu.cn", "yuque.com", "segmentfault.com", "qiita.com", "zenn.dev", "note.com", "naver.com", "kakao.com", "vk.com", "habr.com",
];

/// Whether a URL is for readers of `language`, which is not English: of a site of their country, of one of their communities, or in
/// their language.
pub(crate) fn is_for_readers_of(key: &UrlKey, language: &Language) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    let is_community = || COMMUNITIES.iter().any(|community| host.ends_with(community));
    language.primary() != "en" && (is_national(key, language) || is_spoken(key) || is_community())
}

/// Whether a link that only a translation into `language` has is for its readers: its address is in their language or of a site
/// or community of theirs, or names a file of theirs.
pub(crate) fn is_local_address(link: &Link, language: &Language) -> bool {
    let named = link.url.split(['/', '.', '-', '_', '=', '?', '&', '#']).filter_map(Language::parse);
    !link.url.is_ascii()
        || link.url.contains("%E")
        || link.key().is_some_and(|key| is_for_readers_of(key, language))
        || named.into_iter().any(|named| named.primary() == language.primary())
}
