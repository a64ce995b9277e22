//! Findings as data.

use crate::api::lacking::Lacking;
use crate::api::outcome_group::LinkSubject;
use crate::api::summary_group::SummaryGroup;
use crate::api::template::Text;
use curate_document::{EditionId, Span};
use std::collections::HashSet;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; hidden unless wanted; never fails a run.
    Hint,
    /// Should be fixed.
    Warning,
    /// Broken for readers.
    Error,
}

impl Severity {
    /// The word for it in reports and in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A finding with everything a report needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is, configuration applied.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: Text,
    /// The document it is in.
    pub edition: EditionId,
    /// Where it is.
    pub span: Span,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// Why it matters or how to fix it by hand.
    pub help: Option<Text>,
    /// How it can be fixed.
    pub fix: Option<Fix>,
    /// Whether many of these in one document come of one habit, whatever the text they are about.
    pub is_habit: bool,
    /// What it is reported as one with; `None` as soon as that is done.
    pub summary_group: Option<SummaryGroup>,
    /// The link that was checked, where it is about one.
    pub link: Option<LinkSubject>,
    /// Which entries or sections an edition lacks, where that is what it says.
    pub lacking: Option<Lacking>,
    /// Those of the rule's aliases whose work it is, where the rule tells its findings apart by them.
    pub aliases: &'static [&'static str],
}

impl Diagnostic {
    /// Where it is found: its own place first, then those where the very same is found.
    pub fn places(&self) -> impl Iterator<Item = (EditionId, Span)> + use<'_> {
        let others = self.labels.iter().filter(|label| label.is_same).map(|label| (label.edition, label.span));
        std::iter::once((self.edition, self.span)).chain(others)
    }

    /// All that it says: of itself, of its labels, of its fix, of its link.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let labels = self.labels.iter_mut().map(|label| &mut label.message);
        let title = self.fix.as_mut().map(|fix| &mut fix.title);
        let of_link = self.link.iter_mut().flat_map(LinkSubject::texts_mut);
        std::iter::once(&mut self.message).chain(labels).chain(&mut self.help).chain(title).chain(of_link)
    }
}

/// A place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The document it is in.
    pub edition: EditionId,
    /// Where it is.
    pub span: Span,
    /// What is there.
    pub message: Text,
    /// Whether the very same is found there: reports show it as a place of the finding.
    pub is_same: bool,
}

/// Whether a fix may be applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Needs a look afterwards: `--unsafe-fixes`.
    Unsafe,
    /// Keeps what the list says and where it leads: `--fix`.
    Safe,
}

/// A way to fix a finding: edits that only make sense together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative, without a full stop.
    pub title: Text,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// In any order; they do not overlap.
    pub edits: Vec<Edit>,
    /// What it changes apart from wording, white space and punctuation.
    pub effects: Effects,
    /// Where it is several fixes in one: how many edits each has, one after the other, and what it declares. Empty where all
    /// edits belong together.
    pub groups: Vec<(usize, Effects)>,
}

/// What a fix is allowed to change, where its edits reach and nowhere else. Anything not declared must be the same after
/// parsing again; an edit within the destination of a link declares that this link may lead elsewhere, by another anchor or
/// path, but not to another URL.
///
/// What is declared may not be lost by a safe fix either: a link stays a link and an image an image, headings and emphasis only
/// appear, an autolink is made of a whole URL, and text that is not seen any more is where a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The URL keys of links: one may change, or appear and vanish with its link.
    pub keys: bool,
    /// The number of links and images: text may become a link, a link text.
    pub links: bool,
    /// What is emphasized.
    pub emphasis: bool,
    /// The text or number of headings.
    pub headings: bool,
    /// Which entries, items, rows and paragraphs there are, and their order.
    pub entries: bool,
    /// The lines of the table of contents.
    pub contents: bool,
    /// Code or raw HTML, comments included.
    pub verbatim: bool,
}

impl Effects {
    /// Nothing but wording, white space and punctuation.
    pub const NONE: Self = Self {
        keys: false,
        links: false,
        emphasis: false,
        headings: false,
        entries: false,
        contents: false,
        verbatim: false,
    };

    /// What either may change.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            keys: self.keys || other.keys,
            links: self.links || other.links,
            emphasis: self.emphasis || other.emphasis,
            headings: self.headings || other.headings,
            entries: self.entries || other.entries,
            contents: self.contents || other.contents,
            verbatim: self.verbatim || other.verbatim,
        }
    }
}

/// A replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The document.
    pub edition: EditionId,
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Fix {
    /// A safe fix of one edit in `edition`.
    pub fn safe(title: impl Into<Text>, edition: EditionId, span: Span, text: impl Into<String>) -> Self {
        Self::of(title, Applicability::Safe).edit(edition, span, text)
    }

    /// An unsafe fix of one edit in `edition`.
    pub fn risky(title: impl Into<Text>, edition: EditionId, span: Span, text: impl Into<String>) -> Self {
        Self::of(title, Applicability::Unsafe).edit(edition, span, text)
    }

    /// All of `fixes` as one called `title`, each a group of its own that can be made without the others; an edit that several
    /// have in common is made once. `None` where there are none.
    pub fn merged<'a>(title: &Text, fixes: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let mut known = HashSet::new();
        let mut all: Option<Self> = None;
        for fix in fixes {
            let is_new = |edit: &&'a Edit| known.insert((edit.edition, edit.span, edit.text.as_str()));
            let new: Vec<Edit> = fix.edits.iter().filter(is_new).cloned().collect();
            if new.is_empty() {
                continue;
            }
            let all = all.get_or_insert_with(|| Self::of(title.clone(), fix.applicability));
            all.groups.push((new.len(), fix.effects));
            all.effects = all.effects.and(fix.effects);
            all.edits.extend(new);
        }
        all
    }

    /// A fix without edits yet.
    pub fn of(title: impl Into<Text>, applicability: Applicability) -> Self {
        Self { title: title.into(), applicability, edits: Vec::new(), effects: Effects::default(), groups: Vec::new() }
    }

    /// Adds an edit.
    #[must_use]
    pub fn edit(mut self, edition: EditionId, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit { edition, span, text: text.into() });
        self
    }

    /// Declares what else it changes.
    #[must_use]
    pub fn with_effects(mut self, effects: Effects) -> Self {
        self.effects = effects;
        self
    }
}

/// What a rule reports: a diagnostic before the engine adds the rule's name and level.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(crate) span: Span,
    pub(crate) message: Text,
    pub(crate) edition: Option<EditionId>,
    pub(crate) labels: Vec<Label>,
    pub(crate) help: Option<Text>,
    pub(crate) fix: Option<Fix>,
    pub(crate) at_most: Option<Severity>,
    pub(crate) is_habit: bool,
    pub(crate) summary_group: Option<SummaryGroup>,
    pub(crate) link: Option<LinkSubject>,
    pub(crate) lacking: Option<Lacking>,
    pub(crate) aliases: &'static [&'static str],
}

impl Finding {
    /// A finding at `span` of the document that the rule is judging.
    pub fn at(span: Span, message: impl Into<Text>) -> Self {
        let message = message.into();
        Self {
            span,
            message,
            edition: None,
            labels: Vec::new(),
            help: None,
            fix: None,
            at_most: None,
            is_habit: false,
            summary_group: None,
            link: None,
            lacking: None,
            aliases: &[],
        }
    }

    /// A finding about `link`, which was checked, at `span` of the document that the rule is judging.
    pub(crate) fn about(link: LinkSubject, span: Span) -> Self {
        Self { link: Some(link.clone()), ..Self::at(span, link.message()) }
    }

    /// Puts the finding into another edition.
    #[must_use]
    pub fn in_edition(mut self, edition: EditionId) -> Self {
        self.edition = Some(edition);
        self
    }

    /// Adds a place that belongs to it.
    #[must_use]
    pub fn label(mut self, edition: EditionId, span: Span, message: impl Into<Text>) -> Self {
        self.labels.push(Label { edition, span, message: message.into(), is_same: false });
        self
    }

    /// Adds a place where the very same is found.
    #[must_use]
    pub(crate) fn also_at(mut self, edition: EditionId, span: Span) -> Self {
        self.labels.push(Label { edition, span, message: text!("here too"), is_same: true });
        self
    }

    /// Says why it matters or how to fix it by hand.
    #[must_use]
    pub fn help(mut self, help: impl Into<Text>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Makes this finding no worse than `severity`, whatever the rule's level.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(severity);
        self
    }

    /// Names those of the rule's aliases whose work it is ([`Declaration::has_parts`]).
    ///
    /// [`Declaration::has_parts`]: crate::api::declaration::Declaration::has_parts
    #[must_use]
    pub(crate) fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Says that many of these in one document come of one habit, whatever the text they are about.
    #[must_use]
    pub fn habit(mut self) -> Self {
        self.is_habit = true;
        self
    }

    pub(crate) fn into_diagnostic(self, rule: &'static str, level: Severity, edition: EditionId) -> Diagnostic {
        Diagnostic {
            rule,
            severity: self.at_most.map_or(level, |most| most.min(level)),
            message: self.message,
            edition,
            span: self.span,
            labels: self.labels,
            help: self.help,
            fix: self.fix,
            is_habit: self.is_habit,
            summary_group: self.summary_group,
            link: self.link,
            lacking: self.lacking,
            aliases: self.aliases,
        }
    }
}
