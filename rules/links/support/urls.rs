//! URLs that GitHub makes links of, where no other syntax does.

use crate::text::bare_url::scheme_length;
use curate_document::{BlockId, Document, InlineKind, Link, LinkId, LinkKind, Target};

/// Tags whose text is not prose, or a link already.
const OPAQUE: &[&str] = &["a", "code", "kbd", "pre", "samp", "tt", "script", "style"];

/// The literal URLs and autolinks in `block` that are outside of other links and of `<a>`, `<code>` and the like. Mail addresses do not count.
pub(crate) fn urls_in(document: &Document, block: BlockId) -> Vec<(LinkId, &Link)> {
    let mut found: Vec<(LinkId, &Link)> = Vec::new();
    let mut opaque = 0_usize;
    for inline in document.inlines_of(block) {
        if inline.kind == InlineKind::Html {
            let tag = document.text(inline.span);
            if is_tag(tag, "</") {
                opaque = opaque.saturating_sub(1);
            } else if is_tag(tag, "<") && !tag.ends_with("/>") {
                opaque += 1;
            }
            continue;
        }
        let Some(id) = inline.link.filter(|_| opaque == 0) else { continue };
        let Some(link) = document.link(id) else { continue };
        let is_bare = matches!(link.kind, LinkKind::Literal | LinkKind::Autolink) && link.within.is_none();
        if is_bare && !matches!(link.target, Target::Mail) && found.last().is_none_or(|(last, _)| *last != id) {
            found.push((id, link));
        }
    }
    found
}

fn is_tag(text: &str, opening: &str) -> bool {
    let Some(rest) = text.strip_prefix(opening) else { return false };
    let name = rest.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
    OPAQUE.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// `url` as a link that shows the URL itself, to stand after `before`, in syntax that MDX has too: `<…>` is a tag there. `None`
/// where it cannot be written so.
pub(crate) fn titled_by_itself(url: &str, before: &str) -> Option<String> {
    let spoils =
        url.contains(['<', '>', '`', '\\', '[', ']', '(', ')', '{', '}', '*']) || url.contains(char::is_whitespace);
    let scheme = if scheme_length(url) > 0 { "" } else { "http://" };
    // After `!` the link would be an image, after `]` a label.
    (!spoils && !before.ends_with(['!', ']', '\\', '<'])).then(|| format!("[{url}]({scheme}{url})"))
}

/// `url` as a link that shows the URL itself, to stand after `before`; `None` where it cannot be written so.
pub(crate) fn angled(url: &str, before: &str) -> Option<String> {
    let spoils = url.contains(['<', '>', '`', '\\', '[', ']']) || url.contains(char::is_whitespace);
    if spoils || before.ends_with(['<', '\\']) {
        return None;
    }
    if scheme_length(url) > 0 {
        return Some(format!("<{url}>"));
    }
    // GFM takes `www.` for `http://www.` (GFM 6.9). After `!` the link would be an image, after `]` a label.
    (!before.ends_with(['!', ']'])).then(|| format!("[{url}](http://{url})"))
}
