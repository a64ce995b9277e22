//! Looks for fragments in a page while it arrives: `id` of any element and `name` of `a`.

use encoding_rs::Encoding;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use percent_encoding::percent_decode_str;
use std::mem;

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
/// Elements whose text is none of the page's.
const NO_TEXT: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noscript"];
/// What a page without scripts asks its reader for.
const SCRIPTS: &str = "javascript";
/// In so many bytes at its start a page says what its charset is (HTML, "prescan a byte stream").
const PRESCANNED: usize = 1024;

/// Looks for some fragments in one page.
pub struct Seeker {
    charset: Option<&'static Encoding>,
    page: Vec<u8>,
    /// The length at which the page is looked through again: always twice the last one, so that all of it together costs no
    /// more than two pages.
    next: usize,
    seen: Seen,
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
    /// Bytes without blanks.
    text: usize,
    /// Headings and sections with a name.
    names: usize,
    /// Whether the element before is a heading.
    in_heading: bool,
    /// Whether names differ where only the case of their letters does: not in what browsers read as of old ("quirks mode").
    strict: bool,
    /// The element whose text comes next.
    element: String,
    /// The tag that is being read.
    tag: Tag,
}

/// A tag as far as it has been read.
#[derive(Default)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
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
        Self { charset, page: Vec::new(), next: 1, seen: Seen { wanted, ..Seen::default() } }
    }

    /// Takes the next piece of the page.
    pub fn feed(&mut self, piece: &[u8]) {
        self.page.extend_from_slice(piece);
        if self.page.len() >= self.next {
            self.look();
            self.next = self.page.len() * 2;
        }
    }

    /// Whether nothing is left to look for.
    pub fn is_done(&self) -> bool {
        self.seen.wanted.iter().all(|wanted| wanted.found)
    }

    /// What was found, after the last piece.
    pub fn finish(mut self) -> Findings {
        self.look();
        let seen = self.seen;
        let found = seen.wanted.iter().filter(|wanted| wanted.found);
        let is_bare = seen.text < LITTLE_TEXT || seen.names < FEW_NAMES;
        Findings {
            fragments: found.map(|wanted| wanted.fragment.clone()).collect(),
            scripted: seen.scripted || seen.elements == 0 || (seen.scripts > 0 && is_bare),
        }
    }

    /// Looks through what has arrived of the page.
    fn look(&mut self) {
        let charset = self.charset.or_else(|| charset_in(&self.page)).unwrap_or(encoding_rs::UTF_8);
        let (text, _, _) = charset.decode(&self.page);
        let wanted = mem::take(&mut self.seen.wanted);
        let scripted = wanted.iter().any(Wanted::is_route);
        let mut seen = Seen { wanted, scripted, ..Seen::default() };
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            seen.event(&event);
            None
        });
        // There is no tree: what is text within `script` and its like is told by the names of the tags alone.
        emitter.naively_switch_states(true);
        Tokenizer::new_with_emitter(&*text, emitter).for_each(drop);
        self.seen = seen;
    }
}

/// The charset that `page` says it is written in, by a byte order mark or a `meta` tag at its start.
fn charset_in(page: &[u8]) -> Option<&'static Encoding> {
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
    // A page whose `meta` could be read is in no charset that has other bytes for it.
    Encoding::for_label(label?.as_bytes())
        .map(|charset| if charset.is_ascii_compatible() { charset } else { encoding_rs::UTF_8 })
}

impl Seen {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Tag { name: text(name), attributes: Vec::new() },
            CallbackEvent::AttributeName { name } => self.tag.attributes.push((text(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.tag.attributes.last_mut() {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                let tag = mem::take(&mut self.tag);
                self.start_tag(&tag);
                self.element = tag.name;
            }
            CallbackEvent::EndTag { .. } => self.element.clear(),
            CallbackEvent::String { value } if self.element == "noscript" => {
                self.scripted = self.scripted || text(value).to_ascii_lowercase().contains(SCRIPTS);
            }
            CallbackEvent::String { value } if !NO_TEXT.contains(&&*self.element) => {
                self.text += value.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
            }
            // Only one before everything else counts.
            CallbackEvent::Doctype { name, public_identifier, .. } if self.elements == 0 => {
                self.strict = *name == b"html" && public_identifier.is_none();
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: &Tag) {
        self.elements += 1;
        self.scripts += usize::from(tag.name == "script");
        // A frame's page, or the one it leads on to, is not this one.
        if tag.name.ends_with("-app") || tag.name.ends_with("-root") || tag.name == "frameset" {
            self.scripted = true;
        }
        let is_heading = matches!(&*tag.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_part = is_heading || self.in_heading || matches!(&*tag.name, "section" | "dt");
        self.in_heading = is_heading;
        for (name, value) in &tag.attributes {
            let is_id = name == "id";
            if is_id || (name == "name" && tag.name == "a") {
                self.names += usize::from(is_part || !is_id);
                self.name(value, is_id);
            } else {
                let leads_on = || tag.name == "meta" && name == "http-equiv" && value.eq_ignore_ascii_case("refresh");
                self.scripted = self.scripted || MARKS.contains(&&**name) || leads_on();
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
