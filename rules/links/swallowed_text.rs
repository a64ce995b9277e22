//! # links/swallowed-text
//!
//! A bare URL that took the punctuation or the text after it with it.
//!
//! ## Why
//!
//! GitHub ends a bare URL at white space. Chinese and Japanese put none after a URL, so `https://example.org，see` is
//! one link, to a page that is not there. Nor does a backtick end it, though no URL has one.
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
//! that are not ASCII, on wikis, in MDX (where it is titled by itself, since `<` begins a tag), and in an autolink
//! that its author closed himself. None where emphasis around the URL would not be closed (`*https://example.org*中文`).
//! Letters alone are taken for part of the path, as in `https://zh.wikipedia.org/wiki/维基`; only right after a host
//! name are they not.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::mdx::is_mdx;
use crate::links::support::urls::{angled, titled_by_itself, urls_in};
use crate::text::bare_url::{UrlEnd, end_of, end_of_link, may_have_text, without_delimiters};
use curate_document::{Link, LinkKind, Prose, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    scope: Scope::Markdown,
    yields_to: &["links/malformed"],
    ..Declaration::error(
        include_str!("swallowed_text.rs"),
        "a bare URL that took the punctuation or text after it with it",
        Make::plain(|_| Box::new(SwallowedText)),
    )
};

struct SwallowedText;

impl Rule for SwallowedText {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if prose.inlines.iter().all(|inline| inline.link.is_none()) {
            return;
        }
        for (_, link) in urls_in(context.document, prose.block) {
            let text = context.document.text(link.destination);
            if text.is_ascii() && !text.contains('`') {
                continue;
            }
            let Some(end) = end_of_link(link, context.document) else { continue };
            let swallowed = Span::new(link.destination.start + end.length, link.destination.end);
            let url = text.get(..end.length).unwrap_or("");
            let message = text!("the link goes on after `{url}` and leads elsewhere", url);
            // What it was to be is code, of which one mark was lost.
            if context.document.text(swallowed).starts_with('`') {
                let help = text!(
                    "a bare URL ends at white space only; put a backtick before it too, or put it in `<` and `>`"
                );
                sink.report(Finding::at(swallowed, message).help(help));
                continue;
            }
            let help = text!("a bare URL ends at white space only; put it in `<` and `>`");
            let mut finding = Finding::at(swallowed, message).help(help);
            if let Some(fix) = fix(link, url, &end, context) {
                finding = finding.fix(fix);
            }
            sink.report(finding);
        }
    }
}

fn fix(link: &Link, url: &str, end: &UrlEnd, context: &Context<'_>) -> Option<Fix> {
    let before = context.document.source().get(..link.span.start).unwrap_or("");
    // All of the link is replaced: there may be another one in what it has swallowed.
    let rest = context.document.text(Span::new(link.destination.start + url.len(), link.destination.end));
    // Renderers do not agree on URLs in square brackets.
    if rest.split_once('[').is_some_and(|(_, inside)| inside.contains("://")) {
        return None;
    }
    // Behind `>`, marks of emphasis close nothing where a letter follows them (CommonMark 6.2).
    let behind_marks = rest.trim_start_matches(['*', '_', '~']);
    if behind_marks.len() < rest.len() && behind_marks.starts_with(char::is_alphanumeric) {
        return None;
    }
    let (text, certain) = if link.kind == LinkKind::Autolink {
        (format!("<{url}>{rest}"), false)
    } else if may_have_text(url) {
        return None;
    } else if is_mdx(context) {
        (titled_by_itself(url, before)? + rest, false)
    } else {
        let (rest, certain) = angled_urls(rest);
        (angled(url, before)? + &rest, end.certain && certain)
    };
    let applicability = if certain { Applicability::Safe } else { Applicability::Unsafe };
    // Marks of emphasis that the URL has run over are some again.
    let emphasis = context.document.text(link.destination).contains(['*', '_', '~']);
    let effects = Effects { keys: true, links: true, emphasis, ..Effects::default() };
    Some(
        Fix::of(text!("End the link where the URL ends"), applicability)
            .edit(context.edition, link.span, text)
            .with_effects(effects),
    )
}

/// `text` with each URL in it in `<` and `>`, and whether it is certain where they end: what one has swallowed may be others.
fn angled_urls(text: &str) -> (String, bool) {
    let mut written = String::with_capacity(text.len());
    let mut certain = true;
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, url) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = end_of(url, before.chars().next_back());
        certain &= end.as_ref().is_none_or(|end| end.certain);
        let end = end.map_or(without_delimiters(url).len(), |end| end.length);
        let (url, after) = url.split_at_checked(end).unwrap_or((url, ""));
        written.push_str(before);
        certain &= !may_have_text(url);
        written.push_str(&angled(url, before).unwrap_or_else(|| url.to_owned()));
        if url.is_empty() {
            rest = "";
            break;
        }
        rest = after;
    }
    (written + rest, certain)
}
