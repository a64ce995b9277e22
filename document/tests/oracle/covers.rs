//! Which generated pages have a known difference.

use curate_document::{Document, LinkKind};

/// The lines of a page, whichever way they end.
fn lines(page: &str) -> Vec<String> {
    page.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}

/// `line` without indentation and the markers of quotes and items.
fn content(line: &str) -> &str {
    line.trim_matches(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '-' | '*' | '+'))
}

/// A line that is one tag, below one that is not blank.
pub fn lazy_tag(page: &str) -> bool {
    let is_tag = |line: &str| {
        let content = line.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '>');
        let is_block = ["<div", "</div", "<p ", "<details", "<!--"].iter().any(|start| content.starts_with(start));
        content.starts_with('<') && content.trim_end().ends_with('>') && !is_block
    };
    lines(page).windows(2).any(|pair| !pair[0].trim().is_empty() && is_tag(&pair[1]))
}

/// A box that something other than text or white space follows.
pub fn tight_box(page: &str) -> bool {
    let boxes = ["[ ]", "[x]", "[X]"];
    boxes.iter().any(|it| page.split(it).skip(1).any(|after| !after.starts_with([' ', '\t'])))
}

/// The marker of an alert.
pub fn alert(page: &str) -> bool {
    page.contains("[!NOTE]")
}

/// A line of hyphens below a definition.
pub fn line_below_definition(page: &str) -> bool {
    let is_line = |line: &str| line.trim_matches([' ', '\t', '>']).chars().all(|it| it == '-') && line.contains("--");
    lines(page).windows(2).any(|pair| pair[0].contains("]:") && is_line(&pair[1]))
}

/// An indented definition below another; in a quote the indentation is behind the marker.
pub fn lazy_definition(page: &str) -> bool {
    let is_indented =
        |line: &str| line.starts_with([' ', '\t', '>']) && line.trim_start_matches([' ', '\t', '>']).starts_with('[');
    lines(page).windows(2).any(|pair| pair[0].contains("]:") && is_indented(&pair[1]))
}

/// A definition somewhere above the line that makes a table.
pub fn definition_above_table(page: &str) -> bool {
    page.contains("]:") && lines(page).iter().any(|line| line.contains("--") && line.contains('|'))
}

/// A reference with a label of white space.
pub fn blank_label(page: &str) -> bool {
    page.contains("][ ]")
}

/// A mail address somewhere behind a bracket.
pub fn mail_in_bracket(page: &str) -> bool {
    page.find('[').is_some_and(|at| page[at..].contains('@'))
}

/// A bare URL of `www.` and a name without a dot.
pub fn short_www(page: &str) -> bool {
    let document = Document::parse(page);
    let is_short = |text: &str| text.starts_with("www.") && !text[4..].split('/').next().unwrap_or("").contains('.');
    document.links().iter().any(|link| link.kind == LinkKind::Literal && is_short(document.text(link.span)))
}

/// A code span with an indented line in it.
pub fn indented_code_span(page: &str) -> bool {
    page.contains('`') && lines(page).iter().any(|line| line.starts_with([' ', '\t']) && line.contains('`'))
}

/// Backticks in lines that end in two bytes.
pub fn code_span_over_lines(page: &str) -> bool {
    page.contains('`') && page.contains("\r\n")
}

/// A tab in the white space at the end of a line.
pub fn tab_before_line_ending(page: &str) -> bool {
    lines(page).iter().any(|line| line[line.trim_end_matches([' ', '\t']).len()..].contains('\t'))
}

/// A tab before the marker of a quote.
pub fn tab_before_quote(page: &str) -> bool {
    lines(page).iter().any(|line| line.split('>').next().is_some_and(|it| it.contains('\t') && it.trim().is_empty()))
        || page.contains("\t>")
}

/// Tildes alone and not between spaces.
pub fn single_tilde(page: &str) -> bool {
    page.contains("~gone~")
}

/// A destination in pointed brackets and a title without white space between them.
pub fn glued_title(page: &str) -> bool {
    page.contains(">\"")
}

/// A reference whose label looks like a footnote's.
pub fn footnote_label(page: &str) -> bool {
    page.contains("][^")
}

/// A reference to a footnote in brackets.
pub fn footnote_in_link(page: &str) -> bool {
    page.contains("[^") && page.contains("](")
}

/// A carriage return that no line feed follows.
pub fn lone_carriage_return(page: &str) -> bool {
    page.replace("\r\n", "").contains('\r')
}

/// A definition whose destination is on the next line, with a `>` there.
pub fn destination_below_in_quote(page: &str) -> bool {
    lines(page).windows(2).any(|pair| pair[0].trim_end().ends_with("]:") && pair[1].contains('>'))
}

/// A bare URL behind brackets around a link.
pub fn url_in_dead_bracket(page: &str) -> bool {
    let document = Document::parse(page);
    let is_behind = |at: usize| page[..at].contains("](") || page[..at].contains("][");
    document.links().iter().any(|link| link.kind == LinkKind::Literal && is_behind(link.span.start))
}

/// A bare URL that what may be markup touches.
pub fn url_over_markup(page: &str) -> bool {
    const MARKS: [char; 11] = ['*', '_', '~', '[', ']', '`', '\\', '&', '(', ')', '!'];
    let document = Document::parse(page);
    let urls = document.links().iter().filter(|link| link.kind == LinkKind::Literal);
    let reaches =
        |at: usize| page[at..].find(|it: char| it.is_ascii_whitespace() || it == '<').unwrap_or(page.len() - at);
    urls.map(|link| link.span).any(|span| page[span.start..span.end + reaches(span.end)].contains(MARKS))
}

/// A bare URL whose host begins with a symbol.
pub fn symbol_in_host(page: &str) -> bool {
    page.match_indices("://")
        .any(|(at, _)| page[at + 3..].starts_with(|it: char| !it.is_ascii() && !it.is_alphanumeric()))
}

/// A box with nothing behind it on its line.
pub fn lone_box(page: &str) -> bool {
    lines(page).iter().any(|line| ["[ ]", "[x]", "[X]"].iter().any(|it| line.trim_end().ends_with(it)))
}

/// The head of a table without a bar at its start, right below other text.
pub fn table_in_paragraph(page: &str) -> bool {
    let is_delimiter = |line: &str| content(line).contains("--") && line.contains('|');
    lines(page).windows(3).any(|three| {
        let head = three[1].trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '>');
        !three[0].trim().is_empty() && !head.starts_with('|') && head.contains('|') && is_delimiter(&three[2])
    })
}

/// A line with a bar that ends in a backslash, above one that makes a table.
pub fn table_head_of_hyphens(page: &str) -> bool {
    let is_delimiter = |line: &str| line.contains("--") && line.contains('|');
    lines(page)
        .windows(2)
        .any(|pair| pair[0].contains('|') && pair[0].trim_end().ends_with('\\') && is_delimiter(&pair[1]))
}

/// An image behind an open bracket, and an empty destination somewhere behind it.
pub fn image_in_bracket_chain(page: &str) -> bool {
    page.find("[![").is_some_and(|at| page[at..].contains("](<>)"))
}

/// A footnote reference that brackets follow at once.
pub fn footnote_before_brackets(page: &str) -> bool {
    page.match_indices("[^").any(|(at, _)| page[at..].find(']').is_some_and(|end| page[at + end..].starts_with("][")))
}
