//! Changes of texts as edits of the protocol.

use crate::lsp::client_settings::ClientSettings;
use crate::lsp::position::{Encoding, PositionMap};
use crate::lsp::project::FixedText;
use crate::lsp::snapshot::{EditionFile, Snapshot};
use curate_document::{EditionId, LineIndex, Span};
use curate_rules::{Edit as RuleEdit, LineEnding};
use gen_lsp_types::{
    DocumentChange, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    WorkspaceEdit,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, HashMap};

/// What makes `after` of `before`: the lines that are others, and no more.
pub(crate) fn of_texts(before: &str, after: &str, encoding: Encoding) -> Vec<TextEdit> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let (old_starts, new_starts) = (starts(&old), starts(&new));
    let index = LineIndex::of(before);
    let lines = PositionMap::new(before, &index, encoding);
    let at = |starts: &[usize], index: usize| starts.get(index).copied().unwrap_or(0);
    let mut edits = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let mut change = |from: std::ops::Range<usize>, to: std::ops::Range<usize>| {
        if !from.is_empty() || !to.is_empty() {
            let span = Span::new(at(&old_starts, from.start), at(&old_starts, from.end));
            let text = after.get(at(&new_starts, to.start)..at(&new_starts, to.end)).unwrap_or("");
            edits.push(TextEdit { range: lines.range(span), new_text: text.to_owned() });
        }
    };
    // What is between two parts that are the same is one edit.
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            change(old_at..old_index, new_at..new_index);
            (old_at, new_at) = (old_index + len, new_index + len);
        }
    }
    change(old_at..old.len(), new_at..new.len());
    edits
}

/// Where each of `lines` begins, and where the last ends.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(lines.iter().scan(0, |at, line| {
        *at += line.len();
        Some(*at)
    }));
    starts
}

/// What makes `fixed` of what the client has.
pub(crate) fn of_fixed(fixed: &[FixedText], client: &ClientSettings) -> WorkspaceEdit {
    let edits = |text: &FixedText| (text.file.clone(), of_texts(&text.before, &text.after, client.encoding));
    workspace_edit(fixed.iter().map(edits).collect(), client)
}

/// What the edits of a rule change in the list of `snapshot`; `None` where one is in no file.
pub(crate) fn of_rule(snapshot: &Snapshot, edits: &[RuleEdit], client: &ClientSettings) -> Option<WorkspaceEdit> {
    let mut by_edition: BTreeMap<EditionId, Vec<TextEdit>> = BTreeMap::new();
    for edit in edits {
        let range = snapshot.range(edit.edition, edit.span);
        let ending = LineEnding::in_source(snapshot.document(edit.edition)?.source());
        by_edition.entry(edit.edition).or_default().push(TextEdit { range, new_text: ending.of_text(&edit.text) });
    }
    let files = by_edition.into_iter().map(|(edition, edits)| Some((snapshot.file(edition)?.clone(), edits)));
    Some(workspace_edit(files.collect::<Option<_>>()?, client))
}

/// `edits` of files, with the versions that they are meant for where `client` heeds them.
pub(super) fn workspace_edit(edits: Vec<(EditionFile, Vec<TextEdit>)>, client: &ClientSettings) -> WorkspaceEdit {
    if !client.versioned_edits {
        let changes: HashMap<_, _> = edits.into_iter().map(|(file, edits)| (file.uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(file, edits): (EditionFile, Vec<TextEdit>)| {
        let text_document_identifier = TextDocumentIdentifier { uri: file.uri };
        let text_document = OptionalVersionedTextDocumentIdentifier { version: file.version, text_document_identifier };
        DocumentChange::from(TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() })
    };
    WorkspaceEdit { document_changes: Some(edits.into_iter().map(change).collect()), ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn applied(before: &str, edits: &[TextEdit]) -> String {
        let index = LineIndex::of(before);
        let lines = PositionMap::new(before, &index, Encoding::Utf16);
        let mut text = before.to_owned();
        for edit in edits.iter().rev() {
            let span = lines.span(edit.range);
            text.replace_range(span.start..span.end, &edit.new_text);
        }
        text
    }

    #[test]
    fn no_more_than_the_lines_that_are_others() {
        let (before, after) = ("a\n灯 \nc\n", "a\n灯\nc\n");
        let edits = of_texts(before, after, Encoding::Utf16);
        let expected = serde_json::json!([{
            "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 2, "character": 0 } },
            "newText": "灯\n"
        }]);
        assert_eq!(serde_json::to_value(&edits).expect("JSON"), expected);
        assert_eq!(of_texts(before, before, Encoding::Utf8), []);
    }

    proptest! {
        #[test]
        fn edits_make_the_text(before in "[ab👧\n]{0,30}", after in "[ab👧\n]{0,30}") {
            assert_eq!(applied(&before, &of_texts(&before, &after, Encoding::Utf16)), after);
        }
    }
}
