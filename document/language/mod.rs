//! What depends on languages: their tags, the scripts they are written in, the names of files and of headings.

pub mod contents_title;
mod edition_name;
pub mod normal_text;
pub mod script;
pub mod section_kind;
mod table;
mod tag;

pub use edition_name::{EditionName, edition_name};
pub use tag::Language;
pub(crate) use tag::is_ambiguous;
