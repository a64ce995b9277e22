//! What makes a finding the same finding after lines above it came or went.

use crate::report::findings::ReportedPlace;
use curate_document::{Document, EditionId, List, Span};
use curate_rules::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a text that count.
const LONGEST: usize = 512;

/// What tells a finding from the others of its rule in its file, given the `document` it is in as it is now: the URL of a link
/// that was checked, else 16 hexadecimal digits of what it is about. Neither knows lines, paths, or what was edited elsewhere;
/// findings that are alike have one.
pub(crate) fn fingerprint(list: &List, document: &Document, diagnostic: &Diagnostic) -> String {
    if let Some(link) = &diagnostic.link {
        return link.url.clone();
    }
    let mut hash = Fnv128::default();
    hash.add_subject(document, diagnostic.span, diagnostic);
    let elsewhere = diagnostic.labels.iter().filter(|label| label.edition != diagnostic.edition && !label.is_same);
    let name = |edition: EditionId| list.edition(edition).and_then(|edition| edition.path.rsplit('/').next());
    let names: BTreeSet<&str> = elsewhere.filter_map(|label| name(label.edition)).collect();
    for name in names {
        hash.add(name);
    }
    format!("{:016x}", (hash.0 >> 64) ^ (hash.0 & u128::from(u64::MAX)))
}

/// Fingerprints of the findings of one report: no two are the same, and none knows a line number.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    given: BTreeSet<u128>,
    /// What the newest of the findings that are alike was given, by what the first of them was.
    newest: BTreeMap<u128, u128>,
}

impl Fingerprints {
    /// The fingerprint of a finding at `place`: 32 hexadecimal digits, of the rule, the file, what it is about, and the files it
    /// points at. Findings that are alike in all of it are numbered in the order of the calls.
    pub(super) fn of(&mut self, place: &ReportedPlace<'_>) -> String {
        let ReportedPlace { found, edition, span } = place;
        let diagnostic = found.diagnostic;
        let mut hash = Fnv128::default();
        hash.add(diagnostic.rule);
        hash.add(found.path(*edition));
        if let Some(document) = found.document(*edition) {
            hash.add_subject(document, *span, diagnostic);
        }
        let elsewhere = diagnostic.labels.iter().filter(|label| !label.is_same);
        elsewhere.for_each(|label| hash.add(found.path(label.edition)));
        self.distinct(hash)
    }

    /// The fingerprint of what is told of the file at `path` as a whole, by `name`.
    pub(super) fn of_file(&mut self, name: &str, path: &str) -> String {
        let mut hash = Fnv128::default();
        hash.add(name);
        hash.add(path);
        self.distinct(hash)
    }

    fn distinct(&mut self, mut hash: Fnv128) -> String {
        let first = hash.0;
        if let Some(newest) = self.newest.get(&first) {
            hash.0 = *newest;
        }
        while !self.given.insert(hash.0) {
            hash.add("again");
        }
        if hash.0 != first {
            self.newest.insert(first, hash.0);
        }
        format!("{:032x}", hash.0)
    }
}

/// FNV-1a with 128 bits: the same on every machine and in every release.
/// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
struct Fnv128(u128);

impl Default for Fnv128 {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv128 {
    /// Adds the beginning of `text`, and its end as a byte that no text has.
    fn add(&mut self, text: &str) {
        for byte in text.bytes().take(LONGEST).chain([0xFF]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    /// Adds what a finding at `span` is about: the first line of the marked text, and the entry it is in by its URL, or else its
    /// line. Where no text is marked, what is said counts in its place, without the numbers of lines and the like.
    fn add_subject(&mut self, document: &Document, span: Span, diagnostic: &Diagnostic) {
        if let Some(text) = document.text(span).lines().next().filter(|text| !text.trim().is_empty()) {
            self.add(text);
        } else {
            let message = diagnostic.message.in_english();
            self.add(&message.replace(|character: char| character.is_ascii_digit(), ""));
        }
        match entry_at(document, span.start) {
            Some(key) => self.add(&key),
            None => self
                .add(document.text(document.lines().content(document.line_of(span.start), document.source())).trim()),
        }
    }
}

/// The key of the URL that the entry at `offset` presents.
fn entry_at(document: &Document, offset: usize) -> Option<String> {
    let entries = document.entries();
    let last = entries.partition_point(|entry| entry.span.start <= offset).checked_sub(1)?;
    let entry = entries.get(last).filter(|entry| offset <= entry.span.end)?;
    Some(document.link_of(entry)?.key()?.to_string())
}
