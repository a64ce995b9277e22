//! Where comments open rules that are off elsewhere.

use crate::api::suppression::Verb;
use crate::engine::suppression::directive::directives;
use curate_document::{Document, Span};

/// The stretches of `document` from a comment with `verb` to the one that ends it, in order. What nothing ends is none.
pub(crate) fn stretches(document: &Document, verb: Verb) -> Vec<Span> {
    let end = match verb {
        Verb::Sorted => Verb::SortedEnd,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut open = None;
    for directive in directives(document) {
        if directive.verb == verb {
            open = open.or(Some(directive.comment.end));
        } else if directive.verb == end {
            found.extend(open.take().map(|start| Span::new(start, directive.comment.start)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_a_comment_to_the_one_that_ends_it() {
        let stretches = |text: &str| {
            let document = Document::parse(text);
            let found = stretches(&document, Verb::Sorted);
            found.iter().map(|span| document.text(*span).trim().to_owned()).collect::<Vec<_>>()
        };
        let (start, end) = ("<!-- curate sorted -->", "<!-- /curate sorted -->");
        assert_eq!(stretches(&format!("a\n\n{start}\n\nb\n\n{end}\n\nc\n\n{start}\nd\n{end}\n")), ["b", "d"]);
        assert_eq!(stretches(&format!("{start}\n\na\n\n{start}\n\nb\n\n{end}\n")).len(), 1);
        assert!(stretches(&format!("{end}\n\na\n\n{start}\n\nb\n")).is_empty());
        assert!(stretches(&format!("```\n{start}\n```\n\na\n\n{end}\n")).is_empty());
        assert!(stretches("<!-- curate ignore -->\n\na\n\n<!-- /curate ignore -->\n").is_empty());
    }
}
