//! Paths of linked files, relative to where curate ran, with forward slashes.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The path, relative to where curate ran, of `linked`, as written behind a first `/`, in the repository at `root`. `None` where it
/// leads out of it.
pub fn from_root(root: &str, linked: &str) -> Option<String> {
    let is_inside = !percent_decoded(linked).split('/').any(|part| part == "..");
    let folder = if root.is_empty() { String::new() } else { format!("{root}/") };
    resolve(&folder, linked).filter(|_| is_inside)
}

/// The path, relative to where curate ran, of `linked` as written in the document at `document` (both with forward slashes).
/// Queries are cut off, percent-encoding is decoded. `None` where it leads out of the tree or is a site-absolute path.
pub fn resolve(document: &str, linked: &str) -> Option<String> {
    let linked = linked.split(['?', '#']).next().unwrap_or("");
    if linked.starts_with('/') || linked.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    let decoded = percent_decoded(linked);
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `text` with its percent-encoding decoded; as it is where that gives no UTF-8.
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}
