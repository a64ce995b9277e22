//! Where a bare URL ends: before white space as GFM has it (6.9), but what writers mean ends where no URL goes on: at CJK punctuation,
//! at a bracket or quotation mark that was opened before it, at a backtick, which is in no URL.

use curate_document::script::is_cjk_letter;
use curate_document::{Document, Link, LinkKind};

/// Punctuation that ends a clause, and brackets and quotes that close: in no URL but after letters like them.
const ENDS: &[char] = &[
    '，', '。', '；', '、', '）', '》', '」', '』', '】', '〉', '〕', '］', '｝', '”', '।', '॥', '،', '؛', '\u{3000}',
    '»', '›', '｡', '､', '｣', '۔',
];
/// Punctuation that titles of pages have too.
const MIDDLES: &[char] =
    &['：', '！', '？', '（', '《', '「', '『', '【', '〈', '〔', '［', '｛', '“', '؟', '…', '«', '‹'];
/// What is in names too, and ends a URL only where no letter follows.
const WORD_MARKS: &[char] = &['’', '‘', '—', '–', '·', '•'];

/// Where a URL ends within what was taken for it.
pub(crate) struct UrlEnd {
    /// In bytes from its start.
    pub length: usize,
    /// Whether no page could be meant by the whole.
    pub certain: bool,
}

/// Where the URL of `link`, a bare one, ends, if before its last byte.
pub(crate) fn end_of_link(link: &Link, document: &Document) -> Option<UrlEnd> {
    let text = document.text(link.destination);
    let before = document.source().get(..link.span.start)?.chars().next_back();
    if text.is_ascii() && !text.contains('`') {
        None
    } else {
        end_of(text, before.filter(|_| link.kind == LinkKind::Literal))
    }
}

/// Where `url`, which stands behind the character `before`, ends, if before its last byte.
pub(crate) fn end_of(url: &str, before: Option<char>) -> Option<UrlEnd> {
    let host_start = scheme_length(url);
    let host = url.get(host_start..)?.split(['/', '?', '#']).next()?;
    let after_host = after_host_name(host).map(|length| UrlEnd { length: host_start + length, certain: true });
    let host_end = host_start + host.len();
    let is_wiki = is_wiki(host);
    let closer = before.and_then(closer_of);
    let mut depth = 0_usize;
    let mut previous: Option<char> = None;
    let mut characters = url.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let last = previous.replace(character);
        let is_surplus = character == ')' && depth == 0;
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(last) = last.filter(|_| at > host_start) else { continue };
        let own = last.is_ascii() || at < host_end;
        // A bracket or mark of ASCII ends a URL where text follows that is none.
        let foreign = next.is_some_and(|next| !next.is_ascii());
        let closes = foreign && (is_surplus || Some(character) == closer);
        let (ends, middle) = (ENDS.contains(&character), MIDDLES.contains(&character) && own && !is_wiki);
        let is_mark = WORD_MARKS.contains(&character) && own && !next.is_some_and(char::is_alphanumeric);
        if !(ends || middle || closes || is_mark || character == '`')
            || after_host.as_ref().is_some_and(|end| end.length <= at)
        {
            continue;
        }
        let taken = if own || is_wiki { None } else { text_after_path(url.get(..at)?, host_end) };
        let length = without_delimiters(url.get(..taken.unwrap_or(at))?).len();
        let certain = own && character != '…' && (!is_wiki || closes);
        return (length > host_start).then_some(UrlEnd { length, certain });
    }
    after_host
}

/// What closes the `opening` mark.
fn closer_of(opening: char) -> Option<char> {
    Some(match opening {
        '*' | '_' | '~' | '"' | '\'' => opening,
        '[' => ']',
        '{' => '}',
        _ => return None,
    })
}

/// `url` without the punctuation, quotation marks and marks of emphasis at its end, and without closing brackets that it does not open
/// (GFM 6.9).
pub(crate) fn without_delimiters(url: &str) -> &str {
    let mut rest = url;
    loop {
        let bare = rest.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '"', '*', '_', '~', '`', '|']);
        let is_surplus = bare.ends_with(')') && bare.matches(')').count() > bare.matches('(').count();
        rest = if is_surplus { bare.strip_suffix(')').unwrap_or(bare) } else { return bare };
    }
}

/// The length of the host name that `host` begins with, where letters follow it without a dot: `example.com` in `example.com查看`.
/// No top-level domain has both ASCII and other letters.
fn after_host_name(host: &str) -> Option<usize> {
    let at = host.find(is_other_letter)?;
    let name = host.get(..at)?;
    let top = name.rsplit_once('.')?.1;
    let rest = host.get(at..)?;
    (top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && !rest.contains('.')).then_some(at)
}

/// Whether `character` is a letter of a script that words with ASCII letters are not written in.
fn is_other_letter(character: char) -> bool {
    is_cjk_letter(character) || character.is_alphabetic() && ('\u{370}'..'\u{1E00}').contains(&character)
}

/// Whether `host` names its pages in the language that they are written in.
fn is_wiki(host: &str) -> bool {
    ["wiki", "moegirl", "baike"].iter().any(|part| host.contains(part))
}

/// Where in `url`, behind its host, a mark or a letter of another script follows a letter or digit of ASCII.
fn text_after_path(url: &str, host_end: usize) -> Option<usize> {
    let path = url.get(host_end..)?;
    let next = path.char_indices().skip(1).map(|(at, character)| (at, Some(character)));
    let found = path
        .chars()
        .zip(next)
        .find(|(before, (_, next))| before.is_ascii_alphanumeric() && next.is_some_and(is_foreign));
    found.map(|(_, (at, _))| host_end + at)
}

/// Whether `character` is neither of ASCII nor a Latin letter.
fn is_foreign(character: char) -> bool {
    !character.is_ascii() && (!character.is_alphabetic() || is_other_letter(character))
}

/// Whether `url` is of ASCII up to a place and goes on in another script: a name of a page, or text that the URL took with it.
/// Wikis, and sites whose host is not ASCII either, do name pages so, behind a `/`.
pub(crate) fn may_have_text(url: &str) -> bool {
    let rest = url.get(scheme_length(url)..).unwrap_or("");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let names_pages = is_wiki(host) || !host.is_ascii();
    let mut previous = ' ';
    rest.char_indices().any(|(at, character)| {
        let before = std::mem::replace(&mut previous, character);
        let is_end = before.is_ascii_alphanumeric() || at > host.len() && before.is_ascii() && !names_pages;
        is_end && is_foreign(character)
    })
}

/// Whether a second URL begins in `url`, behind a mark or letters: one that a path or a query holds begins behind their own marks.
pub(crate) fn holds_another(url: &str) -> bool {
    let is_joined = |at: usize| {
        let before = url.get(..at).unwrap_or("");
        let in_query = before.contains('?');
        !before.ends_with(['/', '?', '=', '&', '#', '@']) && !(in_query && before.ends_with([':', '+']))
    };
    ["http://", "https://"].iter().any(|scheme| url.match_indices(scheme).any(|(at, _)| at > 0 && is_joined(at)))
}

/// The length of `https://` at the start of `url`; 0 where it begins with its host.
pub(crate) fn scheme_length(url: &str) -> usize {
    let name = url.bytes().take_while(u8::is_ascii_alphabetic).count();
    let has_separator = url.get(name..).is_some_and(|rest| rest.starts_with("://"));
    if has_separator { name + 3 } else { 0 }
}
