//! How many findings there are of each rule, in as many columns of a table as a terminal holds.

use crate::locale::SpokenLanguage;
use crate::report::digest::choice::RuleFindings;
use crate::report::look::Look;
use crate::report::rule_page::rule_name;
use anstyle::Style;
use curate_document::script::display_width;
use curate_rules::text;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Columns between two parts of the table.
const GAP: usize = 3;
/// What stands above the counts, and above the names: all findings of a rule, those that `--fix` fixes, the rule.
fn heads(language: SpokenLanguage) -> [[String; 3]; 2] {
    let say = |word| language.say(word);
    [[text!("found"), text!("--fix"), text!("rule")].map(say), [text!("all"), text!("fix"), text!("rule")].map(say)]
}

/// How many findings a rule has, of any severity.
#[derive(Debug)]
struct RuleCount {
    name: &'static str,
    found: usize,
    /// How many of them `--fix` fixes.
    fixable: usize,
}

/// The counts of `rules`, the most frequent first.
fn counts(rules: &[RuleFindings<'_>]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<&'static str, RuleCount> = BTreeMap::new();
    for rule in rules {
        let count = counts.entry(rule.name).or_insert(RuleCount { name: rule.name, found: 0, fixable: 0 });
        count.found += rule.found.len();
        count.fixable += rule.fixable;
    }
    let mut counts: Vec<RuleCount> = counts.into_values().collect();
    counts.sort_by_key(|rule| (Reverse(rule.found), rule.name));
    counts
}

/// A line for each rule, or for several of them where `width` columns hold as many, the most frequent first.
pub(super) fn lines(rules: &[RuleFindings<'_>], width: usize, look: Look) -> Vec<String> {
    let rules = counts(rules);
    let digits = rules.iter().map(|rule| rule.found.to_string().len()).max().unwrap_or(0);
    let counts_width =
        |head: &[String; 3]| head.iter().take(2).map(|word| display_width(word)).fold(digits, usize::max);
    let height = |head: &[String; 3]| {
        let heights = (1..=rules.len()).rev().map(|columns| rules.len().div_ceil(columns));
        let fits = |height: &usize| table_width(&rules, *height, counts_width(head)) <= width;
        heights.into_iter().find(fits).unwrap_or(rules.len() + 1).max(1)
    };
    // What says more takes no lines from the findings.
    let [long, short] = heads(look.language);
    let head = if height(&long) == height(&short) { long } else { short };
    let (counts, height) = (counts_width(&head), height(&head).min(rules.len()).max(1));
    let heads = rules.chunks(height).map(|part| row(head.clone(), part, counts, look, true));
    let mut lines = vec![heads.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()];
    for index in 0..height {
        let cells = rules.chunks(height).filter_map(|part| {
            let rule = part.get(index)?;
            let fixable = if rule.fixable > 0 { rule.fixable.to_string() } else { "-".to_owned() };
            Some(row([rule.found.to_string(), fixable, rule.name.to_owned()], part, counts, look, false))
        });
        lines.push(cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned());
    }
    lines
}

/// The columns of a table with so many rules below one another, each count in `counts` columns.
fn table_width(rules: &[RuleCount], height: usize, counts: usize) -> usize {
    let parts = rules.chunks(height.max(1)).map(|part| 2 * counts + 2 + name_width(part) + GAP);
    parts.sum::<usize>().saturating_sub(GAP)
}

fn name_width(part: &[RuleCount]) -> usize {
    part.iter().map(|rule| rule.name.len()).max().unwrap_or(0)
}

/// Counts and a name of the table's `part`, padded, the counts to `width` columns; the head of the table is bold, and no link.
fn row([all, fix, name]: [String; 3], part: &[RuleCount], width: usize, look: Look, is_head: bool) -> String {
    let style = if look.coloured && is_head { Style::new().bold() } else { Style::new() };
    let shown = if is_head { name.clone() } else { rule_name(&name, look) };
    let padding = " ".repeat(name_width(part).saturating_sub(display_width(&name)));
    let [all, fix] =
        [all, fix].map(|count| format!("{}{count}", " ".repeat(width.saturating_sub(display_width(&count)))));
    format!("{style}{all} {fix} {shown}{style:#}{padding}")
}
