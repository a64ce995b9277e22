//! What rules of several groups need to know of the text of a list: the style that most of it has, the kinds of its sections, the
//! names and resources of its entries, the order of titles, credits, and the ends of bare URLs.
//!
//! What only one group needs is in that group's `support`; nothing here imports from a group.

pub(crate) mod attribution;
pub(crate) mod bare_url;
pub(crate) mod collation;
pub(crate) mod entry_name;
pub(crate) mod locale_collation;
pub(crate) mod majority;
pub(crate) mod resource;
pub(crate) mod section_kinds;
