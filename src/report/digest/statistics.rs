//! How many findings there are of each rule, in as many columns of a table as a terminal holds.

use crate::report::digest::choice::RuleFindings;
use crate::report::look::Look;
use crate::report::rule_name::rule_name;
use anstyle::Style;
use std::cmp::Reverse;

/// Columns between two parts of the table.
const GAP: usize = 3;
/// What stands above the counts, and above the names: all findings of a rule, those that `--fix` fixes, the rule.
const HEAD: [&str; 3] = ["all", "fix", "rule"];

/// A line for each rule, or for several of them where `width` columns hold as many, the most frequent first.
pub(super) fn lines(rules: &[RuleFindings<'_>], width: usize, look: Look) -> Vec<String> {
    let mut rules: Vec<&RuleFindings<'_>> = rules.iter().collect();
    rules.sort_by_key(|rule| (Reverse(rule.found.len()), rule.name));
    let digits = rules.iter().map(|rule| rule.found.len().to_string().len()).max().unwrap_or(0);
    let columns = (1..=rules.len()).rev().map(|columns| rules.len().div_ceil(columns));
    let fits = |height: &usize| table_width(&rules, *height, digits) <= width;
    let height = columns.into_iter().find(fits).unwrap_or(rules.len()).max(1);
    let heads = rules.chunks(height).map(|part| row(HEAD.map(str::to_owned), part, digits, look, true));
    let mut lines = vec![heads.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()];
    for index in 0..height {
        let cells = rules.chunks(height).filter_map(|part| {
            let rule = part.get(index)?;
            let fixable = if rule.fixable > 0 { rule.fixable.to_string() } else { "-".to_owned() };
            Some(row([rule.found.len().to_string(), fixable, rule.name.to_owned()], part, digits, look, false))
        });
        lines.push(cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned());
    }
    lines
}

/// The columns of a table with so many rules below one another.
fn table_width(rules: &[&RuleFindings<'_>], height: usize, digits: usize) -> usize {
    let parts = rules.chunks(height.max(1)).map(|part| 2 * count_width(digits) + 2 + name_width(part) + GAP);
    parts.sum::<usize>().saturating_sub(GAP)
}

fn count_width(digits: usize) -> usize {
    digits.max(3)
}

fn name_width(part: &[&RuleFindings<'_>]) -> usize {
    part.iter().map(|rule| rule.name.len()).max().unwrap_or(0)
}

/// Counts and a name of the table's `part`, padded; the head of the table is bold, and no link.
fn row([all, fix, name]: [String; 3], part: &[&RuleFindings<'_>], digits: usize, look: Look, is_head: bool) -> String {
    let width = count_width(digits);
    let style = if look.coloured && is_head { Style::new().bold() } else { Style::new() };
    let shown = if is_head { name.clone() } else { rule_name(&name, look) };
    let padding = " ".repeat(name_width(part).saturating_sub(name.len()));
    format!("{style}{all:>width$} {fix:>width$} {shown}{style:#}{padding}")
}
