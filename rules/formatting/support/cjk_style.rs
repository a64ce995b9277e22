//! Whether an edition sets spaces between Han or kana and Latin text, by what it does in most places.

use crate::formatting::support::cjk_borders::Borders;

/// From this share of spaced places on an edition is held to it.
const CHINESE_SHARE: f64 = 0.6;
const JAPANESE_SHARE: f64 = 0.8;
/// Below this share a Chinese edition has chosen to have no spaces, and so few places say nothing.
const MIXED_SHARE: f64 = 0.2;
const FEWEST_PLACES: usize = 5;
/// From this share and number of places on, dates without spaces are the edition's style; `2024年5月1日` has five places.
const DATE_SHARE: f64 = 0.8;
const ENOUGH_DATES: usize = 15;
/// From this share on, spaces beside full-width punctuation are the edition's style.
const STRAY_SHARE: f64 = 0.4;
const ENOUGH_STRAYS: usize = 10;

/// How strictly an edition is held to spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// Every place without one is reported.
    Required,
    /// Neither way is its style.
    Mixed,
    /// It goes without them, or has too few places to tell.
    Optional,
}

/// What an edition does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CjkStyle {
    /// Whether it is held to spaces.
    pub(crate) spacing: Spacing,
    /// Whether between a number and `年`, `月`, `日` too.
    pub(crate) spaced_dates: bool,
    /// Whether spaces beside full-width punctuation are mistakes.
    pub(crate) stray_spaces_are_mistakes: bool,
    /// How many places have a space, and how many have none.
    pub(crate) counts: (usize, usize),
}

impl CjkStyle {
    /// The style of an edition whose blocks have `all`; it is Japanese or Chinese.
    pub(crate) fn of<'a>(all: impl Iterator<Item = &'a Borders>, japanese: bool) -> Self {
        let (mut spaced, mut missing) = (0, 0);
        let (mut spaced_dates, mut missing_dates) = (0, 0);
        let (mut strays, mut close) = (0, 0);
        for found in all {
            spaced += found.spaced;
            missing += found.missing.len();
            spaced_dates += found.spaced_dates;
            missing_dates += found.missing.iter().filter(|border| border.date).count();
            strays += found.stray.len();
            close += found.close;
        }
        let share = |part: usize, rest: usize| part as f64 / (part + rest).max(1) as f64;
        let dates_are_unspaced = missing_dates >= ENOUGH_DATES && share(missing_dates, spaced_dates) >= DATE_SHARE;
        let spacing = match share(spaced, missing) {
            chosen if japanese => {
                if chosen >= JAPANESE_SHARE {
                    Spacing::Required
                } else {
                    Spacing::Optional
                }
            }
            _ if spaced + missing < FEWEST_PLACES => Spacing::Optional,
            chosen if chosen >= CHINESE_SHARE => Spacing::Required,
            chosen if chosen >= MIXED_SHARE => Spacing::Mixed,
            _ => Spacing::Optional,
        };
        Self {
            spacing,
            spaced_dates: !dates_are_unspaced,
            stray_spaces_are_mistakes: strays < ENOUGH_STRAYS || share(strays, close) < STRAY_SHARE,
            counts: (spaced, missing),
        }
    }
}
