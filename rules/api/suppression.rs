//! Suppression comments as rules see them.

use curate_document::Span;

/// A comment of ours, and what became of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment.
    pub comment: Span,
    /// What it wants.
    pub verb: Verb,
    /// The bytes of the verb.
    pub verb_span: Span,
    /// The rules and groups it names, in order; where it names none, one part with the bytes of the verb, for all of them.
    pub parts: Vec<SuppressedName>,
}

/// A rule or group that a comment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressedName {
    /// The bytes of the name.
    pub span: Span,
    /// What became of it.
    pub state: PartState,
}

/// What became of a name in a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    /// It silences a finding or, for `enable`, ends a silence.
    Used,
    /// It silences nothing, though all its rules ran.
    Useless,
    /// It silences nothing, but not all its rules ran with all they need.
    Unjudged,
    /// There is no rule or group of this name.
    Unknown,
}

/// What a comment wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Silence on the comment's own item, row or paragraph; for a comment on a line of its own, on what follows.
    Ignore,
    /// Silence from here on.
    Disable,
    /// The end of that.
    Enable,
    /// Remembers what is silent here.
    Capture,
    /// Makes silent what was when it was remembered, and nothing else.
    Restore,
    /// Silence in the whole document.
    FileIgnore,
    /// Silence on this line.
    DisableLine,
    /// Silence on the next line.
    DisableNextLine,
    /// One edition alone has this on purpose: for the rules of parity, nothing is silenced.
    Only,
    /// From here on entries are in order: for the rules that such a comment opens, nothing is silenced.
    Sorted,
    /// The end of that.
    SortedEnd,
    /// Something that is not known.
    Unknown,
}

/// Our verbs as they are written.
pub const VERBS: [(&str, Verb); 5] = [
    ("ignore", Verb::Ignore),
    ("disable", Verb::Disable),
    ("enable", Verb::Enable),
    ("file-ignore", Verb::FileIgnore),
    ("sorted", Verb::Sorted),
];
