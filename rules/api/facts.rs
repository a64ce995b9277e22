//! What the shell gathered from the world, for rules to judge. Plain data.

use crate::api::blame::Ages;
use crate::api::change::Change;
use crate::api::linked_file::LinkedFile;
use crate::api::outcomes::Outcomes;
pub use crate::api::own_repository::OwnRepository;
use crate::api::paths::{from_root, resolve};
use curate_document::EditionId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Facts about the surroundings of a list.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Files of the repository that a document links to, by path or by their address on the web ([`OwnRepository::file_of`]); by
    /// their path relative to where curate ran. What is not here was not looked at.
    pub files: BTreeMap<String, LinkedFile>,
    /// The files that markdown pages link to which editions of a translated list link to: one of them may be a page of all
    /// translations. Keys and values as the keys of [`Facts::files`].
    pub pages: BTreeMap<String, Arc<BTreeSet<String>>>,
    /// The anchors of the list's documents that documents of the run lead to which the edit of a heading does not take along, by
    /// the document's path.
    pub linked_anchors: LinkedAnchors,
    /// The sections of all lists of the project that are judged in this run; none where that was not counted.
    pub sections: SectionCount,
    /// The names in the folder of the list's first edition, in `.github` and `docs` beside it and at the root of the project.
    pub beside: Arc<BTreeSet<String>>,
    /// How each edition is to be written, by the `.editorconfig` files around it; nothing is said of an edition that is not here.
    pub editor_settings: BTreeMap<EditionId, EditorSettings>,
    /// Words that the project wants written in one way, as `.autocorrectrc` has them: `right`, or `wrong = right`.
    pub terms: Arc<[String]>,
    /// The root of the repository, relative to where curate ran: paths that begin with `/` begin there. `None` outside of a repository,
    /// and where a site generator may take them to begin elsewhere.
    pub root: Option<String>,
    /// Whether the configuration says that the documents are a list, whatever they look like.
    pub named_list: bool,
    /// Whether every finding is reported by itself, whatever there is of its kind: the user wants to see all (`--all`).
    pub expand: bool,
    /// The repository that the documents are in; `None` where they are in none, or nothing says where it is shown.
    pub own_repository: Option<OwnRepository>,
    /// As [`Facts::expand`], so that findings that a change introduced can be told from older ones of their kind (`--since`). Editions that
    /// have drifted apart are summed up all the same.
    pub expand_for_change: bool,
    /// As [`Facts::expand`] while fixes are applied: of many fixes that make one finding, one that fails keeps back all. Nobody sees
    /// these findings.
    pub expand_for_fixes: bool,
    /// Outcomes of the URLs; empty where none were checked.
    pub outcomes: Outcomes,
    /// Whether the user wants archived copies in the place of dead links.
    pub wants_copies: bool,
    /// Whether comments for markdown-link-check do not count.
    pub ignores_link_check_comments: bool,
    /// The change that findings must be of (`--since`); `None` where all of them count.
    pub change: Option<Change>,
    /// When lines last changed; empty where no rule that is on needs it.
    pub ages: Ages,
}

/// How many sections there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionCount {
    /// In all.
    pub all: usize,
    /// With nothing under their heading.
    pub empty: usize,
}

/// Anchors by the path of the document that they are in, in the form in which they are compared
/// ([`comparable`](crate::fixing::heading::comparable)).
pub type LinkedAnchors = BTreeMap<String, BTreeSet<String>>;

/// What `.editorconfig` says of a file; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditorSettings {
    /// How it is indented.
    pub indent: Option<Indent>,
    /// Whether white space at the ends of its lines goes.
    pub trim_trailing_whitespace: Option<bool>,
    /// Whether it ends with a line ending.
    pub insert_final_newline: Option<bool>,
    /// What its lines end with: `\n` or `\r\n`.
    pub line_ending: Option<&'static str>,
}

/// Indentation as `.editorconfig` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indent {
    /// This many spaces.
    Spaces(u8),
    /// Tabs.
    Tabs,
}

impl Facts {
    /// The path, relative to where curate ran, of `linked` as written in the document at `document`: as [`resolve`] gives it, and for
    /// one that begins with `/` what code hosts take it for, a path from the root of the repository.
    pub fn resolve(&self, document: &str, linked: &str) -> Option<String> {
        match linked.strip_prefix('/') {
            Some(rest) => from_root(self.root.as_deref()?, rest),
            None => resolve(document, linked),
        }
    }
}
