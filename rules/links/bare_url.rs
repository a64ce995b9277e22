//! # links/bare-url
//!
//! A URL outside of link syntax.
//!
//! ## Why
//!
//! Where a bare URL ends is each renderer's guess: GitHub's, a static site's and an editor's differ, and punctuation
//! beside it is easily taken for part of it. In a list, a title says what to expect behind the link.
//!
//! A document with 5 entries or more of bare URLs, more than half of all, has that style and is left alone; so is a
//! nested entry (the home page below a repository) where that is true of the nested ones, and an entry where half of its
//! section, or a section beside it (4 of 5, of at least 5), is written so. A URL in a sentence
//! with a blank after it, in a page that is not a list, such as a code of conduct, is a hint. URLs in code, raw HTML
//! and link texts, mail addresses and addresses of the reader's own machine are left alone.
//!
//! ## Bad
//!
//! ```markdown
//! Ask at https://forum.example.org first.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! Ask at <https://forum.example.org> first.
//! ```
//!
//! ## Fix
//!
//! Safe: the URL is put in `<` and `>`. Where it is an entry's resource and a title stands before it, as in `- Quill:
//! https://…`, the unsafe fix makes that title the link's text. In MDX, where `<` begins a tag, the unsafe fix is
//! `[https://…](https://…)`. None for an address that is an example (`/<id>`, `/YOUR_TOKEN`, the argument of a
//! command, `git+https://…`), nor where the URL goes on in another script, since text may have been taken for a part
//! of it, in another URL, or has an entity.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Effects, Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::brackets::has_no_width;
use crate::links::support::mdx::is_mdx;
use crate::links::support::placeholders::is_example;
use crate::links::support::urls::{angled, titled_by_itself, urls_in};
use crate::text::bare_url::{holds_another, may_have_text};
use curate_document::script::{is_han, is_hangul, is_kana};
use curate_document::{Document, Entry, Link, LinkKind, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["entries/glued", "links/malformed", "links/swallowed-text"],
    aliases: &["MD034", "no-literal-urls"],
    ..Declaration::warning(
        include_str!("bare_url.rs"),
        "a URL outside of link syntax",
        Make::plain(|_| Box::new(BareUrl)),
    )
};

struct BareUrl;

/// Fewer entries than this do not make a style.
const FEWEST_ENTRIES: usize = 5;
/// So many bytes before and behind a URL tell what was meant.
const LOOKED_AT: usize = 1000;

impl Rule for BareUrl {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        if document.links().iter().all(|link| link.kind != LinkKind::Literal) {
            return;
        }
        let mut styles = Styles::default();
        let (mut bare, mut linked) = (0_usize, 0_usize);
        let mut nested = [0_usize; 2];
        for (entry, link) in document.markdown_entries().filter_map(|entry| Some((entry, document.link_of(entry)?))) {
            let is_bare = link.kind == LinkKind::Literal;
            let (all_bare, all) = styles.0.entry(entry.section).or_default();
            *all_bare += usize::from(is_bare);
            *all += 1;
            linked += 1;
            bare += usize::from(is_bare);
            if entry.parent.is_some()
                && let Some(count) = nested.get_mut(usize::from(is_bare))
            {
                *count += 1;
            }
        }
        if bare >= FEWEST_ENTRIES && bare * 2 > linked {
            return;
        }
        let [nested_linked, nested_bare] = nested;
        let is_style_of_nested = nested_bare >= FEWEST_ENTRIES && nested_bare > nested_linked;
        for (block, _) in document.leaves() {
            for (id, link) in urls_in(document, block) {
                if link.kind != LinkKind::Literal || is_own_machine(link) || is_split_by_blank(link, document) {
                    continue;
                }
                let entry = link.entry.and_then(|entry| document.entry(entry)).filter(|entry| entry.link == Some(id));
                let is_style =
                    |entry: &Entry| styles.has_bare(entry.section) || entry.parent.is_some() && is_style_of_nested;
                if !entry.is_some_and(is_style) {
                    report(link, entry, context, sink);
                }
            }
        }
    }
}

/// How many entries of each section are bare URLs, and how many have a link at all.
#[derive(Default)]
struct Styles(BTreeMap<Option<SectionId>, (usize, usize)>);

impl Styles {
    /// Whether an entry of `section` may be a bare URL: at least half of its entries are, or the section before or after it
    /// has that style and it has none itself.
    fn has_bare(&self, section: Option<SectionId>) -> bool {
        let Some((bare, all)) = self.0.get(&section).copied() else { return false };
        if all > 1 && bare * 2 >= all {
            return true;
        }
        let is_style = |counts: Option<(&Option<SectionId>, &(usize, usize))>| {
            counts.is_some_and(|(_, (bare, all))| *all >= FEWEST_ENTRIES && bare * 5 >= all * 4)
        };
        let (before, after) = (self.0.range(..section).next_back(), self.0.range(section..).nth(1));
        all < FEWEST_ENTRIES && (is_style(before) || is_style(after))
    }
}

fn report(link: &Link, entry: Option<&Entry>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = context.document.text(link.span);
    let has_scheme = text.contains("://");
    // `www.lamp.example` in the middle of a text is somebody's name.
    if entry.is_none() && !has_scheme && !text.contains('/') {
        return;
    }
    let titled = entry.and_then(|entry| titled(entry, link, context));
    let is_guess = may_end_elsewhere(link, context);
    let mut finding = Finding::at(link.span, message(text, is_guess));
    if !is_guess && entry.is_none() && is_page(context) {
        finding = finding.at_most(Severity::Hint);
    }
    let before = end_of(context.document.source().get(..link.span.start).unwrap_or(""));
    let is_example = is_example(link, context.document);
    let finding = finding.help(if holds_another(text) {
        text!("put a blank between the two, or make a link of each")
    } else if is_example && !before.ends_with(':') {
        text!("if nobody is to follow it, write it as code")
    } else if titled.is_some() || entry.is_some() {
        text!("give it a title: `[title](url)`, or put it in `<` and `>`")
    } else {
        text!("put it in `<` and `>`, or give it a title: `[title](url)`")
    });
    // Where text of another script follows, the URL may end before it.
    let is_plain =
        link.url.ends_with(text) && !may_have_text(text) && !holds_another(text) && !has_entity(link, context);
    let meant = is_stuck(before) || is_meant_as_link(link, before, context);
    let spoils = meant || is_example || is_stuck_to_marker(before);
    let fix = titled.filter(|_| !spoils && is_plain).or_else(|| {
        if spoils || !is_plain {
            return None;
        }
        if is_mdx(context) {
            let titled = titled_by_itself(text, before)?;
            let fix = Fix::risky(text!("Write it as a link"), context.edition, link.span, titled);
            return Some(fix.with_effects(Effects { links: true, ..Effects::NONE }));
        }
        let text = angled(text, before)?;
        let title = if has_scheme { text!("Put the URL in `<` and `>`") } else { text!("Write it as a link") };
        Some(Fix::safe(title, context.edition, link.span, text))
    });
    sink.report(match fix {
        Some(fix) => finding.fix(fix),
        None => finding,
    });
}

/// Whether an entity, which autolinks read in another way, is in the URL or touches its end.
fn has_entity(link: &Link, context: &Context<'_>) -> bool {
    let after = context.document.source().get(link.span.end..).unwrap_or("");
    let is_entity = |text: &str| {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
        rest.len() < text.len() && rest.starts_with(';') || text.starts_with('#')
    };
    let inside = context.document.text(link.span);
    inside.split('&').skip(1).any(is_entity) || after.strip_prefix('&').is_some_and(is_entity)
}

/// Whether something touches the end of the URL, or text is in it: readers see the same wherever a blank follows.
fn may_end_elsewhere(link: &Link, context: &Context<'_>) -> bool {
    let after = context.document.source().get(link.span.end..).unwrap_or("");
    after.starts_with(|next: char| !next.is_whitespace()) || !context.document.text(link.span).is_ascii()
}

fn message(text: &str, is_guess: bool) -> Text {
    if holds_another(text) {
        text!("two URLs that nothing parts: they are one link, to a page that is not there")
    } else if may_have_text(text) {
        text!("a bare URL: text behind it may have been taken for a part of it")
    } else if is_guess {
        text!("a bare URL: where it ends is each renderer's guess")
    } else {
        text!("a bare URL: not every renderer makes a link of it, and no title tells what it leads to")
    }
}

/// Whether the document is a page beside a list, such as a code of conduct: it is prose that nobody curates.
fn is_page(context: &Context<'_>) -> bool {
    let Some(edition) = context.list.edition(context.edition) else { return false };
    let name = edition.path.rsplit(['/', '\\']).next().unwrap_or("");
    let is_readme = name.get(.."readme".len()).is_some_and(|start| start.eq_ignore_ascii_case("readme"));
    !context.is_list && !is_readme
}

/// The end of `text`: of a line without end, each of its URLs would be looked at with all that stands before it.
fn end_of(text: &str) -> &str {
    text.get(text.floor_char_boundary(text.len().saturating_sub(LOOKED_AT))..).unwrap_or("")
}

/// Whether a blank splits the URL from what goes on with it in the brackets around it: `(https://ada.example/ docs)`.
fn is_split_by_blank(link: &Link, document: &Document) -> bool {
    let source = document.source();
    if !source.get(..link.span.start).is_some_and(|before| before.ends_with('(')) {
        return false;
    }
    let after = source.get(link.span.end..).and_then(|after| after.strip_prefix(' '));
    let Some(rest) = after.map(str::trim_start) else { return false };
    let word = rest.split(char::is_whitespace).next().unwrap_or("");
    let is_last = word.find(')').is_some_and(|close| close > 0 && !word.get(..close).unwrap_or("").contains('('));
    is_last || word.starts_with('/')
}

/// Whether `letter` is of a script that writes no blanks between words, or sticks brackets to them: Chinese, Japanese, Korean,
/// Thai, Lao, Tibetan, Myanmar, Khmer.
fn is_written_together(letter: char) -> bool {
    is_han(letter)
        || is_kana(letter)
        || is_hangul(letter)
        || matches!(letter, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether a marker of a list without its blank is all that is on the line before the URL: an item was meant.
fn is_stuck_to_marker(before: &str) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("").trim_start();
    let digits = line.trim_start_matches(|character: char| character.is_ascii_digit());
    matches!(line, "-" | "*" | "+") || digits.len() < line.len() && matches!(digits, "." | ")")
}

/// Whether the round bracket before the URL is stuck to a bracket or a word that may be the text of a link, and not to one of a
/// script that has no blanks between words.
fn is_stuck(before: &str) -> bool {
    let Some(last) = before.strip_suffix(['(', '（']).and_then(|rest| rest.chars().next_back()) else { return false };
    let is_spaced = |letter: char| letter.is_alphabetic() && !is_written_together(letter);
    matches!(last, ')' | '）' | '»' | '”' | '"') || is_spaced(last)
}

/// Whether brackets before or after the URL tell that a link was meant, which angle brackets would spoil for good.
fn is_meant_as_link(link: &Link, before: &str, context: &Context<'_>) -> bool {
    let after = context.document.source().get(link.span.end..).unwrap_or("");
    let after = after.get(..after.floor_char_boundary(LOOKED_AT)).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let is_between = |character: char| "(（< *_~:.`".contains(character) || has_no_width(character);
    let opened = line.trim_end_matches(is_between);
    let is_in_brackets = before.trim_end_matches([' ', '<']).ends_with(['(', '（', '{', '[']);
    let is_behind_text =
        opened.ends_with([']', '］', '】', '〕', '〗', '}']) && (is_in_brackets || opened.len() + 1 >= line.len());
    // `[text: https://…`, `[label]: https://…`
    let is_label = line.trim_end().ends_with("]:") || line.rfind('[') > line.rfind(']') && after.contains(']');
    is_behind_text
        || is_label
        || before.ends_with("((")
        || before.ends_with(['[', '{', '|', '=', '\\'])
        || after.starts_with("](")
}

/// The link with the text before it as its title, where that is one: `Title: url`.
fn titled(entry: &Entry, link: &Link, context: &Context<'_>) -> Option<Fix> {
    let prefix = entry.prefix?;
    let text = context.document.text(prefix);
    let title = text.trim_end().strip_suffix([':', '：', '-', '–', '—'])?.trim_end_matches([':', '-', '–', '—']).trim();
    let plain = !title.contains(['*', '_', '`', '[', ']', '<', '>', '~', '\\', '(', ')']);
    let adjacent = context.document.text(Span::new(prefix.end, link.span.start)).trim().is_empty();
    if !plain || !adjacent || !title.chars().any(char::is_alphabetic) || !link.url.contains("://") {
        return None;
    }
    let span = Span::new(prefix.start, link.span.end);
    let fix = Fix::risky(text!("Make the title a link"), context.edition, span, format!("[{title}]({})", link.url));
    Some(fix.with_effects(Effects { links: true, ..Effects::NONE }))
}

fn is_own_machine(link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return true };
    url.host_str()
        .is_none_or(|host| host == "localhost" || host.starts_with("127.") || host == "0.0.0.0" || host == "[::1]")
}
