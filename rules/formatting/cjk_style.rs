//! Whether an edition sets spaces between Han or kana and Latin text, by what it does in most places.

use crate::formatting::cjk_borders::borders;
use curate_document::{Characters, Document, Prose};

/// From this share of spaced places on a Japanese edition is held to it.
const JAPANESE_SHARE: f64 = 0.8;
/// Below this share a Chinese edition with enough places has chosen to have no spaces.
const CHINESE_SHARE: f64 = 0.2;
const ENOUGH_PLACES: usize = 50;
/// From this share and number of places on, dates without spaces are the edition's style; `2024年5月1日` has five places.
const DATE_SHARE: f64 = 0.8;
const ENOUGH_DATES: usize = 15;

/// What an edition does.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether it is held to spaces.
    pub spaced: bool,
    /// Whether between a number and `年`, `月`, `日` too.
    pub spaced_dates: bool,
}

impl Style {
    /// The style of `document`, which is Japanese or Chinese.
    pub fn of(document: &Document, japanese: bool) -> Self {
        let (mut spaced, mut missing) = (0, 0);
        let (mut spaced_dates, mut missing_dates) = (0, 0);
        for (block, _) in document.leaves().filter(|(_, leaf)| leaf.characters.has(Characters::CJK)) {
            let found = borders(&Prose::of(document, block), document, japanese);
            spaced += found.spaced;
            missing += found.missing.len();
            spaced_dates += found.spaced_dates;
            missing_dates += found.missing.iter().filter(|border| border.date).count();
        }
        let share = |part: usize, rest: usize| part as f64 / (part + rest).max(1) as f64;
        let places = spaced + missing;
        let chosen = share(spaced, missing);
        let dates_are_unspaced = missing_dates >= ENOUGH_DATES && share(missing_dates, spaced_dates) >= DATE_SHARE;
        Self {
            spaced: if japanese { chosen >= JAPANESE_SHARE } else { places < ENOUGH_PLACES || chosen >= CHINESE_SHARE },
            spaced_dates: !dates_are_unspaced,
        }
    }
}
