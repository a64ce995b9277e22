//! What a rule author writes against: the trait, what a rule sees, and where its findings go.

use crate::api::cache::ListCache;
use crate::api::diagnostic::{Diagnostic, Edit, Finding, Severity};
use crate::api::facts::Facts;
use crate::api::outcomes::Outcomes;
use crate::api::suppression::Suppression;
use curate_document::{Document, EditionId, Entry, EntryId, Link, LinkId, List, Prose, Span};

/// What a rule sees of the document it is judging.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The list the document is an edition of.
    pub list: &'a List,
    /// Which edition the document is.
    pub edition: EditionId,
    /// The document.
    pub document: &'a Document,
    /// Whether the document is a curated list; other markdown gets fewer rules.
    pub is_list: bool,
    /// What the shell gathered from the world.
    pub facts: &'a Facts,
    /// The names of all rules and groups.
    pub rule_names: &'a [&'static str],
    /// Results that several rules use, computed once.
    pub cache: &'a ListCache,
}

/// A rule. Every hook does nothing by default; the engine walks each document once for all rules.
///
/// Hooks may run in parallel and in any order; findings are sorted afterwards.
#[expect(unused_variables, reason = "the parameters of a hook that does nothing are its documentation")]
pub trait Rule: Send + Sync {
    /// Judges one entry that is Markdown.
    fn entry(&self, id: EntryId, entry: &Entry, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges one link or image.
    fn link(&self, id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges the text of one paragraph, heading or table cell.
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges a document as a whole.
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges a list with translations as a whole; `context` is that of its source edition.
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges the outcomes of the URLs of a list, in all its editions at once; `context` is that of its source edition. Called
    /// only where URLs were checked.
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges the suppression comments of a document, when all other hooks have run and their findings were silenced.
    fn suppressions(&self, suppressions: &[Suppression], context: &Context<'_>, sink: &mut Sink<'_>) {}
}

/// Takes what a rule finds.
pub struct Sink<'a> {
    pub(crate) rule: &'static str,
    pub(crate) edition: EditionId,
    /// By edition; `None` where the rule is off.
    pub(crate) severities: &'a [Option<Severity>],
    pub(crate) list: &'a List,
    /// The stretches of the edition that the rule runs in alone; `None` where it runs in all of it.
    pub(crate) opened: Option<Vec<Span>>,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Sink<'_> {
    /// Reports `finding`, unless the rule is off for its edition, the edition is context only, or it is about what belongs to a
    /// site generator ([`Document::templates`]).
    pub fn report(&mut self, finding: Finding) {
        let edition = finding.edition.unwrap_or(self.edition);
        let judged = self.list.edition(edition).is_some_and(|edition| edition.judged);
        let severity = self.severities.get(edition.0 as usize).copied().flatten();
        let Some(severity) = severity.filter(|_| judged) else { return };
        let is_open = |stretch: &Span| edition == self.edition && stretch.contains(finding.span);
        if self.opened.as_ref().is_some_and(|opened| !opened.iter().any(is_open)) {
            return;
        }
        if self.list.edition(edition).is_some_and(|edition| edition.document.in_template(finding.span)) {
            return;
        }
        let mut diagnostic = finding.into_diagnostic(self.rule, severity, edition);
        diagnostic.fix = diagnostic.fix.filter(|fix| !fix.edits.iter().any(|edit| self.spoils_template(edit)));
        self.diagnostics.push(diagnostic);
    }

    /// Whether `edit` changes what belongs to a site generator, or puts something but blanks beside it.
    fn spoils_template(&self, edit: &Edit) -> bool {
        let Some(document) = self.list.edition(edit.edition).map(|edition| &edition.document) else { return false };
        let inserts = edit.span.is_empty() && !edit.text.starts_with(char::is_whitespace);
        document.in_template(edit.span) || inserts && document.is_beside_template(edit.span.start)
    }
}
