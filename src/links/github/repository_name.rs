//! Names of repositories.

/// The name of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepositoryName {
    /// The account.
    pub(crate) owner: String,
    /// Its name within the account.
    pub(crate) name: String,
}

impl RepositoryName {
    /// The name of a repository, where both parts are valid.
    pub(crate) fn new(owner: &str, name: &str) -> Option<Self> {
        let may = |part: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            (1..=100).contains(&part.len()) && part.bytes().all(is_plain) && !matches!(part, "." | "..")
        };
        (may(owner) && may(name)).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Whether both name the same repository: GitHub ignores letter case.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.owner.eq_ignore_ascii_case(&other.owner) && self.name.eq_ignore_ascii_case(&other.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_what_github_allows() {
        for (owner, name) in [("", "a"), ("a", ""), ("a\"", "b"), ("a", "b){x}"), ("a", ".."), ("ä", "b"), ("a", "b c")]
        {
            assert_eq!(RepositoryName::new(owner, name), None, "{owner}/{name}");
        }
    }
}
