//! What a client shows above a page: how much other editions lack of it, and how its links are.

use crate::lsp::snapshot::Snapshot;
use curate_document::{EditionId, Target};
use curate_rules::api::link_url::{request_url, url_of};
use curate_rules::{Diagnostic, Lacking, RULES, SectionState, Severity, Text, Verdict, plural, text};
use gen_lsp_types::{CodeLens, Command, Location, Position, Range, Uri};
use std::collections::BTreeMap;

/// What the client does to show places: its arguments are a URI, a position there, and locations.
pub(crate) const SHOW_MISSING: &str = "curate.showMissing";

/// The lenses on the first line of the edition `uri`: for each edition that lacks something (of a translation, itself alone) how much,
/// with a command that shows it; then how many links there are and how many are dead, where that is known.
pub(crate) fn code_lenses(snapshot: &Snapshot, uri: &Uri) -> Vec<CodeLens> {
    let Some(page) = snapshot.page_at(uri) else { return Vec::new() };
    let Some(own) = page.edition else { return Vec::new() };
    let first = Position { line: 0, character: 0 };
    let lens = |command| CodeLens { range: Range { start: first, end: first }, command: Some(command), data: None };
    let mut lenses = Vec::new();
    for (edition, gaps) in gaps(snapshot) {
        let Some(path) = snapshot.list.edition(edition).map(|edition| &edition.path) else { continue };
        if edition != own && own != snapshot.list.source {
            continue;
        }
        let arguments = [serde_json::to_value(uri), serde_json::to_value(first), serde_json::to_value(gaps.places)];
        lenses.push(lens(Command {
            title: snapshot.language.say(missing(path, gaps.sections, gaps.entries)),
            tooltip: None,
            command: SHOW_MISSING.to_owned(),
            arguments: arguments.into_iter().collect::<Result<_, _>>().ok(),
        }));
    }
    lenses.extend(links(snapshot, own).map(|text| {
        // A command without a name is shown, and does nothing.
        lens(Command { title: snapshot.language.say(text), tooltip: None, command: String::new(), arguments: None })
    }));
    lenses
}

/// What an edition lacks.
#[derive(Default)]
struct MissingParts {
    sections: usize,
    entries: usize,
    /// Where the others have it.
    places: Vec<Location>,
}

/// What editions lack, by what was found.
fn gaps(snapshot: &Snapshot) -> BTreeMap<EditionId, MissingParts> {
    let mut gaps: BTreeMap<EditionId, MissingParts> = BTreeMap::new();
    for diagnostic in snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Hint) {
        let Some(Lacking { edition: lacking, count }) = diagnostic.lacking else { continue };
        let of_edition = gaps.entry(lacking).or_default();
        if is_section(diagnostic) {
            of_edition.sections += count;
        } else {
            of_edition.entries += count;
        }
        // It is at its own place in the edition that has it, else the label is.
        let labels = diagnostic.labels.iter().map(|label| (label.edition, label.span));
        let mut places = std::iter::once((diagnostic.edition, diagnostic.span)).chain(labels);
        let place = places.find(|(edition, _)| *edition != lacking);
        of_edition.places.extend(place.and_then(|(edition, span)| snapshot.location(edition, span)));
    }
    gaps
}

fn is_section(diagnostic: &Diagnostic) -> bool {
    let rule = RULES.iter().find(|rule| rule.name == diagnostic.rule);
    rule.is_some_and(|rule| rule.section_state == SectionState::Missing)
}

fn missing(path: &str, sections: usize, entries: usize) -> Text {
    let of_sections = |count: usize| plural!(count, "one section", "{count} sections");
    let of_entries = |count: usize| plural!(count, "one entry", "{count} entries");
    let parts = [(sections, of_sections(sections)), (entries, of_entries(entries))];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    text!("{parts} missing in {path}", parts = Text::list(parts), path)
}

/// How many URLs the links of `edition` lead to, and how many of them are dead; `None` where nothing is known of any.
fn links(snapshot: &Snapshot, edition: EditionId) -> Option<Text> {
    let document = snapshot.document(edition)?;
    let checked = &snapshot.surroundings.checked.outcomes;
    let outcome = |url: &String| snapshot.facts.outcomes.get(url).or_else(|| checked.get(url));
    let web = document.links().iter().filter(|link| link.target == Target::Url);
    let mut urls: Vec<String> = web.filter_map(|link| request_url(&*url_of(link)?)).collect();
    urls.sort_unstable();
    urls.dedup();
    let verdicts = urls.iter().filter_map(outcome).map(|outcome| outcome.verdict);
    let known: Vec<Verdict> = verdicts.filter(|verdict| *verdict != Verdict::Refused).collect();
    let dead = known.iter().filter(|verdict| **verdict == Verdict::Dead).count();
    let (count, unknown) = (urls.len(), urls.len() - known.len());
    let all = plural!(count, "one link", "{count} links");
    match unknown {
        _ if known.is_empty() => None,
        0 => Some(text!("{all}, {dead} dead", all, dead)),
        unknown => Some(text!("{all}, {dead} dead, {unknown} not checked", all, dead, unknown)),
    }
}
