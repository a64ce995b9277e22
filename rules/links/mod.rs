//! The rules of the group `links`.

pub mod archived_repo;
pub mod bare_url;
pub mod blocked;
pub mod canonical;
pub mod dead;
pub mod denied_host;
pub mod empty;
pub mod insecure;
pub mod malformed;
pub mod missing_file;
pub mod missing_fragment;
pub mod moved;
pub mod non_ascii;
pub mod padding;
pub mod scheme;
pub mod session_params;
pub mod stale_repo;
pub(crate) mod support;
pub mod suspect;
pub mod swallowed_text;
pub mod tracking_params;
pub mod undefined_reference;
pub mod unknown;
