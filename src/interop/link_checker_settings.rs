//! What the settings of other link checkers mean here, and what is said of their keys.

use crate::workspace::patterns::{MOST_EXPRESSIONS, expression};
use curate_rules::{Text, text};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest time for one request that is taken over.
const LONGEST_TIMEOUT: Duration = Duration::from_mins(10);
/// The most keys that a notice names, and the longest name, in characters.
const MOST_NAMED: usize = 12;
const LONGEST_NAME: usize = 40;
/// Redirects are followed here whatever is accepted, as those programs do.
const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];

/// The settings of another link checker, as far as they count here.
#[derive(Debug, Default)]
pub(crate) struct LinkCheckerSettings {
    /// URLs that match are not checked.
    pub exclude: Vec<Regex>,
    /// URLs that match are checked whatever `exclude` says; where that says nothing, no others are.
    pub include: Vec<Regex>,
    /// Documents whose paths match are left out.
    pub exclude_path: Vec<Regex>,
    /// The folder that the settings are in.
    pub folder: PathBuf,
    /// Where there are any, only URLs of these schemes are checked.
    pub schemes: Vec<String>,
    /// Status codes that count as 2xx.
    pub accept: Vec<u16>,
    /// For one request as a whole.
    pub timeout: Option<Duration>,
    /// Requests in flight, all hosts together.
    pub max_concurrency: Option<u16>,
    /// Requests in flight to one host.
    pub per_host: Option<u16>,
    /// Between the starts of two requests to one host.
    pub interval: Option<Duration>,
    /// What requests call their sender.
    pub user_agent: Option<String>,
    /// How long outcomes are valid.
    pub fresh: Option<Duration>,
    /// Whether comments for markdown-link-check do not count.
    pub ignores_comments: bool,
    /// What is taken over and what is not, on one line; `None` where nothing has to be said.
    pub notice: Option<Text>,
}

impl LinkCheckerSettings {
    /// The pattern that leaves out the document at `path`. It sees the path from the folder of the settings, with and
    /// without `./` before it.
    pub(crate) fn path_excluded_by(&self, path: &Path) -> Option<&Regex> {
        let relative = path.strip_prefix(&self.folder).ok()?.to_str()?.replace('\\', "/");
        let dotted = format!("./{relative}");
        self.exclude_path.iter().find(|pattern| pattern.is_match(&relative) || pattern.is_match(&dotted))
    }
}

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyUse {
    /// It counts.
    TakenOver,
    /// It counts, without these of its items, which cannot be read.
    TakenOverWithout(Vec<String>),
    /// What it says holds here anyway, or is about nothing but the other program.
    SameHere,
    /// It does not count.
    NotTakenOver,
}

impl KeyUse {
    /// Puts `value` where it counts; a value that means nothing here does not.
    pub(crate) fn of<T>(value: Option<T>, place: &mut Option<T>) -> Self {
        if value.is_none() {
            return Self::NotTakenOver;
        }
        *place = value;
        Self::TakenOver
    }

    /// [`SameHere`](Self::SameHere) where `holds`.
    pub(crate) fn same_if(holds: bool) -> Self {
        if holds { Self::SameHere } else { Self::NotTakenOver }
    }
}

/// One line about the file called `shown`, whose keys are used as `keys` say: what is taken over and what is not.
pub(crate) fn notice(shown: &str, keys: &[(String, KeyUse)]) -> Option<Text> {
    let taken = keys.iter().filter_map(|(name, key_use)| match key_use {
        KeyUse::TakenOver => Some(Text::verbatim(short(name))),
        KeyUse::TakenOverWithout(wrong) => {
            let wrong = wrong.iter().map(|item| format!("`{}`", short(item))).map(Text::verbatim).collect();
            let (name, wrong) = (short(name), listed(wrong).unwrap_or_default());
            Some(text!("{name} (but not {wrong})", name, wrong))
        }
        _ => None,
    });
    let left = keys
        .iter()
        .filter(|(_, key_use)| *key_use == KeyUse::NotTakenOver)
        .map(|(name, _)| Text::verbatim(short(name)));
    match (listed(taken.collect()), listed(left.collect())) {
        (None, None) => None,
        (Some(taken), None) => Some(text!("{shown}: {taken} taken over", shown, taken)),
        (None, Some(left)) => Some(text!("{shown}: {left} not taken over", shown, left)),
        (Some(taken), Some(left)) => Some(text!("{shown}: {taken} taken over; {left} not", shown, taken, left)),
    }
}

fn short(name: &str) -> String {
    let cut: String = name.chars().take(LONGEST_NAME).collect();
    if cut.len() < name.len() { format!("{cut}…") } else { cut }
}

/// The first of `names`, and how many more there are.
pub(super) fn listed(mut names: Vec<Text>) -> Option<Text> {
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let listed = names.into_iter().reduce(|before, name| text!("{before}, {name}", before, name))?;
    Some(if more > 0 { text!("{listed} and {more} more", listed, more) } else { listed })
}

/// Reads the items of an array, each by `read`, which gives back the text of what cannot be read.
pub(crate) fn take_items<I, T>(
    items: impl IntoIterator<Item = I>,
    taken: &mut Vec<T>,
    mut read: impl FnMut(I) -> Result<T, String>,
) -> KeyUse {
    let mut wrong = Vec::new();
    for item in items {
        match read(item) {
            Ok(item) => taken.push(item),
            Err(text) => wrong.push(text),
        }
    }
    match (taken.is_empty(), wrong.is_empty()) {
        (true, true) => KeyUse::SameHere,
        (true, false) => KeyUse::NotTakenOver,
        (false, true) => KeyUse::TakenOver,
        (false, false) => KeyUse::TakenOverWithout(wrong),
    }
}

/// Reads `texts` as regular expressions into `patterns`; an error is what is not a text, as it is shown.
pub(crate) fn take_patterns<'a>(
    texts: impl IntoIterator<Item = Result<&'a str, String>>,
    patterns: &mut Vec<Regex>,
) -> KeyUse {
    let mut all = 0;
    take_items(texts, patterns, |text| {
        let text = text?;
        all += 1;
        let pattern = if all <= MOST_EXPRESSIONS { expression(text).ok() } else { None };
        pattern.ok_or_else(|| text.to_owned())
    })
}

/// `text` as a status code, 100 to 999.
pub(crate) fn status_code(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code| (100..=999).contains(code))
}

/// The status codes of `ranges`, each from its first to its last, without redirects: where they lead is what is judged.
pub(crate) fn status_codes(ranges: &[(u16, u16)]) -> Vec<u16> {
    let mut codes: Vec<u16> = ranges.iter().flat_map(|(first, last)| (*first).max(100)..=(*last).min(999)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.retain(|code| !REDIRECTS.contains(code));
    codes
}

/// The length of time that `text` says, such as `20s`, `1.5 min` or `2 days`; a number alone is in units of `unit`.
pub(crate) fn length_of_time(text: &str, unit: Duration) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (number, name) = text.split_at_checked(end)?;
    let seconds = match name.trim().to_ascii_lowercase().as_str() {
        "" => unit.as_secs_f64(),
        "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 0.001,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        _ => return None,
    };
    Duration::try_from_secs_f64(number.parse::<f64>().ok()? * seconds).ok()
}

/// `length` as the time for one request.
pub(crate) fn timeout(length: Duration) -> Option<Duration> {
    (!length.is_zero() && length <= LONGEST_TIMEOUT).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        let (second, millisecond) = (Duration::from_secs(1), Duration::from_millis(1));
        for (text, unit, expected) in [
            ("20s", second, Some(20_000)),
            ("20", second, Some(20_000)),
            ("2000", millisecond, Some(2_000)),
            ("2000ms", second, Some(2_000)),
            ("1.5 min", second, Some(90_000)),
            ("2 days", second, Some(172_800_000)),
            ("0", second, Some(0)),
            ("", second, None),
            ("s", second, None),
            ("-1s", second, None),
            ("1.2.3s", second, None),
            ("1h 30m", second, None),
            ("9999999999999999999999999999w", second, None),
        ] {
            assert_eq!(length_of_time(text, unit), expected.map(Duration::from_millis), "{text}");
        }
        assert_eq!(timeout(Duration::ZERO), None);
        assert_eq!(timeout(Duration::from_hours(1)), None);
    }

    #[test]
    fn one_line_for_all_keys() {
        let said = |keys: &[(&str, KeyUse)]| {
            let keys: Vec<_> = keys.iter().map(|(name, key_use)| ((*name).to_owned(), key_use.clone())).collect();
            notice("x", &keys).map(|said| said.to_string())
        };
        assert_eq!(said(&[("a", KeyUse::SameHere)]), None);
        assert_eq!(said(&[("a", KeyUse::TakenOver), ("b", KeyUse::SameHere)]).as_deref(), Some("x: a taken over"));
        assert_eq!(said(&[("a", KeyUse::NotTakenOver)]).as_deref(), Some("x: a not taken over"));
        let wrong = KeyUse::TakenOverWithout(vec!["(".to_owned(), "7".to_owned()]);
        let both = [("a", wrong), ("b", KeyUse::NotTakenOver), ("c", KeyUse::TakenOver)];
        assert_eq!(said(&both).as_deref(), Some("x: a (but not `(`, `7`), c taken over; b not"));
        let long = "n".repeat(1_000);
        let many = vec![(long.as_str(), KeyUse::NotTakenOver); 1_000];
        assert!(said(&many).is_some_and(|line| line.len() < 600 && line.contains("and 988 more")));
    }
}
