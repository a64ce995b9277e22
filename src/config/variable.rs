//! Environment variables that the command line allows a configuration to use.

use std::str::FromStr;

/// A variable, and the only host pattern that may have it, where one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AllowedVariable {
    name: String,
    host: Option<String>,
}

/// Why a text is not the name of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the variable's name (capital letters, digits and `_`), and `@HOST` where only one host may have it")]
pub(crate) struct VariableError;

impl AllowedVariable {
    /// Whether `host`, which is what a `[[links.host]]` is called, may have the variable `name`.
    pub(crate) fn allows(&self, name: &str, host: &str) -> bool {
        self.name == name && self.host.as_deref().is_none_or(|allowed| allowed == host)
    }
}

impl FromStr for AllowedVariable {
    type Err = VariableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, host) = text.split_once('@').map_or((text, None), |(name, host)| (name, Some(host)));
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        let host = host.map(str::to_ascii_lowercase);
        if !is_name || host.as_ref().is_some_and(String::is_empty) {
            return Err(VariableError);
        }
        Ok(Self { name: name.to_owned(), host })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_have_it() {
        let everywhere: AllowedVariable = "API_TOKEN".parse().expect("a name");
        assert!(everywhere.allows("API_TOKEN", "a.example") && !everywhere.allows("API", "a.example"));
        let one: AllowedVariable = "API_TOKEN@A.example".parse().expect("a name");
        assert!(one.allows("API_TOKEN", "a.example") && !one.allows("API_TOKEN", "*.example"));
        for text in ["", "@a.example", "A@", "a=b", "API TOKEN"] {
            assert_eq!(text.parse::<AllowedVariable>(), Err(VariableError), "{text}");
        }
    }
}
