//! The query of a URL as written, so that parameters can be cut out of it and nothing else changes.

use crate::links::support::web_links::editable_url;
use curate_document::{Document, Link, Span};

/// A query as written.
#[derive(Clone, Debug)]
pub(crate) struct Query<'a> {
    /// The bytes from `?` up to `#` or the end.
    pub(crate) span: Span,
    parameters: Vec<Parameter<'a>>,
}

/// A parameter with what stands before it: `?`, `&` or `&amp;`.
#[derive(Clone, Copy, Debug)]
struct Parameter<'a> {
    separator: &'a str,
    text: &'a str,
    /// Offset of the separator.
    start: usize,
}

impl<'a> Query<'a> {
    /// The query of `link`; `None` where it has none, or its bytes cannot be edited in place.
    pub(crate) fn of(link: &Link, document: &'a Document) -> Option<Self> {
        let text = editable_url(link, document)?;
        let before = text.find(['?', '#']).filter(|at| text.as_bytes().get(*at) == Some(&b'?'))?;
        let end = text.find('#').unwrap_or(text.len());
        let span = Span::new(link.destination.start + before, link.destination.start + end);
        let mut rest = text.get(before..end)?;
        let mut parameters = Vec::new();
        let mut start = span.start;
        while !rest.is_empty() {
            let length = if rest.starts_with("&amp;") { 5 } else { 1 };
            let (separator, after) = rest.split_at_checked(length)?;
            let (text, next) = after.split_at_checked(after.find('&').unwrap_or(after.len()))?;
            parameters.push(Parameter { separator, text, start });
            start += separator.len() + text.len();
            rest = next;
        }
        Some(Self { span, parameters })
    }

    /// The bytes from the first parameter that `cut` names to the last one; the whole query where there is none.
    pub(crate) fn place(&self, cut: impl Fn(&str) -> bool) -> Span {
        let places = self.parameters.iter().filter(|parameter| cut(name_of(parameter.text))).map(|parameter| {
            let start = parameter.start + parameter.separator.len();
            Span::new(start, start + parameter.text.len())
        });
        places.reduce(Span::join).unwrap_or(self.span)
    }

    /// The query without the parameters that `cut` names; empty where none is left.
    pub(crate) fn without(&self, cut: impl Fn(&str) -> bool) -> String {
        let mut left = String::new();
        for parameter in self.parameters.iter().filter(|parameter| !cut(name_of(parameter.text))) {
            left.push_str(if left.is_empty() { "?" } else { parameter.separator });
            left.push_str(parameter.text);
        }
        if left == "?" { String::new() } else { left }
    }
}

/// What stands before `=` in a parameter.
pub(crate) fn name_of(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or(parameter)
}

/// Names and values of the parameters in `query`, as written; those without a name are left out.
pub(crate) fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let parameters = query.split('&').map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")));
    parameters.filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_x(text: &str) -> Option<String> {
        let document = Document::parse(text);
        let query = Query::of(document.links().first()?, &document)?;
        let cut = query.without(|name| name == "x" || name == "y");
        Some(text.replace(document.text(query.span), &cut))
    }

    #[test]
    fn cut_parameters() {
        for (text, expected) in [
            ("[a](https://a.example/?x=1)", Some("[a](https://a.example/)")),
            ("[a](https://a.example?x=1&y=2#z?x=3)", Some("[a](https://a.example#z?x=3)")),
            ("[a](https://a.example/?x=1&b=%2f&y)", Some("[a](https://a.example/?b=%2f)")),
            ("[a](https://a.example/?b=1&amp;x=2&amp;c=3 \"T\")", Some("[a](https://a.example/?b=1&amp;c=3 \"T\")")),
            ("<a href=\"https://a.example/?x=1&amp;c=3\">a</a>", Some("<a href=\"https://a.example/?c=3\">a</a>")),
            ("[a](https://a.example/?x=1&&c)", Some("[a](https://a.example/?&c)")),
            ("[a](https://a.example/#/?x=1)", None),
            ("[a](https://a.example/?x=1&#38;c=3)", None),
            ("[a](https://a.example/\\_?x=1)", None),
        ] {
            assert_eq!(without_x(text).as_deref(), expected, "{text}");
        }
    }
}
