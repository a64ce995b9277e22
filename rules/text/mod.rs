//! What rules of several groups use: comparing editions, majorities, sorting, resources, kinds of sections.

pub(crate) mod attribution;
pub(crate) mod bare_url;
pub(crate) mod collation;
pub(crate) mod comparison;
pub(crate) mod edition_pragma;
pub(crate) mod majority;
pub(crate) mod resource;
pub(crate) mod section_kinds;
