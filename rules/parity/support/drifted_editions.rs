//! Two editions that are so far apart that one finding reports it.

use crate::api::diagnostic::Finding;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::gaps::{EditionGaps, PairGaps};
use crate::parity::support::message_parts::section_span;

/// Says how much of the source is in a translation, or the other way round where that is less. `None` where neither edition
/// is judged.
pub(crate) fn drift_finding(comparison: &Comparison<'_>, gaps: &PairGaps) -> Option<Finding> {
    let reported_in = comparison.reported_in()?;
    let back = comparison.reversed();
    let share = |gaps: &EditionGaps| gaps.present() as f64 / gaps.compared().max(1) as f64;
    let (comparison, gaps, other) = if share(&gaps.forth) <= share(&gaps.back) {
        (comparison, &gaps.forth, &gaps.back)
    } else {
        (&back, &gaps.back, &gaps.forth)
    };
    let is_here = reported_in == comparison.here;
    let (here, there) = (&comparison.edition.path, &comparison.other_edition.path);
    let percent = gaps.present() * 100 / gaps.compared().max(1);
    let [present, compared] = [gaps.present(), gaps.compared()].map(with_thousands);
    let message = if is_here {
        let path = there;
        text!(
            "this edition has {present} of {compared} entries of {path} ({percent} %)",
            present,
            compared,
            path,
            percent
        )
    } else {
        let path = here;
        text!(
            "{path} has {present} of {compared} entries of this edition ({percent} %)",
            path,
            present,
            compared,
            percent
        )
    };
    let message = match gaps.sections() {
        0 => message,
        count => plural!(count, "{message}; a section is missing", "{message}; {count} sections are missing", message),
    };
    let message = match other.compared() - other.present() {
        0 => message,
        count if is_here => {
            plural!(count, "{message}; 1 entry is in it alone", "{message}; {count} entries are in it alone", message)
        }
        count => plural!(
            count,
            "{message}; 1 entry is in {path} alone",
            "{message}; {count} entries are in {path} alone",
            message,
            path = here
        ),
    };
    let (document, across) =
        if is_here { (comparison.document, comparison.other) } else { (comparison.other, comparison.document) };
    let beside = if is_here { comparison.there } else { comparison.here };
    let finding = Finding::at(section_span(document, None), message).in_edition(reported_in);
    let finding = finding.label(beside, section_span(across, None), text!("the other edition"));
    Some(finding.help(text!("`--all` reports every one of them")))
}

/// A number with commas between thousands.
fn with_thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
