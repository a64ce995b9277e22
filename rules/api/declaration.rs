//! What is known of a rule without running it: all that the engine, the configuration and the documentation know of it.

use crate::api::diagnostic::Severity;
use crate::api::options::Make;
use crate::api::outcome_group::OutcomeGroup;
use crate::api::suppression::Verb;
use std::fmt::Write as _;

/// What is known of a rule without running it. Every rule's file declares one, called `RULE`, from
/// [`Declaration::error`], [`Declaration::warning`] or [`Declaration::hint`].
#[derive(Debug)]
pub struct Declaration {
    /// `group/rule`: the heading of its page.
    pub name: &'static str,
    /// What is reported, in one line without a full stop.
    pub summary: &'static str,
    /// The level where nothing else is configured.
    pub severity: Severity,
    /// Whether the rule runs where nothing else is configured.
    pub on_by_default: bool,
    /// The comment that has it run up to the comment that ends it, where it is off.
    pub opened_by: Option<Verb>,
    /// The best fix it can offer.
    pub fix: FixKind,
    /// What it judges: the hooks of [`Rule`](crate::api::rule::Rule) that are called.
    pub judges: &'static [Subject],
    /// Which documents it judges.
    pub scope: Scope,
    /// Rules that say the same thing better: where one of them reports an overlapping span, this rule is silent.
    pub yields_to: &'static [&'static str],
    /// Rules that report of a change what this one reports of the list at rest: under `--since`, this rule is silent where
    /// one of them reports an overlapping span or label.
    pub yields_to_change: &'static [&'static str],
    /// Rules of other linters whose work it does: numbers of markdownlint (`MD034`), names of remark-lint and awesome-lint.
    pub aliases: &'static [&'static str],
    /// Whether each finding names those of the [`aliases`](Self::aliases) whose work it is
    /// (`Finding::aliases`): where one is switched off, the other findings stay.
    pub has_parts: bool,
    /// Parameters of markdownlint's rules that allow what this one reports, behind the number of their rule (`MD052.ignored_labels`):
    /// each with the option of this rule, a list of texts, that says the same; `None` where findings name the parameter as they
    /// name aliases.
    pub parameters: &'static [(&'static str, Option<&'static str>)],
    /// Which facts it needs besides the list to find anything.
    pub needs: &'static [Need],
    /// Which of its findings a change has caused.
    pub reach: Reach,
    /// What a finding says of the section that it is in, where whole lists are judged ([`Subject::List`]): `curate parity` counts
    /// by it.
    pub section_state: SectionState,
    /// The group that reports for people show its findings in, a line for each link; `None` for what is not about links that
    /// were checked.
    pub outcome_group: Option<OutcomeGroup>,
    /// Whether it says more of a URL whose outcome is known.
    pub uses_outcomes: bool,
    /// Whether a fix elsewhere may reveal what it reports, so that a new finding is not a sign of a bad fix.
    pub revealed_by_fixes: bool,
    /// Whether what it reports is not known to be wrong; formats with a word for that use it.
    pub is_undecided: bool,
    /// Whether it reports files that could not be checked.
    pub reports_unchecked: bool,
    /// How editors show what it reports, beside underlining it.
    pub shown_as: Option<ShownAs>,
    /// How the rule is made from its options.
    pub make: Make,
    /// The rule's own source, whose head is its page: `include_str!` of the file.
    pub source: &'static str,
}

/// How editors show a text that something is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownAs {
    /// Faded: it makes no difference, and can go.
    Unnecessary,
    /// Struck through: it still works, and there is something newer.
    Outdated,
}

impl Declaration {
    /// A rule that reports errors. `source` is the rule's own file.
    pub const fn error(source: &'static str, summary: &'static str, make: Make) -> Self {
        Self::with(Severity::Error, source, summary, make)
    }

    /// A rule that reports warnings. `source` is the rule's own file.
    pub const fn warning(source: &'static str, summary: &'static str, make: Make) -> Self {
        Self::with(Severity::Warning, source, summary, make)
    }

    /// A rule that reports hints. `source` is the rule's own file.
    pub const fn hint(source: &'static str, summary: &'static str, make: Make) -> Self {
        Self::with(Severity::Hint, source, summary, make)
    }

    const fn with(severity: Severity, source: &'static str, summary: &'static str, make: Make) -> Self {
        Self {
            name: name_of(source),
            summary,
            severity,
            on_by_default: true,
            opened_by: None,
            fix: FixKind::None,
            judges: &[],
            scope: Scope::Lists,
            yields_to: &[],
            yields_to_change: &[],
            aliases: &[],
            has_parts: false,
            parameters: &[],
            needs: &[],
            reach: Reach::Touched,
            section_state: SectionState::Differs,
            outcome_group: None,
            uses_outcomes: false,
            revealed_by_fixes: false,
            is_undecided: false,
            reports_unchecked: false,
            shown_as: None,
            make,
            source,
        }
    }

    /// The part of the name before the slash.
    pub fn group(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(group, _)| group)
    }

    /// Whether it judges `subject`.
    pub fn judges(&self, subject: Subject) -> bool {
        self.judges.contains(&subject)
    }

    /// Whether it judges the outcomes of checked URLs, and nothing else.
    pub fn judges_only_outcomes(&self) -> bool {
        self.judges == [Subject::Outcomes]
    }

    /// Whether it has fixes only where an option of their own asks for them: `--fix` applies these, unsafe as they are.
    pub fn fixes_on_request(&self) -> bool {
        self.judges_only_outcomes() && self.fix == FixKind::Unsafe
    }

    /// Whether it has something to say of checked URLs.
    pub fn judges_outcomes(&self) -> bool {
        self.uses_outcomes || self.judges_only_outcomes()
    }

    /// Whether it needs `need`.
    pub fn needs(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }

    /// The rule's page in markdown: the `//!` lines at the head of its file, and its options.
    pub fn page(&self) -> String {
        let head = self.source.lines().take_while(|line| line.starts_with("//!"));
        let lines: Vec<&str> =
            head.map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or("")).collect();
        let mut page = lines.join("\n");
        let options = self.make.options();
        if !options.is_empty() {
            page.push_str("\n\n## Options\n");
        }
        for option in options {
            let _ = write!(page, "\n- `{}` ({}): {}", option.name, option.kind, option.description);
        }
        page
    }
}

/// The heading of the page at the head of `source`.
const fn name_of(source: &'static str) -> &'static str {
    let Some((_, rest)) = source.split_at_checked("//! # ".len()) else { return "" };
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'\n' && bytes[end] != b'\r' {
        end += 1;
    }
    match rest.split_at_checked(end) {
        Some((name, _)) => name,
        None => "",
    }
}

/// What a rule can judge; each is a hook of [`Rule`](crate::api::rule::Rule).
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
    /// The outcomes of checked URLs.
    Outcomes,
    /// Suppression comments.
    Suppressions,
}

/// Which documents a rule judges; each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Curated lists that have translations.
    Translations,
    /// Curated lists.
    Lists,
    /// Any markdown, save the text of a licence, which nobody edits.
    Markdown,
    /// Every file that is read.
    Files,
}

/// A fact that the shell gathers from the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// When lines last changed ([`Facts::ages`](crate::Facts::ages)).
    Ages,
    /// A change, `--since` ([`Facts::change`](crate::Facts::change)).
    Change,
    /// Linked files ([`Facts::files`](crate::Facts::files)).
    Files,
    /// Outcomes of checked URLs ([`Facts::outcomes`](crate::Facts::outcomes)).
    Outcomes,
    /// The names beside the list ([`Facts::beside`](crate::Facts::beside)).
    NamesBeside,
    /// What other rules found.
    Findings,
    /// The project's own words ([`Facts::terms`](crate::Facts::terms)).
    Terms,
}

/// What a finding says of a section of a translation, or of the section that a translation should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing: it is about the edition as a whole, or about a change.
    Unrelated,
    /// The section is missing.
    Missing,
    /// A part of it is missing.
    Lacks {
        /// What that part is called.
        one: &'static str,
        /// What several are called.
        many: &'static str,
    },
    /// A part of it is not translated.
    Untranslated,
    /// A part of it translates what the source no longer says.
    Stale,
    /// A part of it is another one than in the source.
    Differs,
}

/// Which of a rule's findings a change has caused (`--since`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those where the change touches one of their places.
    Touched,
    /// Those whose lines are new: the rule needs facts that are not known of the list before the change.
    NewLines,
    /// All that are new: a change elsewhere can cause them, as a heading that is gone breaks links that nobody touched.
    Anywhere,
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
