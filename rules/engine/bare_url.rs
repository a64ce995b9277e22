//! Where a bare URL ends: before white space as GFM has it (6.9), but what writers mean ends at CJK punctuation.

use curate_document::script::is_cjk_letter;

/// Punctuation that ends a clause, and brackets and quotes that close: in no URL but after letters like them.
const ENDS: &[char] = &[
    '，', '。', '；', '、', '）', '》', '」', '』', '】', '〉', '〕', '］', '｝', '”', '।', '॥', '،', '؛', '\u{3000}',
];
/// Punctuation that titles of pages have too.
const MIDDLES: &[char] = &['：', '！', '？', '（', '《', '「', '『', '【', '〈', '〔', '［', '｛', '“', '؟', '…'];

/// Where a URL ends within what was taken for it.
pub struct End {
    /// In bytes from its start.
    pub length: usize,
    /// Whether no page could be meant by the whole.
    pub certain: bool,
}

/// Where `url` ends, if before its last byte.
pub fn end_of(url: &str) -> Option<End> {
    let host_start = scheme_length(url);
    let host = url.get(host_start..)?.split(['/', '?', '#']).next()?;
    let after_host = after_host_name(host).map(|length| End { length: host_start + length, certain: true });
    let host_end = host_start + host.len();
    let is_wiki = ["wiki", "moegirl", "baike"].iter().any(|part| host.contains(part));
    let mut previous = None;
    for (at, character) in url.char_indices() {
        let before: Option<char> = previous.replace(character);
        let Some(before) = before.filter(|_| at > host_start) else { continue };
        let (ends, middle) = (ENDS.contains(&character), MIDDLES.contains(&character));
        let own = before.is_ascii() || at < host_end;
        if !(ends || middle && own && !is_wiki) || after_host.as_ref().is_some_and(|end| end.length <= at) {
            continue;
        }
        let length = url.get(..at)?.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '"', '*', '~']).len();
        let certain = own && !is_wiki && character != '…';
        return (length > host_start).then_some(End { length, certain });
    }
    after_host
}

/// The length of the host name that `host` begins with, where letters follow it without a dot: `example.com` in `example.com查看`.
/// No top-level domain has both ASCII and CJK letters.
fn after_host_name(host: &str) -> Option<usize> {
    let at = host.find(is_cjk_letter)?;
    let name = host.get(..at)?;
    let top = name.rsplit_once('.')?.1;
    let rest = host.get(at..)?;
    (top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && !rest.contains('.')).then_some(at)
}

/// The length of `https://` at the start of `url`; 0 where it begins with its host.
pub fn scheme_length(url: &str) -> usize {
    let name = url.bytes().take_while(u8::is_ascii_alphabetic).count();
    let has_separator = url.get(name..).is_some_and(|rest| rest.starts_with("://"));
    if has_separator { name + 3 } else { 0 }
}
