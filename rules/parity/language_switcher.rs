//! # parity/language-switcher
//!
//! An edition that does not lead to another near its top, or a link that names one language and leads to another.
//!
//! ## Why
//!
//! Readers who land on an edition in a foreign language look for the way to their own in the first lines.
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
//! Badges and lists count, links that name the language and lead to a site of the list, and a link to a page that links all
//! editions. Of two editions in one language either will do. What an edition lacks is one finding.
//!
//! ## Fix
//!
//! Unsafe: a wrong link gets the path of the edition that it names; a missing one is put behind the last link to another
//! edition, as a third edition writes it.

use crate::api::declaration::{Declaration, FixKind, Scope, SectionState, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::paths::resolve;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::parity::support::comparison::ReportSome;
use crate::parity::support::language_links::{
    EditionIndex, LanguageLink, edition_for, language_links, links_at_top, may_be, named_elsewhere, relative,
};
use crate::parity::support::language_names::language_name;
use crate::parity::support::message_parts::{joined, section_span};
use curate_document::{Edition, EditionId, LinkKind, List, Span, Target};
use std::collections::BTreeSet;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::List],
    scope: Scope::Translations,
    yields_to: &["links/missing-file"],
    section_state: SectionState::Unrelated,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("language_switcher.rs"),
        "an edition without a link to each sibling, or a link to the wrong one",
        Make::plain(|_| Box::new(LanguageSwitcher)),
    )
};

struct LanguageSwitcher;

impl Rule for LanguageSwitcher {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let list = context.list;
        let editions = EditionIndex::of(list, context.facts.own_repository.as_ref());
        let all: Vec<Vec<LanguageLink<'_>>> =
            list.iter().map(|(_, edition)| language_links(&editions, edition)).collect();
        for ((id, edition), language_links) in list.iter().zip(&all).filter(|((_, edition), _)| edition.judged) {
            let mut reached: BTreeSet<EditionId> = pages(context, edition, language_links, &editions).collect();
            // What a page of all translations lacks is reported once.
            if reached.len() * 2 > list.editions.len() && id != list.source {
                continue;
            }
            let linked: BTreeSet<EditionId> = language_links
                .iter()
                .filter(|switch| switch.at_top && switch.edition != id)
                .map(|switch| switch.edition)
                .collect();
            for switch in language_links {
                if switch.is_miscased {
                    sink.report_some(miscased(list, id, edition, switch));
                    reached.insert(switch.edition);
                    continue;
                }
                if let Some((meant, finding)) = wrong(list, id, edition, switch) {
                    reached.insert(meant);
                    sink.report(finding);
                }
                if switch.at_top || switch.named.is_some() {
                    reached.insert(switch.edition);
                }
                // The only one, where it names no language, is a page of translations: `[Translations](README.md)`.
                if switch.at_top && switch.named.is_none() && linked.len() == 1 && switch.edition != id {
                    let across =
                        all.get(switch.edition.0 as usize).into_iter().flatten().filter(|switch| !switch.is_miscased);
                    reached.extend(across.filter(|switch| switch.at_top).map(|switch| switch.edition));
                }
            }
            reached.extend(named_elsewhere(&edition.document).filter_map(|language| edition_for(list, &language)));
            let is_reached = |other: EditionId| reached.iter().any(|known| are_one(context, *known, other));
            let missing = list.iter().filter(|(other, _)| !are_one(context, id, *other) && !is_reached(*other));
            let missing: Vec<(EditionId, &Edition)> = missing.collect();
            if !missing.is_empty() {
                sink.report(missing_links(list, (id, edition), &missing, &all));
            }
        }
    }
}

/// The editions that are linked to by the pages to which `edition` leads at its top.
fn pages<'a>(
    context: &Context<'a>,
    edition: &'a Edition,
    language_links: &'a [LanguageLink<'a>],
    editions: &'a EditionIndex<'_>,
) -> impl Iterator<Item = EditionId> + use<'a> {
    let facts = context.facts;
    let keys = links_at_top(&edition.document, language_links).filter_map(move |link| match &link.target {
        Target::Path { path, .. } => resolve(&edition.path, path),
        Target::Url => facts.own_repository.as_ref()?.file_of_link(link),
        _ => None,
    });
    // A single one may be mentioned by any page.
    let keys: BTreeSet<String> = keys.collect();
    let pages = keys.into_iter().filter_map(|key| facts.pages.get(&key));
    let of_page =
        |files: &std::sync::Arc<BTreeSet<String>>| files.iter().filter_map(|file| editions.at(file)).collect();
    pages.map(of_page).filter(|found: &BTreeSet<EditionId>| found.len() > 1).flatten()
}

/// Whether two editions are one, or in one language, so that a link to either will do.
fn are_one(context: &Context<'_>, one: EditionId, other: EditionId) -> bool {
    let copies = context.cache.copies(context.list);
    let is_source = |id: EditionId| id == context.list.source || copies.contains(&id);
    one == other || (is_source(one) && is_source(other))
}

/// A link that names the language of another edition than the one it leads to, and which edition it means.
fn wrong(list: &List, id: EditionId, edition: &Edition, switch: &LanguageLink<'_>) -> Option<(EditionId, Finding)> {
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
    let message = text!(
        "a link to the {language} edition that leads to {target}, not to {sibling}",
        language = language_name(language),
        target = &target.path,
        sibling = &sibling.path
    );
    let link = switch.link;
    let finding = Finding::at(link.destination, message).in_edition(id);
    let is_path = matches!(link.target, Target::Path { .. }) && link.kind != LinkKind::Reference;
    if !is_path {
        return Some((meant, finding));
    }
    let title = text!("Lead to {path}", path = &sibling.path);
    let fix = Fix::risky(title, id, link.destination, relative(&edition.path, &sibling.path));
    Some((meant, finding.fix(fix)))
}

/// A link whose path differs from that of an edition in capital and small letters alone.
fn miscased(list: &List, id: EditionId, edition: &Edition, switch: &LanguageLink<'_>) -> Option<Finding> {
    let meant = list.edition(switch.edition)?;
    let link = switch.link;
    let message = text!("a link to an edition that leads nowhere: the file is called {path}", path = &meant.path);
    let finding = Finding::at(link.destination, message).in_edition(id);
    if !matches!(link.target, Target::Path { .. }) || link.kind == LinkKind::Reference {
        return Some(finding);
    }
    let path = relative(&edition.path, &meant.path);
    Some(finding.fix(Fix::risky(text!("Lead to {path}", path = &meant.path), id, link.destination, path)))
}

/// Links to editions that are more lines apart than this are not of one menu.
const MENU_GAP: usize = 3;

/// The last link of the menu at the top.
fn nearest<'s, 'a>(
    edition: &Edition,
    language_links: &'s [LanguageLink<'a>],
    id: EditionId,
) -> Option<&'s LanguageLink<'a>> {
    let line = |switch: &LanguageLink<'_>| edition.document.line_of(switch.link.span.start);
    let mut menu = language_links.iter().filter(|switch| switch.at_top && switch.edition != id);
    let first = menu.next()?;
    let near =
        menu.try_fold(first, |last, next| if line(next) <= line(last) + MENU_GAP { Ok(next) } else { Err(last) });
    Some(near.unwrap_or_else(|last| last))
}

/// The edition has no link to those that are `missing`.
fn missing_links(
    list: &List,
    (id, edition): (EditionId, &Edition),
    missing: &[(EditionId, &Edition)],
    all: &[Vec<LanguageLink<'_>>],
) -> Finding {
    let language_links = all.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    let nearest = nearest(edition, language_links, id);
    let document = &edition.document;
    let span = match nearest {
        Some(switch) => switch.link.span,
        None if document.sections().is_empty() => document.lines().content(1, document.source()),
        None => section_span(document, None),
    };
    let finding = Finding::at(span, message(missing)).in_edition(id);
    let added = |sibling: &(EditionId, &Edition)| added(list, (id, edition), *sibling, nearest?, all);
    let links: Option<String> = missing.iter().map(added).collect();
    if let (Some(links), Some(nearest)) = (links, nearest) {
        let count = missing.len();
        let title = plural!(count, "Add a link to the edition", "Add links to the editions");
        let fix = Fix::of(title, Applicability::Unsafe);
        return finding.fix(fix.edit(id, Span::at(nearest.link.span.end), links));
    }
    let example = missing.iter().find_map(|(_, sibling)| Some((sibling.language.as_ref()?, sibling)));
    match example {
        Some((language, sibling)) => {
            let (language, path) = (language_name(language), relative(&edition.path, &sibling.path));
            finding.help(text!("for example `[{language}]({path})`", language, path))
        }
        None => finding,
    }
}

fn message(missing: &[(EditionId, &Edition)]) -> Text {
    /// How many are named.
    const NAMED: usize = 3;
    if let [(_, sibling)] = missing {
        let path = &sibling.path;
        return match sibling.language.as_ref().map(language_name) {
            Some(language) => {
                text!("no link to the {language} edition, {path}, near the top of this edition", language, path)
            }
            None => text!("no link to {path}, near the top of this edition", path),
        };
    }
    let paths: Vec<String> = missing.iter().take(NAMED).map(|(_, sibling)| sibling.path.clone()).collect();
    let paths = match missing.len().saturating_sub(NAMED) {
        0 => joined(&paths),
        more => {
            let paths = Text::series(paths.into_iter().map(Text::verbatim));
            text!("{paths} and {more} more", paths, more)
        }
    };
    let count = missing.len();
    text!("no links to {count} other editions near the top of this edition: {paths}", count, paths)
}

/// The text of a link to `sibling` to put behind the last one, in the words of a third edition, after the mark that stands
/// between the last two.
fn added(
    list: &List,
    (id, edition): (EditionId, &Edition),
    (other, sibling): (EditionId, &Edition),
    nearest: &LanguageLink<'_>,
    all: &[Vec<LanguageLink<'_>>],
) -> Option<String> {
    let document = &edition.document;
    let mine = all.get(id.0 as usize)?;
    let before = mine
        .iter()
        .rfind(|switch| switch.link.span.end <= nearest.link.span.start && switch.link.block == nearest.link.block)?;
    let mark = document.text(Span::new(before.link.span.end, nearest.link.span.start));
    let inline = |switch: &LanguageLink<'_>| switch.link.kind == LinkKind::Inline && switch.link.has_text;
    if !inline(before) || !inline(nearest) || mark.len() > 8 || mark.contains(char::is_alphanumeric) {
        return None;
    }
    let text = list.iter().zip(all).filter(|((third, _), _)| *third != id && *third != other);
    let text = text.filter_map(|((_, third), theirs)| {
        let found = theirs.iter().find(|switch| switch.edition == other && switch.at_top && inline(switch))?;
        Some(third.document.text(found.link.text).to_owned())
    });
    Some(format!("{mark}[{}]({})", text.into_iter().next()?, relative(&edition.path, &sibling.path)))
}
