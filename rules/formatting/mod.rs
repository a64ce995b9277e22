//! The rules of the group `formatting`.
