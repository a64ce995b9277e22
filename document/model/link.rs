//! Links and images of every kind, with the bytes of their parts.

use super::ids::{BlockId, DefinitionId, EntryId, LinkId};
use super::span::Span;
use crate::url::{UrlKey, plain};
use std::sync::OnceLock;
use url::Url;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](destination)`.
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`.
    Reference,
    /// `<https://…>` (CommonMark 6.5).
    Autolink,
    /// A bare URL that GFM makes a link (GFM 6.9).
    Literal,
    /// `<a href="…">`, `<img src="…">` or another tag of raw HTML.
    Html,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An absolute URL, as a browser would read it; [`Link::parsed_url`] gives it.
    Url,
    /// `#anchor` of the same document, without the `#`, as written.
    Anchor(String),
    /// A relative reference.
    Path {
        /// The path as written, query included.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
    /// A mail address.
    Mail,
    /// Nothing that a browser could follow.
    Invalid,
}

/// A link or an image.
#[derive(Clone, Debug)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// Whether it is an image.
    pub image: bool,
    /// The bytes of its text (or alternative text), without brackets; for an autolink the URL.
    pub text: Span,
    /// The bytes of its destination, without `<>`; for a reference those in the definition.
    pub destination: Span,
    /// The destination with escapes and character references decoded; a bare URL as it is written, as GitHub leads to it.
    pub url: Box<str>,
    /// Where it leads.
    pub target: Target,
    /// All its bytes; for HTML those of the opening tag.
    pub span: Span,
    /// The paragraph, heading, cell or HTML block it is in.
    pub block: BlockId,
    /// The entry it belongs to.
    pub entry: Option<EntryId>,
    /// The link around it: a badge's image is inside the badge's link.
    pub within: Option<LinkId>,
    /// Whether something other than images is inside its text.
    pub has_text: bool,
    /// For a reference, the definition that answers it.
    pub definition: Option<DefinitionId>,
    /// What is known of its URL, once that was wanted.
    pub(crate) read: ReadUrl,
}

/// What is known of a link's URL; each is found out once.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadUrl {
    parsed: OnceLock<Option<Box<Url>>>,
    key: OnceLock<Option<UrlKey>>,
}

impl ReadUrl {
    /// That of a link that means `url`, though another is written.
    pub(crate) fn of(url: &str) -> Self {
        Self { parsed: OnceLock::from(parse(url).ok().map(Box::new)), key: OnceLock::from(UrlKey::of(url)) }
    }
}

impl Link {
    /// The absolute URL it leads to, character references of a bare one decoded; parsed when it is first wanted.
    pub fn parsed_url(&self) -> Option<&Url> {
        if self.target != Target::Url {
            return None;
        }
        self.read.parsed.get_or_init(|| parse(self.url.trim()).ok().map(Box::new)).as_deref()
    }

    /// The normal form of its URL; `None` where it is not a web address. Made when it is first wanted.
    pub fn key(&self) -> Option<&UrlKey> {
        self.read.key.get_or_init(|| UrlKey::of(&self.url)).as_ref()
    }

    /// Whether this is a link whose text is only images.
    pub fn is_badge(&self) -> bool {
        !self.image && !self.has_text
    }
}

/// A link reference definition (CommonMark 4.7).
#[derive(Clone, Debug)]
pub struct Definition {
    /// The normalised label.
    pub identifier: Box<str>,
    /// The bytes of the label, without brackets.
    pub label: Span,
    /// The bytes of the destination.
    pub destination: Span,
    /// The destination with escapes and character references decoded.
    pub url: Box<str>,
    /// All its bytes.
    pub span: Span,
}

/// Where the decoded destination `url` leads.
pub fn target_of(url: &str) -> Target {
    let url = url.trim();
    if plain::host(url).is_some() {
        return Target::Url;
    }
    if let Some(anchor) = url.strip_prefix('#') {
        return Target::Anchor(anchor.to_owned());
    }
    if url.is_empty() {
        return Target::Invalid;
    }
    if url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
        return Target::Mail;
    }
    match parse(url) {
        Ok(_) => Target::Url,
        Err(url::ParseError::RelativeUrlWithoutBase) if !url.contains("://") => {
            let (path, anchor) = match url.split_once('#') {
                Some((path, anchor)) => (path.to_owned(), Some(anchor.to_owned())),
                None => (url.to_owned(), None),
            };
            Target::Path { path, anchor }
        }
        Err(_) => Target::Invalid,
    }
}

/// The absolute URL that a browser makes of `url`; one without a scheme is taken for `https`.
fn parse(url: &str) -> Result<Url, url::ParseError> {
    if url.starts_with("//") { Url::parse(&format!("https:{url}")) } else { Url::parse(url) }
}
