//! Whether a document is MDX: Markdown with components, in which `<` begins a tag and there are no autolinks.

use crate::api::rule::Context;
use curate_document::{BlockKind, Document};
use memchr::memchr_iter;

/// Names of HTML that are written with one capital now and then.
const HTML: &[&str] = &["Br", "Hr", "Img", "Div", "Span", "Center", "Table", "Details", "Summary", "Sub", "Sup", "Kbd"];

struct IsMdx(bool);

/// Whether the document at hand is MDX: by the name of its file, or because it has imports, exports or components.
pub(crate) fn is_mdx(context: &Context<'_>) -> bool {
    let document = context.document;
    context.cache.of_edition(context.edition, || IsMdx(document.is_mdx() || has_code(document))).0
}

fn has_code(document: &Document) -> bool {
    let is_import = |text: &str| text.starts_with("import ") || text.starts_with("export ");
    if document.templates().iter().any(|template| is_import(document.text(*template))) {
        return true;
    }
    document.blocks().iter().any(|block| match block.kind {
        BlockKind::Html | BlockKind::Paragraph => has_component(document.text(block.span)),
        _ => false,
    })
}

/// Whether `text` has a tag whose name begins with a capital and that has attributes, closes itself or is closed.
fn has_component(text: &str) -> bool {
    memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = text.get(at + 1..).unwrap_or("");
        let (is_closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
        let (name, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let is_component = name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.contains(|other: char| other.is_ascii_lowercase())
            && !HTML.contains(&name)
            && !text.get(..at).unwrap_or("").ends_with('`');
        is_component && (is_closing || after.starts_with("/>") || has_attribute(after))
    })
}

/// Whether attributes follow the name of a tag in `after`: ` key=`, ` {…}`, or nothing but ` />`.
fn has_attribute(after: &str) -> bool {
    let tag = after.split('>').next().unwrap_or("");
    tag.starts_with([' ', '\n']) && (tag.contains('=') || tag.contains('{') || tag.ends_with('/'))
}
