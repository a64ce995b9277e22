//! The rules of the group `parity`.
