//! What a rule is: a declaration beside an implementation, and what the engine hands it.

use crate::api::diagnostic::{Diagnostic, Edit, Finding, Severity};
use crate::api::facts::Facts;
use crate::api::outcome::Outcomes;
use crate::api::settings::{Options, Settings};
use crate::engine::suppression::comments::Suppression;
use curate_document::{Document, EditionId, Entry, EntryId, Link, LinkId, List, Prose};

/// What is known of a rule without running it. Every rule's file declares one, called `RULE`.
#[derive(Debug)]
pub struct Declaration {
    /// `group/rule`.
    pub name: &'static str,
    /// What is reported, in one line without a full stop.
    pub summary: &'static str,
    /// The level where nothing else is configured.
    pub severity: Severity,
    /// Whether the rule runs where nothing else is configured.
    pub on_by_default: bool,
    /// The best fix it can offer.
    pub fix: FixKind,
    /// What it judges: the hooks of [`Rule`] that are called.
    pub judges: &'static [Subject],
    /// Rules that say the same thing better: where one of them reports an overlapping span, this rule is silent.
    pub yields_to: &'static [&'static str],
    /// What can be configured.
    pub options: &'static [OptionDeclaration],
    /// The rule's own source, whose head is its page: `include_str!` of the file.
    pub source: &'static str,
    /// Makes the rule from its options.
    pub build: fn(&Options) -> Box<dyn Rule>,
}

/// Rules that judge what is written, and know more of a URL that was asked.
const ASKING_TELLS_MORE: [&str; 1] = ["links/insecure"];

impl Declaration {
    /// The part of the name before the slash.
    pub fn group(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(group, _)| group)
    }

    /// Whether it judges `subject`.
    pub fn judges(&self, subject: Subject) -> bool {
        self.judges.contains(&subject)
    }

    /// Whether it judges what is known of checked URLs, and nothing else.
    pub fn is_about_outcomes(&self) -> bool {
        self.judges == [Subject::Outcomes]
    }

    /// Whether it has more to say of URLs that were checked.
    pub fn judges_outcomes(&self) -> bool {
        self.is_about_outcomes() || ASKING_TELLS_MORE.contains(&self.name)
    }

    /// The rule's page in markdown: the `//!` lines at the head of its file.
    pub fn page(&self) -> String {
        let head = self.source.lines().take_while(|line| line.starts_with("//!"));
        let lines: Vec<&str> =
            head.map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or("")).collect();
        lines.join("\n")
    }
}

/// What a rule can judge; each is a hook of [`Rule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Entries, one at a time.
    Entry,
    /// Links and images, one at a time.
    Link,
    /// The text of paragraphs, headings and cells, one at a time.
    Prose,
    /// Whole documents.
    Document,
    /// Lists with translations.
    List,
    /// What is known of checked URLs.
    Outcomes,
    /// Suppression comments.
    Suppressions,
}

/// The best fix that a rule can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// None.
    None,
    /// Applied with `--unsafe-fixes` only.
    Unsafe,
    /// Applied with `--fix`.
    Safe,
}

/// Something of a rule that can be configured.
#[derive(Clone, Copy, Debug)]
pub struct OptionDeclaration {
    /// The key in the rule's table.
    pub name: &'static str,
    /// What it does and what values it takes, in one line.
    pub summary: &'static str,
    /// The kind of value.
    pub kind: OptionKind,
}

/// The kind of value that an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Any text.
    Text,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
}

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
    /// Results that several rules use, computed once.
    pub shared: &'a crate::api::cache::Shared,
}

/// A rule. Every hook does nothing by default, and is called only where [`Declaration::judges`] says so; the engine walks each
/// document once for all rules.
///
/// Hooks may run in parallel and in any order; findings are sorted afterwards.
#[expect(unused_variables, reason = "the parameters of a hook that does nothing are its documentation")]
pub trait Rule: Send + Sync {
    /// Judges one entry.
    fn entry(&self, id: EntryId, entry: &Entry, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges one link or image.
    fn link(&self, id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges the text of one paragraph, heading or table cell.
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges a document as a whole.
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges a list with translations as a whole; `context` is that of its source edition.
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges what was learnt of the URLs of a list, in all its editions at once; `context` is that of its source edition.
    /// Called only where URLs were asked.
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {}
    /// Judges the suppression comments of a document, when all other hooks have run and their findings were silenced.
    fn suppressions(&self, suppressions: &[Suppression], context: &Context<'_>, sink: &mut Sink<'_>) {}
}

/// Takes what a rule finds.
pub struct Sink<'a> {
    pub(crate) rule: &'static str,
    pub(crate) edition: EditionId,
    pub(crate) settings: &'a [Settings],
    pub(crate) list: &'a List,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Sink<'_> {
    /// Reports `finding`, unless the rule is off for its edition, the edition is context only, or it is about what belongs to a
    /// site generator ([`Document::templates`]).
    pub fn report(&mut self, finding: Finding) {
        let edition = finding.edition.unwrap_or(self.edition);
        let judged = self.list.edition(edition).is_some_and(|edition| edition.judged);
        let severity = self.settings.get(edition.0 as usize).and_then(|settings| settings.severity(self.rule));
        let Some(severity) = severity.filter(|_| judged) else { return };
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
