//! Entries that markdown does not see as items: no space after their marker, a sign that is not a marker, no marker at all, or
//! one in the middle of a line.

use super::ids::BlockId;
use super::span::Span;

/// Why a line is not an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GluedKind {
    /// `-[title](…)`, `1.[title](…)`: no space after its marker.
    Unspaced,
    /// `• [title](…)`, `-- [title](…)`: a sign that is not a marker.
    Sign,
    /// `[title](…)`: no marker.
    Bare,
    /// `… end of a sentence.- [title](…)`: it begins in the middle of a line.
    SameLine,
}

/// An entry that is shown as the end of another, or as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glued {
    /// Why.
    pub kind: GluedKind,
    /// The paragraph it is in.
    pub body: BlockId,
    /// The item at whose level it stands; `None` where the paragraph is in no item.
    pub item: Option<BlockId>,
    /// Its marker or sign with the white space after it; empty where there is none. What stands before it on its line is left out.
    pub marker: Span,
    /// The rest of its line.
    pub own: Span,
}
