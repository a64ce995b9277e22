//! The rules of the group `entries`.
