//! What comes from a list, a server or a file name, as it may stand on a page. `maud` escapes the characters of HTML in whatever is
//! put in; these types see to the rest.

use crate::terminal::sanitize;
use maud::{Markup, Render, html};
use url::Url;

/// Text of others: characters that turn the direction of text, steer or cannot be seen become visible escapes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Foreign<'a>(pub &'a str);

impl Render for Foreign<'_> {
    fn render_to(&self, out: &mut String) {
        sanitize::line(self.0).as_ref().render_to(out);
    }
}

/// A sentence of ours with texts of others in it: what it has between backticks is code.
#[derive(Clone, Copy, Debug)]
pub(super) struct MessageText<'a>(pub &'a str);

impl Render for MessageText<'_> {
    fn render_to(&self, out: &mut String) {
        let parts: Vec<&str> = self.0.split('`').collect();
        // A backtick too many is one of the list's own.
        if parts.len().is_multiple_of(2) {
            return Foreign(self.0).render_to(out);
        }
        for (index, part) in parts.into_iter().enumerate() {
            let part = if index % 2 == 1 {
                html! { code { (Foreign(part)) } }
            } else {
                html! { (Foreign(part)) }
            };
            part.render_to(out);
        }
    }
}

/// An address of others, which is a link where a browser would open a web page and nothing else.
#[derive(Clone, Copy, Debug)]
pub(super) struct WebAddress<'a>(pub &'a str);

impl Render for WebAddress<'_> {
    fn render_to(&self, out: &mut String) {
        link(self.0, html! { bdi { (Foreign(&sanitize::covered(self.0))) } }).render_to(out);
    }
}

/// `shown` as a link to `address`, or only as it is where that is no page of the web or carries credentials.
pub(super) fn link(address: &str, shown: Markup) -> Markup {
    match web_page(address) {
        // In the form of the URL standard nothing is left but printable ASCII.
        Some(url) => html! { a href=(url.as_str()) rel="noopener noreferrer nofollow" { (shown) } },
        None => shown,
    }
}

fn web_page(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let is_open = url.username().is_empty() && url.password().is_none();
    is_open.then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_others_stay_text() {
        for (text, expected) in [
            ("<b>\"x\" & y</b>", "&lt;b&gt;&quot;x&quot; &amp; y&lt;/b&gt;"),
            ("a\u{202e}b\u{1b}[1m\n", "a\\u{202e}b\\u{1b}[1m\\n"),
        ] {
            assert_eq!(Foreign(text).render().into_string(), expected);
            assert_eq!(MessageText(text).render().into_string(), expected);
        }
        assert_eq!(MessageText("use `<a>` now").render().into_string(), "use <code>&lt;a&gt;</code> now");
        assert_eq!(MessageText("a ` <").render().into_string(), "a ` &lt;");
    }

    #[test]
    fn only_pages_of_the_web_are_links() {
        let rendered = |address| WebAddress(address).render().into_string();
        for address in ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "/x", "x"] {
            assert!(!rendered(address).contains("href"), "{address}");
        }
        let secret = rendered("https://me:secret@lamp.example/");
        assert!(!secret.contains("href") && !secret.contains("secret"), "{secret}");
        let quoted = rendered("https://lamp.example/\"onclick='x'\u{202e}<");
        assert!(quoted.starts_with("<a href=\"https://lamp.example/%22onclick='x'%E2%80%AE%3C\" rel="), "{quoted}");
    }
}
