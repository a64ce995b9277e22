//! How new contents are written: marker and indentation of the document's lists, and the levels that are listed.

use curate_document::{BlockKind, ContentsRegion, Document, Marker, Span};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Where nothing says how many levels contents have.
pub(crate) const USUAL_LEVELS: u8 = 2;
/// Where no list is nested.
const USUAL_INDENT: usize = 2;
/// Behind a bullet and a space, an item is nested from the first of these columns on, and code behind the last.
const INDENTS: RangeInclusive<usize> = 2..=5;

/// How lines are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContentsStyle {
    /// The bullet.
    pub marker: String,
    /// Columns from one depth to the next.
    pub indent: usize,
}

impl ContentsStyle {
    /// The style of most lists in `span`; of the document, where `span` is all of it.
    pub(crate) fn of(document: &Document, span: Span) -> Self {
        let mut markers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut indents: BTreeMap<usize, usize> = BTreeMap::new();
        // The bullet of the item around, by block.
        let mut around: BTreeMap<u32, Marker> = BTreeMap::new();
        for (index, block) in document.blocks().iter().enumerate() {
            if !matches!(block.kind, BlockKind::Item { .. }) || !span.contains(block.span) {
                continue;
            }
            let Some(marker) = document.marker(block.span).filter(Marker::is_bullet) else { continue };
            *markers.entry(document.text(marker.span)).or_default() += 1;
            let outer = block.parent.and_then(|list| document.block(list)?.parent);
            let outer = outer.and_then(|item| around.get(&item.0));
            if let Some(columns) = outer.and_then(|outer| marker.column.checked_sub(outer.column)) {
                *indents.entry(columns).or_default() += 1;
            }
            around.insert(index as u32, marker);
        }
        let most = |counts: BTreeMap<usize, usize>| counts.into_iter().max_by_key(|(_, count)| *count);
        let indent = most(indents).map(|(columns, _)| columns).filter(|columns| INDENTS.contains(columns));
        let marker = markers.into_iter().max_by_key(|(_, count)| *count).map_or("-", |(marker, _)| marker);
        Self { marker: marker.to_owned(), indent: indent.unwrap_or(USUAL_INDENT) }
    }
}

/// The levels of headings that the comment which opens `region` asks for (`depthFrom:2 depthTo:3`, `levels="1,2"`, `maxdepth:3`), where
/// the first that there is to list is `first`; otherwise that many as `usual`.
pub(crate) fn levels(document: &Document, region: ContentsRegion, first: u8, usual: u8) -> RangeInclusive<u8> {
    let settings = document.text(region.open).to_lowercase();
    let named = number_after(&settings, "levels").map(|from| {
        let digits = settings.split("levels").nth(1).unwrap_or("");
        let digits = digits.split(['"', '\'', ' ']).find(|part| part.contains(|digit: char| digit.is_ascii_digit()));
        let last = digits.unwrap_or("").chars().rev().find_map(|digit| digit.to_digit(10));
        from..=last.map_or(from, |last| last as u8)
    });
    let from = number_after(&settings, "depthfrom").unwrap_or(first);
    let to = number_after(&settings, "depthto").or_else(|| number_after(&settings, "maxdepth"));
    named.unwrap_or_else(|| from..=to.unwrap_or(from.saturating_add(usual.saturating_sub(1))))
}

/// The digit that `name` has as its value in `settings`.
fn number_after(settings: &str, name: &str) -> Option<u8> {
    let (_, value) = settings.split_once(name)?;
    let digits = value.strip_prefix([':', '='])?.trim_start_matches([' ', '"', '\'']);
    digits.chars().next()?.to_digit(10).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        for (source, marker, indent) in [
            ("text\n", "-", 2),
            ("* a\n* b\n  * c\n", "*", 2),
            ("- a\n    - b\n- c\n    - d\n", "-", 4),
            ("1. a\n2. b\n", "-", 2),
        ] {
            let document = Document::parse(source);
            let style = ContentsStyle::of(&document, Span::new(0, source.len()));
            assert_eq!((&*style.marker, style.indent), (marker, indent), "{source}");
        }
    }

    #[test]
    fn levels_by_settings() {
        for (open, from, to) in [
            ("toc", 2, 3),
            ("TOC depthFrom:1 depthTo:6", 1, 6),
            ("TOC depthFrom:3", 3, 4),
            ("MarkdownTOC levels=\"1,2,3\" autolink=true", 1, 3),
            ("MDTOC maxdepth:4 firsth1:0", 2, 4),
        ] {
            let document = Document::parse(format!("<!-- {open} -->\n<!-- /toc -->\n"));
            let region = document.contents_region().expect("a region");
            assert_eq!(levels(&document, region, 2, USUAL_LEVELS), from..=to, "{open}");
        }
    }
}
