//! What can be wrong.
