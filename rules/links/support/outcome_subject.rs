//! What messages call links that were checked.

use crate::text::entry_name::shortened;
use curate_document::{Document, Link, LinkKind};
use url::Url;

/// The title of the entry that `link` is in, else the text of the link or of the image, as a reader sees it; `None` where
/// that is nothing, or the address itself.
pub(crate) fn title(document: &Document, link: &Link) -> Option<String> {
    let entry = link.entry.and_then(|entry| document.entries().get(entry.0 as usize));
    let of_entry = entry.and_then(|entry| document.rendered_title(entry));
    of_entry.as_deref().and_then(words).or_else(|| text(document, link)).map(|title| shortened(&title))
}

fn text(document: &Document, link: &Link) -> Option<String> {
    match link.kind {
        LinkKind::Autolink | LinkKind::Literal => None,
        LinkKind::Html => words(document.text(link.text)).filter(|text| !text.contains('<')),
        LinkKind::Inline | LinkKind::Reference if link.image => words(document.text(link.text)),
        LinkKind::Inline | LinkKind::Reference if link.has_text => words(&document.rendered_at(link.block, link.text)),
        // Of a badge, what it shows.
        LinkKind::Inline | LinkKind::Reference => {
            let mut images = document.links().iter().filter(|image| image.image && link.text.contains(image.span));
            images.find_map(|image| words(document.text(image.text)))
        }
    }
}

/// `text` on one line, without what nobody sees; `None` where nothing is left, or only an address.
fn words(text: &str) -> Option<String> {
    let is_seen = |character: &char| !matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFC}');
    let seen: String = text.chars().filter(is_seen).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && !line.contains("://")).then_some(line)
}

/// `url` without a user and a password before its host. One that a browser can follow has none already.
pub(crate) fn without_credentials(url: &str) -> String {
    if Url::parse(url).is_ok() {
        return url.to_owned();
    }
    let Some((scheme, rest)) = url.split_once("//") else { return url.to_owned() };
    let authority = rest.find(['/', '?', '#']).map_or(rest, |end| rest.split_at(end).0);
    let credentials = authority.rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}//{}", rest.get(credentials..).unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_what_a_reader_sees() {
        for (source, expected) in [
            ("- [The **big** `lamp`](https://a.example/) - A light.\n", Some("The big lamp")),
            ("- [Lamp](https://b.example/) - With [a manual](https://a.example/).\n", Some("Lamp")),
            ("See [this \\[lamp\\] &amp;\nmore](https://a.example/).\n", Some("this [lamp] & more")),
            ("See ![a shade](https://a.example/x.png).\n", Some("a shade")),
            ("See [![stars](https://b.example/x.png)](https://a.example/).\n", Some("stars")),
            ("See ![](https://a.example/x.png).\n", None),
            ("See <https://a.example/>.\n", None),
            ("See https://a.example/ for more.\n", None),
            ("See [https://a.example/](https://a.example/).\n", None),
        ] {
            let document = Document::parse(source);
            let link = document.links().iter().find(|link| link.url.starts_with("https://a.example")).expect("a link");
            assert_eq!(title(&document, link).as_deref(), expected, "{source}");
        }
    }

    #[test]
    fn no_credentials_are_shown() {
        for (url, shown) in [
            ("https://lamp.example/@me", "https://lamp.example/@me"),
            ("https://me:k8@[broken", "https://[broken"),
            ("//me@a b/@x", "//a b/@x"),
            ("http:", "http:"),
        ] {
            assert_eq!(without_credentials(url), shown);
        }
    }
}
