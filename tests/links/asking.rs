//! One question, one answer, or the failure that it is called by.
