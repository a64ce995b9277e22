//! The tags and texts of HTML as the specifications' examples have it: well-formed but for raw HTML.

/// A tag or the text between two.
#[derive(Debug)]
pub enum Token {
    /// The name of an element, and its attributes.
    Open(String, Vec<(String, String)>),
    /// The name of an element.
    Close(String),
    /// Text, character references decoded.
    Text(String),
}

/// The tokens of `html`. Comments, processing instructions, declarations and character data are none.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            tokens.push(Token::Text(decoded(text)));
        }
        let end = tag_end(tag);
        tokens.extend(token(&tag[..end]));
        rest = &tag[end..];
    }
    tokens
}

/// Length in bytes of the tag or comment that `html` begins with.
fn tag_end(html: &str) -> usize {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = html.strip_prefix(start) {
            return inside.find(end).map_or(html.len(), |at| start.len() + at + end.len());
        }
    }
    let mut quote = None;
    for (at, character) in html.char_indices() {
        match (quote, character) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn token(tag: &str) -> Option<Token> {
    let inside = tag.strip_prefix('<')?.trim_end_matches('>').trim_end_matches('/');
    if let Some(name) = inside.strip_prefix('/') {
        return Some(Token::Close(name.trim().to_ascii_lowercase()));
    }
    let length = inside.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(length);
    (!name.is_empty()).then(|| Token::Open(name.to_ascii_lowercase(), attributes_in(attributes)))
}

/// Those whose value is in double quotes, as a renderer writes them.
fn attributes_in(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    while let Some((name, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
        attributes.push((name.to_owned(), decoded(value)));
        rest = after;
    }
    attributes
}

fn decoded(text: &str) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    references.iter().fold(text.to_owned(), |text, (reference, character)| text.replace(reference, character))
}
