//! The charset that a page declares.

use encoding_rs::Encoding;

/// In so many bytes at its start a page declares its charset (HTML, "prescan a byte stream").
const PRESCANNED: usize = 1024;

/// The charset that `page` declares by a byte order mark or a `meta` tag at its start.
pub(crate) fn charset_in(page: &[u8]) -> Option<&'static Encoding> {
    if let Some((charset, _)) = Encoding::for_bom(page) {
        return Some(charset);
    }
    let start = String::from_utf8_lossy(page.get(..PRESCANNED).unwrap_or(page)).to_ascii_lowercase();
    let label = start.split("<meta").skip(1).find_map(|rest| {
        let (_, value) = rest.split('>').next()?.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|next: char| next.is_whitespace() || matches!(next, ';' | '"' | '\'' | '/'));
        value.get(..end.unwrap_or(value.len())).map(str::to_owned)
    });
    // A page whose `meta` could be read is not in a charset that has other bytes for it.
    Encoding::for_label(label?.as_bytes())
        .map(|charset| if charset.is_ascii_compatible() { charset } else { encoding_rs::UTF_8 })
}
