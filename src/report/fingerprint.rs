//! What makes a finding the same finding after lines above it came or went.

use crate::report::findings::ReportedPlace;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a text that count.
const LONGEST: usize = 512;

/// Fingerprints of the findings of one report: no two are the same, and none knows a line number.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    given: BTreeSet<u128>,
    /// What the newest of the findings that are alike was given, by what the first of them was.
    newest: BTreeMap<u128, u128>,
}

impl Fingerprints {
    /// The fingerprint of a finding at `place`: 32 hexadecimal digits, of the rule, the file, the marked text with its line, and the
    /// files it points at. Findings that are alike in all of it are numbered in the order of the calls.
    pub(super) fn of(&mut self, place: &ReportedPlace<'_>) -> String {
        let ReportedPlace { found, edition, span } = place;
        let diagnostic = found.diagnostic;
        let mut hash = Fnv128::default();
        hash.add(diagnostic.rule);
        hash.add(found.path(*edition));
        if let Some(document) = found.document(*edition) {
            let line = document.lines().content(document.line_of(span.start), document.source());
            hash.add(document.text(*span));
            hash.add(document.text(line).trim());
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
}
