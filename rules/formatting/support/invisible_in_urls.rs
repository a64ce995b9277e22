//! Invisible characters in destinations, where they make a link lead elsewhere.

use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::rule::{Context, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::formatting::support::invisible_characters::{
    InvisibleKind, code_point, invisible_kind, joins, unicode_name,
};
use curate_document::link::target_of;
use curate_document::script::is_emoji_like;
use curate_document::{LinkKind, Span, Target};
use url::Url;

/// Percent-encoded characters that show nothing, as they are left behind at the end of a URL: U+00A0, U+200B to U+200F,
/// U+2060, U+FEFF.
const ENCODED: [&str; 8] =
    ["%C2%A0", "%E2%80%8B", "%E2%80%8C", "%E2%80%8D", "%E2%80%8E", "%E2%80%8F", "%E2%81%A0", "%EF%BB%BF"];

/// Reports them in every destination of the document.
pub(crate) fn in_destinations(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let links = document.links().iter().filter(|link| link.kind != LinkKind::Reference);
    let definitions = document.definitions().iter().map(|definition| (definition.destination, None));
    let mut findings = Vec::new();
    for (destination, kind) in links.map(|link| (link.destination, Some(link.kind))).chain(definitions) {
        let text = document.text(destination);
        let found = if is_plain(text) { encoded_end(text, destination) } else { raw(text, destination) };
        let Some(found) = found else { continue };
        let place = found.places.first().copied().unwrap_or(destination);
        let finding = Finding::at(place, found.message);
        // Without it, a bare URL may be no link any more.
        if !is_address(&without(text, destination, &found.places), kind) {
            findings.push(finding);
            continue;
        }
        let mut fix = Fix::of(text!("Remove it from the URL"), found.applicability);
        for span in &found.places {
            fix = fix.edit(context.edition, *span, "");
        }
        let effects = Effects { keys: true, verbatim: kind == Some(LinkKind::Html), ..Effects::default() };
        findings.push(finding.fix(fix.with_effects(effects)));
    }
    let summary =
        |count: usize| text!("invisible characters in {count} destinations, of which this is the first", count);
    summarize::report(findings, summary, text!("Remove the invisible characters from the URLs"), context, sink);
}

/// Whether every character of `text` shows something, as all of ASCII but its controls do.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// `text`, which is at `span`, without `places`.
fn without(text: &str, span: Span, places: &[Span]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        kept.push_str(text.get(from..place.start - span.start).unwrap_or(""));
        from = place.end - span.start;
    }
    kept.push_str(text.get(from..).unwrap_or(""));
    kept
}

/// Whether `text` leads somewhere, as the destination of a link of `kind`.
fn is_address(text: &str, kind: Option<LinkKind>) -> bool {
    match target_of(text) {
        Target::Invalid => false,
        Target::Url => {
            let is_dotted = |url: Url| url.domain().is_some_and(|domain| domain.contains('.'));
            kind != Some(LinkKind::Literal) || Url::parse(text).is_ok_and(is_dotted)
        }
        _ => kind != Some(LinkKind::Literal),
    }
}

struct InvisibleInUrl {
    places: Vec<Span>,
    message: Text,
    applicability: Applicability,
}

/// Those that stand in `text`, the destination at `span`, as they are.
fn raw(text: &str, span: Span) -> Option<InvisibleInUrl> {
    let mut places = Vec::new();
    let mut first = None;
    let mut applicability = Applicability::Safe;
    for (at, character) in text.char_indices() {
        let Some(kind) = invisible_kind(character) else { continue };
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + character.len_utf8()..).and_then(|after| after.chars().next());
        let beside = |test: fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
        if kind == InvisibleKind::Joiner && (beside(joins) || beside(is_emoji_like)) {
            continue;
        }
        first.get_or_insert(character);
        places.push(Span::new(span.start + at, span.start + at + character.len_utf8()));
        // In the middle of a path it may have stood for a space that the server knows as `%20`.
        let stands_for_space =
            matches!(kind, InvisibleKind::Space | InvisibleKind::Separator) && before.is_some() && after.is_some();
        if stands_for_space || kind == InvisibleKind::Control {
            applicability = Applicability::Unsafe;
        }
    }
    let first = first?;
    let message = text!(
        "{name} (U+{code}) in the destination: the link leads elsewhere",
        name = unicode_name(first),
        code = code_point(first),
    );
    Some(InvisibleInUrl { places, message, applicability })
}

/// Those at the end of `text` that are percent-encoded.
fn encoded_end(text: &str, span: Span) -> Option<InvisibleInUrl> {
    let mut kept = text;
    while let Some(rest) = ENCODED.iter().find_map(|encoded| {
        let at = kept.len().checked_sub(encoded.len())?;
        let end = kept.get(at..).filter(|end| end.eq_ignore_ascii_case(encoded));
        end.and_then(|_| kept.get(..at))
    }) {
        kept = rest;
    }
    if kept.len() == text.len() {
        return None;
    }
    let end = text.get(kept.len()..).unwrap_or("");
    let message =
        text!("`{end}` at the end of the destination is an invisible character: the link leads elsewhere", end);
    let places = vec![Span::new(span.start + kept.len(), span.end)];
    Some(InvisibleInUrl { places, message, applicability: Applicability::Unsafe })
}
