//! What a simulated host is like, by its name: a word and a number below `.test`, such as `h12.test`. Each is a registrable
//! domain of its own, since the public suffix list does not know `.test`.

use std::net::Ipv4Addr;

/// Addresses that the web listens on, so that no pair of addresses runs out of ports.
pub const ADDRESSES: u8 = 8;
/// An address where nobody listens.
const NOBODY: Ipv4Addr = Ipv4Addr::new(127, 78, 0, 1);

/// What a host is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// `h12.test`: it sends what the path asks for.
    Plain,
    /// `slow12.test`: it does so after half a second.
    Slow,
    /// `same12.test`: it has one page for every path.
    Same,
    /// `silent12.test`: it takes connections, and never responds.
    Silent,
    /// `closing12.test`: it closes each connection at the first request.
    Closing,
    /// `limited12.test`: it wants a pause of an hour.
    Limited,
    /// `refused12.test`: nobody listens at its address.
    Refused,
    /// `broken12.test`: its name server fails.
    Broken,
}

/// The words of names.
const WORDS: [(&str, HostKind); 8] = [
    ("h", HostKind::Plain),
    ("slow", HostKind::Slow),
    ("same", HostKind::Same),
    ("silent", HostKind::Silent),
    ("closing", HostKind::Closing),
    ("limited", HostKind::Limited),
    ("refused", HostKind::Refused),
    ("broken", HostKind::Broken),
];

/// What the host called `name` is like, and its number; `None` where there is none of that name.
pub fn host_kind(name: &str) -> Option<(HostKind, u32)> {
    let label = name.strip_suffix(".test")?;
    let (word, number) = label.split_at(label.find(|character: char| character.is_ascii_digit())?);
    let (_, kind) = WORDS.iter().find(|(known, _)| *known == word)?;
    Some((*kind, number.parse().ok()?))
}

/// The name of the `number`-th host of a kind.
pub fn host_name(kind: HostKind, number: usize) -> String {
    let word = WORDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word);
    format!("{word}{number}.test")
}

/// The address of the `number`-th host of a kind; `None` where its name server fails.
pub fn address(kind: HostKind, number: u32) -> Option<Ipv4Addr> {
    match kind {
        HostKind::Broken => None,
        HostKind::Refused => Some(NOBODY),
        _ => Some(listening((number % u32::from(ADDRESSES)) as u8)),
    }
}

/// The `at`-th of the [`ADDRESSES`].
pub fn listening(at: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 77, 0, 1 + at)
}
