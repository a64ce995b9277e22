//! # parity/length
//!
//! A description whose length is far from what it usually is beside the other edition's. Off by default.
//!
//! ## Why
//!
//! Where a text is a third as long as its counterpart suggests, half a sentence got lost, or was never translated.
//!
//! Length is what a description takes on screen, in columns; how two editions relate is taken from all of their
//! descriptions (the median, and how far the others stray from it). At least 20 pairs are needed, and 40 columns that seem
//! to be missing.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                                                          README.de.md
//!
//! - [Alpha](https://alpha.example) - Draws maps of places that       - [Alpha](https://alpha.example) - Karten.
//!   are gone, with all that was there, from what people remember.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                                                          README.de.md
//!
//! - [Alpha](https://alpha.example) - Draws maps of places that       - [Alpha](https://alpha.example) - Zeichnet Karten
//!   are gone, with all that was there, from what people remember.      verschwundener Orte aus der Erinnerung.
//! ```
//!
//! ## Fix
//!
//! None: a translation is never guessed.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::comparison::{Comparison, translations};
use crate::text::entry_name::first_line;
use curate_document::script::display_width;
use curate_document::{Document, Entry, MatchKind, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::List],
    scope: Scope::Translations,
    revealed_by_fixes: true,
    ..Declaration::hint(
        include_str!("length.rs"),
        "a description that is far shorter than the other edition's usually is",
        Make::plain(|_| Box::new(TranslationLength)),
    )
};

/// The fewest pairs that show how two editions relate.
const FEWEST: usize = 20;
/// How many columns must be missing.
const MISSING: f64 = 40.0;
/// How many deviations from the median are far; and at least this many times as short.
const FAR: (f64, f64) = (3.5, 2.5);
/// What the median deviation of a normal distribution is multiplied with to give its standard deviation.
const TO_SIGMA: f64 = 1.4826;

struct TranslationLength;

/// Two descriptions and their widths in columns.
struct DescriptionPair {
    source: (Span, f64),
    translation: (Span, f64),
}

impl DescriptionPair {
    /// The logarithm of how much wider the translation is.
    fn ratio(&self) -> f64 {
        (self.translation.1 / self.source.1).ln()
    }
}

impl Rule for TranslationLength {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for comparison in translations(context) {
            let pairs = pairs(&comparison);
            if pairs.len() < FEWEST {
                continue;
            }
            let usual = median(pairs.iter().map(DescriptionPair::ratio).collect());
            let spread = TO_SIGMA * median(pairs.iter().map(|pair| (pair.ratio() - usual).abs()).collect());
            let far = (FAR.0 * spread).max(FAR.1.ln());
            for pair in &pairs {
                if let Some(finding) = judge(&comparison, pair, usual, far) {
                    sink.report(finding);
                }
            }
        }
    }
}

fn judge(comparison: &Comparison<'_>, pair: &DescriptionPair, usual: f64, far: f64) -> Option<Finding> {
    let distance = pair.ratio() - usual;
    if distance.abs() <= far {
        return None;
    }
    let (expected, width) = if distance < 0.0 {
        (pair.source.1 * usual.exp(), pair.translation.1)
    } else {
        (pair.translation.1 / usual.exp(), pair.source.1)
    };
    if expected - width < MISSING {
        return None;
    }
    let translation = (comparison.here, &comparison.edition.path, first_line(comparison.document, pair.translation.0));
    let source = (comparison.there, &comparison.other_edition.path, first_line(comparison.other, pair.source.0));
    let (short, long) = if distance < 0.0 { (translation, source) } else { (source, translation) };
    let message = text!(
        "this description has {width} columns, where by what {path} says about {expected} are usual: something is \
         probably missing",
        width = format!("{width:.0}"),
        path = long.1,
        expected = format!("{expected:.0}")
    );
    Some(Finding::at(short.2, message).in_edition(short.0).label(long.0, long.2, text!("what it says there")))
}

fn pairs(comparison: &Comparison<'_>) -> Vec<DescriptionPair> {
    let pair = |(source, translation, how): (curate_document::EntryId, curate_document::EntryId, MatchKind)| {
        let source = measured(comparison.other, comparison.other.entry(source)?)?;
        let translation = measured(comparison.document, comparison.document.entry(translation)?)?;
        (how != MatchKind::Position).then_some(DescriptionPair { source, translation })
    };
    comparison.alignment.pairs().filter_map(pair).collect()
}

/// An entry's description and its width without the destinations of links.
fn measured(document: &Document, entry: &Entry) -> Option<(Span, f64)> {
    let span =
        entry.description.filter(|span| !entry.html && !document.text(*span).trim_start().starts_with("<!--"))?;
    let hidden: usize = document
        .links_of(entry)
        .iter()
        .filter(|link| span.contains(link.destination))
        .map(|link| display_width(document.text(link.destination)))
        .sum();
    let width = display_width(document.text(span)).saturating_sub(hidden);
    (width > 0).then_some((span, width as f64))
}

/// The median; 0 of nothing.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
