//! stub
pub fn is_contents_title(r:&str)->bool{ r.contains("ontents") }
