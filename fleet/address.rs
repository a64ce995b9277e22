//! Where a fleet's broker is: `nats://HOST`, `tls://HOST:PORT`, or several servers of one cluster separated by commas. Pure.
//!
//! It may carry `user:password@` or `token@`. What it shows of itself never has these, however it is printed.

use std::fmt;
use std::str::FromStr;
use url::Url;

/// The port of brokers.
const PORT: u16 = 4222;

/// The servers of one broker, and what they are told of who comes.
#[derive(Clone, PartialEq, Eq)]
pub struct FleetAddress {
    tls: bool,
    /// Hosts with their ports; an address of version 6 in brackets.
    servers: Vec<(String, u16)>,
    secret: Option<AddressSecret>,
}

/// What an address says of who comes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum AddressSecret {
    /// `user:password@`
    Password { user: String, password: String },
    /// `token@`
    Token(String),
}

/// Why a text is no address. It does not repeat the text, which may have a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid address of a broker ({0}); write nats://HOST, nats://HOST:PORT or tls://HOST")]
pub struct FleetAddressError(AddressDefect);

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum AddressDefect {
    #[error("it is not a URL")]
    Syntax,
    #[error("its scheme is neither nats nor tls")]
    Scheme,
    #[error("its servers have different schemes")]
    MixedSchemes,
    #[error("it names no host")]
    NoHost,
    #[error("something stands after the host")]
    Path,
    #[error("its credentials are not UTF-8")]
    Encoding,
    #[error("its servers have different credentials")]
    MixedCredentials,
}

impl FleetAddress {
    /// Whether the servers are to speak TLS.
    pub(crate) fn has_tls(&self) -> bool {
        self.tls
    }

    /// How many servers it names.
    pub(crate) fn server_count(&self) -> usize {
        self.servers.len()
    }

    /// A URL for each server, without secrets.
    pub(crate) fn server_urls(&self) -> impl Iterator<Item = String> {
        self.servers.iter().map(|(host, port)| format!("{}://{host}:{port}", self.scheme()))
    }

    /// What it says of who comes.
    pub(crate) fn secret(&self) -> Option<&AddressSecret> {
        self.secret.as_ref()
    }

    fn scheme(&self) -> &'static str {
        if self.tls { "tls" } else { "nats" }
    }
}

impl FromStr for FleetAddress {
    type Err = FleetAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, _) = text.split_once("://").ok_or(FleetAddressError(AddressDefect::Scheme))?;
        let mut address = Self { tls: scheme.eq_ignore_ascii_case("tls"), servers: Vec::new(), secret: None };
        for part in text.split(',') {
            let part = if part.contains("://") { part.to_owned() } else { format!("{scheme}://{part}") };
            address.add(&part)?;
        }
        Ok(address)
    }
}

impl FleetAddress {
    /// Adds the server at `text`.
    fn add(&mut self, text: &str) -> Result<(), FleetAddressError> {
        let url = Url::parse(text).map_err(|_| FleetAddressError(AddressDefect::Syntax))?;
        if !matches!(url.scheme(), "nats" | "tls") {
            return Err(FleetAddressError(AddressDefect::Scheme));
        }
        if url.scheme() != self.scheme() {
            return Err(FleetAddressError(AddressDefect::MixedSchemes));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(FleetAddressError(AddressDefect::NoHost))?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(FleetAddressError(AddressDefect::Path));
        }
        let secret = secret(&url)?;
        if secret.is_some() && self.secret.is_some() && secret != self.secret {
            return Err(FleetAddressError(AddressDefect::MixedCredentials));
        }
        self.secret = self.secret.take().or(secret);
        self.servers.push((host.to_owned(), url.port().unwrap_or(PORT)));
        Ok(())
    }
}

/// What `url` says of who comes.
fn secret(url: &Url) -> Result<Option<AddressSecret>, FleetAddressError> {
    let decoded = |text: &str| {
        let bytes: Vec<u8> = percent_encoding::percent_decode_str(text).collect();
        String::from_utf8(bytes).map_err(|_| FleetAddressError(AddressDefect::Encoding))
    };
    Ok(match (url.username(), url.password()) {
        ("", None) => None,
        (token, None) => Some(AddressSecret::Token(decoded(token)?)),
        (user, Some(password)) => Some(AddressSecret::Password { user: decoded(user)?, password: decoded(password)? }),
    })
}

impl fmt::Display for FleetAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let urls: Vec<String> = self.server_urls().collect();
        formatter.write_str(&urls.join(","))
    }
}

impl fmt::Debug for FleetAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FleetAddress({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, shown) in [
            ("nats://localhost", "nats://localhost:4222"),
            ("NATS://h:1", "nats://h:1"),
            ("tls://h/", "tls://h:4222"),
            ("nats://[::1]:5", "nats://[::1]:5"),
            ("nats://a,b:7,nats://c", "nats://a:4222,nats://b:7,nats://c:4222"),
        ] {
            assert_eq!(text.parse::<FleetAddress>().expect(text).to_string(), shown);
        }
        for text in [
            "h",
            "nats://",
            "http://h",
            "nats://h/x",
            "nats://h?x",
            "nats://a,tls://b",
            "nats://h:99999",
            "nats://a:1@h,b:2@h",
        ] {
            assert!(text.parse::<FleetAddress>().is_err(), "{text}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        for text in
            ["nats://user:se%40cret@h", "nats://secret@h", "nats://user:secret@a,user:secret@b", "tls://u:secret@h"]
        {
            let address: FleetAddress = text.parse().expect(text);
            assert!(address.secret.is_some());
            let shown = format!("{address} {address:?}");
            assert!(!shown.contains("cret") && !shown.contains('@'), "{shown}");
        }
        let address: FleetAddress = "nats://user:se%40cret@h".parse().expect("an address");
        assert!(matches!(&address.secret, Some(AddressSecret::Password { password, .. }) if password == "se@cret"));
        let error = "nats://user:secret@h/path".parse::<FleetAddress>().expect_err("a path");
        assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"));
    }
}
