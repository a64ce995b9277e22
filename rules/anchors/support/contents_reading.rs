//! Reads the table of contents of a document: its lines, the sections they stand for, and the sections it may leave out.

use crate::anchors::support::contents_left_out::leave_out;
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::contents_optional::may_be_left_out;
use curate_document::{Contents, Document, Target};

/// Reads the contents of `document`, which are to list all headings under one heading where they list one of them if they are to
/// be complete; `None` where it has none.
pub(crate) fn read_contents(document: &Document, is_complete: bool) -> Option<ContentsMap<'_>> {
    let contents = document.contents()?;
    let lines = lines(document, contents);
    let line_of = vec![None; document.sections().len()];
    let optional = may_be_left_out(document, contents);
    let mut map = ContentsMap { document, contents, lines, line_of, optional, is_complete };
    map.claim_sections();
    leave_out(&mut map);
    Some(map)
}

fn lines<'a>(document: &'a Document, contents: &'a Contents) -> Vec<ContentsLine<'a>> {
    let mut lines: Vec<ContentsLine<'a>> = Vec::new();
    // The items around the one at hand, with their depth and line.
    let mut around: Vec<(u8, Option<usize>)> = Vec::new();
    for item in &contents.items {
        while around.last().is_some_and(|(depth, _)| *depth >= item.depth) {
            around.pop();
        }
        let enclosing = around.last().map(|(_, line)| *line);
        if let Some(Some(parent)) = enclosing
            && let Some(parent) = lines.get_mut(parent)
        {
            parent.leaf = false;
        }
        let link = item.link.and_then(|id| document.link(id));
        let anchored = link.and_then(|link| match &link.target {
            Target::Anchor(anchor) => Some((link, anchor.as_str())),
            Target::Url => link.url.split_once('#').map(|(_, anchor)| (link, anchor)),
            _ => None,
        });
        around.push((item.depth, anchored.map(|_| lines.len())));
        if let Some((link, anchor)) = anchored {
            let text = document.rendered_at(link.block, link.text).trim().to_owned();
            let (parent, in_group) = (enclosing.flatten(), enclosing == Some(None));
            lines.push(ContentsLine {
                item,
                link,
                anchor,
                text,
                destination: None,
                stands_for: StandsFor::Nothing,
                parent,
                in_group,
                leaf: true,
            });
        }
    }
    lines
}
