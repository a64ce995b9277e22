//! # links/swallowed-text
//!
//! A bare URL that took the punctuation or the text after it with it.
//!
//! ## Why
//!
//! GitHub ends a bare URL at white space. Chinese and Japanese put none after a URL, so `https://example.org，see` is
//! one link, to a page that is not there.
//!
//! ## Bad
//!
//! ```markdown
//! 源码在 https://quill.example.org/code，欢迎提问。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! 源码在 <https://quill.example.org/code>，欢迎提问。
//! ```
//!
//! ## Fix
//!
//! Safe: the URL is put in `<` and `>`. Unsafe where the URL may truly have such characters: after letters of its own
//! that are not ASCII, on wikis, and in an autolink that its author closed himself. Letters alone are taken for part of
//! the path, as in `https://zh.wikipedia.org/wiki/维基`; only right after a host name are they not.

use crate::engine::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use crate::links::urls::{angled, scheme_length, urls_in};
use curate_document::script::is_cjk_letter;
use curate_document::{Link, LinkKind, Prose, Span};

/// The declaration of `links/swallowed-text`.
pub const RULE: Declaration = Declaration {
    name: "links/swallowed-text",
    summary: "a bare URL that took the punctuation or text after it with it",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Safe,
    asks: false,
    yields_to: &["links/malformed"],
    options: &[],
    source: include_str!("swallowed_text.rs"),
    build: |_| Box::new(SwallowedText),
};

/// Punctuation that ends a clause, and brackets and quotes that close: in no URL but after letters like them.
const ENDS: &[char] = &[
    '，', '。', '；', '、', '）', '》', '」', '』', '】', '〉', '〕', '］', '｝', '”', '।', '॥', '،', '؛', '\u{3000}',
];
/// Punctuation that titles of pages have too.
const MIDDLES: &[char] = &['：', '！', '？', '（', '《', '「', '『', '【', '〈', '〔', '［', '｛', '“', '؟', '…'];

struct SwallowedText;

/// Where a URL ends within what was taken for it.
struct End {
    /// In bytes from its start.
    length: usize,
    certain: bool,
}

impl Rule for SwallowedText {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if prose.inlines.iter().all(|inline| inline.link.is_none()) {
            return;
        }
        for (_, link) in urls_in(context.document, prose.block) {
            let text = context.document.text(link.destination);
            if text.is_ascii() {
                continue;
            }
            let Some(end) = end_of(text) else { continue };
            let swallowed = Span::new(link.destination.start + end.length, link.destination.end);
            let url = text.get(..end.length).unwrap_or("");
            let message = format!("the link goes on after `{url}` and leads elsewhere");
            let mut finding =
                Finding::at(swallowed, message).help("a bare URL ends at white space only; put it in `<` and `>`");
            if let Some(fix) = fix(link, url, &end, context) {
                finding = finding.fix(fix);
            }
            sink.report(finding);
        }
    }
}

fn fix(link: &Link, url: &str, end: &End, context: &Context<'_>) -> Option<Fix> {
    let before = context.document.source().get(..link.span.start).unwrap_or("");
    let (span, text, certain) = if link.kind == LinkKind::Autolink {
        let rest = context.document.text(Span::new(link.destination.start + url.len(), link.destination.end));
        (link.span, format!("<{url}>{rest}"), false)
    } else {
        (Span::new(link.span.start, link.span.start + url.len()), angled(url, before)?, end.certain)
    };
    let applicability = if certain { Applicability::Safe } else { Applicability::Unsafe };
    let effects = Effects { keys: true, ..Effects::default() };
    Some(
        Fix::of("End the link where the URL ends", applicability)
            .edit(context.edition, span, text)
            .with_effects(effects),
    )
}

/// Where `url` ends, if before its last byte.
fn end_of(url: &str) -> Option<End> {
    let host_start = scheme_length(url);
    let host = url.get(host_start..)?.split(['/', '?', '#']).next()?;
    let after_host = after_host_name(host).map(|length| End { length: host_start + length, certain: true });
    let host_end = host_start + host.len();
    let is_wiki = ["wiki", "moegirl", "baike"].iter().any(|part| host.contains(part));
    let mut previous = None;
    for (at, character) in url.char_indices() {
        let before: Option<char> = previous.replace(character);
        let Some(before) = before.filter(|_| at > host_start) else { continue };
        let (ends, middle) = (ENDS.contains(&character), MIDDLES.contains(&character));
        let own = before.is_ascii() || at < host_end;
        if !(ends || middle && own && !is_wiki) || after_host.as_ref().is_some_and(|end| end.length <= at) {
            continue;
        }
        let length = url.get(..at)?.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '"', '*', '~']).len();
        let certain = own && !is_wiki && character != '…';
        return (length > host_start).then_some(End { length, certain });
    }
    after_host
}

/// The length of the host name that `host` begins with, where letters follow it without a dot: `example.com` in `example.com查看`.
/// No top-level domain has both ASCII and CJK letters.
fn after_host_name(host: &str) -> Option<usize> {
    let at = host.find(is_cjk_letter)?;
    let name = host.get(..at)?;
    let top = name.rsplit_once('.')?.1;
    let rest = host.get(at..)?;
    (top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && !rest.contains('.')).then_some(at)
}
