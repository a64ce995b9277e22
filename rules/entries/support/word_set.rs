//! Words that every word of a list is looked up in.

/// Words, sorted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordSet<const N: usize> {
    words: [&'static str; N],
    /// By the last five bits of their first byte, which lengths in bytes they have, one bit each; the last bit is for 31 and more.
    /// Most words that are looked up are told from all of these by that.
    lengths: [u32; 32],
}

impl<const N: usize> WordSet<N> {
    /// The set of `words`, which are sorted and not empty.
    #[allow(clippy::indexing_slicing, reason = "constants are made at compile time, where a wrong index is an error")]
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < N {
            let word = words[at].as_bytes();
            lengths[(word[0] & 31) as usize] |= length(word.len());
            at += 1;
        }
        Self { words, lengths }
    }

    /// Whether `word` is one of them, in this case.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let lengths = word.bytes().next().and_then(|first| self.lengths.get(usize::from(first & 31)));
        lengths.is_some_and(|lengths| lengths & length(word.len()) != 0) && self.words.binary_search(&word).is_ok()
    }

    /// All of them, in order.
    #[cfg(test)]
    pub(crate) fn words(&self) -> &[&'static str] {
        &self.words
    }
}

/// The bit for words of `bytes`.
const fn length(bytes: usize) -> u32 {
    1 << if bytes < 31 { bytes } else { 31 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_is_found_and_nothing_else() {
        let set = WordSet::new(["a", "an", "donaudampfschifffahrtsgesellschaft", "été", "лампа"]);
        assert!(set.words().iter().all(|word| set.contains(word)));
        for other in ["", "A", "at", "n", "e", "été ", "лампы", "donaudampfschifffahrtskapitänsmütze", "🙂"]
        {
            assert!(!set.contains(other), "{other}");
        }
    }
}
