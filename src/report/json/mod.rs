//! One object with everything: a contract, described in the documentation. Hints are always in it.

mod join;
mod shape;

pub use crate::report::json::shape::Entry;
use crate::report::json::shape::{Asked, Fix, Hop, Labelled, Place, Position, Replaced, SCHEMA, Summary, Whole};
use crate::report::summary::Counts;
use crate::report::{Format, Found, Report};
use crate::terminal::sanitize;
use curate_document::{EditionId, List, Span};
use curate_rules::{Applicability, Edit, Label, Outcome, Outcomes};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub use crate::report::json::join::{JoinError, Joined};

/// One object.
pub struct Json;

impl Format for Json {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let all = report.all();
        let counts = Counts::of(&all);
        let summary = Summary {
            documents: report.documents,
            errors: counts.errors,
            warnings: counts.warnings,
            hints: counts.hints,
            fixable: counts.safe,
            complete: report.complete,
            shard: report.asked.and_then(|asked| asked.shard),
            shards: Vec::new(),
        };
        let links = report.asked.map(|asked| links(report, &asked.outcomes));
        write_line(&Whole { schema: SCHEMA, summary, diagnostics: all.iter().map(entry).collect(), links }, out)
    }

    fn is_for_people(&self) -> bool {
        false
    }
}

impl Joined {
    /// Writes the report.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_line(self.whole(), out)
    }
}

/// Writes `value` as one harmless line of JSON.
pub(crate) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Neutral);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// What was learnt, by URL, each with every place in the lists.
fn links<'a>(report: &Report<'a>, outcomes: &'a Outcomes) -> Vec<Asked<'a>> {
    let mut places: BTreeMap<&str, Vec<Place<'a>>> = BTreeMap::new();
    for judged in report.lists {
        for (id, edition) in judged.list.iter() {
            for link in edition.document.links() {
                if let Some(outcome) = outcomes.of(link) {
                    places.entry(&outcome.url).or_default().push(place(&judged.list, id, link.destination));
                }
            }
        }
    }
    let asked = |outcome: &'a Outcome| {
        let mut places = places.remove(&*outcome.url).unwrap_or_default();
        places.sort();
        places.dedup();
        Asked {
            url: (&*outcome.url).into(),
            verdict: outcome.verdict.name().into(),
            status: outcome.status,
            final_url: outcome.final_url.as_deref().map(Into::into),
            cause: (&*outcome.cause).into(),
            hops: outcome.hops.iter().map(|hop| Hop { status: hop.status, to: (&*hop.to).into() }).collect(),
            cached: outcome.cached,
            since: outcome.since.as_deref().map(Into::into),
            places,
        }
    };
    outcomes.iter().map(asked).collect()
}

/// A finding as the contract has it.
pub(crate) fn entry<'a>(found: &Found<'a>) -> Entry<'a> {
    let diagnostic = found.diagnostic;
    let place = |edition: EditionId, span: Span| place(found.list, edition, span);
    let label =
        |label: &'a Label| Labelled { place: place(label.edition, label.span), message: (&*label.message).into() };
    let edit = |edit: &'a Edit| Replaced { place: place(edit.edition, edit.span), text: (&*edit.text).into() };
    let fix = diagnostic.fix.as_ref().map(|fix| Fix {
        title: (&*fix.title).into(),
        applicability: match fix.applicability {
            Applicability::Safe => "safe".into(),
            Applicability::Unsafe => "unsafe".into(),
        },
        edits: fix.edits.iter().map(edit).collect(),
    });
    Entry {
        rule: diagnostic.rule.into(),
        severity: diagnostic.severity.name().into(),
        message: (&*diagnostic.message).into(),
        place: place(diagnostic.edition, diagnostic.span),
        labels: diagnostic.labels.iter().map(label).collect(),
        help: diagnostic.help.as_deref().map(Into::into),
        fix,
    }
}

fn place(list: &List, edition: EditionId, span: Span) -> Place<'_> {
    let position = |offset: usize| {
        let (line, column) = crate::report::position(list, edition, offset);
        Position { offset, line, column }
    };
    let path = list.edition(edition).map_or("", |edition| &edition.path);
    Place { path: path.into(), start: position(span.start), end: position(span.end) }
}

/// Escapes what serde leaves alone but a terminal or the log of a CI run does not: C1 and bidi controls, and the bracket of
/// `##[` or `##vso[`, which begins a command anywhere in a line. The value stays the same.
struct Neutral;

impl Formatter for Neutral {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        let next =
            |rest: &str| [rest.find(sanitize::is_live), sanitize::command_bracket(rest)].into_iter().flatten().min();
        while let Some(at) = next(rest) {
            let (before, after) = rest.split_at(at);
            CompactFormatter.write_string_fragment(out, before)?;
            let mut characters = after.chars();
            for unit in characters.next().map(|live| live.encode_utf16(&mut [0; 2]).to_vec()).unwrap_or_default() {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_characters_are_escaped_and_keep_their_value() {
        let text = "a\u{1b}[31m\u{9b}中😀\u{202e}\"\\\u{feff} ##[group] ##vso[x]";
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Neutral);
        text.serialize(&mut serializer).expect("written");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written, r#""a\u001b[31m\u009b中😀\u202e\"\\\ufeff ##\u005bgroup] ##vso\u005bx]""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("json"), text);
    }
}
