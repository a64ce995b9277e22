//! The rules of the group `project`.

