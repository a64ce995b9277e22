//! Changes of code: harmful ones, and those of what a translation translates in it.

use super::donor::Donor;
use super::mutant::Mutant;
use super::pairs::Pair;
use curate_document::{Block, BlockKind, Document, SectionId, Span};
use regex::Regex;
use std::collections::BTreeMap;

/// The blocks on `side` that `is_wanted`, each with its counterpart: of sections that correspond and have equally many of them.
pub fn counterparts(pair: &Pair, side: usize, is_wanted: fn(&Document, &Block) -> bool) -> Vec<(&Block, &Block)> {
    let by_section = |side: usize| -> BTreeMap<Option<SectionId>, Vec<&Block>> {
        let document = pair.document(side);
        let mut found: BTreeMap<_, Vec<&Block>> = BTreeMap::new();
        for block in document.blocks().iter().filter(|block| is_wanted(document, block)) {
            found.entry(block.section).or_default().push(block);
        }
        found
    };
    let (mine, theirs) = (by_section(side), by_section(1 - side));
    let mut found = Vec::new();
    for (section, here) in mine {
        let across = pair.section_across(side, section).and_then(|section| theirs.get(&section));
        if let Some(there) = across.filter(|there| there.len() == here.len()) {
            found.extend(here.into_iter().zip(there.iter().copied()));
        }
    }
    found
}

fn is_fenced(document: &Document, block: &Block) -> bool {
    let text = document.text(block.span);
    block.kind == BlockKind::Code && (text.starts_with("```") || text.starts_with("~~~"))
}

/// Fenced blocks with their counterparts.
fn blocks(pair: &Pair, side: usize) -> Vec<(&Block, &Block)> {
    counterparts(pair, side, is_fenced)
}

pub fn block_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let drop = |(here, there): (&Block, &Block)| {
        let gone = Mutant::new(side, pair.lines(side, here.span), "").across(Some(there.span));
        let section = here.section.and_then(|id| document.section(id));
        let lines = code_lines(other, there).into_iter().map(|line| other.text(line).trim());
        let named = lines.filter(|line| is_said(line)).fold(gone, Mutant::named);
        Mutant { around: section.map(|section| section.title), ..named }
    };
    blocks(pair, side).into_iter().map(drop).collect()
}

/// The lines between the fences, without their endings.
fn code_lines(document: &Document, block: &Block) -> Vec<Span> {
    let text = document.text(block.span);
    let mut at = block.span.start;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    lines.pop();
    lines.into_iter().skip(1).collect()
}

/// Whether a line of code is all comment, or none.
fn is_said(line: &str) -> bool {
    let line = line.trim();
    line.chars().filter(|letter| letter.is_alphanumeric()).count() > 1
        && !["#", "//", "%%", "--", "/*", "*", ";"].iter().any(|mark| line.starts_with(mark))
}

pub fn line_dropped(pair: &Pair, side: usize) -> Vec<Mutant> {
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let mut found = Vec::new();
    for (here, there) in blocks(pair, side) {
        let lines = code_lines(document, here);
        let theirs: Vec<&str> = code_lines(other, there).into_iter().map(|span| other.text(span).trim()).collect();
        if lines.len() != theirs.len() || lines.len() < 2 {
            continue;
        }
        for (span, across) in lines.into_iter().zip(&theirs) {
            let line = document.text(span).trim();
            if line == *across && is_said(line) && theirs.iter().filter(|other| *other == across).count() == 1 {
                let gone = Mutant::new(side, pair.lines(side, span), "").across(Some(there.span)).named(line);
                found.push(Mutant { around: Some(here.span), ..gone });
            }
        }
    }
    found
}

pub fn version_changed(pair: &Pair, side: usize) -> Vec<Mutant> {
    let version = Regex::new(r"\b[0-9]+\.[0-9]+(\.[0-9]+)?\b").unwrap();
    let (document, other) = (pair.document(side), pair.document(1 - side));
    let mut found = Vec::new();
    for (here, there) in blocks(pair, side) {
        let across = other.text(there.span);
        for known in version.find_iter(document.text(here.span)).filter(|known| across.contains(known.as_str())) {
            let (head, last) = known.as_str().rsplit_once('.').unwrap();
            let new = format!("{head}.{}", last.parse::<u64>().unwrap_or(0) + 1);
            let start = here.span.start + known.start();
            let span = Span::new(start, start + known.len());
            let changed = Mutant::new(side, span, new).across(Some(there.span)).named(known.as_str());
            found.push(Mutant { around: Some(here.span), ..changed });
        }
    }
    found
}

pub fn comment_translated(pair: &Pair, side: usize) -> Vec<Mutant> {
    let comment = Regex::new(r"(?:^\s*|\s{2,}|\s)(?:# |// |%% |-- )(\p{L}.*\S)\s*$").unwrap();
    in_code(pair, side, &comment)
}

pub fn string_translated(pair: &Pair, side: usize) -> Vec<Mutant> {
    let string = Regex::new(r#""(\p{L}[^"\\{$<>=/]* [^"\\{$<>=/]*)""#).unwrap();
    in_code(pair, side, &string)
}

/// The first group of `pattern` in lines of code, replaced by words of the translation.
fn in_code(pair: &Pair, side: usize, pattern: &Regex) -> Vec<Mutant> {
    if side == 0 {
        return Vec::new();
    }
    let document = pair.document(side);
    let mut donor = Donor::of(document);
    let mut found = Vec::new();
    for (here, _) in blocks(pair, side) {
        let info = document.text(here.span).lines().next().unwrap_or("");
        if ["md", "markdown", "text", "diff"].iter().any(|language| info.ends_with(language)) {
            continue;
        }
        for line in code_lines(document, here) {
            let Some(group) = pattern.captures(document.text(line)).and_then(|groups| groups.get(1)) else { continue };
            let span = Span::new(line.start + group.start(), line.start + group.end());
            found.extend(donor.words().map(|words| Mutant::new(side, span, words)));
        }
    }
    found
}
