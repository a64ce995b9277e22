//! The files around a run: which there are, what is in them, and how they are written.

pub(crate) mod baseline;
pub(crate) mod discover;
pub(crate) mod editions;
pub(crate) mod facts;
pub(crate) mod folders;
pub(crate) mod host_style;
pub(crate) mod own_repository;
pub(crate) mod path_cache;
pub(crate) mod patterns;
pub(crate) mod project_files;
pub(crate) mod project_roots;
pub(crate) mod read;
pub(crate) mod regular_file;
pub(crate) mod shown_path;
pub(crate) mod siblings;
pub(crate) mod site_root;
pub(crate) mod unread_file;
pub(crate) mod write;
