//! Looks for fragments in a page while it arrives: `id` of any element and `name` of `a`, nothing kept.

use encoding_rs::Encoding;
use lol_html::html_content::{Doctype, TextChunk, TextType};
use lol_html::send::{DocumentContentHandlers, Element, ElementContentHandlers, HtmlRewriter, Settings};
use lol_html::{AsciiCompatibleEncoding, MemorySettings, Selector};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The parser may hold this much of a page at once: an attribute of that size names no fragment.
const MEMORY: usize = 1 << 20;
/// A page with scripts and less text than this, in bytes without blanks, is made by them.
const LITTLE_TEXT: usize = 512;
/// A page with scripts and fewer named headings and sections than this may well have them named by a script.
const FEW_NAMES: usize = 2;
/// Elements that frameworks for scripts fill; the ids of what is in them may come later.
const ROOTS: [&str; 10] =
    ["root", "app", "__next", "__nuxt", "___gatsby", "svelte", "q-app", "react-root", "app-root", "docsify"];
/// Attributes such frameworks leave behind.
const MARKS: [&str; 6] =
    ["ng-version", "ng-app", "data-reactroot", "data-server-rendered", "data-v-app", "data-ember-extension"];

/// What a page without scripts asks its reader for.
const SCRIPTS: &str = "javascript";

type Sink = fn(&[u8]);

/// Looks for some fragments in one page.
pub struct Seeker {
    /// `None` once the parser has given up.
    rewriter: Option<HtmlRewriter<'static, Sink>>,
    seen: Arc<Mutex<Seen>>,
}

/// What a page turned out to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The wanted fragments that are there, as they were wanted, in that order.
    pub fragments: Vec<String>,
    /// Whether a missing one says nothing: the page is made by scripts, or could not be read as HTML.
    pub scripted: bool,
}

#[derive(Default)]
struct Seen {
    wanted: Vec<Wanted>,
    scripted: bool,
    elements: usize,
    scripts: usize,
    text: usize,
    /// Headings and sections with a name.
    names: usize,
    /// Whether the element before is a heading.
    in_heading: bool,
    /// Whether names differ where only the case of their letters does: not in what browsers read as of old ("quirks mode").
    strict: bool,
    /// The end of what was read inside `noscript`, in small letters.
    raw: String,
}

struct Wanted {
    /// As the link has it.
    fragment: String,
    /// The part of it that names an element.
    raw: String,
    decoded: String,
    found: bool,
}

impl Wanted {
    fn of(fragment: &str) -> Self {
        // What follows `:~:` is told to the browser, not looked up by id.
        let raw = fragment.split_once(":~:").map_or(fragment, |(id, _)| id).to_owned();
        let decoded = percent_decode_str(&raw).decode_utf8_lossy().into_owned();
        // Browsers scroll to the top for these, whatever the page holds.
        let found = raw.is_empty() || decoded.eq_ignore_ascii_case("top");
        Self { fragment: fragment.to_owned(), raw, decoded, found }
    }

    /// Whether an element called `name` is what is wanted. GitHub and others prefix the ids of what users write.
    fn is(&self, name: &str, strict: bool) -> bool {
        let same = |a: &str, b: &str| if strict { a == b } else { a.eq_ignore_ascii_case(b) };
        let matches = |name: &str| same(name, &self.raw) || same(name, &self.decoded);
        matches(name) || name.strip_prefix("user-content-").is_some_and(matches)
    }

    /// Whether it is an address within an application of scripts.
    fn is_route(&self) -> bool {
        self.raw.starts_with(['!', '/'])
    }
}

impl Seeker {
    /// Looks for `fragments` in a page whose server says that it is written in `charset`. Where it does not say, the page
    /// does, or it is UTF-8.
    pub fn new(fragments: &[String], charset: Option<&'static Encoding>) -> Self {
        let wanted: Vec<Wanted> = fragments.iter().map(|fragment| Wanted::of(fragment)).collect();
        let scripted = wanted.iter().any(Wanted::is_route);
        let seen = Arc::new(Mutex::new(Seen { wanted, scripted, ..Seen::default() }));
        let encoding = match charset {
            Some(charset) => AsciiCompatibleEncoding::new(charset),
            None => Some(AsciiCompatibleEncoding::utf_8()),
        };
        let rewriter = encoding.and_then(|encoding| rewriter(encoding, charset.is_none(), &seen));
        Self { rewriter, seen }
    }

    /// Takes the next piece of the page.
    pub fn feed(&mut self, piece: &[u8]) {
        if self.rewriter.as_mut().is_some_and(|rewriter| rewriter.write(piece).is_err()) {
            self.rewriter = None;
        }
    }

    /// Whether nothing is left to look for.
    pub fn is_done(&self) -> bool {
        lock(&self.seen).wanted.iter().all(|wanted| wanted.found)
    }

    /// What was found, after the last piece.
    pub fn finish(self) -> Findings {
        let broken = self.rewriter.is_none_or(|rewriter| rewriter.end().is_err());
        let seen = lock(&self.seen);
        let found = seen.wanted.iter().filter(|wanted| wanted.found);
        let is_bare = seen.text < LITTLE_TEXT || seen.names < FEW_NAMES;
        Findings {
            fragments: found.map(|wanted| wanted.fragment.clone()).collect(),
            scripted: broken || seen.scripted || seen.elements == 0 || (seen.scripts > 0 && is_bare),
        }
    }
}

/// The parser, or `None` where its selector is not understood.
fn rewriter(
    encoding: AsciiCompatibleEncoding,
    adjust: bool,
    seen: &Arc<Mutex<Seen>>,
) -> Option<HtmlRewriter<'static, Sink>> {
    let everything: Selector = "*".parse().ok()?;
    let (elements, texts, doctypes) = (Arc::clone(seen), Arc::clone(seen), Arc::clone(seen));
    let on_element = move |element: &mut Element<'_, '_>| {
        lock(&elements).element(element);
        Ok(())
    };
    let on_text = move |chunk: &mut TextChunk<'_>| {
        lock(&texts).text(chunk);
        Ok(())
    };
    let on_doctype = move |doctype: &mut Doctype<'_>| {
        lock(&doctypes).strict = doctype.name().as_deref() == Some("html") && doctype.public_id().is_none();
        Ok(())
    };
    let settings = Settings::new_send()
        .append_element_content_handler((Cow::Owned(everything), ElementContentHandlers::default().element(on_element)))
        .append_document_content_handler(DocumentContentHandlers::default().doctype(on_doctype).text(on_text))
        .with_encoding(encoding)
        .with_adjust_charset_on_meta_tag(adjust)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .with_strict(false);
    let sink: Sink = |_| ();
    Some(HtmlRewriter::new(settings, sink))
}

impl Seen {
    fn element(&mut self, element: &Element<'_, '_>) {
        self.elements += 1;
        let tag = element.tag_name();
        if tag == "script" {
            self.scripts += 1;
        }
        // A frame's page, or the one it leads on to, is not this one.
        if tag.ends_with("-app") || tag.ends_with("-root") || tag == "frameset" {
            self.scripted = true;
        }
        let is_heading = matches!(tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_part = is_heading || self.in_heading || matches!(tag.as_str(), "section" | "dt");
        self.in_heading = is_heading;
        for attribute in element.attributes() {
            let name = attribute.name();
            let is_id = name == "id";
            if is_id || (name == "name" && tag == "a") {
                self.names += usize::from(is_part || !is_id);
                self.name(&unescaped(&attribute.value()), is_id);
            } else {
                let leads_on =
                    || tag == "meta" && name == "http-equiv" && attribute.value().eq_ignore_ascii_case("refresh");
                self.scripted = self.scripted || MARKS.contains(&name.as_str()) || leads_on();
            }
        }
    }

    /// An element is called `name`.
    fn name(&mut self, name: &str, is_id: bool) {
        if is_id && ROOTS.contains(&name) {
            self.scripted = true;
        }
        for wanted in &mut self.wanted {
            wanted.found = wanted.found || wanted.is(name, self.strict);
        }
    }

    fn text(&mut self, chunk: &TextChunk<'_>) {
        match chunk.text_type() {
            TextType::Data => self.text += chunk.as_str().bytes().filter(|byte| !byte.is_ascii_whitespace()).count(),
            // The inside of `noscript`, among others.
            TextType::RawText => {
                self.raw.push_str(&chunk.as_str().to_ascii_lowercase());
                self.scripted = self.scripted || self.raw.contains(SCRIPTS);
                // A word may be cut in two by the pieces in which a page arrives.
                let kept = self.raw.floor_char_boundary(self.raw.len().saturating_sub(SCRIPTS.len()));
                self.raw.drain(..if chunk.last_in_text_node() { self.raw.len() } else { kept });
            }
            _ => {}
        }
    }
}

/// What was seen, also where another thread has panicked with it.
fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `value` with its character references resolved: numbers, and the few names that generators write.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let known = after.split_once(';').and_then(|(name, tail)| Some((character(name)?, tail)));
        if let Some((character, tail)) = known {
            text.push(character);
            rest = tail;
        } else {
            text.push('&');
            rest = after;
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that the reference `name` stands for.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every page is cut into pieces of all small sizes: what is found must not depend on it.
    fn sought(page: &[u8], fragments: &[&str], charset: Option<&'static Encoding>) -> Findings {
        let fragments: Vec<String> = fragments.iter().map(|&fragment| fragment.to_owned()).collect();
        let in_pieces = |size: usize| {
            let mut seeker = Seeker::new(&fragments, charset);
            page.chunks(size).for_each(|piece| seeker.feed(piece));
            seeker.finish()
        };
        let whole = in_pieces(page.len());
        assert_eq!(in_pieces(1), whole);
        assert_eq!(in_pieces(7), whole);
        whole
    }

    fn found(page: &str, fragment: &str) -> bool {
        sought(page.as_bytes(), &[fragment], None).fragments == [fragment]
    }

    #[test]
    fn ids_and_names_of_anchors_are_found() {
        assert!(found("<h2 id=usage>Usage</h2>", "usage"));
        assert!(found("<a name='usage'></a>", "usage"));
        assert!(found("<p ID=\"a&amp;b\">", "a&b"));
        assert!(found("<p id='&#x4e2d;&#25991;'>", "中文"));
        assert!(found("<h2 id=\"中文\">x</h2>", "%E4%B8%AD%E6%96%87"));
        assert!(found("<h2 id=\"%E4%B8%AD\">x</h2>", "%E4%B8%AD"));
        assert!(found("<h2 id='user-content-usage'>", "usage"));
        assert!(found("<h2 id='usage'>", "usage:~:text=how"));
        assert!(found("<p id=Usage>", "usage"), "names of old pages differ in more than letter case");
        assert!(found("<p>no ids</p>", ":~:text=ids"));
        assert!(found("<p>no ids</p>", "top"));
        assert!(found("<p>no ids</p>", ""));
    }

    #[test]
    fn what_only_looks_like_an_id_is_not_found() {
        for page in [
            "<p>id=usage</p>",
            "<!-- <p id=usage> -->",
            "<script>'<p id=usage>'</script>",
            "<textarea><p id=usage></textarea>",
            "<p name=usage>",
            "<p data-id=usage>",
            "<!doctype html><p id=Usage>",
            "<p id='usage more'>",
        ] {
            assert!(!found(page, "usage"), "{page}");
        }
    }

    #[test]
    fn only_those_that_are_there_are_named() {
        let page = b"<p id=b><p id=a>";
        assert_eq!(sought(page, &["a", "c", "b"], None).fragments, ["a", "b"]);
        let mut seeker = Seeker::new(&["a".to_owned()], None);
        assert!(!seeker.is_done());
        seeker.feed(page);
        assert!(seeker.is_done());
    }

    #[test]
    fn pages_in_other_charsets_are_read() {
        let (page, _, _) = encoding_rs::GBK.encode("<h2 id='中文'>");
        let fragment = "%E4%B8%AD%E6%96%87";
        assert_eq!(sought(&page, &[fragment], Some(encoding_rs::GBK)).fragments, [fragment]);
        let (page, _, _) = encoding_rs::GBK.encode("<head><meta charset=gbk></head><h2 id='中文'>");
        assert_eq!(sought(&page, &[fragment], None).fragments, [fragment]);
    }

    #[test]
    fn a_missing_fragment_of_a_scripted_page_says_nothing() {
        let text = "Plain words of a page that was written out. ".repeat(20);
        for page in [
            format!("<div id=root></div>{text}"),
            "<body><script src=a.js></script>Loading</body>".to_owned(),
            format!("<noscript>You need to enable JavaScript.</noscript>{text}"),
            format!("<app-root ng-version=17>{text}</app-root>"),
            "not HTML at all".to_owned(),
            format!("<script src=anchors.js></script><h2>One</h2><h2>Two</h2>{text}"),
            "<meta http-equiv=Refresh content='0; url=/new'>".to_owned(),
            "<frameset><frame src=a></frameset>".to_owned(),
        ] {
            assert!(sought(page.as_bytes(), &["a"], None).scripted, "{page}");
        }
        assert!(sought(b"<p>x", &["!/route"], None).scripted);
        assert!(sought(b"<p id=a>", &["a"], Some(encoding_rs::UTF_16LE)).scripted);
        for names in ["<h2 id=b>One</h2><h2 id=c>Two</h2>", "<h2><a id=b></a>One</h2><a name=c></a>"] {
            let page = format!("<script></script>{names}<p>{text}");
            assert!(!sought(page.as_bytes(), &["a"], None).scripted, "{page}");
        }
        assert!(!sought(b"<p>Few words and no script.", &["a"], None).scripted);
    }
}
