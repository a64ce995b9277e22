//! Finds fragments in pages.

mod charset;
mod finder;
mod page_scan;
mod requested;

pub(crate) use crate::links::fragment::finder::{FragmentFinder, FragmentFindings};
