//! # links/malformed
//!
//! What was meant as a link and is not one, or leads elsewhere because of a mistake in its brackets.
//!
//! ## Why
//!
//! A reader sees brackets and a raw address instead of a title, or follows a link to a page that is not there. Link
//! checkers skip them, since they are not links.
//!
//! Reported are `[text] (url)`, with a blank or an invisible character between the brackets, `(text)[url]`,
//! `[text][url]`, `**[text]**(url)`, `[text]:(url)`, `[text}(url)`, `[text]{url}`, `[text (url)`, `[text](url)(url)`,
//! `[![image](file)]`, full-width brackets, `[text]((url))`, `[text]((url)` and other wrappers, `[text](url` and
//! `[text](<url` that nothing closes, `text](url)` that nothing opens, `[te|xt](url)` in a table, `[text]url` without
//! round brackets, `[text] [url]` at the head of an item, a bracket before or after a link that is one too many (`[[text](url)`,
//! `[text]](url)`, `[text](url))`), white space in a destination, `[text](#Anchor with spaces)`, quotes of a title that are not
//! straight, `https：//`, `[https://…](text)`, `![image][label](url)`, and `! [image] (url)`. Task boxes, footnotes,
//! alerts, citations such as `[1] (see below)`, and prose in round brackets are left alone.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill]((https://quill.example.org)) - A text editor.
//! - [Nib] (https://nib.example.org) - Another one.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](https://quill.example.org) - A text editor.
//! - [Nib](https://nib.example.org) - Another one.
//! ```
//!
//! ## Fix
//!
//! Safe where there is one reading: the link that was meant. A destination that white space breaks is taken from
//! another edition of the list that has it whole; where none has, closing the gap is unsafe, but for one before the end of
//! the host (`https: //…`), where no URL has any. In headings every fix is
//! unsafe, since the heading's anchor changes with it.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::bracket_defect::broken_links;
use crate::links::support::bracket_missing::in_surplus_cells;
use crate::links::support::brackets::BracketText;
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{
    DestinationKind, destination_kind, has_anchor, key_of, marks_around, unwrapped, with_colon, without_white_space,
};

use crate::links::support::telling_text::unlike_its_text;
use crate::links::support::white_space_fix::{anchored, closed, parts, taken_over};
use curate_document::{BlockId, BlockKind, Characters, EditionId, Link, LinkId, LinkKind, Prose, Span, UrlKey};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Link, Subject::Prose, Subject::Document],
    scope: Scope::Markdown,
    aliases: &["MD011"],
    has_parts: true,
    ..Declaration::error(
        include_str!("malformed.rs"),
        "what was meant as a link and is not one, or leads elsewhere",
        Make::plain(|_| Box::new(Malformed::default())),
    )
};

/// What a fix of this rule may change.
const EFFECTS: Effects = Effects { keys: true, links: true, entries: true, ..Effects::NONE };
/// What has none of these has no bracket that is too many or lacks another.
const BRACKETS: Characters = Characters::marks(b")][").with(Characters::FORMS);
/// What `：//` is made of.
const COLON_AND_SLASH: Characters = Characters::marks(b"/").with(Characters::FORMS);

#[derive(Default)]
struct Malformed {
    /// Where the other editions of the list have each URL.
    siblings: OnceLock<BTreeMap<UrlKey, (EditionId, Span)>>,
}

impl Rule for Malformed {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(block) = context.document.block(prose.block) else { return };
        // What closes a link that was not made is text; without such a bracket there is none to report.
        let mut found = Vec::new();
        if prose.characters.has(BRACKETS) {
            let leaf = BracketText::new(prose, context.document);
            let brackets = leaf.brackets();
            found = broken_links(&leaf, &brackets, prose.block, context.document);
            for broken in &found {
                sink.report(self.finding(broken, prose.block, context));
            }
            for place in brackets.surplus {
                sink.report(surplus(&leaf, place, prose, context));
            }
        }
        if prose.characters.has_all(COLON_AND_SLASH) && context.document.text(block.span).contains("：//") {
            full_width_colons(prose, &found, context, sink);
        }
    }

    fn link(&self, _id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if matches!(link.kind, LinkKind::Inline | LinkKind::Html) {
            let heading = is_heading(link.block, context);
            destination(link.destination, link.kind == LinkKind::Html, heading, context, sink);
        }
        if let Some(BrokenLink { span, defect, replacement: Some(replacement), .. }) = unlike_its_text(link, context) {
            let fix = fix(text!("Write what was meant"), span, &replacement, is_heading(link.block, context), context);
            sink.report(Finding::at(span, defect.message()).help(defect.help()).fix(fix));
        }
    }

    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for definition in context.document.definitions() {
            destination(definition.destination, false, false, context, sink);
        }
        for (row, broken) in in_surplus_cells(context.document) {
            sink.report(self.finding(&broken, row, context));
        }
    }
}

impl Malformed {
    fn finding(&self, broken: &BrokenLink, block: BlockId, context: &Context<'_>) -> Finding {
        let text = context.document.text(broken.span);
        let mut finding = Finding::at(broken.span, broken.defect.message()).help(broken.defect.help()).habit();
        if broken.defect == LinkDefect::Reversed {
            finding = finding.aliases(RULE.aliases);
        }
        let sibling = if broken.defect == LinkDefect::WhiteSpace { self.sibling(text, context) } else { None };
        if let Some((edition, span)) = sibling {
            finding = finding.label(edition, span, text!("the whole URL, in another edition"));
        }
        let looked_up = match (broken.defect, sibling) {
            (LinkDefect::WhiteSpace, Some((edition, span))) => taken_over(text, edition, span, context),
            (LinkDefect::WhiteSpace, None) => closed(text),
            (LinkDefect::Anchor, _) => anchored(text, context),
            _ => None,
        };
        let Some(replacement) = broken.replacement.as_ref().or(looked_up.as_ref()) else { return finding };
        let replacement = Replacement {
            certain: replacement.certain && !unmakes_entry(broken, replacement, context),
            ..replacement.clone()
        };
        let title = text!("Write it as a link");
        finding.fix(fix(title, broken.span, &replacement, is_heading(block, context), context))
    }

    /// Where another edition has the destination of the link `text` without white space.
    fn sibling(&self, text: &str, context: &Context<'_>) -> Option<(EditionId, Span)> {
        let (_, destination) = parts(text)?;
        let key = key_of(&without_white_space(destination))?;
        self.siblings(context).get(&key).copied()
    }

    fn siblings(&self, context: &Context<'_>) -> &BTreeMap<UrlKey, (EditionId, Span)> {
        self.siblings.get_or_init(|| {
            let others = context.list.iter().filter(|(id, _)| *id != context.edition);
            let mut keys = BTreeMap::new();
            for (id, edition) in others {
                let whole = |link: &&Link| {
                    destination_kind(edition.document.text(link.destination)) == Some(DestinationKind::Web)
                };
                for link in edition.document.links().iter().filter(whole) {
                    if let Some(key) = link.key() {
                        keys.entry(key.clone()).or_insert((id, link.destination));
                    }
                }
            }
            keys
        })
    }
}

/// Whether the bare URL in `broken` is the link of an entry, and an image, which is not one, would take its place.
fn unmakes_entry(broken: &BrokenLink, replacement: &Replacement, context: &Context<'_>) -> bool {
    let links = context.document.links();
    let first = links.partition_point(|link| link.span.start < broken.span.start);
    let mut inside = links.iter().skip(first).take_while(|link| link.span.start < broken.span.end);
    replacement.text.starts_with("![") && inside.any(|link| link.entry.is_some())
}

fn is_heading(block: BlockId, context: &Context<'_>) -> bool {
    context.document.block(block).is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
}

fn fix(title: Text, span: Span, replacement: &Replacement, heading: bool, context: &Context<'_>) -> Fix {
    let applicability = if replacement.certain && !heading { Applicability::Safe } else { Applicability::Unsafe };
    let effects = Effects { headings: heading, ..EFFECTS };
    Fix::of(title, applicability).edit(context.edition, span, replacement.text.as_str()).with_effects(effects)
}

fn surplus(leaf: &BracketText<'_>, place: usize, prose: &Prose<'_>, context: &Context<'_>) -> Finding {
    let span = leaf.span(place);
    // Later in a sentence the bracket that opens may be what is missing.
    let first = prose.glyphs().first().map(|glyph| (glyph.link, glyph.kind));
    let last = place.checked_sub(1).and_then(|before| prose.glyphs().get(before)).map(|glyph| (glyph.link, glyph.kind));
    let bracket = context.document.text(span);
    let (message, help, certain) = match bracket {
        "[" => (
            text!("a `{bracket}` that nothing closes stands before the link", bracket),
            text!("it is shown as text; remove it, or add the bracket that closes it"),
            leaf.is_first(place),
        ),
        _ => (
            text!("a `{bracket}` that closes nothing follows the link", bracket),
            text!("it is shown as text; remove it, or add the bracket that opens it"),
            first == last,
        ),
    };
    let replacement = Replacement { text: String::new(), certain };
    let removal = text!("Remove the `{bracket}`", bracket);
    let fix = fix(removal, span, &replacement, is_heading(prose.block, context), context);
    Finding::at(span, message).help(help).fix(fix)
}

/// `https：//` in text.
fn full_width_colons(prose: &Prose<'_>, found: &[BrokenLink], context: &Context<'_>, sink: &mut Sink<'_>) {
    let glyphs = prose.glyphs();
    for (place, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| glyph.character == '：' && glyph.link.is_none())
    {
        if found.iter().any(|broken| broken.span.contains(glyph.span)) {
            continue;
        }
        let text = |from: usize, to: usize| -> String {
            glyphs.get(from..to).unwrap_or(&[]).iter().map(|glyph| glyph.character).collect()
        };
        let is_scheme = |name: &&str| {
            place.checked_sub(name.len()).is_some_and(|from| text(from, place).eq_ignore_ascii_case(name))
        };
        let starts_host = glyphs.get(place + 3).is_some_and(|glyph| glyph.character.is_alphanumeric());
        let name = ["https", "http"].into_iter().find(is_scheme);
        let Some(name) = name.filter(|_| text(place + 1, place + 3) == "//" && starts_host) else { continue };
        let start = glyphs.get(place - name.len()).map_or(glyph.span.start, |glyph| glyph.span.start);
        let end = glyphs.get(place + 2).map_or(glyph.span.end, |glyph| glyph.span.end);
        let replacement = Replacement { text: ":".to_owned(), certain: true };
        let fix = fix(text!("Write `:`"), glyph.span, &replacement, is_heading(prose.block, context), context);
        let [message, help] = about_colon();
        sink.report(Finding::at(Span::new(start, end), message).help(help).fix(fix));
    }
}

/// What is wrong with a full-width colon in a scheme, and what to do about it.
fn about_colon() -> [Text; 2] {
    [text!("a full-width colon is in the URL's scheme"), text!("no browser knows `：//`; write `://`")]
}

/// Judges the destination of a link that is one, as it is written.
fn destination(span: Span, verbatim: bool, heading: bool, context: &Context<'_>, sink: &mut Sink<'_>) {
    let found = context.document.text(span);
    // Nearly every destination: a word that neither begins nor ends with a mark that could be around it.
    let is_bare = found.is_ascii()
        && found.starts_with(|first: char| first.is_ascii_alphanumeric() || matches!(first, '.' | '/' | '#'))
        && !found.ends_with(['>', ']', ')']);
    if is_bare {
        return;
    }
    let unwrapped = unwrapped(found);
    let colon = with_colon(unwrapped);
    let leads = match destination_kind(&colon) {
        Some(DestinationKind::Anchor) => has_anchor(&colon, context.document),
        kind => kind.is_some(),
    };
    if colon == found || !leads {
        return;
    }
    let [message, help] = if unwrapped.len() < found.len() {
        let marks = marks_around(found, unwrapped);
        [
            text!("`{marks}` is taken for a part of the destination", marks),
            text!("the link leads to no page; write the URL alone"),
        ]
    } else {
        about_colon()
    };
    let replacement = Replacement { text: colon, certain: true };
    let mut fix = fix(text!("Write the URL alone"), span, &replacement, heading, context);
    fix.effects.headings = false;
    fix.effects.verbatim = verbatim;
    fix.applicability = Applicability::Safe;
    sink.report(Finding::at(span, message).help(help).fix(fix));
}
