//! The keys of outcomes. Pure.

use ring::digest::{SHA256, digest};
use std::fmt;

/// Bytes of a key.
const LENGTH: usize = 16;

/// By what the outcome of a URL is kept: the first 128 bits of the SHA-256 of its text, shown as 32 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutcomeKey([u8; LENGTH]);

impl OutcomeKey {
    /// The key of `url`.
    pub fn of(url: &str) -> Self {
        let hash = digest(&SHA256, url.as_bytes());
        let mut bytes = [0; LENGTH];
        bytes.iter_mut().zip(hash.as_ref()).for_each(|(byte, hashed)| *byte = *hashed);
        Self(bytes)
    }

    /// Its first 64 bits, by which a run tells its URLs apart: of a million, two have the same once in ten million runs.
    pub fn prefix(self) -> u64 {
        (u128::from_be_bytes(self.0) >> 64) as u64
    }

    /// The key that `text` shows; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 2 * LENGTH || !text.bytes().all(is_plain) {
            return None;
        }
        u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for OutcomeKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", u128::from_be_bytes(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_hex_digits_of_sha_256() {
        let key = OutcomeKey::of("abc");
        assert_eq!(key.to_string(), "ba7816bf8f01cfea414140de5dae2223");
        assert_eq!(OutcomeKey::parse(&key.to_string()), Some(key));
        for text in ["", "ba78", "BA7816BF8F01CFEA414140DE5DAE2223", "+a7816bf8f01cfea414140de5dae2223"] {
            assert_eq!(OutcomeKey::parse(text), None, "{text}");
        }
    }
}
