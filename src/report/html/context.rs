//! What every part of a page needs: the language, and what its filters know.

use crate::locale::{RuleTexts, SpokenLanguage};
use crate::report::findings::ReportedFinding;
use curate_rules::{Severity, Text, text};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What every part of a page needs.
pub(super) struct PageContext<'a> {
    /// The language of the page.
    pub(super) language: SpokenLanguage,
    /// Texts about rules.
    pub(super) texts: RuleTexts,
    /// The rules that have findings.
    pub(super) rules: BTreeSet<&'static str>,
    /// The levels of findings, the lowest first.
    pub(super) severities: BTreeSet<Severity>,
    /// The numbers of the files that have findings.
    pub(super) files: BTreeMap<&'a str, usize>,
    /// Whether hints may begin unfolded: somebody asked for them.
    pub(super) unfolds_hints: bool,
}

impl<'a> PageContext<'a> {
    /// A page in `language` that shows `shown`.
    pub(super) fn new(language: SpokenLanguage, shown: &[ReportedFinding<'a>]) -> Self {
        let paths: BTreeSet<&str> = shown.iter().flat_map(paths).collect();
        Self {
            language,
            texts: RuleTexts::new(language),
            rules: shown.iter().map(|found| found.diagnostic.rule).collect(),
            severities: shown.iter().map(|found| found.diagnostic.severity).collect(),
            files: paths.into_iter().enumerate().map(|(number, path)| (path, number)).collect(),
            unfolds_hints: true,
        }
    }

    /// `text` in the language of the page.
    pub(super) fn say(&self, text: Text) -> String {
        self.language.say(text)
    }

    /// What stands between a name and what is said of it.
    pub(super) fn colon(&self) -> String {
        self.say(text!(": "))
    }

    /// An item of a list that stands for `found`, which filters show or hide.
    pub(super) fn item(&self, found: &ReportedFinding<'_>, body: &Markup) -> Markup {
        let numbers = paths(found).into_iter().filter_map(|path| self.files.get(path)).map(ToString::to_string);
        let numbers: Vec<String> = numbers.collect();
        let (rule, severity) = (found.diagnostic.rule, found.diagnostic.severity.name());
        html! {
            li class="item" data-rule=(rule) data-severity=(severity) data-files=(numbers.join(" ")) { (body) }
        }
    }

    /// A level, as a word in its colour.
    pub(super) fn severity(&self, severity: Severity) -> Markup {
        html! { span class={ "badge " (severity.name()) } { (self.language.severity(severity)) } }
    }
}

/// The files that `found` is in, each once.
fn paths<'a>(found: &ReportedFinding<'a>) -> BTreeSet<&'a str> {
    found.places().map(|(edition, _)| found.path(edition)).collect()
}
