//! A stand-in until branch `pure` lands.
pub fn is_contents_title(r:&str)->bool{ let r=r.to_lowercase(); r.contains("contents")||r=="目录" }
