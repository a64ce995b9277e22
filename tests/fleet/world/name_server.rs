//! The name server of the simulated hosts: addresses of IPv4 for a day, over UDP (RFC 1035).

use super::host_kind::{address, host_kind};

/// Bytes of the head of a message.
const HEAD: usize = 12;
/// The record type of addresses of IPv4, and the class of the internet.
const A: [u8; 4] = [0, 1, 0, 1];
/// How long an address is valid, in seconds.
const VALID: u32 = 86_400;

/// The response to a query; `None` where that is not a query of one name.
pub fn response(query: &[u8]) -> Option<Vec<u8>> {
    let (name, end) = name(query)?;
    let kind: [u8; 4] = query.get(end..end + 4)?.try_into().ok()?;
    let host = host_kind(&name);
    let found = host.map(|(kind, number)| address(kind, number));
    let code = match found {
        None => 3,
        Some(None) => 2,
        Some(Some(_)) => 0,
    };
    let found = found.flatten().filter(|_| kind == A);
    let mut message = query[..end + 4].to_vec();
    // A response, with recursion as it was wanted and available.
    message[2] = 0x80 | (query[2] & 1);
    message[3] = 0x80 | code;
    // One question, its answers, and no other records: what the query had beside them (EDNS) was not copied.
    message[4..HEAD].copy_from_slice(&[0, 1, 0, u8::from(found.is_some()), 0, 0, 0, 0]);
    if let Some(found) = found {
        // The name stands at byte 12.
        message.extend([0xc0, HEAD as u8]);
        message.extend(A);
        message.extend(VALID.to_be_bytes());
        message.extend([0, 4]);
        message.extend(found.octets());
    }
    Some(message)
}

/// The name that a query is about, in small letters, and the byte after it.
fn name(query: &[u8]) -> Option<(String, usize)> {
    let (mut name, mut at) = (String::new(), HEAD);
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            return Some((name, at));
        }
        let label = std::str::from_utf8(query.get(at..at + length)?).ok()?;
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(&label.to_ascii_lowercase());
        at += length;
    }
}
