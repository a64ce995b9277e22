//! # parity/language-switcher
//!
//! An edition that does not lead to another near its top, or a link that names one language and leads to another.
//!
//! ## Why
//!
//! Who lands on an edition in a foreign language looks for the way to their own in the first lines.
//!
//! ## Bad
//!
//! ```markdown
//! # A List
//!
//! [Deutsch](README.md) | [中文](README.zh-cn.md)
//! ```
//!
//! ## Good
//!
//! ```markdown
//! # A List
//!
//! [Deutsch](README.de.md) | [中文](README.zh-cn.md)
//! ```
//!
//! Badges count, and so do links that name the language and lead to a site of the list.
//!
//! ## Fix
//!
//! Unsafe: a wrong link gets the path of the edition that it names; a missing one is put behind the last link to another
//! edition, as a third edition writes it.

use super::comparison::section_span;
use super::switch::{Switch, edition_for, may_be, named_elsewhere, relative, switches};
use crate::engine::diagnostic::{Applicability, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use curate_document::{Edition, EditionId, Language, LinkKind, List, Span, Target};

/// The declaration of `parity/language-switcher`.
pub const RULE: Declaration = Declaration {
    name: "parity/language-switcher",
    summary: "an edition without a link to each sibling, or a link to the wrong one",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    yields_to: &[],
    options: &[],
    source: include_str!("language_switcher.rs"),
    build: |_| Box::new(LanguageSwitcher),
};

struct LanguageSwitcher;

impl Rule for LanguageSwitcher {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let list = context.list;
        for (id, edition) in list.iter().filter(|(_, edition)| edition.judged) {
            let switches = switches(list, edition);
            let named: Vec<Language> = named_elsewhere(&edition.document).collect();
            let mut mistaken: Vec<EditionId> = Vec::new();
            for switch in &switches {
                if let Some((meant, finding)) = wrong(list, id, edition, switch) {
                    mistaken.push(meant);
                    sink.report(finding);
                }
            }
            for (other, sibling) in list.iter().filter(|(other, _)| *other != id) {
                let leads = |switch: &Switch<'_>| switch.edition == other && (switch.at_top || switch.named.is_some());
                let by_name = named.iter().any(|language| edition_for(list, language) == Some(other));
                if !mistaken.contains(&other) && !by_name && !switches.iter().any(leads) {
                    sink.report(missing(list, (id, edition), (other, sibling), &switches));
                }
            }
        }
    }
}

/// A link that names the language of another edition than the one it leads to, and which edition it means.
fn wrong(list: &List, id: EditionId, edition: &Edition, switch: &Switch<'_>) -> Option<(EditionId, Finding)> {
    let language = switch.named.as_ref()?;
    let target = list.edition(switch.edition)?;
    let meant = edition_for(list, language).filter(|meant| *meant != switch.edition)?;
    let owns = |edition: &Edition| edition.language.as_ref() == Some(language);
    let claims = list
        .edition(meant)
        .is_some_and(|meant| meant.language.as_ref().is_some_and(|own| own.primary() == language.primary()));
    let is_right = match &target.language {
        // `繁體中文` that leads to the simplified edition is wrong where there is a traditional one.
        Some(own) if own.primary() == language.primary() => owns(target) || !list.edition(meant).is_some_and(owns),
        Some(_) => false,
        None => !claims && may_be(target, language),
    };
    if is_right {
        return None;
    }
    let sibling = list.edition(meant)?;
    let message = format!(
        "a link to the {} edition that leads to {}, not to {}",
        language.english_name(),
        target.path,
        sibling.path
    );
    let link = switch.link;
    let finding = Finding::at(link.destination, message).in_edition(id);
    let is_path = matches!(link.target, Target::Path { .. }) && link.kind != LinkKind::Reference;
    if !is_path {
        return Some((meant, finding));
    }
    let fix =
        Fix::risky(format!("Lead to {}", sibling.path), id, link.destination, relative(&edition.path, &sibling.path));
    Some((meant, finding.fix(fix)))
}

/// The edition has no link to `sibling`.
fn missing(
    list: &List,
    (id, edition): (EditionId, &Edition),
    (other, sibling): (EditionId, &Edition),
    switches: &[Switch<'_>],
) -> Finding {
    let nearest = switches.iter().rfind(|switch| switch.at_top && switch.edition != id);
    let document = &edition.document;
    let span = match nearest {
        Some(switch) => switch.link.span,
        None if document.sections().is_empty() => document.lines().content(1, document.source()),
        None => section_span(document, None),
    };
    let language = sibling
        .language
        .as_ref()
        .map(|language| format!("the {} edition, ", language.english_name()))
        .unwrap_or_default();
    let message = format!("no link to {language}{}, near the top of this edition", sibling.path);
    let finding = Finding::at(span, message).in_edition(id);
    match nearest.and_then(|nearest| added(list, (id, edition), (other, sibling), nearest, switches)) {
        Some(fix) => finding.fix(fix),
        None => match &sibling.language {
            Some(language) => finding.help(format!(
                "for example `[{}]({})`",
                language.english_name(),
                relative(&edition.path, &sibling.path)
            )),
            None => finding,
        },
    }
}

/// A link to `sibling` behind the last one, in the words of a third edition, after the mark that stands between the last two.
fn added(
    list: &List,
    (id, edition): (EditionId, &Edition),
    (other, sibling): (EditionId, &Edition),
    nearest: &Switch<'_>,
    mine: &[Switch<'_>],
) -> Option<Fix> {
    let document = &edition.document;
    let before = mine
        .iter()
        .rfind(|switch| switch.link.span.end <= nearest.link.span.start && switch.link.block == nearest.link.block)?;
    let mark = document.text(Span::new(before.link.span.end, nearest.link.span.start));
    let inline = |switch: &Switch<'_>| switch.link.kind == LinkKind::Inline && switch.link.has_text;
    if !inline(before) || !inline(nearest) || mark.len() > 8 || mark.contains(char::is_alphanumeric) {
        return None;
    }
    let text = list.iter().filter(|(third, _)| *third != id && *third != other).find_map(|(_, third)| {
        let theirs = switches(list, third);
        let found = theirs.iter().find(|switch| switch.edition == other && switch.at_top && inline(switch))?;
        Some(third.document.text(found.link.text).to_owned())
    })?;
    let link = format!("{mark}[{text}]({})", relative(&edition.path, &sibling.path));
    let fix = Fix::of(format!("Add a link to {}", sibling.path), Applicability::Unsafe);
    Some(fix.edit(id, Span::at(nearest.link.span.end), link))
}
