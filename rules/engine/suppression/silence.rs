//! Stretches in which rules are silent, and those among them that nothing has ended yet.

use crate::api::diagnostic::Diagnostic;
use crate::api::silenced_work::{SilencedWork, silences};
use crate::engine::suppression::directive::{Dialect, Directive};
use curate_document::{Document, List};
use std::collections::BTreeSet;

/// A stretch in which rules are silent.
pub(super) struct Silence {
    pub(super) origin: Dialect,
    pub(super) start: usize,
    /// Excluded.
    pub(super) end: usize,
    pub(super) work: BTreeSet<SilencedWork>,
    /// The comment of ours and its part that says so.
    pub(super) owner: Option<(usize, usize)>,
    pub(super) used: bool,
}

impl Silence {
    /// Whether it silences `diagnostic`, which is found in `list`. What prettier ignores keeps its layout: nothing is found
    /// there that only another white space would fix.
    pub(super) fn covers(&self, list: &List, diagnostic: &Diagnostic) -> bool {
        silences(&self.work, diagnostic) || (self.origin == Dialect::Prettier && changes_only_blanks(list, diagnostic))
    }
}

/// Whether the fix of `diagnostic` changes white space and nothing else.
fn changes_only_blanks(list: &List, diagnostic: &Diagnostic) -> bool {
    let Some(fix) = &diagnostic.fix else { return false };
    let (mut before, mut after) = (String::new(), String::new());
    let visible = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    for edit in &fix.edits {
        let Some(edition) = list.edition(edit.edition) else { return false };
        before.push_str(&visible(edition.document.text(edit.span)));
        after.push_str(&visible(&edit.text));
    }
    !fix.edits.is_empty() && before == after
}

/// A silence that nothing has ended yet.
#[derive(Clone)]
struct OpenSilence {
    origin: Dialect,
    start: usize,
    work: BTreeSet<SilencedWork>,
    owner: Option<(usize, usize)>,
}

impl OpenSilence {
    fn until(self, end: usize) -> Silence {
        let Self { origin, start, work, owner } = self;
        Silence { origin, start, end, work, owner, used: false }
    }
}

/// The silences that nothing has ended yet.
#[derive(Default)]
pub(super) struct OpenSilences {
    open: Vec<OpenSilence>,
    /// The work that was silent where it was captured last.
    captured: BTreeSet<SilencedWork>,
}

impl OpenSilences {
    /// Silences `work` from `disable` on, as far as no comment of this kind has done so.
    pub(super) fn open(
        &mut self,
        document: &Document,
        disable: &Directive,
        mut work: BTreeSet<SilencedWork>,
        owner: Option<(usize, usize)>,
    ) {
        for other in self.open.iter().filter(|other| other.origin == disable.origin) {
            work.retain(|work| !other.work.contains(work));
        }
        if !work.is_empty() {
            self.open.push(OpenSilence { origin: disable.origin, start: start_of(document, disable), work, owner });
        }
    }

    /// Ends the silence of `work` at the comment `enable`; whether they were silent.
    pub(super) fn close(
        &mut self,
        work: &BTreeSet<SilencedWork>,
        enable: &Directive,
        silences: &mut Vec<Silence>,
    ) -> bool {
        let mut closed = false;
        for silent in self.open.iter_mut().filter(|silent| silent.origin == enable.origin) {
            let ended: BTreeSet<SilencedWork> = silent.work.intersection(work).copied().collect();
            if !ended.is_empty() {
                closed = true;
                silent.work.retain(|work| !ended.contains(work));
                let part = OpenSilence { work: ended, ..*silent };
                silences.push(part.until(enable.comment.start));
            }
        }
        self.open.retain(|silent| !silent.work.is_empty());
        closed
    }

    /// Remembers what comments of the kind `origin` silence here.
    pub(super) fn capture(&mut self, origin: Dialect) {
        self.captured = self.work_of(origin);
    }

    /// Silences from `restore` on what was captured, and nothing else; without a capture nothing, as for markdownlint.
    pub(super) fn restore(&mut self, document: &Document, restore: &Directive, silences: &mut Vec<Silence>) {
        let ended = self.work_of(restore.origin).difference(&self.captured).copied().collect();
        self.close(&ended, restore, silences);
        self.open(document, restore, self.captured.clone(), None);
    }

    fn work_of(&self, origin: Dialect) -> BTreeSet<SilencedWork> {
        self.open.iter().filter(|silent| silent.origin == origin).flat_map(|silent| silent.work.clone()).collect()
    }

    /// They run to the end of the document.
    pub(super) fn all_until_the_end(self) -> impl Iterator<Item = Silence> {
        self.open.into_iter().map(|open| open.until(usize::MAX))
    }
}

/// Where a `disable` begins: ours at the comment, markdownlint's at the beginning of its line.
fn start_of(document: &Document, directive: &Directive) -> usize {
    let start = directive.comment.start;
    let lines = document.lines();
    if directive.origin == Dialect::Markdownlint { lines.span(lines.line_of(start)).start } else { start }
}
