//! What one pass over a page finds: the requested fragments, and signs that scripts build the page.

use crate::links::fragment::requested::RequestedFragment;
use crate::links::response::PageLook;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::hash::{DefaultHasher, Hasher as _};
use std::mem;

/// A page with scripts and less text than this, in bytes without blanks, is built by them.
const LITTLE_TEXT: usize = 512;
/// A page with scripts and fewer named headings and sections than this may well have them named by a script.
const FEW_NAMES: usize = 2;
/// Ids of elements that script frameworks fill; the ids of what is in them may come later.
const ROOTS: [&str; 10] =
    ["root", "app", "__next", "__nuxt", "___gatsby", "svelte", "q-app", "react-root", "app-root", "docsify"];
/// Attributes that such frameworks leave behind.
const MARKS: [&str; 6] =
    ["ng-version", "ng-app", "data-reactroot", "data-server-rendered", "data-v-app", "data-ember-extension"];
/// Elements whose text the reader does not see as text of the page.
const NO_TEXT: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noscript"];
/// Characters of a title that are kept.
const TITLE: usize = 200;
/// Bytes of text, without blanks, that say what a page looks like.
const BEGINNING: usize = 4_096;
/// What a page that needs scripts tells readers without them to switch on.
const SCRIPTS: &str = "javascript";

/// What one pass over a page finds.
#[derive(Default)]
pub(crate) struct PageScan {
    pub(crate) requested: Vec<RequestedFragment>,
    scripted: bool,
    elements: usize,
    scripts: usize,
    /// Bytes without blanks.
    text: usize,
    title: String,
    /// Of the beginning of the text: its length and its bytes, without blanks.
    beginning: (usize, DefaultHasher),
    /// Headings and sections with a name.
    names: usize,
    /// Whether the previous element is a heading.
    in_heading: bool,
    /// Whether names that differ in letter case alone differ: not in "quirks mode".
    strict: bool,
    /// Whether a drawing has begun, which may have a title of its own.
    in_drawing: bool,
    /// The element whose text comes next.
    element: String,
    /// The tag that is being read.
    tag: OpenTag,
}

/// A tag as far as it has been read.
#[derive(Default)]
struct OpenTag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl PageScan {
    /// Looks for `requested` in the page `text`, which may be cut off.
    pub(crate) fn of(requested: Vec<RequestedFragment>, text: &str) -> Self {
        let scripted = requested.iter().any(RequestedFragment::is_route);
        let mut scan = Self { requested, scripted, ..Self::default() };
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            scan.event(&event);
            None
        });
        // There is no tree: the names of tags alone tell what is text within `script` and its like.
        emitter.naively_switch_states(true);
        Tokenizer::new_with_emitter(text, emitter).for_each(drop);
        scan
    }

    /// Whether a missing fragment proves nothing.
    pub(crate) fn is_scripted(&self) -> bool {
        let is_bare = self.text < LITTLE_TEXT || self.names < FEW_NAMES;
        self.scripted || self.elements == 0 || (self.scripts > 0 && is_bare)
    }

    /// What the page looks like.
    pub(crate) fn look(&self) -> PageLook {
        PageLook { title: self.title.clone(), text: (self.beginning.0, self.beginning.1.finish()) }
    }

    fn event(&mut self, event: &CallbackEvent<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = OpenTag { name: text(name), attributes: Vec::new() },
            CallbackEvent::AttributeName { name } => self.tag.attributes.push((text(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.tag.attributes.last_mut() {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = mem::take(&mut self.tag);
                self.start_tag(&tag);
                self.in_drawing |= tag.name == "svg" && !self_closing;
                self.element = tag.name;
            }
            CallbackEvent::EndTag { name } => {
                self.in_drawing &= *name != b"svg";
                self.element.clear();
            }
            CallbackEvent::String { value } if self.element == "noscript" => {
                self.scripted = self.scripted || text(value).to_ascii_lowercase().contains(SCRIPTS);
            }
            CallbackEvent::String { value } if self.element == "title" && self.title.is_empty() && !self.in_drawing => {
                let words = text(value);
                self.title = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(TITLE).collect();
            }
            CallbackEvent::String { value } if !NO_TEXT.contains(&&*self.element) => {
                for byte in value.iter().filter(|byte| !byte.is_ascii_whitespace()) {
                    self.text += 1;
                    if self.beginning.0 < BEGINNING {
                        self.beginning.0 += 1;
                        self.beginning.1.write_u8(*byte);
                    }
                }
            }
            // Only one before everything else counts.
            CallbackEvent::Doctype { name, public_identifier, .. } if self.elements == 0 => {
                self.strict = *name == b"html" && public_identifier.is_none();
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: &OpenTag) {
        self.elements += 1;
        self.scripts += usize::from(tag.name == "script");
        // The page in a frame, or the one it leads on to, is another one.
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
                let refreshes = || tag.name == "meta" && name == "http-equiv" && value.eq_ignore_ascii_case("refresh");
                self.scripted = self.scripted || MARKS.contains(&&**name) || refreshes();
            }
        }
    }

    /// An element is called `name`.
    fn name(&mut self, name: &str, is_id: bool) {
        if is_id && ROOTS.contains(&name) {
            self.scripted = true;
        }
        for requested in &mut self.requested {
            requested.found = requested.found || requested.is(name, self.strict);
        }
    }
}
