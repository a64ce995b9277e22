//! Findings that are found in several places, some of which are silenced.

use crate::api::diagnostic::Diagnostic;
use curate_document::{EditionId, Span};
use std::collections::BTreeSet;

/// A place where something is found.
pub(super) type FindingPosition = (EditionId, Span);

/// `diagnostic` without those of its places that are `silenced`, at the first one left in an edition that `is_judged`; its fix
/// leaves the others as they are. `None` where there is none left.
pub(super) fn without_places(
    mut diagnostic: Diagnostic,
    silenced: &BTreeSet<FindingPosition>,
    is_judged: impl Fn(EditionId) -> bool,
) -> Option<Diagnostic> {
    let own = (diagnostic.edition, diagnostic.span);
    let (edition, span) = diagnostic.places().find(|place| !silenced.contains(place) && is_judged(place.0))?;
    diagnostic.labels.retain(|label| {
        let place = (label.edition, label.span);
        !label.is_same || (place != (edition, span) && !silenced.contains(&place))
    });
    if let Some(fix) = diagnostic.fix.as_mut() {
        fix.edits.retain(|edit| !silenced.contains(&(edit.edition, edit.span)));
    }
    diagnostic.fix = diagnostic.fix.filter(|fix| !fix.edits.is_empty());
    if own != (edition, span) {
        (diagnostic.edition, diagnostic.span) = (edition, span);
        let place = diagnostic.link.as_mut().and_then(|link| Some((link.others.remove(&(edition, span))?, link)));
        if let Some(((title, message), link)) = place {
            link.title = title;
            diagnostic.message = message;
        }
    }
    if let Some(link) = diagnostic.link.as_mut() {
        link.others.retain(|place, _| !silenced.contains(place));
    }
    Some(diagnostic)
}
