//! How a list begins: its title, and what it says of itself.

use curate_document::{Block, BlockKind, Document, Span};

/// The first line of `document`.
pub(crate) fn first_line(document: &Document) -> Span {
    document.lines().content(1, document.source())
}

/// The title of the document: its heading of the first level, in markdown or HTML, or a picture that stands for it.
pub(crate) fn title(document: &Document) -> Option<String> {
    let heading = document.sections().iter().find(|section| section.level == 1).map(|section| {
        let images = document.links().iter().filter(|link| link.image && link.block == section.heading);
        let alternatives: String = images.map(|link| document.text(link.text)).collect();
        format!("{} {alternatives}", section.rendered)
    });
    heading.filter(|title| !title.trim().is_empty()).or_else(|| {
        let before = document.sections().first().map_or(document.source().len(), |section| section.span.start);
        let blocks = || document.blocks().iter().take_while(|block| block.span.start < before);
        let html = blocks().filter(|block| block.kind == BlockKind::Html).map(|block| document.text(block.span));
        let headed = html.map(str::to_lowercase).find(|text| text.contains("<h1"));
        let pictured = || {
            let link = document.links().iter().find(|link| link.image && link.span.start < before)?;
            Some(format!("{} {}", document.text(link.text), link.url))
        };
        headed.or_else(pictured)
    })
}

/// The heading that a document without one of the first level begins with.
pub(crate) fn lower_title(document: &Document) -> Option<Span> {
    let first = document.sections().first().filter(|section| section.level > 1)?;
    document.text(Span::new(0, first.span.start)).trim().is_empty().then_some(first.title)
}

/// Whether an English `title` has its words in small letters: `my-awesome-list`, `awesome lamps`.
pub(crate) fn is_in_small_letters(title: &str) -> bool {
    let has_capitals = title.contains(char::is_uppercase);
    title.contains(char::is_lowercase) && !has_capitals
        || title.split_whitespace().any(|word| word.starts_with("awesome"))
}

/// Whether a paragraph, quote or line of HTML with words of its own comes between the title and the first section below.
pub(crate) fn has_tagline(document: &Document) -> bool {
    let first = document.sections().iter().position(|section| section.level == 1);
    let title = first.and_then(|index| document.sections().get(index));
    let start = title.map_or(0, |title| title.span.start);
    let heading = title.map(|title| title.heading);
    let below = document.sections().get(first.map_or(0, |index| index + 1));
    let before = below.map_or(document.source().len(), |section| section.span.start);
    let is_inside = |block: &&(usize, &Block)| block.1.span.start >= start && block.1.span.start < before;
    let blocks: Vec<(usize, &Block)> = document.blocks().iter().enumerate().collect();
    blocks.iter().filter(is_inside).any(|(index, block)| {
        let id = curate_document::BlockId(*index as u32);
        let in_item =
            document.ancestors(id).any(|around| matches!(around.kind, BlockKind::Item { .. } | BlockKind::Table));
        match block.kind {
            BlockKind::Paragraph if !in_item && Some(id) != heading => {
                let words = document.inlines_of(id).iter().filter(|inline| inline.link.is_none());
                let text: String =
                    words.map(|inline| document.rendered_inlines(std::slice::from_ref(inline))).collect();
                text.chars().filter(|character| character.is_alphabetic()).count() >= 4
            }
            BlockKind::Html => html_text(document.text(block.span)),
            _ => false,
        }
    })
}

/// Whether raw HTML has words outside its tags and links.
fn html_text(html: &str) -> bool {
    let mut letters = 0;
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            character if !is_tag && character.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    letters >= 4
}
