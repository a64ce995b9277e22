//! A badge: the state of lists as a small picture for a README or a site.

use crate::report::findings::{CheckedLinks, Report};
use crate::report::summary::{are_mostly_well, verdict_counts, verdicts, well};
use crate::terminal::sanitize;
use curate_document::script::display_width;
use curate_rules::{Severity, Text, Verdict, plural, text};
use maud::{PreEscaped, html};

/// The height of a badge, in pixels.
const HEIGHT: usize = 20;
/// Blank at either end of a text, in pixels.
const PAD: usize = 6;
/// The size of the letters, in pixels.
const SIZE: &str = "11";
/// Fonts that are as wide as the measures of this file, with those that have Chinese characters.
const FONTS: &str = "Verdana,Geneva,DejaVu Sans,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif";
/// Behind the name.
const NAME_COLOUR: &str = "#3d444d";

/// How good it is, as a colour on which white letters can be read: the contrast is 4.5 and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BadgeState {
    Good,
    Doubtful,
    Bad,
    Unknown,
}

impl BadgeState {
    const fn colour(self) -> &'static str {
        match self {
            Self::Good => "#1a7f37",
            Self::Doubtful => "#8a5a00",
            Self::Bad => "#b3261e",
            Self::Unknown => "#57606a",
        }
    }
}

/// A name and what is said of it.
#[derive(Clone, Debug)]
pub(crate) struct Badge {
    name: Text,
    said: Text,
    state: BadgeState,
}

impl Badge {
    /// `links | 312, 2 dead`; `None` where nothing is remembered of any link.
    pub(crate) fn of_links(checked: &CheckedLinks) -> Option<Self> {
        let (counts, total) = verdict_counts(checked);
        let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
        if !checked.outcomes.any(|outcome| outcome.cached) {
            return None;
        }
        let bad = [(Verdict::Dead, BadgeState::Bad), (Verdict::Suspect, BadgeState::Doubtful)];
        let worst = bad.into_iter().find(|(verdict, _)| count(*verdict) > 0);
        let (kind, state) = match worst {
            Some((verdict, state)) => (verdicts(verdict, count(verdict).to_string()), state),
            None if are_mostly_well(&counts, total) => (text!("none dead"), BadgeState::Good),
            None => (text!("{well} ok", well = well(&counts)), BadgeState::Unknown),
        };
        Some(Self { name: text!("links"), said: text!("{total}, {kind}", total, kind), state })
    }

    /// `curate | 14 findings`: errors and warnings.
    pub(crate) fn of_findings(report: &Report<'_>) -> Self {
        let severities: Vec<Severity> = report.all().iter().map(|found| found.diagnostic.severity).collect();
        let count = severities.iter().filter(|severity| **severity > Severity::Hint).count();
        let (said, state) = match (count, severities.contains(&Severity::Error)) {
            _ if report.documents == 0 => (text!("no list"), BadgeState::Unknown),
            (0, _) => (text!("no findings"), BadgeState::Good),
            (_, is_bad) => {
                let state = if is_bad { BadgeState::Bad } else { BadgeState::Doubtful };
                (plural!(count, "{count} finding", "{count} findings"), state)
            }
        };
        Self { name: Text::verbatim("curate"), said, state }
    }

    /// The picture, in the language that `say` speaks.
    pub(crate) fn svg(&self, say: impl Fn(Text) -> String) -> String {
        let (name, said) = (say(self.name.clone()), say(self.said.clone()));
        let (name, said) = (sanitize::line(&name), sanitize::line(&said));
        let widths = [width(&name), width(&said)];
        let [left, right] = widths.map(|width| width + 2 * PAD);
        let title = format!("{name}: {said}");
        let letters = |text: &str, at: usize, length: usize| {
            html! { text x=(at) y="14" textLength=(length) { (text) } }
        };
        let svg = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(left + right) height=(HEIGHT) role="img" aria-label=(title) {
                title { (title) }
                // One rounded shape behind both halves.
                clipPath id="r" { rect width=(left + right) height=(HEIGHT) rx="3" {} }
                g clip-path="url(#r)" {
                    rect width=(left) height=(HEIGHT) fill=(NAME_COLOUR) {}
                    rect x=(left) width=(right) height=(HEIGHT) fill=(self.state.colour()) {}
                }
                g fill="#fff" font-family=(FONTS) font-size=(SIZE) {
                    (letters(&name, PAD, widths[0]))
                    (letters(&said, left + PAD, widths[1]))
                }
            }
        };
        PreEscaped(svg.into_string() + "\n").into_string()
    }
}

/// The width of `text` in pixels: of Latin letters in classes, as Verdana has them at this size, of anything else by its columns.
/// `textLength` has a viewer with other fonts fill the same room.
fn width(text: &str) -> usize {
    let tenths = |character: char| match character {
        'i' | 'j' | 'l' | 'I' => 32,
        'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '(' | ')' | '/' | '|' => 43,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' | 'J' => 60,
        'a' | 'e' | 'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | '0'..='9' => 70,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 105,
        character if character.is_ascii() => 76,
        character => display_width(character.encode_utf8(&mut [0; 4])) * 55,
    };
    text.chars().map(tenths).sum::<usize>().div_ceil(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::{Outcome, Outcomes};
    use std::collections::BTreeMap;

    fn badge(verdicts: &[(Verdict, usize)]) -> Option<Badge> {
        let mut outcomes = Outcomes::default();
        for (verdict, count) in verdicts {
            let url = |at| format!("https://lamp.example/{}/{at}", verdict.name());
            outcomes.extend(
                (0..*count).map(|at| Outcome::of(url(at), *verdict, "x").with(|details| details.cached = true)),
            );
        }
        Badge::of_links(&CheckedLinks {
            outcomes,
            more: BTreeMap::new(),
            unchecked: Vec::new(),
            limits: Vec::new(),
            shard: None,
            histories: BTreeMap::new(),
            times: BTreeMap::new(),
        })
    }

    #[test]
    fn the_worst_is_said() {
        for (verdicts, said, state) in [
            (&[(Verdict::Ok, 300), (Verdict::Dead, 2), (Verdict::Suspect, 9)][..], "311, 2 dead", BadgeState::Bad),
            (&[(Verdict::Ok, 9), (Verdict::Suspect, 1)], "10, 1 suspect", BadgeState::Doubtful),
            (&[(Verdict::Ok, 8), (Verdict::Moved, 1), (Verdict::Unknown, 1)], "10, none dead", BadgeState::Good),
            (&[(Verdict::Ok, 1), (Verdict::Unknown, 9)], "10, 1 ok", BadgeState::Unknown),
        ] {
            let badge = badge(verdicts).expect("something is known");
            assert_eq!((badge.said.to_string().as_str(), badge.state), (said, state));
        }
        assert!(badge(&[]).is_none());
    }

    #[test]
    fn wide_characters_take_more_room() {
        assert_eq!(width("links"), 26);
        assert_eq!(width("链接"), 22);
        assert!(width("2 dead") < width("312, 2 dead"));
    }

    #[test]
    fn it_has_a_name_for_those_who_do_not_see_it() {
        let svg = badge(&[(Verdict::Dead, 2)]).expect("a badge").svg(|text| format!("<{text}>"));
        assert!(svg.contains("role=\"img\" aria-label=\"&lt;links&gt;: &lt;2, 2 dead&gt;\""), "{svg}");
        assert!(svg.contains("<title>&lt;links&gt;: &lt;2, 2 dead&gt;</title>"), "{svg}");
    }
}
