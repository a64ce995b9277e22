//! Brackets and quotation marks that have no partner in a row of glyphs.

pub(crate) use crate::formatting::support::paired_marks::MarkFamily;
use crate::formatting::support::paired_marks::{is_doubtful, is_excused, is_in_url, is_prose, is_quoted, paired_mark};
use curate_document::{Document, Glyph, Span};

/// All families.
const FAMILIES: [MarkFamily; 9] = [
    MarkFamily::Round,
    MarkFamily::Square,
    MarkFamily::Black,
    MarkFamily::Corner,
    MarkFamily::DoubleCorner,
    MarkFamily::Title,
    MarkFamily::Curly,
    MarkFamily::Guillemet,
    MarkFamily::Straight,
];

/// A mark without a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnpairedMark {
    /// The mark.
    pub(crate) character: char,
    /// The mark it lacks.
    pub(crate) partner: char,
    /// Its family.
    pub(crate) family: MarkFamily,
    /// Whether it opens.
    pub(crate) opens: bool,
    /// Which glyph it is.
    pub(crate) index: usize,
    /// Its bytes.
    pub(crate) span: Span,
    /// The mark of another family that stands where its partner should.
    pub(crate) closed_by: Option<char>,
    /// Whether it opens a speech that may go on in other paragraphs, so that it is right without a partner.
    pub(crate) begins_speech: bool,
}

/// A mark in a row of glyphs.
struct ScannedMark {
    family: MarkFamily,
    opens: bool,
    index: usize,
    /// Whether it may mean something else than a bracket.
    doubtful: bool,
}

/// The marks in `glyphs` without a partner; nothing is said of a family of which the text is not certain.
pub(crate) fn unpaired_marks(glyphs: &[Glyph], document: &Document) -> Vec<UnpairedMark> {
    let mut found = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        // Most glyphs are letters.
        if glyph.character.is_ascii_alphanumeric() || glyph.character == ' ' {
            continue;
        }
        let Some((family, opens, _)) = paired_mark(glyph.character).filter(|_| is_prose(glyph, document)) else {
            continue;
        };
        if is_quoted(glyphs, index) {
            continue;
        }
        found.push(ScannedMark { family, opens, index, doubtful: is_doubtful(glyphs, index) });
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut alone = Vec::new();
    let mut speech = None;
    let mark_at = |index: usize, begins_speech| {
        let glyph = glyphs.get(index)?;
        let (family, opens, partner) = paired_mark(glyph.character)?;
        let (character, span) = (glyph.character, glyph.span);
        Some(UnpairedMark { character, partner, family, opens, index, span, closed_by: None, begins_speech })
    };
    for family in FAMILIES {
        let mut unpaired: Vec<usize> = of_family(&found, family, glyphs);
        // Quotation marks of a speech are opened in every paragraph, or in its first one, and closed in its last one.
        if family == MarkFamily::Curly && found.iter().any(|mark| mark.index == 0 && mark.opens) {
            let count = unpaired.len();
            unpaired.retain(|index| *index != 0);
            if unpaired.len() < count {
                speech = mark_at(0, true);
            }
        }
        // One mistake leaves more than one mark alone; the first says enough.
        let is_open = |index: &usize| !is_excused(*index, family, glyphs) && !is_in_url(*index, glyphs, document);
        alone.extend(unpaired.into_iter().filter(is_open).take(1).filter_map(|index| mark_at(index, false)));
    }
    alone.sort_by_key(|alone| alone.index);
    // `「text]`: what closes is of another kind.
    if let [first, second] = alone.as_mut_slice()
        && first.opens
        && !second.opens
    {
        first.closed_by = Some(second.character);
        alone.truncate(1);
    }
    alone.extend(speech);
    alone
}

/// The glyphs of `family` without a partner, whether or not the doubtful ones are counted.
fn of_family(found: &[ScannedMark], family: MarkFamily, glyphs: &[Glyph]) -> Vec<usize> {
    let all: Vec<&ScannedMark> = found.iter().filter(|mark| mark.family == family).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let written = |index: usize| glyphs.get(index).is_some_and(|glyph| glyph.span.len() == glyph.character.len_utf8());
    // An escape says that a bracket is meant as it stands.
    if !all.iter().all(|mark| written(mark.index)) {
        return Vec::new();
    }
    let is_other_quote = |glyph: &Glyph| matches!(glyph.character, '„' | '‚' | '‟' | '‹' | '›');
    let opening = all.iter().filter(|mark| mark.opens).count();
    match family {
        // `„…“`, `”…”`, `»…«`: other languages, and a mark repeated for `ditto`.
        MarkFamily::Curly | MarkFamily::Guillemet
            if glyphs.iter().any(is_other_quote)
                || (opening == 0 || opening == all.len()) && all.len().is_multiple_of(2)
                || all.first().is_some_and(|first| !first.opens) && opening * 2 == all.len() =>
        {
            Vec::new()
        }
        MarkFamily::Straight => straight(&all),
        _ => {
            let certain: Vec<&ScannedMark> = all.iter().copied().filter(|mark| !mark.doubtful).collect();
            let unpaired = unmatched(&certain);
            if unpaired.is_empty() || certain.len() == all.len() {
                return unpaired;
            }
            let is_certain = |index: &usize| certain.iter().any(|mark| mark.index == *index);
            unmatched(&all).into_iter().filter(is_certain).collect()
        }
    }
}

/// Of an odd number of quotation marks the last, unless one may be inches or seconds.
fn straight(all: &[&ScannedMark]) -> Vec<usize> {
    if all.len().is_multiple_of(2) || all.iter().any(|mark| mark.doubtful) {
        return Vec::new();
    }
    all.last().map(|mark| mark.index).into_iter().collect()
}

fn unmatched(marks: &[&ScannedMark]) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut unpaired = Vec::new();
    for mark in marks {
        if mark.opens {
            open.push(mark.index);
        } else if open.pop().is_none() {
            unpaired.push(mark.index);
        }
    }
    unpaired.extend(open);
    unpaired
}
