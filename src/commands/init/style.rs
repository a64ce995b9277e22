//! How a list is written.

use curate_document::Document;
use std::collections::BTreeMap;

/// Fewer titles than this are in order by chance.
const FEWEST_TITLES: usize = 4;

/// How an edition is written, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Entries.
    pub entries: usize,
    /// Those of them that are rows of tables.
    pub rows: usize,
    /// Sections.
    pub sections: usize,
    /// Entries with a description.
    pub described: usize,
    /// The separator that most of them have, with how many do.
    pub separator: Option<(String, usize)>,
    /// Descriptions that end with a full stop or the like.
    pub stopped: usize,
    /// Sections with at least four titles.
    pub orderable: usize,
    /// Those of them that are in order, case ignored.
    pub ordered: usize,
}

/// How `document` is written.
pub(super) fn style(document: &Document) -> Style {
    let mut style =
        Style { entries: document.markdown_entries().count(), sections: document.sections().len(), ..Style::default() };
    let mut separators: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in document.markdown_entries() {
        style.rows += usize::from(entry.row);
        let Some(description) = entry.description else { continue };
        style.described += 1;
        style.stopped +=
            usize::from(document.text(description).trim_end().ends_with(['.', '!', '?', '。', '！', '？', '…']));
        if let Some(separator) = entry.separator.filter(|_| !entry.row) {
            *separators.entry(document.text(separator)).or_default() += 1;
        }
    }
    let most = separators.into_iter().max_by_key(|(_, count)| *count);
    style.separator = most.map(|(separator, count)| (separator.to_owned(), count));
    for section in document.sections() {
        let top = document.entries_of(section).iter().filter(|entry| entry.depth == 0 && !entry.html);
        let titles: Vec<String> = top.filter_map(|entry| Some(document.text(entry.title?).to_lowercase())).collect();
        if titles.len() >= FEWEST_TITLES {
            style.orderable += 1;
            style.ordered += usize::from(titles.is_sorted());
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted() {
        let text = "# A\n\n- [b](https://b.example) - Bright.\n- [A](https://a.example) - Dim\n- [C](https://c.example): Odd.\n- [D](https://d.example)\n\n\
                    ## B\n\n- [A](https://1.example)\n- [b](https://2.example)\n- [C](https://3.example)\n- [d](https://4.example)\n\n\
                    | Name | Text |\n|---|---|\n| [E](https://e.example) | In a row。 |\n";
        let expected = Style {
            entries: 9,
            rows: 1,
            sections: 2,
            described: 4,
            separator: Some((" - ".to_owned(), 2)),
            stopped: 3,
            orderable: 2,
            ordered: 1,
        };
        assert_eq!(style(&Document::parse(text)), expected);
    }
}
