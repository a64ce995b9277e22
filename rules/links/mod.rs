//! The rules of the group `links`.

pub(crate) mod archived_repo;
pub(crate) mod bare_url;
pub(crate) mod blocked;
pub(crate) mod canonical;
pub(crate) mod dead;
pub(crate) mod denied_host;
pub(crate) mod empty;
pub(crate) mod insecure;
pub(crate) mod malformed;
pub(crate) mod missing_file;
pub(crate) mod missing_fragment;
pub(crate) mod moved;
pub(crate) mod non_ascii;
pub(crate) mod padding;
pub(crate) mod scheme;
pub(crate) mod session_params;
pub(crate) mod stale_repo;
pub(crate) mod support;
pub(crate) mod suspect;
pub(crate) mod swallowed_text;
pub(crate) mod title_mismatch;
pub(crate) mod tracking_params;
pub(crate) mod undefined_reference;
pub(crate) mod unknown;
