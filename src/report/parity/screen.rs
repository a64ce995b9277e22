//! A table for a terminal, as wide as it is.

use crate::report::look::{Look, Screen};
use crate::report::parity::cell::{CellDetail, cell, notes, short_words};
use crate::report::parity::table::{ParityColumn, ParityRow, ParityTable};
use crate::report::shorten::{cut, shorten, wrap};
use crate::terminal::flow::flow;
use crate::terminal::sanitize;
use anstyle::{AnsiColor, Style};
use curate_document::SectionId;
use curate_document::script::display_width;
use curate_rules::{Coverage, CoverageState, Text, plural, text};
use std::collections::BTreeSet;

/// Columns between two columns.
const GAP: usize = 2;
/// Columns that are left of the names of sections, however many editions there are.
const SHORTEST_TITLE: usize = 20;
/// The longest name of a section where there is room.
const LONGEST_TITLE: usize = 48;
/// The longest cell.
const LONGEST_CELL: usize = 36;

/// The columns of a share: `100 %`.
const PERCENT_WIDTH: usize = 5;

/// A cell of the table: its text, and what it says.
type StyledCell = (String, CoverageState);

/// `table` in lines: a row for each section, where they fit `look`, and a line for each edition.
pub(crate) fn lines(table: &ParityTable<'_>, look: Look) -> Vec<String> {
    let language = look.language;
    let columns = table.columns(language);
    let translations = columns.iter().filter(|column| !column.is_source).count();
    let screen = look.screen.filter(|screen| !screen.scrolls);
    let style = bold(look);
    let and =
        language.say(plural!(translations, " and {translations} translation", " and {translations} translations"));
    let source = sanitize::line(table.source_path());
    let source = shorten(&source, screen_width(screen).saturating_sub(display_width(&and)));
    let mut lines = vec![format!("{style}{source}{style:#}{and}")];
    let rows = table.rows(&columns, language);
    let shown = shown(&rows, screen);
    let layouts = [CellDetail::Full, CellDetail::Word, CellDetail::Short].into_iter();
    let mut layouts = layouts.filter_map(|detail| TableLayout::of(&columns, &shown, look, detail));
    if shown.is_empty() {
        let count = rows.len();
        let all = plural!(
            count,
            "complete everywhere: {count} section; --all shows all",
            "complete everywhere: {count} sections; --all shows all"
        );
        lines.extend(note(&language.say(all), screen));
    } else if let Some(layout) = layouts.next() {
        lines.push(String::new());
        lines.extend(layout.lines(look));
        if layout.detail == CellDetail::Short {
            lines.extend(meanings(&language.say(short_words()), screen));
        }
        let hidden = rows.len() - shown.len();
        if hidden > 0 {
            let more = plural!(
                hidden,
                "{hidden} more section is complete everywhere; --all shows all",
                "{hidden} more sections are complete everywhere; --all shows all"
            );
            lines.extend(note(&language.say(more), screen));
        }
    } else {
        let many = text!("too many for a table: name some of them, or use --all");
        lines.extend(note(&language.say(many), screen));
    }
    lines.push(String::new());
    lines.extend(edition_lines(&columns, look, screen));
    lines
}

/// The columns of `screen`; without one, a line has no end.
fn screen_width(screen: Option<Screen>) -> usize {
    screen.map_or(usize::MAX, |screen| screen.width)
}

/// A note below the table.
fn note(text: &str, screen: Option<Screen>) -> impl Iterator<Item = String> {
    indented(flow(text, screen_width(screen).saturating_sub(GAP), 0))
}

/// What words mean, as a note that is broken between them.
fn meanings(text: &str, screen: Option<Screen>) -> impl Iterator<Item = String> {
    indented(wrap_at(text, &["; ", "；"], screen_width(screen).saturating_sub(GAP)))
}

/// `text` in lines of so many `columns`, broken behind the one of `separators` that is in it.
fn wrap_at(text: &str, separators: &[&str], columns: usize) -> Vec<String> {
    let separator = separators.iter().find(|separator| text.contains(**separator)).unwrap_or(&"");
    if separator.is_empty() { flow(text, columns, 0) } else { wrap(text.split(separator), separator, columns) }
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(GAP)))
}

/// The rows that are shown: on a terminal those where something is to be done, and the sections around them.
fn shown<'a>(rows: &'a [ParityRow<'a>], screen: Option<Screen>) -> Vec<&'a ParityRow<'a>> {
    let is_open = |row: &ParityRow<'_>| row.cells.iter().any(|cell| cell.state() != CoverageState::Complete);
    let mut around: BTreeSet<SectionId> = BTreeSet::new();
    let mut shown: Vec<&ParityRow<'_>> = Vec::new();
    // What is in a section comes after it.
    for row in rows.iter().rev() {
        let is_around = row.id.is_some_and(|id| around.contains(&id));
        if screen.is_none() || is_open(row) || is_around {
            around.extend(row.parent);
            shown.push(row);
        }
    }
    shown.reverse();
    shown
}

/// A table that fits: titles and cells with their widths.
struct TableLayout {
    detail: CellDetail,
    title_width: usize,
    widths: Vec<usize>,
    head: Vec<String>,
    rows: Vec<(String, Vec<StyledCell>)>,
    total: Vec<StyledCell>,
}

impl TableLayout {
    /// The layout with cells of `detail`; `None` where it does not fit.
    fn of(columns: &[ParityColumn<'_>], rows: &[&ParityRow<'_>], look: Look, detail: CellDetail) -> Option<Self> {
        let (screen, language) = (look.screen.filter(|screen| !screen.scrolls), look.language);
        let text = |coverage: &&Coverage| {
            (cut(&cell(coverage, detail, language), LONGEST_CELL).into_owned(), coverage.state())
        };
        let title = |row: &ParityRow<'_>| format!("{}{}", "  ".repeat(row.depth), sanitize::line(&row.title));
        let rows = rows.iter().map(|row| (title(row), row.cells.iter().map(text).collect()));
        let rows: Vec<(String, Vec<StyledCell>)> = rows.collect();
        let total = columns.iter().map(|column| column.coverage.total());
        let total: Vec<StyledCell> = total.map(|total| (format!("{} %", total.percent()), total.state())).collect();
        let head: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let width = |(index, name): (usize, &String)| {
            let cells = rows.iter().map(|(_, cells)| cells).chain([&total]);
            let cells = cells.filter_map(|cells| cells.get(index)).map(|(text, _)| display_width(text));
            cells.chain([display_width(name)]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = head.iter().enumerate().map(width).collect();
        let titles = rows.iter().map(|(title, _)| display_width(title));
        let longest = titles.max().unwrap_or(0).clamp(display_width(&language.say(text!("section"))), LONGEST_TITLE);
        let taken: usize = widths.iter().map(|width| GAP + width).sum();
        let room = screen_width(screen).saturating_sub(taken + GAP);
        let title_width = longest.min(room);
        let fits = title_width >= longest.min(SHORTEST_TITLE);
        fits.then_some(Self { detail, title_width, widths, head, rows, total })
    }

    fn lines(&self, look: Look) -> Vec<String> {
        let plain = |texts: &[String]| -> Vec<(String, Style)> {
            texts.iter().map(|text| (text.clone(), bold(look))).collect()
        };
        let styled = |cells: &[StyledCell]| -> Vec<(String, Style)> {
            cells.iter().map(|(text, state)| (text.clone(), style(*state, look))).collect()
        };
        let mut lines = vec![self.line(&look.language.say(text!("section")), &plain(&self.head))];
        lines.extend(self.rows.iter().map(|(title, cells)| self.line(title, &styled(cells))));
        lines.push(self.line(&look.language.say(text!("total")), &styled(&self.total)));
        lines
    }

    fn line(&self, title: &str, cells: &[(String, Style)]) -> String {
        let title = cut(title, self.title_width);
        let mut line = format!("{}{title}", " ".repeat(GAP));
        let mut pending = self.title_width - display_width(&title);
        for ((text, style), width) in cells.iter().zip(&self.widths) {
            line.push_str(&" ".repeat(pending + GAP));
            line.push_str(&format!("{style}{text}{style:#}"));
            pending = width.saturating_sub(display_width(text));
        }
        line
    }
}

/// A line for each edition: its name, its file, how much of the source it has, and what is wanting, which stands below where it does
/// not fit beside them.
fn edition_lines(columns: &[ParityColumn<'_>], look: Look, screen: Option<Screen>) -> Vec<String> {
    let name = |column: &ParityColumn<'_>| cut(&column.name, screen_width(screen) / 3).into_owned();
    let name_width = columns.iter().map(|column| display_width(&name(column))).max().unwrap_or(0);
    let longest_path =
        (screen_width(screen) / 2).min(screen_width(screen).saturating_sub(name_width + 3 * GAP + PERCENT_WIDTH));
    let path = |column: &ParityColumn<'_>| cut(&sanitize::line(&column.edition.path), longest_path).into_owned();
    let path_width = columns.iter().map(|column| display_width(&path(column))).max().unwrap_or(0);
    let of_edition = |column: &ParityColumn<'_>| {
        let total = column.coverage.total();
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(display_width(text)));
        let (name, path) = (name(column), path(column));
        let begin = format!("  {name}{}  {path}{}  ", pad(&name, name_width), pad(&path, path_width));
        let percent = format!("{:>3} %", total.percent());
        let style = style(total.state(), look);
        let begin = format!("{begin}{style}{percent}{style:#}");
        let notes = look.language.say(Text::series(notes(&total, None)));
        let taken = 3 * GAP + name_width + path_width + PERCENT_WIDTH;
        match () {
            () if notes.is_empty() => vec![begin],
            () if display_width(&notes) <= screen_width(screen).saturating_sub(taken + GAP) => {
                vec![format!("{begin}  {notes}")]
            }
            () => {
                let below = wrap_at(&notes, &[", ", "、"], screen_width(screen).saturating_sub(2 * GAP));
                [begin].into_iter().chain(below.iter().map(|line| format!("    {line}"))).collect()
            }
        }
    };
    columns.iter().flat_map(of_edition).collect()
}

fn style(state: CoverageState, look: Look) -> Style {
    let colour = match state {
        _ if !look.coloured => return Style::new(),
        CoverageState::Complete => AnsiColor::Green,
        CoverageState::Different => AnsiColor::Cyan,
        CoverageState::Stale | CoverageState::Partial | CoverageState::Untranslated | CoverageState::Unclear => {
            AnsiColor::Yellow
        }
        CoverageState::Missing => AnsiColor::Red,
    };
    colour.on_default()
}

fn bold(look: Look) -> Style {
    if look.coloured { Style::new().bold() } else { Style::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::LintedList;
    use curate_document::{Document, Edition, List};
    use curate_rules::{Facts, Linter, RULES, Settings, overview};

    /// A list in English and `languages`, which all lack an entry.
    fn linted(languages: &[&str]) -> LintedList {
        let page = "# 灯具大全 💡\n\n## A section with quite a long name\n\n- [One](https://a.example/1)\n- [Two](https://a.example/2)\n\n## Done\n\n- [Three](https://a.example/3)\n- [Four](https://a.example/4)\n";
        let shorter = page.replace("- [Two](https://a.example/2)\n", "");
        let edition = |language: &&str| Edition::new(format!("README.{language}.md"), Document::parse(&*shorter), true);
        let source = Edition::new("README.md", Document::parse(page), true);
        let list = List::new(languages.iter().map(edition).chain([source]).collect());
        let settings = vec![Settings::defaults(RULES); list.editions.len()];
        let found = Linter::new(RULES, &settings, &Facts { expand: true, ..Facts::default() }).lint(&list);
        let overview = overview(&list, &found, RULES, &settings).expect("an overview");
        LintedList { list, diagnostics: found, overview: Some(overview) }
    }

    fn on_screen(languages: &[&str], width: usize, scrolls: bool) -> Vec<String> {
        let linted = linted(languages);
        let table = ParityTable::of(&linted, false).expect("an overview");
        lines(&table, Look { screen: Some(Screen { width, height: 24, scrolls, redrawn: false }), ..Look::default() })
    }

    const LANGUAGES: [&str; 20] = [
        "de", "fr", "es", "it", "nl", "pl", "ru", "zh-cn", "ja", "ko", "tr", "th", "vi", "ar", "fa", "he", "hi", "sv",
        "da", "fi",
    ];

    #[test]
    fn tables_are_as_wide_as_the_terminal() {
        for (editions, width, detail) in [
            (1, 80, "50 % (−1 entry)"),
            (1, 40, "ok: complete; none: missing;\n  ?: unclear; untr.: untranslated;\n  diff: different"),
            (3, 40, "too many for a table: name some of\n  them, or use --all"),
            (3, 80, "complete  complete"),
            (4, 120, "50 % (−1 entry)"),
            (8, 80, "ok: complete"),
            (9, 60, "too many"),
            (20, 120, "too many"),
        ] {
            let lines = on_screen(LANGUAGES.get(..editions).expect("so many"), width, false);
            let text = lines.join("\n");
            assert!(lines.iter().all(|line| display_width(line) <= width), "{editions} at {width}:\n{text}");
            let has_table = !detail.starts_with("too many");
            assert_eq!(text.contains("total"), has_table, "{editions} at {width}:\n{text}");
            assert!(text.contains(detail), "{editions} at {width}:\n{text}");
            assert!(text.contains("README.de.md  "), "{editions} at {width}:\n{text}");
        }
    }

    #[test]
    fn columns_stand_below_one_another() {
        let lines = on_screen(&["de", "ja"], 80, true);
        let column = |line: &String| line.rfind("  ").map(|at| display_width(line.get(..at).unwrap_or("")));
        let columns: Vec<Option<usize>> = lines.iter().skip(2).take(5).map(column).collect();
        assert!(columns.iter().all(|own| *own == columns[0]), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("Done")), "{lines:#?}");
        assert!(!on_screen(&["de", "ja"], 80, false).iter().any(|line| line.contains("Done")));
    }
}
