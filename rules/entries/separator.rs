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
//! Safe: the separator is replaced by the one that most entries have. Unsafe where the title is the subject of a
//! sentence (`[Delta](…) is a linter`).
//!
//! ## Options
//!
//! - `style`: the separator that every entry must have, spaces included, such as `" - "`. Without it the majority
//!   decides: that of the section (from 5 entries and 80 % on), else that of the document (from 20 entries and 70 % on).
//!   Where there is no majority, nothing is reported.

use crate::engine::diagnostic::{Finding, Fix, Severity};
use crate::engine::majority::Majority;
use crate::engine::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::engine::settings::Options;
use crate::entries::description::{Separation, Style, presenting, separation};

/// The declaration of `entries/separator`.
pub const RULE: Declaration = Declaration {
    name: "entries/separator",
    summary: "a wrong or missing separator between title and description",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued"],
    options: &[OptionDeclaration {
        name: "style",
        summary: "the separator, spaces included; without it the majority decides",
        kind: OptionKind::Text,
    }],
    source: include_str!("separator.rs"),
    build: |options| Box::new(Separator::of(options)),
};

struct Separator {
    style: Option<String>,
}

impl Separator {
    fn of(options: &Options) -> Self {
        Self { style: options.text("style").map(str::to_owned) }
    }
}

impl Rule for Separator {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut majority = Majority::default();
        let mut separations = Vec::new();
        for entry in presenting(document) {
            let Some(found) = separation(document, entry) else { continue };
            majority.add(entry.section, found.style);
            separations.push((entry.section, found));
        }
        for (section, found) in separations {
            let configured = self.style.as_deref().map(Style::of);
            let Some(wanted) = configured.or_else(|| majority.style(section)) else { continue };
            let text = document.text(found.span);
            if found.style == wanted && text == wanted.text() {
                continue;
            }
            let source = if configured.is_some() { "the configuration asks for" } else { "most entries have" };
            let mut finding = Finding::at(found.span, message(found.style, wanted))
                .help(format!("{source} {} there", shown(wanted)))
                .fix(mend(&found, wanted, context));
            if found.style == wanted {
                // Rendered the same.
                finding = finding.at_most(Severity::Hint);
            }
            sink.report(finding);
        }
    }
}

fn mend(found: &Separation<'_>, wanted: Style<'_>, context: &Context<'_>) -> Fix {
    let title = format!("Put {} between title and description", shown(wanted));
    if found.is_sentence {
        Fix::risky(title, context.edition, found.span, wanted.text())
    } else {
        Fix::safe(title, context.edition, found.span, wanted.text())
    }
}

fn message(found: Style<'_>, wanted: Style<'_>) -> String {
    if found == wanted {
        return "more than one space between title and description".to_owned();
    }
    if found.mark.is_empty() {
        return format!("no {} between title and description", shown(wanted));
    }
    if found.mark != wanted.mark {
        return format!("{} between title and description instead of {}", shown(found), shown(wanted));
    }
    match (found.before == wanted.before, found.after == wanted.after, wanted.before, wanted.after) {
        (true, _, _, true) => format!("no space after `{}`", found.mark),
        (true, _, _, false) => format!("needless space after `{}`", found.mark),
        (false, true, true, _) => format!("no space before `{}`", found.mark),
        (false, true, false, _) => format!("needless space before `{}`", found.mark),
        _ => format!("{} between title and description instead of {}", shown(found), shown(wanted)),
    }
}

fn shown(style: Style<'_>) -> String {
    match style.text().as_str() {
        "" => "nothing".to_owned(),
        " " => "a space".to_owned(),
        text => format!("`{text}`"),
    }
}
