//! Finds fragments in pages.

mod charset;
mod finder;
mod page_scan;
mod requested;

pub(crate) use finder::{FragmentFinder, FragmentFindings};
