//! Names that no name server can know, though they may stand in a URL.

/// Bytes of one part of a name, and of the whole (RFC 1035, section 2.3.4).
const LONGEST_PART: usize = 63;
const LONGEST: usize = 253;
/// Characters that a URL takes in the place of a name and HTTP does not (WHATWG URL, "forbidden domain code point"; RFC 3986,
/// section 3.2.2). Most often the name is yet to be filled in.
const UNNAMEABLE: [char; 4] = ['{', '}', '"', '`'];

/// Why nothing can be called `host`, which may have a full stop at its end; `None` where something can. Underscores and hyphens
/// are well at every place: there are hosts which have them.
pub(crate) fn defect(host: &str) -> Option<&'static str> {
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.split('.').any(str::is_empty) {
        Some("a part of its name is empty")
    } else if name.contains(UNNAMEABLE) {
        Some("its name has a brace, a quotation mark or a backtick")
    } else if name.split('.').any(|part| part.len() > LONGEST_PART) {
        Some("a part of its name is longer than 63 bytes")
    } else {
        (name.len() > LONGEST).then_some("its name is longer than 253 bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_name_is_one() {
        for name in [
            "a.example",
            "a.example.",
            "foo_bar.example",
            "_dmarc.a.example",
            "-a.example",
            "a-.example",
            "-.x",
            "localhost",
        ] {
            assert_eq!(defect(name), None, "{name}");
        }
        for name in ["a..example", ".a.example", "a.example..", ".", ""] {
            assert_eq!(defect(name), Some("a part of its name is empty"), "{name}");
        }
        for name in ["{host}", "a{b.example", "a}b", "a\"b", "a`b"] {
            assert!(defect(name).is_some_and(|defect| defect.contains("brace")), "{name}");
        }
        let (longest, too_long) = ("a".repeat(63), "a".repeat(64));
        assert_eq!(defect(&format!("{longest}.example")), None);
        assert!(defect(&format!("{too_long}.example")).is_some());
        assert_eq!(defect(&"ab.".repeat(84)), None, "251 bytes");
        assert!(defect(&"ab.".repeat(85)).is_some(), "254 bytes");
    }
}
