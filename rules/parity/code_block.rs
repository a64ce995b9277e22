//! # parity/code-block
//!
//! A fenced block of code that one edition of a page has and another lacks, or that is not the same in both.
//!
//! ## Why
//!
//! Readers copy commands, settings and examples. Those of the edition that fell behind copy what does not work any more.
//!
//! Blocks are compared in sections that stand for each other, lists or not. What a translator rightly translates is not
//! compared: comments, strings, blank space, prompts (`$`, `(main)$`, `user@host:~$`), placeholders, paths that name a language,
//! what a program says, and all of a diagram or a text. What must agree are commands, flags, keys, names and numbers, and the numbers of versions in
//! comments and strings, too, where a line has as many of them in both editions. Between languages of Latin letters, a name that
//! stands where another one stands is translated (`myfile`, `monfichier`), unless code elsewhere keeps it or a slip of the pen
//! explains it.
//!
//! What one of several translations has beyond the source is a hint: the source may have given it up. So is code of which only
//! comments, strings and the like are in the language of the translation, one hint for an edition. What it has in its own language
//! altogether, or from a mirror near its readers, is for its own readers.
//!
//! Where only style differs (`function (a) {` and `(a) => {`, `var` and `const`), or a number beside a translated string, there is
//! a hint: both may be right. How a call is broken into lines does not matter, nor do a `;` at the end of a line, characters that cannot be
//! seen, or what the fence calls the language.
//!
//! A block that stands near its place, or indented, or as a part of another one, is not missing. Two blocks at one place that have
//! little in common are not compared, nor are blocks of more than 4,000 lines, nor is anything in pages that are far apart.
//!
//! ## Bad
//!
//! ````markdown
//! README.md                            README.de.md
//!
//! ```sh                                ```sh
//! npm install lamp                     npm install lamp
//! lamp --colour red  # Shines red.     lamp --color red  # Leuchtet rot.
//! ```                                  ```
//! ````
//!
//! ## Good
//!
//! ````markdown
//! README.md                            README.de.md
//!
//! ```sh                                ```sh
//! npm install lamp                     npm install lamp
//! lamp --colour red  # Shines red.     lamp --colour red  # Leuchtet rot.
//! ```                                  ```
//! ````
//!
//! ## Fix
//!
//! Unsafe: the block, as it is in the other edition, is put where it belongs. None where a block differs: which of the two is
//! right is not known.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Finding, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::parity::support::block_insertion::insert_code;
use crate::parity::support::code_difference::{LineDifference, differences, share};
use crate::parity::support::code_elsewhere::Elsewhere;
use crate::parity::support::code_presence::{has_own_letters, is_inline, is_local, second_line};
use crate::parity::support::code_style::may_be_same;
use crate::parity::support::code_versions::version_differences;
use crate::parity::support::comparison::{Comparison, SUMMARISED};
use crate::parity::support::page_blocks::{near_pages, place_span};
use crate::parity::support::translated_names::TranslatedNames;
use crate::text::entry_name::{first_line, shortened};
use curate_document::alignment::page::{BlockPair, CodeText, LoneBlock};
use curate_document::{BlockKind, Document, Span};
use std::collections::BTreeSet;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Markdown,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("code_block.rs"),
        "a block of code that one edition lacks, or that differs",
        Make::plain(|_| Box::new(CodeBlock)),
    )
};

/// So many blocks of one edition are looked at that the other lacks.
const MOST: usize = 100;

/// Blocks that only their place makes a pair are compared from this share of common words on.
const EVIDENT: f32 = 0.5;

/// Blocks with more lines are not compared, which takes a time that grows with the square of their number.
const LONGEST: usize = 4_000;

struct CodeBlock;

impl Rule for CodeBlock {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let (mut beyond, mut translated): (Vec<Finding>, Vec<Finding>) = (Vec::new(), Vec::new());
        for (comparison, blocks) in near_pages(context, BlockKind::Code) {
            let path = comparison.other_edition.path.clone();
            let names = TranslatedNames::of(&comparison, &blocks.code.pairs);
            let elsewhere = Elsewhere { comparison: &comparison, blocks: &blocks, names: &names };
            let mut found: Vec<Finding> =
                blocks.code.pairs.iter().filter_map(|pair| differing(&elsewhere, *pair)).collect();
            found.sort_by_key(|finding| finding.span);
            let (found, doubtful): (Vec<_>, Vec<_>) = found.into_iter().partition(|finding| finding.at_most.is_none());
            let doubtful_path = path.clone();
            let more = move |count: usize| {
                let path = &path;
                text!("{count} blocks of code differ from those of {path}, of which this is the first", count, path)
            };
            summarize::report_more_than(SUMMARISED, found, more, "", context, sink);
            let more = move |count: usize| {
                let path = &doubtful_path;
                text!("{count} blocks of code may differ from those of {path}, of which this is the first", count, path)
            };
            summarize::report_more_than(1, doubtful, more, "", context, sink);
            let [forth, back] = &blocks.code.lone;
            let path = comparison.other_edition.path.clone();
            let is_new = |side: usize| {
                let elsewhere = &elsewhere;
                move |lone: &&LoneBlock| {
                    !elsewhere.has(side, lone.block, lone.section)
                        && !elsewhere.is_merged(side, lone.block, lone.section)
                }
            };
            let found =
                forth.iter().take(MOST).filter(is_new(0)).filter_map(|lone| missing(&comparison, lone)).collect();
            let more = move |count: usize| {
                let path = &path;
                text!("{path} has {count} blocks of code that this edition lacks, the first of them here", path, count)
            };
            summarize::report_more_than(SUMMARISED, found, more, text!("Take the code blocks"), context, sink);
            let source = comparison.reversed();
            let (own, plain): (Vec<_>, Vec<_>) =
                back.iter().take(MOST).filter(is_new(1)).partition(|lone| has_own_letters(&source, lone.block));
            beyond.extend(plain.into_iter().filter_map(|lone| missing(&source, lone)));
            translated.extend(own.into_iter().filter_map(|lone| missing(&source, lone)));
        }
        let place = |finding: &Finding| (finding.edition, finding.span);
        // What several translations have at one place is said once.
        for found in [&mut beyond, &mut translated] {
            found.sort_by_key(place);
            found.dedup_by_key(|finding| place(finding));
        }
        let known: BTreeSet<_> = beyond.iter().map(place).collect();
        let hints = translated.into_iter().filter(|finding| !known.contains(&place(finding)));
        let hints = hints.map(|finding| Finding { fix: None, ..finding }.at_most(Severity::Hint)).collect();
        let more = |count: usize| {
            text!("translations have {count} blocks of code that this edition lacks, the first of them here", count)
        };
        summarize::report_more_than(1, hints, more, "", context, sink);
        let is_one_of_several = context.list.editions.len() > 2;
        for finding in beyond {
            sink.report(if is_one_of_several { finding.at_most(Severity::Hint) } else { finding });
        }
    }
}

/// Says that the block `lone` there is missing here.
fn missing(comparison: &Comparison<'_>, lone: &LoneBlock) -> Option<Finding> {
    let block = comparison.other.block(lone.block)?;
    let code = CodeText::of(comparison.other, block);
    if !code.is_fenced || comparison.is_left_alone() || is_local(comparison, &code) {
        return None;
    }
    let reported_in = comparison.reported_in()?;
    let first = code.lines.first().map(|line| line.span).or_else(|| second_line(comparison.other, block.span));
    if is_inline(comparison, &code, first) {
        return None;
    }
    let first = first.unwrap_or_else(|| first_line(comparison.other, block.span));
    let said = shortened(comparison.other.text(first));
    let here = place_span(comparison.document, lone);
    let path = &comparison.other_edition.path;
    let message = text!("{path} has a block of code here that this edition lacks: `{said}`", path, said = &said);
    let path = &comparison.edition.path;
    let message_there = text!("{path} lacks this block of code: `{said}`", path, said);
    let (here, there) = ((here, message, text!("it belongs after this")), (first, message_there, text!("the block")));
    let finding = comparison.finding(reported_in, here, there);
    let fix = insert_code(comparison, lone).filter(|_| reported_in == comparison.here);
    Some(if let Some(fix) = fix { finding.fix(fix) } else { finding })
}

/// Says where a block here differs from the one there that stands for it.
fn differing(elsewhere: &Elsewhere<'_, '_>, pair: BlockPair) -> Option<Finding> {
    let (comparison, names) = (elsewhere.comparison, elsewhere.names);
    let (there, here) = (comparison.other.block(pair.first)?, comparison.document.block(pair.second)?);
    if !pair.is_sure {
        return None;
    }
    let sections = [there.section, here.section];
    let blocks = [(comparison.other, there), (comparison.document, here)];
    let [there, here] = CodeText::of_pair(blocks);
    if there.lines.len().max(here.lines.len()) > LONGEST {
        return None;
    }
    if !pair.is_alike && share(&there, &here) < EVIDENT {
        return None;
    }
    let mut differences = differences(&there, &here, names);
    elsewhere.drop_known(pair, [&there, &here], &mut differences);
    let has_other_words = !differences.is_empty();
    let versions = version_differences(blocks, [&there, &here]);
    let is_known =
        |line: &LineDifference| differences.iter().any(|known| known.there == line.there || known.here == line.here);
    let new: Vec<LineDifference> = versions.into_iter().filter(|line| !is_known(line)).collect();
    differences.extend(new);
    if !there.is_fenced || !here.is_fenced {
        // What is indented here may be a part of several blocks there.
        let has = |document: &Document, from: &Document, span: Span| document.source().contains(from.text(span));
        differences.retain(|line| match (line.there, line.here) {
            (Some(line), None) => !has(comparison.document, comparison.other, line),
            (None, Some(line)) => !has(comparison.other, comparison.document, line),
            _ => true,
        });
    }
    let may_be_same = |line: &LineDifference| may_be_same(blocks, [&there, &here], *line);
    let (doubtful, sure): (Vec<_>, Vec<_>) = differences.into_iter().partition(may_be_same);
    let is_doubtful = sure.is_empty();
    let differences = if is_doubtful { doubtful } else { sure };
    let first = differences.first().filter(|_| there.is_fenced || here.is_fenced)?;
    let is_elsewhere = || elsewhere.has(0, pair.first, sections[1]) || elsewhere.has(1, pair.second, sections[0]);
    if has_other_words && is_elsewhere() {
        return None;
    }
    let finding = finding_of(comparison, [&there, &here], *first)?;
    let message = with_others(finding.message, differences.len() - 1, is_doubtful);
    let finding = Finding { message, ..finding };
    Some(if is_doubtful { finding.at_most(Severity::Hint) } else { finding })
}

/// `message`, and how many `others` differ as well.
fn with_others(message: Text, others: usize, is_doubtful: bool) -> Text {
    match others {
        _ if is_doubtful => text!("{message}; the difference may be intended", message),
        0 => message,
        count => plural!(count, "{message}; one more line differs", "{message}; {count} more lines differ", message),
    }
}

fn finding_of(
    comparison: &Comparison<'_>,
    [there, here]: [&CodeText<'_>; 2],
    first: LineDifference,
) -> Option<Finding> {
    let reported_in = comparison.reported_in()?;
    let is_here = reported_in == comparison.here;
    let (own, other) =
        if is_here { (comparison.document, comparison.other) } else { (comparison.other, comparison.document) };
    let (path, beside) = if is_here {
        (&comparison.other_edition.path, comparison.there)
    } else {
        (&comparison.edition.path, comparison.here)
    };
    let [mine, across] = if is_here { [first.here, first.there] } else { [first.there, first.here] };
    let [code, code_across] = if is_here { [here, there] } else { [there, here] };
    let start = |code: &CodeText<'_>| code.lines.first().map(|line| line.span);
    let quoted = |document: &Document, span: Span| shortened(document.text(span));
    let message = match (mine, across) {
        (Some(_), Some(across)) => {
            text!("this line of code is `{line}` in {path}", line = quoted(other, across), path)
        }
        (None, Some(across)) => {
            text!("this block of code lacks a line that {path} has: `{line}`", path, line = quoted(other, across))
        }
        _ => text!("{path} lacks this line of code: `{line}`", path, line = quoted(own, mine?)),
    };
    let label = if across.is_some() { text!("the line there") } else { text!("the block there") };
    let finding = Finding::at(mine.or_else(|| start(code))?, message);
    Some(finding.in_edition(reported_in).label(beside, across.or_else(|| start(code_across))?, label))
}
