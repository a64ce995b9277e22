//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and nothing in it can fail.
//!
//! | type | what it is |
//! |---|---|
//! | [`Document`] | a parsed page; [`Document::parse`] is the way in |
//! | [`Section`], [`Entry`], [`Link`] | what is found in it, with the bytes of each part as a [`Span`] |
//! | [`List`] | the editions of one list, a document in each language |
//! | [`Alignment`] | what corresponds to what in two of them |
//!
//! ```
//! use curate_document::{Alignment, Document, MatchKind};
//!
//! let english = Document::parse("# Tools\n\n- [grep](https://grep.example) - Searches text.\n");
//! for entry in english.entries() {
//!     assert_eq!(english.section_of(entry).map(|section| &*section.rendered), Some("Tools"));
//!     let link = english.link_of(entry).expect("the entry has a link");
//!     assert_eq!(&*link.url, "https://grep.example");
//!     assert_eq!(entry.description.map(|span| english.text(span)), Some("Searches text."));
//! }
//!
//! let german = Document::parse("# Werkzeuge\n\n- [grep](https://grep.example) - Durchsucht Text.\n");
//! let alignment = Alignment::of(&english, &german);
//! assert!(alignment.pairs().all(|(_, _, kind)| kind == MatchKind::Url));
//! assert_eq!(alignment.matched_share(), 1.0);
//! ```
//!
//! The folder `examples` has programs for what a site or a bot needs: entries as JSON, and what a translation lacks.
//!
//! | module | what is in it |
//! |---|---|
//! | `parse` | events of the markdown parser become blocks, inlines, links and definitions |
//! | `model` | what a document holds, and how it is read |
//! | `build` | sections, entries and contents of a parsed page; [`Document::parse`] |
//! | [`url`] | which URLs are one resource, and what in them is not needed |
//! | [`language`] | languages, scripts, and the names that files and headings have in them |
//! | [`alignment`] | what corresponds to what in two editions |
//! | [`slug`] | anchors of headings, by host |

#![deny(unreachable_pub)]

pub mod alignment;
mod build;
pub mod edition_evidence;
pub mod language;
mod list;
mod markdown_file;
mod model;
mod parse;
pub mod slug;
pub mod url;

pub use crate::url::UrlKey;
pub use alignment::{Alignment, FallbackLink, Features, LinkPair, MatchKind, Partner, Side};
pub use build::{broken_heading, heading_lines, separator};
pub use language::{Language, contents_title, normal_text, script, section_kind::SectionKind};
pub use list::{Edition, EditionId, List, is_list};
pub use markdown_file::{MARKDOWN_EXTENSIONS, is_markdown, is_markdown_extension};
pub use model::{
    Block, BlockId, BlockKind, Characters, Comment, Contents, ContentsItem, ContentsRegion, Definition, DefinitionId,
    Document, Entry, EntryId, Glued, GluedKind, Glyph, HtmlAnchor, Inline, InlineKind, LineIndex, Link, LinkId,
    LinkKind, Marker, Prose, Section, SectionId, Span, Target, block, link, marker,
};
pub use parse::{LARGEST_SOURCE, decoded_references, html};
