//! TODO text

pub(crate) mod attribution;
pub(crate) mod bare_url;
pub(crate) mod collation;
pub(crate) mod entry_name;
pub(crate) mod majority;
pub(crate) mod resource;
pub(crate) mod section_kinds;
