//! How the anchor of a link is spelled: percent-encoded or not.

/// `anchor` percent-decoded, without a text fragment; as written where the bytes are not UTF-8.
pub(crate) fn decoded(anchor: &str) -> String {
    let bytes = anchor.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = anchor
            .get(at + 1..at + 3)
            .filter(|digits| *byte == b'%' && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| anchor.to_owned())
}

/// `anchor` in the spelling of `written`: percent-encoded where that is.
pub(crate) fn spelled_like(anchor: &str, written: &str) -> String {
    let encode_all = !written.is_empty() && written.is_ascii() && written.contains('%') && !anchor.is_ascii();
    let mut spelled = String::with_capacity(anchor.len());
    for character in anchor.chars() {
        let reserved =
            character.is_ascii_control() || matches!(character, ' ' | '(' | ')' | '<' | '>' | '"' | '\\' | '%' | '&');
        if reserved || (encode_all && !character.is_ascii()) {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                spelled.push_str(&format!("%{byte:02X}"));
            }
        } else {
            spelled.push(character);
        }
    }
    spelled
}
