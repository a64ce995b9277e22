//! The files around a run: which there are, what is in them, and how they are written.

pub mod baseline;
pub mod discover;
pub mod editions;
pub mod facts;
pub mod folders;
pub mod host_style;
pub mod own_repository;
pub mod patterns;
pub mod project_roots;
pub mod read;
pub mod regular_file;
pub mod shown_path;
pub mod siblings;
pub mod site_root;
pub mod write;
