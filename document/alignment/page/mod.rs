//! What corresponds to what in the prose of two pages, lists or not: code blocks, tables and their rows.
//!
//! All of it is found when a rule wants it: most lists have none of it.

mod blocks;
pub(super) mod code_lines;
mod code_syntax;
mod code_words;
mod in_order;
mod link_places;
mod prose_links;
mod regions;
mod shapes;
mod table_words;

pub use blocks::{AlignedBlocks, BlockPair, LoneBlock};
pub use code_lines::{CodeLine, CodeText, are_rewrapped};
pub use in_order::aligned_in_order;
pub use link_places::LinkPlace;
pub use prose_links::{LoneLink, ProseLinks};
pub use regions::{RegionPair, Regions};
pub use shapes::BlocksByShape;
pub use table_words::AlignedRows;
