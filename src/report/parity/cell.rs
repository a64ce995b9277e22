//! How much an edition has, in words.

use crate::locale::SpokenLanguage;
use curate_rules::{Coverage, CoverageState, Text, plural, text};

/// How much a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellDetail {
    /// What is to be done, and how much of it.
    Full,
    /// What is to be done, or how much is there.
    Word,
    /// The same in at most five columns.
    Short,
}

/// A cell of a section.
pub(crate) fn cell(coverage: &Coverage, detail: CellDetail, language: SpokenLanguage) -> String {
    let state = coverage.state();
    let word = match (state, detail) {
        (CoverageState::Partial, _) => text!("{percent} %", percent = coverage.percent()),
        (CoverageState::Complete, CellDetail::Short) => text!("ok"),
        (CoverageState::Missing, CellDetail::Short) => text!("none"),
        (CoverageState::Unclear, CellDetail::Short) => text!("?"),
        (CoverageState::Untranslated, CellDetail::Short) => text!("untr."),
        (CoverageState::Different, CellDetail::Short) => text!("diff"),
        (state, _) => name(state),
    };
    language.say(with_notes(word, coverage, detail))
}

/// The word for `state`.
fn name(state: CoverageState) -> Text {
    match state {
        CoverageState::Complete => text!("complete"),
        CoverageState::Different => text!("different"),
        CoverageState::Stale => text!("stale"),
        CoverageState::Partial => text!("partial"),
        CoverageState::Untranslated => text!("untranslated"),
        CoverageState::Unclear => text!("unclear"),
        CoverageState::Missing => text!("missing"),
    }
}

fn with_notes(word: Text, coverage: &Coverage, detail: CellDetail) -> Text {
    let mut notes = if detail == CellDetail::Full { notes(coverage, Some(coverage.state())) } else { Vec::new() };
    if let Some(first) = notes.first_mut().filter(|_| coverage.missing_sections > 0) {
        // Of one section, which is missing while some of its entries are elsewhere.
        *first = text!("section missing");
    }
    if notes.is_empty() { word } else { text!("{word} ({notes})", word, notes = Text::series(notes)) }
}

/// The meanings of the words of a short cell.
pub(crate) fn short_words() -> Text {
    text!("ok: complete; none: missing; ?: unclear; untr.: untranslated; diff: different")
}

/// What is wanting, and what else is to be looked at; without what the word of the state that is `said` says of it.
pub(crate) fn notes(coverage: &Coverage, said: Option<CoverageState>) -> Vec<Text> {
    let mut notes = Vec::new();
    if said == Some(CoverageState::Missing) {
        return notes;
    }
    let sections = (("section", "sections"), coverage.missing_sections);
    let lacks = coverage.lacks.iter().map(|(what, count)| (*what, *count));
    let mut missing: Vec<((&str, &str), usize)> = Vec::new();
    for (what, count) in [sections].into_iter().chain(lacks).filter(|(_, count)| *count > 0) {
        match missing.iter_mut().find(|(known, _)| *known == what) {
            Some((_, known)) => *known += count,
            None => missing.push((what, count)),
        }
    }
    for ((one, many), count) in missing {
        notes.push(match (one, many) {
            ("section", _) => plural!(count, "−{count} section", "−{count} sections"),
            ("entry", _) => plural!(count, "−{count} entry", "−{count} entries"),
            ("link", _) => plural!(count, "−{count} link", "−{count} links"),
            _ => text!("−{count} {what}", count, what = if count == 1 { one } else { many }),
        });
    }
    let others = [
        (coverage.unclear, CoverageState::Unclear, text!("{count} unclear", count = coverage.unclear)),
        (
            coverage.untranslated,
            CoverageState::Untranslated,
            text!("{count} untranslated", count = coverage.untranslated),
        ),
        (coverage.stale, CoverageState::Stale, text!("{count} stale", count = coverage.stale)),
        (coverage.different, CoverageState::Different, text!("{count} different", count = coverage.different)),
    ];
    for (count, own, note) in others {
        match count {
            0 => {}
            1 if said == Some(own) => {}
            count if said == Some(own) => notes.push(Text::verbatim(count.to_string())),
            _ => notes.push(note),
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn cells_and_totals() {
        let part = Coverage { parts: 4, ..Coverage::default() };
        let lacks = BTreeMap::from([(("entry", "entries"), 2)]);
        for (coverage, expected, total) in [
            (part.clone(), "complete", ""),
            (Coverage { different: 1, ..part.clone() }, "different", "1 different"),
            (Coverage { different: 7, ..part.clone() }, "different (7)", "7 different"),
            (Coverage { unclear: 1, wanting: 4, ..part.clone() }, "unclear", "1 unclear"),
            (
                Coverage { stale: 2, wanting: 2, different: 1, ..part.clone() },
                "stale (2, 1 different)",
                "2 stale, 1 different",
            ),
            (
                Coverage { lacks: lacks.clone(), wanting: 2, stale: 1, ..part.clone() },
                "50 % (−2 entries, 1 stale)",
                "−2 entries, 1 stale",
            ),
            (Coverage { untranslated: 2, wanting: 2, ..part.clone() }, "untranslated (2)", "2 untranslated"),
            (Coverage { missing_sections: 1, wanting: 4, ..part.clone() }, "missing", "−1 section"),
            (Coverage { missing_sections: 1, wanting: 3, ..part }, "25 % (section missing)", "−1 section"),
        ] {
            assert_eq!(cell(&coverage, CellDetail::Full, SpokenLanguage::En), expected, "{coverage:?}");
            assert_eq!(Text::series(notes(&coverage, None)).to_string(), total, "{coverage:?}");
        }
    }
}
