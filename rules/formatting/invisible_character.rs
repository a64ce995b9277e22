//! # formatting/invisible-character
//!
//! A character that shows nothing: a no-break space, a zero width space, a stray byte order mark, a control of
//! direction.
//!
//! ## Why
//!
//! They come along when text is pasted from a web page or a document. Nobody sees them, but search does not find the
//! word that has one inside, a link with one leads nowhere, a line that begins with `-` and a no-break space is not a
//! list item, and controls of direction can make a line show something other than it says.
//!
//! What a script or a typographer needs is left alone: no-break spaces before `:`, `;`, `!`, `?` and `»`, beside
//! numbers and after short words, and in cells of tables; zero width spaces in Thai, Lao, Khmer and Myanmar; joiners
//! in Arabic and Indic scripts and in emoji; marks of direction beside Arabic and Hebrew, and in such an edition an embedding that
//! ends with its paragraph (`map()` would show its brackets on the other side); variation selectors;
//! character references such as `&nbsp;`, which can be seen. In code only controls of direction are reported. Soft
//! hyphens are hints.
//!
//! ## Bad
//!
//! ```markdown
//! -␣[Larch](https://larch.example.com/) - Takes notes.
//! ```
//!
//! (`␣` stands for a no-break space.)
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Takes notes.
//! ```
//!
//! ## Fix
//!
//! Safe: a no-break space becomes a space, the others go; in a destination all of them go. Unsafe where that turns a
//! line into an item or a heading, and for spaces in the middle of a destination. None in code.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::fixing::heading::in_block;
use crate::formatting::support::invisible_characters::{
    CharacterContext, InvisibleKind, adjacent_runs, code_point, invisible_kind, is_blank_character, is_raw, separates,
    unicode_name,
};
use crate::formatting::support::invisible_in_urls::in_destinations;
use crate::formatting::support::lost_line_start::{
    MeantLine, is_indentation, lost_indentation, lost_marker, touches_bar,
};
use curate_document::block::OBJECT;
use curate_document::script::{WritingSystem, is_cjk_punctuation};
use curate_document::{BlockId, BlockKind, Characters, Glyph, InlineKind, LinkKind, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::warning(
        include_str!("invisible_character.rs"),
        "a character that shows nothing, such as a no-break space or a control of direction",
        Make::plain(|_| Box::new(InvisibleCharacter)),
    )
};

/// How many letters of the word before a place are shown.
const SHOWN: usize = 16;

struct InvisibleCharacter;

impl Rule for InvisibleCharacter {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut findings = Vec::new();
        let mut glyphs = Vec::new();
        let edition = context.list.edition(context.edition);
        let right_to_left = edition.and_then(|edition| edition.writing_system);
        let right_to_left = matches!(right_to_left, Some(WritingSystem::Arabic | WritingSystem::Hebrew));
        for (block, leaf) in document.leaves() {
            if !leaf.characters.has(Characters::NOT_ASCII.with(Characters::CONTROL))
                || !has_any(document.text(leaf.span))
            {
                continue;
            }
            glyphs.clear();
            document.push_glyphs(document.inlines_of(block), &mut glyphs);
            // What holds an empty cell open.
            if leaf.kind == BlockKind::Cell && glyphs.iter().all(|glyph| invisible_kind(glyph.character).is_some()) {
                continue;
            }
            let surroundings = CharacterContext::of(&glyphs, leaf.kind == BlockKind::Cell, right_to_left);
            in_text(block, &glyphs, &surroundings, context, &mut findings);
        }
        let summary = |count: usize| text!("invisible characters on {count} lines, of which this is the first", count);
        summarize::report(findings, summary, text!("Remove the invisible characters"), context, sink);
        in_destinations(context, sink);
        in_code(context, sink);
    }
}

/// Whether a character of any kind is in `text`. Most text has none, and much of it is ASCII.
fn has_any(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F);
    }
    text.chars().any(|character| invisible_kind(character).is_some())
}

fn in_text(
    block: BlockId,
    glyphs: &[Glyph],
    surroundings: &CharacterContext<'_>,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) {
    let document = context.document;
    let is_url = |glyph: &Glyph| {
        let link = glyph.link.and_then(|id| document.link(id));
        link.is_some_and(|link| matches!(link.kind, LinkKind::Literal | LinkKind::Autolink))
    };
    let is_needless = |index: usize, glyph: &Glyph| {
        let judged = glyph.kind == InlineKind::Text && is_raw(glyph);
        invisible_kind(glyph.character).is_some_and(|kind| judged && !surroundings.need(index, kind) && !is_url(glyph))
    };
    let places: Vec<usize> =
        glyphs.iter().enumerate().filter(|(index, glyph)| is_needless(*index, glyph)).map(|(index, _)| index).collect();
    // What is pasted brings many along: one finding for each line and kind of fix.
    let mut found: Vec<LineFinding> = Vec::new();
    for (first, last, span) in adjacent_runs(&places, glyphs) {
        let run = glyphs.get(first..=last).unwrap_or(&[]);
        let indents = is_indentation(span, run, context);
        let what = if indents { lost_indentation(block, span, context) } else { lost_marker(block, span, context) };
        let replacement = match what {
            Some(what) if indents && what != MeantLine::Blank => " ".repeat(run.len()),
            _ if touches_bar(span, run, context) => " ".to_owned(),
            _ => replacement(run, glyphs.get(..first).unwrap_or(&[]), glyphs.get(last + 1..).unwrap_or(&[])).to_owned(),
        };
        let mut finding = Finding::at(span, message(run, glyphs.get(..first).unwrap_or(&[])));
        let mut fix = Fix::of(title(&replacement), Applicability::Safe).edit(context.edition, span, &*replacement);
        // Without it a line may be an entry whose marker has no space.
        fix.effects.entries = what.is_some();
        let what = what.filter(|_| indents || replacement == " ");
        if what.is_some() {
            fix.applicability = Applicability::Unsafe;
            fix.effects = Effects { entries: true, headings: true, ..Effects::default() };
        }
        if run.iter().all(|glyph| invisible_kind(glyph.character) == Some(InvisibleKind::Hyphen)) {
            finding = finding.at_most(Severity::Hint);
        }
        if let Some(help) = help(run) {
            finding = finding.help(help);
        }
        let line = document.line_of(span.start);
        match found.last_mut().filter(|last| last.line == line && last.goes_with(&finding, &fix)) {
            Some(last) => last.add(fix, run.len()),
            None => found.push(LineFinding { line, finding, fix, count: run.len(), what }),
        }
    }
    findings.extend(found.into_iter().map(|line| line.into_finding(block, context)));
}

/// What is alike on one line.
struct LineFinding {
    line: usize,
    /// Of the first place.
    finding: Finding,
    fix: Fix,
    /// How many characters there are.
    count: usize,
    /// What the line was meant to be.
    what: Option<MeantLine>,
}

impl LineFinding {
    fn goes_with(&self, finding: &Finding, fix: &Fix) -> bool {
        (self.fix.applicability, self.finding.at_most, self.finding.help.is_some())
            == (fix.applicability, finding.at_most, finding.help.is_some())
    }

    fn add(&mut self, fix: Fix, count: usize) {
        self.count += count;
        self.fix.title = text!("Remove them, or put spaces there");
        self.fix.effects = self.fix.effects.and(fix.effects);
        self.fix.edits.extend(fix.edits);
    }

    fn into_finding(self, block: BlockId, context: &Context<'_>) -> Finding {
        let Self { mut finding, fix, count, what, .. } = self;
        if count > 1 {
            let message = finding.message;
            finding.message = text!("{message}, the first of {count} on this line", message, count);
        }
        if let Some(what) = what {
            finding.message = what.is_lost(finding.message);
        }
        match in_block(fix, block, context) {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    }
}

/// What stands in the place of `run`, between the glyphs `before` and `after`: a space where one was meant.
fn replacement(run: &[Glyph], before: &[Glyph], after: &[Glyph]) -> &'static str {
    let is_space = |glyph: &Glyph| {
        matches!(invisible_kind(glyph.character), Some(InvisibleKind::Space | InvisibleKind::Separator))
    };
    let (mut before, mut after) = (before.iter().rev(), after.iter());
    let beside = [before.next(), after.next()];
    let beyond = [before.next(), after.next()];
    let takes_space = |glyph: Option<&Glyph>| {
        glyph.is_some_and(|glyph| !is_blank_character(glyph.character) && !is_cjk_punctuation(glyph.character))
    };
    let is_between_words = beside.into_iter().all(takes_space);
    // A sign with a space on its other side has one on this side too, whatever it stands beside: `！ | x`.
    let is_beside_sign = beside.iter().zip(beyond).any(|(glyph, beyond)| {
        glyph.is_some_and(|glyph| separates(glyph.character))
            && beyond.is_some_and(|beyond| is_blank_character(beyond.character))
    });
    let is_beside_blank = beside.iter().any(|glyph| glyph.is_none_or(|glyph| is_blank_character(glyph.character)));
    if run.iter().any(is_space) && (is_between_words || is_beside_sign && !is_beside_blank) { " " } else { "" }
}

fn title(replacement: &str) -> Text {
    if replacement.is_empty() { text!("Remove it") } else { text!("Put a space there") }
}

/// Names the characters of `run` and the word `before` them, since they cannot be seen.
fn message(run: &[Glyph], before: &[Glyph]) -> Text {
    let first = run.first().map_or(' ', |glyph| glyph.character);
    let word: Vec<char> = before
        .iter()
        .rev()
        .map(|glyph| glyph.character)
        .skip_while(|character| *character == ' ')
        .take_while(|character| !is_blank_character(*character) && *character != OBJECT)
        .take(SHOWN)
        .collect();
    let word: String = word.into_iter().rev().filter(|character| invisible_kind(*character).is_none()).collect();
    let (name, code) = (unicode_name(first), code_point(first));
    if word.is_empty() {
        text!("{name} (U+{code})", name, code)
    } else {
        text!("{name} (U+{code}) after \"{word}\"", name, code, word)
    }
}

fn help(run: &[Glyph]) -> Option<Text> {
    let any = |wanted: InvisibleKind| run.iter().any(|glyph| invisible_kind(glyph.character) == Some(wanted));
    if any(InvisibleKind::Direction) {
        return Some(text!("it makes readers see the text in another order than it is written in"));
    }
    any(InvisibleKind::Tag).then(|| text!("programs read it, people do not see it"))
}

/// Controls of direction in code: what is shown is not what is run.
fn in_code(context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let blocks = document.blocks().iter().filter(|block| block.kind == BlockKind::Code).map(|block| block.span);
    let spans = document.inlines().iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.span);
    for span in blocks.chain(spans) {
        let text = document.text(span);
        if text.is_ascii() {
            continue;
        }
        let turns = |(_, character): &(usize, char)| invisible_kind(*character) == Some(InvisibleKind::Direction);
        let Some((at, character)) = text.char_indices().find(turns) else { continue };
        let start = span.start + at;
        let place = Span::new(start, start + character.len_utf8());
        let (name, code) = (unicode_name(character), code_point(character));
        let message = text!("{name} (U+{code}) in code", name, code);
        sink.report(Finding::at(place, message).help(text!("it makes code look like other code than it is")));
    }
}
