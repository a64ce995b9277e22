//! What of a document belongs to a site generator.

use super::document::Document;
use super::span::Span;

impl Document {
    /// What belongs to a site generator and not to the reader, in order and apart: template tags (`{{ … }}`, `{% … %}`),
    /// attribute lists (`{: .new}`, `{#id}`), directives (`:::card{…}`), imports and components of MDX, tags that Markdown does
    /// not take for HTML, URLs that are values (`src=https://…`), destinations that are filled in.
    pub fn templates(&self) -> &[Span] {
        &self.templates
    }

    /// Whether `span` cuts into one of [`Document::templates`]: it has bytes of it, but not all of it with something around it. An
    /// empty span does so within one, not at its ends.
    pub fn in_template(&self, span: Span) -> bool {
        if self.templates.is_empty() {
            return false;
        }
        let first = self.templates.partition_point(|template| template.end <= span.start);
        let mut touched = self.templates.iter().skip(first).take_while(|template| template.start < span.end);
        let is_around = |template: &Span| span.contains(*template) && span != *template;
        touched.any(|template| !is_around(template) && (!span.is_empty() || template.start < span.start))
    }

    /// Whether one of [`Document::templates`] begins or ends at `offset`.
    pub fn is_beside_template(&self, offset: usize) -> bool {
        let next = self.templates.partition_point(|template| template.end < offset);
        let mut near = self.templates.iter().skip(next).take(2);
        near.any(|template| template.start == offset || template.end == offset)
    }

    /// The one of [`Document::templates`] that begins at `offset`.
    pub(crate) fn template_at(&self, offset: usize) -> Option<Span> {
        let index = self.templates.binary_search_by_key(&offset, |template| template.start).ok()?;
        self.templates.get(index).copied()
    }
}
