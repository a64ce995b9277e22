//! # formatting/whitespace
//!
//! White space at the end of a line, tabs and spaces mixed in indentation, a final newline that is missing or repeated,
//! line endings of two kinds, and indentation other than what `.editorconfig` requires.
//!
//! ## Why
//!
//! None of it can be seen, and all of it makes changes hard to read: the next editor that cleans up puts a hundred
//! lines into a change that was to add one entry. A line that ends in two spaces and goes on in the next is left
//! alone: that is how markdown breaks a line. What is found on more than 3 lines is reported once. What
//! `.editorconfig` sets for markdown applies: `trim_trailing_whitespace`, `insert_final_newline`, `end_of_line`,
//! `indent_style` and `indent_size`.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.···
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! ```
//!
//! ## Fix
//!
//! Safe: the white space is removed or replaced. Code, raw HTML and front matter keep theirs, except for their line
//! endings.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::formatting::support::endless_block::open_fence;
use crate::formatting::support::indentation;
use crate::formatting::support::verbatim::Verbatim;
use curate_document::{Document, InlineKind, Span};
use memchr::{memchr_iter, memmem};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["entries/glued"],
    aliases: &[
        "MD005",
        "MD007",
        "MD009",
        "MD010",
        "MD012",
        "MD047",
        "no-consecutive-blank-lines",
        "prettier",
        "final-newline",
        "hard-break-spaces",
        "linebreak-style",
        "no-tabs",
        "list-item-content-indent",
    ],
    has_parts: true,
    parameters: &[
        ("MD007.indent", None),
        ("MD007.start_indented", None),
        ("MD009.br_spaces", None),
        ("MD009.list_item_empty_lines", None),
        ("MD012.maximum", None),
    ],
    ..Declaration::warning(
        include_str!("whitespace.rs"),
        "trailing white space, mixed indentation, final newline, mixed line endings",
        Make::plain(|_| Box::new(Whitespace)),
    )
};

/// What other linters call the parts of its work.
const TRAILING: &[&str] = &["MD009", "hard-break-spaces", "prettier"];
const SEVERAL_TRAILING: &[&str] = &["MD009", "MD009.br_spaces", "hard-break-spaces", "prettier"];
const ON_EMPTY_LINE: &[&str] =
    &["MD009", "MD009.br_spaces", "MD009.list_item_empty_lines", "hard-break-spaces", "prettier"];
const FINAL_NEWLINE: &[&str] = &["MD047", "final-newline", "prettier"];
const SURPLUS: &[&str] = &["MD012", "MD012.maximum", "no-consecutive-blank-lines", "prettier"];

struct Whitespace;

impl Rule for Whitespace {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let verbatim = Verbatim::of(context.document);
        let required = context.facts.editor_settings.get(&context.edition).copied().unwrap_or_default();
        if required.trim_trailing_whitespace != Some(false) {
            trailing(&verbatim, context, sink);
        }
        indentation::judge(context, sink);
        final_newline(required.insert_final_newline != Some(false), context, sink);
        line_endings(required.line_ending, context, sink);
    }
}

fn trailing(verbatim: &Verbatim, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let lines = document.lines();
    let mut findings = Vec::new();
    let last = document.source().trim_end().len();
    for line in 1..=lines.count() {
        let bytes = lines.content(line, document.source());
        let text = document.text(bytes);
        if !text.ends_with([' ', '\t']) {
            continue;
        }
        let kept = text.trim_end_matches([' ', '\t']);
        let space = Span::new(bytes.start + kept.len(), bytes.end);
        // A blank line at the end of the document goes with the newlines.
        if (kept.is_empty() && space.end >= last) || is_meant(document, verbatim, kept, space) {
            continue;
        }
        let fix = Fix::safe(text!("Remove the white space"), context.edition, space, "");
        let aliases = match space.len() {
            _ if kept.is_empty() => ON_EMPTY_LINE,
            1 => TRAILING,
            _ => SEVERAL_TRAILING,
        };
        findings.push(Finding::at(space, text!("white space at the end of the line")).fix(fix).aliases(aliases));
    }
    let summary = |count: usize| text!("white space at the end of {count} lines, of which this is the first", count);
    let title = text!("Remove the white space");
    summarize::report_more_than(summarize::FEW, findings, summary, title, context, sink);
}

/// Whether the white space does something, or is not markdown's.
fn is_meant(document: &Document, verbatim: &Verbatim, kept: &str, space: Span) -> bool {
    let line_is_blank = kept.is_empty();
    if verbatim.covers(space.start) || (verbatim.touches(space.start) && !line_is_blank) {
        return true;
    }
    // Renderers that know no alerts see a hard break there.
    let quoted = kept.trim_start_matches(['>', ' ', '\t']);
    if kept.trim_start().starts_with('>') && quoted.starts_with("[!") && quoted.ends_with(']') && space.len() > 1 {
        return true;
    }
    // Without its space a bare marker may become part of a heading's underline.
    if !line_is_blank
        && kept.chars().all(|character| {
            matches!(character, '-' | '=' | '*' | '+' | '>' | '#' | '|' | ' ' | '\t' | '.' | ')')
                || character.is_ascii_digit()
        })
    {
        return true;
    }
    if ends_with_box(kept) || is_escape(kept) {
        return true;
    }
    let inlines = document.inlines();
    let at = inlines.partition_point(|inline| inline.span.end <= space.start);
    inlines.get(at).is_some_and(|inline| {
        inline.span.start <= space.end && matches!(inline.kind, InlineKind::HardBreak)
            || inline.span.covers(space.start)
                && matches!(inline.kind, InlineKind::Code | InlineKind::Html | InlineKind::Image)
    })
}

/// Whether `line` is an item with an empty task box and nothing else: the blank behind it makes it a box (GFM 5.3).
fn ends_with_box(line: &str) -> bool {
    let marker = ["[ ]", "[x]", "[X]"].iter().find_map(|task| line.strip_suffix(task)).unwrap_or("");
    !marker.trim().is_empty()
        && marker
            .chars()
            .all(|character| matches!(character, '-' | '*' | '+' | '.' | ')' | '>' | ' ' | '\t' | '0'..='9'))
}

/// Whether a backslash at the end of `line` would break the line without the blank behind it (CommonMark 6.7).
fn is_escape(line: &str) -> bool {
    let bare = line.trim_end_matches('\\');
    (line.len() - bare.len()) % 2 == 1
}

fn final_newline(is_wanted: bool, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let source = document.source();
    let kept = source.trim_end_matches(['\n', '\r', ' ', '\t']);
    let end = source.get(kept.len()..).unwrap_or("");
    // A byte order mark alone is an empty page.
    if kept.trim_start_matches('\u{feff}').is_empty() {
        return;
    }
    if !end.contains(['\n', '\r']) {
        // Front matter is its program's.
        if is_wanted && document.front_matter().is_none_or(|front| front.end < kept.len()) {
            let ending = if source.contains("\r\n") { "\r\n" } else { "\n" };
            let last = kept.char_indices().next_back().map_or(0, |(at, _)| at);
            let fix = Fix::safe(text!("Add a newline"), context.edition, Span::at(source.len()), ending);
            let last = Span::new(last, kept.len());
            let message = text!("no newline at the end of the file");
            sink.report(Finding::at(last, message).fix(fix).aliases(FINAL_NEWLINE));
        }
        return;
    }
    let first = end.find('\n').map_or(end.len(), |at| at + 1);
    let surplus = Span::new(kept.len() + first, source.len());
    // The blank lines of code that is never closed are code.
    if !surplus.is_empty() && open_fence(document).is_none() {
        let fix = Fix::safe(text!("Leave one newline"), context.edition, surplus, "");
        sink.report(Finding::at(surplus, text!("blank lines at the end of the file")).fix(fix).aliases(SURPLUS));
    }
}

/// `\n` and `\r\n` in one file, or other than `required`; a lone `\r` is left to its author.
fn line_endings(required: Option<&'static str>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let source = context.document.source();
    // After a lone `\r` the `\r` of `\r\n` has to stay, or the two become one line ending.
    let pairs = memmem::find_iter(source.as_bytes(), b"\r\n").count();
    let long = pairs - memmem::find_iter(source.as_bytes(), b"\r\r\n").count();
    let short = memchr_iter(b'\n', source.as_bytes()).count() - pairs;
    let wanted = match required {
        // Git keeps `\n`, and gives each reader their own.
        Some("\r\n") if long == 0 => return,
        Some(wanted) => wanted,
        None if long == 0 || short == 0 => return,
        None => {
            if long > short {
                "\r\n"
            } else {
                "\n"
            }
        }
    };
    let count = if wanted == "\n" { long } else { short };
    let title = text!("End every line with `{ending}`", ending = shown(wanted));
    let mut fix = Fix::of(title, Applicability::Safe);
    let mut first: Option<Span> = None;
    for (at, _) in source.match_indices('\n').filter(|_| count > 0) {
        let before = source.get(..at).unwrap_or("");
        let start = if before.ends_with('\r') { at - 1 } else { at };
        let span = Span::new(start, at + 1);
        if context.document.text(span) != wanted && !before.ends_with("\r\r") {
            first.get_or_insert(span);
            fix = fix.edit(context.edition, span, wanted);
        }
    }
    let Some(span) = first else { return };
    // Code and HTML have lines too.
    let fix = fix.with_effects(Effects { verbatim: true, ..Effects::default() });
    let message = ending_message(count, wanted, required.is_some());
    sink.report(Finding::at(span, message).fix(fix).aliases(&["linebreak-style"]));
}

/// That `count` lines, of which it stands at the first, do not end in `wanted`.
fn ending_message(count: usize, wanted: &str, is_required: bool) -> Text {
    let found = if wanted == "\n" { "\\r\\n" } else { "\\n" };
    let (wanted, more) = (shown(wanted), count.saturating_sub(1));
    if is_required {
        plural!(
            count,
            "this line ends in `{found}`, `.editorconfig` requires `{wanted}`",
            "this and {more} more lines end in `{found}`, `.editorconfig` requires `{wanted}`",
            found,
            wanted,
            more,
        )
    } else {
        plural!(
            count,
            "this line ends in `{found}`, the others in `{wanted}`",
            "this and {more} more lines end in `{found}`, the others in `{wanted}`",
            found,
            wanted,
            more,
        )
    }
}

/// A line ending as it is written.
fn shown(ending: &str) -> &'static str {
    if ending == "\n" { "\\n" } else { "\\r\\n" }
}
