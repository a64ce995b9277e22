//! # entries/separator
//!
//! A separator between title and description that is not the one most entries have: another mark, none at all, or no
//! space on one side of it.
//!
//! ## Why
//!
//! Readers find the description by its separator, and so do programs that read the list. A dash without a space sticks
//! to the first word.
//!
//! What stands between a title and its separator (a badge, a second link, a note in brackets, `by` and a name) is set aside. A
//! hyphen without its spaces is a slip, and so is a colon that a word sticks to, however many entries have it. Words that go on
//! from the link (`[Ada](…) 系列`, `[Ada](…) 2`, `[Ada](…) and its kin`) are part of the title, and so is a tag of a few
//! emphasised words (`[Ada](…) _In French_`). A section where most entries go on so (`[Ada](…) by Jane Doe`) and none has a
//! separator is written in that style, and nothing is missing there.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example): An interpreter.
//! - [Cobalt](https://cobalt.example) -A debugger.
//! - [Delta](https://delta.example) A linter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Fix
//!
//! Safe where one mark takes the place of another, or gets its spaces. Unsafe where there was no mark, since what follows
//! may go on with the title, and where a full stop may end a sentence. None where it does (`[Delta](…) is a linter`).

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::entries::support::description::presenting;
use crate::entries::support::metadata::Metadata;
use crate::entries::support::separation::{Separation, separation};
use crate::entries::support::separator_style::SeparatorStyle;
use crate::text::majority::Majority;
use crate::text::section_kinds::SectionKinds;
use curate_document::{SectionId, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued"],
    aliases: &["awesome-list-item"],
    ..Declaration::warning(
        include_str!("separator.rs"),
        "a wrong or missing separator between title and description",
        Make::configured::<Separator, Separator>(),
    )
};

/// This many entries whose title goes on behind the link make a style.
const FEWEST_PHRASES: usize = 3;
/// Spaces that no line breaks at.
const NO_BREAK_SPACES: [char; 2] = ['\u{A0}', '\u{202F}'];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Separator {
    /// The separator that every entry must have, spaces included, such as `" - "`. Without it the majority decides: that of the
    /// section (from 5 entries and 80 % on), else that of the document (from 20 entries and 70 % on). Where there is no
    /// majority, nothing is reported.
    style: Option<String>,
}

impl Rule for Separator {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let kinds = SectionKinds::of(context);
        let mut majority = Majority::default();
        let mut separations = Vec::new();
        let mut phrases: BTreeMap<Option<SectionId>, Phrases> = BTreeMap::new();
        // Text has dashes of its own.
        for entry in presenting(document).filter(|entry| entry.link.is_some()) {
            let found = separation(document, entry);
            let is_described = !entry.row && entry.description.is_some();
            if is_described {
                phrases.entry(entry.section).or_default().add(found.as_ref());
            }
            let Some(found) = found else { continue };
            if found.is_slip {
                majority.add_slip(entry.section);
            } else {
                majority.add(entry.section, found.style);
            }
            separations.push((entry, found));
        }
        let configured = self.style.as_deref().map(SeparatorStyle::of);
        let wanted = |section| configured.or_else(|| majority.style(section));
        let described = separations.iter().filter_map(|(entry, found)| Some((found.style.mark, entry.description?)));
        let described: Vec<(&str, Span)> = described.collect();
        let judged = separations.into_iter().filter_map(|(entry, found)| Some((entry, found, wanted(entry.section)?)));
        let judged: Vec<_> = judged.collect();
        let other = judged.iter().filter(|(_, found, wanted)| wanted.mark != found.style.mark);
        let marks: BTreeSet<&str> = other.map(|(_, found, _)| found.style.mark).collect();
        let metadata = Metadata::of(document, &marks, &described);
        for (entry, found, wanted) in judged {
            let section = entry.section;
            let is_metadata = |span| metadata.has(found.style.mark, span);
            if found.style.mark != wanted.mark && entry.description.is_some_and(is_metadata) {
                continue;
            }
            let text = document.text(found.span);
            // Names of contributors are not written like resources.
            // The no-break space before a French colon is a matter of spacing, and of no rule about separators.
            let is_right = found.style == wanted
                && (wanted.is_written_as(text) || wanted.is_written_as(&text.replace(NO_BREAK_SPACES, " ")));
            let is_phrase = || kinds.within(section).is_some() || phrases.get(&section).is_some_and(Phrases::are_style);
            if is_right || found.style.is_doubtful() && is_phrase() {
                continue;
            }
            let separator = shown(wanted);
            let help = if configured.is_some() {
                text!("the option `style` requires {separator} there", separator)
            } else {
                text!("most entries have {separator} there", separator)
            };
            let mut finding = Finding::at(found.span, message(found.style, wanted)).help(help);
            if !found.is_sentence {
                finding = finding.fix(fix(&found, wanted, context));
            }
            if found.style == wanted {
                // Rendered the same.
                finding = finding.at_most(Severity::Hint);
            }
            sink.report(finding);
        }
    }
}

/// How what stands behind the links of a section goes on from them.
#[derive(Default)]
struct Phrases {
    /// As a part of the title: `by Jane Doe`.
    continued: usize,
    /// As a description that nothing but a space separates.
    bare: usize,
    /// Behind a mark.
    marked: usize,
}

impl Phrases {
    fn add(&mut self, found: Option<&Separation<'_>>) {
        let count = match found {
            None => &mut self.continued,
            Some(found) if found.style.mark.is_empty() => &mut self.bare,
            Some(_) => &mut self.marked,
        };
        *count += 1;
    }

    /// Whether a section that is written so lacks no separator.
    fn are_style(&self) -> bool {
        self.marked == 0 && self.continued > self.bare && self.continued >= FEWEST_PHRASES
    }
}

fn fix(found: &Separation<'_>, wanted: SeparatorStyle<'_>, context: &Context<'_>) -> Fix {
    let title = text!("Put {separator} between title and description", separator = shown(wanted));
    // Without its mark a description would have to go on with the sentence that the title begins.
    let joins = wanted.mark.is_empty() && !found.style.mark.is_empty();
    if found.style.is_doubtful() || joins {
        Fix::risky(title, context.edition, found.span, wanted.text())
    } else {
        Fix::safe(title, context.edition, found.span, wanted.text())
    }
}

fn message(found: SeparatorStyle<'_>, wanted: SeparatorStyle<'_>) -> Text {
    if found == wanted {
        return text!("more than one space between title and description");
    }
    if found.mark.is_empty() && wanted.text() == " " {
        return text!("no space between title and description");
    }
    if found.mark.is_empty() {
        return text!("no {separator} between title and description", separator = shown(wanted));
    }
    let instead = || {
        let (own, wanted) = (found.text(), shown(wanted));
        text!("`{own}` between title and description instead of {wanted}", own, wanted)
    };
    if found.mark != wanted.mark {
        return instead();
    }
    let mark = found.mark;
    match (found.before == wanted.before, found.after == wanted.after, wanted.before, wanted.after) {
        (true, _, _, true) => text!("no space after `{mark}`", mark),
        (true, _, _, false) => text!("needless space after `{mark}`", mark),
        (false, true, true, _) => text!("no space before `{mark}`", mark),
        (false, true, false, _) => text!("needless space before `{mark}`", mark),
        _ => instead(),
    }
}

fn shown(style: SeparatorStyle<'_>) -> Text {
    match style.text().as_str() {
        "" => text!("nothing"),
        " " => text!("a space"),
        separator => text!("`{separator}`", separator),
    }
}
