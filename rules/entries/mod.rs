//! The rules of the group `entries`.

mod description;
pub mod final_punctuation;
pub mod glued;
mod sentence;
pub mod separator;
