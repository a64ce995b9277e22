//! One fragment to look for.

use percent_encoding::percent_decode_str;

/// One fragment to look for.
pub(crate) struct RequestedFragment {
    /// As the link has it.
    pub(crate) fragment: String,
    /// The part of it that names an element.
    raw: String,
    decoded: String,
    /// Whether the page has it.
    pub(crate) found: bool,
}

impl RequestedFragment {
    /// The fragment of a link, without `#`.
    pub(crate) fn new(fragment: &str) -> Self {
        // What follows `:~:` is for the browser, not an id.
        let raw = fragment.split_once(":~:").map_or(fragment, |(id, _)| id).to_owned();
        let decoded = percent_decode_str(&raw).decode_utf8_lossy().into_owned();
        // Browsers scroll to the top for these, whatever the page holds.
        let found = raw.is_empty() || decoded.eq_ignore_ascii_case("top");
        Self { fragment: fragment.to_owned(), raw, decoded, found }
    }

    /// Whether an element called `name` is the one; `strict` says whether case counts. GitHub and others prefix the ids of what users write.
    pub(crate) fn is(&self, name: &str, strict: bool) -> bool {
        let same = |a: &str, b: &str| if strict { a == b } else { a.eq_ignore_ascii_case(b) };
        let matches = |name: &str| same(name, &self.raw) || same(name, &self.decoded);
        matches(name) || name.strip_prefix("user-content-").is_some_and(matches)
    }

    /// Whether it is an address within a scripted application.
    pub(crate) fn is_route(&self) -> bool {
        self.raw.starts_with(['!', '/'])
    }
}
