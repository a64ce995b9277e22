//! The rules of the group `duplicates`.

