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
    let (has, of) = if is_here {
        ("this edition has".to_owned(), format!(" of {there}"))
    } else {
        (format!("{here} has"), " of this edition".to_owned())
    };
    let (present, compared) = (gaps.present(), gaps.compared());
    let percent = present * 100 / compared.max(1);
    let entries =
        format!("{has} {} of {} entries{of} ({percent} %)", with_thousands(present), with_thousands(compared));
    let sections = match gaps.sections() {
        0 => String::new(),
        1 => "; a section is missing".to_owned(),
        count => format!("; {count} sections are missing"),
    };
    let alone = match other.compared() - other.present() {
        0 => String::new(),
        1 => format!("; 1 entry is in {} alone", if is_here { "it" } else { here }),
        count => format!("; {count} entries are in {} alone", if is_here { "it" } else { here }),
    };
    let (document, across) =
        if is_here { (comparison.document, comparison.other) } else { (comparison.other, comparison.document) };
    let beside = if is_here { comparison.there } else { comparison.here };
    let finding =
        Finding::at(section_span(document, None), format!("{entries}{sections}{alone}")).in_edition(reported_in);
    let finding = finding.label(beside, section_span(across, None), "the other edition");
    Some(finding.help("`--all` reports every one of them"))
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
