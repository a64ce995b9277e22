//! # parity/stale
//!
//! The source says something else since the translation last changed: in an entry, or in the text of a section. Off by
//! default; needs git history.
//!
//! ## Why
//!
//! A translation that once was right goes on saying what the source no longer says.
//!
//! For every entry, and for the paragraphs, tables and code of every section of any page, git knows when its lines last
//! changed in each edition (white space and moves do not count). Where the source changed at least a day later, what it says
//! now is compared with what it said when the translation last changed. White space, punctuation, case, markup, images,
//! URLs, misspelt words, words such as `the` and `which`, their order, the way code is laid out and the year of a date do not
//! count, nor does what was moved. Any change of a section's text in the
//! translation counts as its translation, and what the source has only taken away shows where another line of the section
//! changed. What is not committed yet is not judged, nor is anything in a shallow clone, which a note says.
//!
//! ## Bad
//!
//! ```markdown
//! README.md, changed in May                        README.de.md, changed in March
//!
//! - [Alpha](https://alpha.example) - Was sold.     - [Alpha](https://alpha.example) - Ist kostenlos.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md, changed in May                        README.de.md, changed in May
//!
//! - [Alpha](https://alpha.example) - Was sold.     - [Alpha](https://alpha.example) - Wurde verkauft.
//! ```
//!
//! ## Fix
//!
//! None: a translation is never guessed.

use crate::api::blame::Ages;
use crate::api::declaration::{Declaration, Need, Reach, Scope, SectionState, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::{Comparison, ReportSome, translations};
use crate::parity::support::outdated::{CommitPair, OutdatedEntry, is_older, outdated_entries};
use crate::parity::support::outdated_sections::{OutdatedSection, outdated_sections};
use crate::parity::support::prose::prose_blocks;
use crate::parity::support::same_meaning::{say_the_same, texts_say_the_same};
use crate::parity::support::sentences::{PageSentence, all_sentences, code_of, likeliest, sentences};
use crate::text::entry_name::{entry_span, first_line, shortened};
use curate_document::script::{LetterCounts, WritingSystem};
use curate_document::{Block, BlockId, Document, Entry, SectionId, Span, UrlKey};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::List],
    scope: Scope::Markdown,
    needs: &[Need::Ages],
    reach: Reach::NewLines,
    section_state: SectionState::Stale,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("stale.rs"),
        "an entry or section whose source says something else since its translation last changed",
        Make::plain(|_| Box::new(Stale)),
    )
};

/// Of two texts that begin alike, so many characters are shown before the first that differ.
const SHOWN_BEFORE: usize = 20;

/// So many new sentences of a section are looked at: of those before, none says anything new.
const COMPARED: usize = 200;

struct Stale;

impl Rule for Stale {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let ages = &context.facts.ages;
        let system = context.list.edition(context.list.source).and_then(|source| source.writing_system);
        // Where it was written in other letters, the file was a translation itself.
        let formers = ages.former.iter().filter(|(_, document)| system_of(document) == system);
        let formers: BTreeMap<&str, Former<'_>> =
            formers.map(|(name, document)| (name.as_str(), Former::of(document))).collect();
        let now: OnceCell<HashSet<String>> = OnceCell::new();
        for comparison in translations(context).filter(|comparison| comparison.edition.judged) {
            let (source, translation) = ((comparison.there, comparison.other), (comparison.here, comparison.document));
            let former_of = |commits: CommitPair<'_>| formers.get(commits.translated.name.as_str());
            for outdated in outdated_entries(comparison.alignment, source, translation, ages) {
                let former = former_of(outdated.commits);
                let finding = former.and_then(|former| judge(&comparison, &outdated, former));
                sink.report_some(finding);
            }
            for outdated in outdated_sections(comparison.alignment, source, translation, ages) {
                let Some(former) = former_of(outdated.commits) else { continue };
                let now = now.get_or_init(|| keys(comparison.other));
                let is_newer = |block: Span| {
                    let changed = ages.newest(comparison.there, comparison.other, block);
                    changed.is_some_and(|changed| is_older(CommitPair { changed, ..outdated.commits }))
                };
                let change = change_of(&comparison, &outdated, former, now, is_newer);
                let finding = change.map(|change| of_section(&comparison, &outdated, &change, ages));
                sink.report_some(finding);
            }
        }
    }
}

/// The source edition as it was, by what its parts are known.
struct Former<'a> {
    document: &'a Document,
    by_key: HashMap<&'a UrlKey, &'a Entry>,
    by_title: HashMap<&'a str, &'a Entry>,
    /// What it said anywhere.
    keys: OnceCell<HashSet<String>>,
}

/// The headings of a section and of those around it, innermost first: `Explanation` of one section is not that of the next.
fn headings_of(document: &Document, section: Option<SectionId>) -> Vec<&str> {
    let section = section.and_then(|id| document.section(id));
    let around = std::iter::successors(section, |section| section.parent.and_then(|id| document.section(id)));
    around.map(|section| &*section.rendered).collect()
}

fn system_of(document: &Document) -> Option<WritingSystem> {
    let mut counts = LetterCounts::default();
    all_sentences(document).for_each(|sentence| counts.add(&sentence.text));
    counts.writing_system()
}

fn keys(document: &Document) -> HashSet<String> {
    all_sentences(document).map(|sentence| sentence.key()).collect()
}

impl<'a> Former<'a> {
    fn of(document: &'a Document) -> Self {
        let (mut by_key, mut by_title) = (HashMap::new(), HashMap::new());
        for entry in document.entries() {
            if let Some(key) = document.link_of(entry).and_then(|link| link.key()) {
                by_key.entry(key).or_insert(entry);
            }
            if let Some(title) = entry.title {
                by_title.entry(document.text(title)).or_insert(entry);
            }
        }
        Self { document, by_key, by_title, keys: OnceCell::new() }
    }

    /// What `entry` of the source as it is now was. With another URL it may present something else.
    fn find(&self, document: &Document, entry: &Entry) -> Option<&'a Entry> {
        match document.link_of(entry).and_then(|link| link.key()) {
            Some(key) => self.by_key.get(key).copied(),
            None => self.by_title.get(document.text(entry.title?)).copied(),
        }
    }

    fn said(&self, sentence: &PageSentence) -> bool {
        self.keys.get_or_init(|| keys(self.document)).contains(&sentence.key())
    }

    /// The text that `section` of the source had; none where no section had its headings.
    fn blocks(&self, document: &Document, section: Option<SectionId>) -> Vec<(BlockId, &'a Block)> {
        let own = headings_of(document, section);
        let is_same = |id: Option<SectionId>| headings_of(self.document, id) == own;
        let blocks = prose_blocks(self.document, |_, entry| entry.link.is_some());
        blocks.into_iter().filter(|(_, block)| is_same(block.section)).collect()
    }
}

/// The first sentence of a section that says something else: what it was and what it is, or one of both.
struct ChangedSentence {
    was: Option<PageSentence>,
    is: Option<PageSentence>,
}

fn change_of(
    comparison: &Comparison<'_>,
    outdated: &OutdatedSection<'_>,
    former: &Former<'_>,
    now: &HashSet<String>,
    is_newer: impl Fn(Span) -> bool,
) -> Option<ChangedSentence> {
    let of_block = outdated.blocks.iter().flat_map(|(id, block)| sentences(comparison.other, *id, block));
    let is_new = |sentence: &PageSentence| {
        let span = comparison.other.block(sentence.block).map(|block| block.span);
        !former.said(sentence) && span.is_some_and(&is_newer)
    };
    let is_gone = |sentence: &PageSentence| !now.contains(&sentence.key());
    let former_blocks = former.blocks(comparison.other, outdated.source);
    let of_former = former_blocks.iter().flat_map(|(id, block)| sentences(former.document, *id, block));
    let (mut own, mut new): (Vec<PageSentence>, Vec<PageSentence>) =
        (of_former.filter(is_gone).collect(), of_block.filter(is_new).collect());
    if code_of(former.document, &former_blocks) == code_of(comparison.other, &outdated.blocks) {
        own.retain(|sentence| !sentence.is_code);
        new.retain(|sentence| !sentence.is_code);
    }
    if say_the_same(&own.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>()) {
        return None;
    }
    let anywhere: Vec<PageSentence> = all_sentences(former.document).filter(is_gone).collect();
    let anywhere: Vec<&PageSentence> = anywhere.iter().collect();
    let mut gone: Vec<&PageSentence> = own.iter().collect();
    for is in new.into_iter().take(COMPARED) {
        let was = likeliest(&is, &gone).or_else(|| likeliest(&is, &anywhere));
        if !was.is_some_and(|was| say_the_same(&[was], &[&is])) {
            return Some(ChangedSentence { was: was.cloned(), is: Some(is) });
        }
        gone.retain(|sentence| was.is_none_or(|was| sentence.key() != was.key()));
    }
    gone.first().map(|was| ChangedSentence { was: Some((*was).clone()), is: None })
}

fn of_section(
    comparison: &Comparison<'_>,
    outdated: &OutdatedSection<'_>,
    change: &ChangedSentence,
    ages: &Ages,
) -> Finding {
    let (document, source) = (comparison.document, comparison.other);
    let block = change.is.as_ref().map(|is| is.block).or_else(|| outdated.blocks.first().map(|(id, _)| *id));
    let block = block.and_then(|id| source.block(id)).map(|block| block.span).unwrap_or_default();
    let changed = change.is.as_ref().and_then(|_| ages.newest(comparison.there, source, block));
    let changed = changed.unwrap_or(outdated.commits.changed);
    let what = match (&change.was, &change.is) {
        (Some(was), Some(is)) => {
            let (was, is) = from_first_difference(&was.text, &is.text);
            text!("\"{was}\" became \"{is}\"", was = shortened(&was), is = shortened(&is))
        }
        (None, Some(is)) => text!("\"{is}\" is new", is = shortened(&is.text)),
        (Some(was), None) => text!("\"{was}\" is gone", was = shortened(&was.text)),
        (None, None) => Text::default(),
    };
    let path = &comparison.other_edition.path;
    let (now, then) = (changed.described(), outdated.commits.translated.described());
    let message = text!(
        "{now} changed this section of {path} after its translation last changed, in {then}: {what}",
        now,
        path,
        then,
        what
    );
    let here = outdated.translation.and_then(|id| document.section(id)).map(|section| section.title);
    let here = here.unwrap_or_else(|| document.lines().content(1, document.source()));
    let finding = Finding::at(here, message).in_edition(comparison.here);
    let finding = finding.label(comparison.there, first_line(source, block), text!("what it says now"));
    finding.help(text!("translate it anew; any change of the section's text ends this finding"))
}

/// Two texts without most of what they begin with alike.
fn from_first_difference(old: &str, new: &str) -> (String, String) {
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let Some(skipped) = same.checked_sub(SHOWN_BEFORE).filter(|skipped| *skipped > SHOWN_BEFORE) else {
        return (old.to_owned(), new.to_owned());
    };
    let rest = |text: &str| format!("…{}", text.chars().skip(skipped).collect::<String>());
    (rest(old), rest(new))
}

fn judge(comparison: &Comparison<'_>, outdated: &OutdatedEntry<'_>, former: &Former<'_>) -> Option<Finding> {
    let source = comparison.other.entry(outdated.source)?;
    let entry = comparison.document.entry(outdated.translation)?;
    let was = former.find(comparison.other, source)?;
    if texts_say_the_same(&said(former.document, was), &said(comparison.other, source)) {
        return None;
    }
    let line = comparison.other.line_of(source.own.start);
    let message = text!(
        "{now} changed line {line} of {path} after this translation last changed, in {then}: it said \"{was}\"",
        now = outdated.commits.changed.described(),
        line,
        path = &comparison.other_edition.path,
        then = outdated.commits.translated.described(),
        was = shortened(text_of(former.document, was).trim())
    );
    let finding = Finding::at(entry_span(comparison.document, entry), message).in_edition(comparison.here);
    let label = text!("what it says now");
    let finding = finding.label(comparison.there, entry_span(comparison.other, source), label);
    Some(finding.help(text!("translate it anew; any change of the entry ends this finding")))
}

/// The description, else the title.
fn text_of<'a>(document: &'a Document, entry: &Entry) -> &'a str {
    document.text(entry.description.or(entry.title).unwrap_or(entry.own))
}

/// Title and description as rendered, URLs left out.
fn said(document: &Document, entry: &Entry) -> String {
    let mut said = String::new();
    for span in [entry.title, entry.description].into_iter().flatten() {
        let rendered = entry.body.map(|body| document.rendered_at(body, span)).unwrap_or_default();
        let words = rendered.split_whitespace().filter(|word| !word.contains("://"));
        words.for_each(|word| said.extend([word, " "]));
    }
    said
}
