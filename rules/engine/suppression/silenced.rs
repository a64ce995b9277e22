//! What the comments of a text would silence, without judging it.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::Diagnostic;
use crate::engine::suppression::comments::Suppressions;
use curate_document::List;

/// How many of `found`, which are about `list`, its comments silence.
pub fn silenced(list: &List, rules: &[&'static Declaration], found: Vec<Diagnostic>) -> usize {
    let all = found.len();
    all - Suppressions::of(list, rules).silence(list, found).len()
}
