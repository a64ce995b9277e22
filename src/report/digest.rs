//! What a person reads first of many findings: a page with the errors, examples of each rule, and how many there are of each.

mod block;
mod choice;
mod statistics;

use crate::report::concise::severity_style;
use crate::report::digest::block::FindingBlock;
use crate::report::digest::choice::{RuleFindings, by_rule};
use crate::report::findings::ReportedFinding;
use crate::report::look::{Look, Screen};
use crate::report::rule_page::rule_name;
use crate::report::shorten::cut;
use crate::terminal::flow::flow;
use anstyle::Style;
use curate_document::script::display_width;
use curate_rules::{Text, text};

/// Lines of a page, the summary that follows among them.
const PAGE: usize = 60;
/// Lines that are left to the summary.
const SUMMARY: usize = 2;
/// What is tried until the page holds it.
const SHARES: [PageShare; 6] = [
    PageShare { errors: 20, others: 2, is_tight: false },
    PageShare { errors: 20, others: 2, is_tight: true },
    PageShare { errors: 20, others: 1, is_tight: true },
    PageShare { errors: 12, others: 1, is_tight: true },
    PageShare { errors: 6, others: 1, is_tight: true },
    PageShare { errors: 1, others: 1, is_tight: true },
];

/// How much is shown of what there is.
#[derive(Clone, Copy, Debug)]
struct PageShare {
    /// How many errors at most, though at least one of each rule.
    errors: usize,
    /// How many findings of each rule of another severity.
    others: usize,
    /// Whether a rule's first line says how many more there are, and not a line of its own.
    is_tight: bool,
}

/// The lines of a page about `found`, without the summary.
pub(super) fn lines(found: &[ReportedFinding<'_>], screen: Screen, look: Look) -> Vec<String> {
    let rules = by_rule(found);
    let statistics = statistics::lines(&rules, screen.width, look);
    let shown = |groups: &[RuleGroup<'_, '_>]| groups.iter().map(|group| group.examples.len()).sum::<usize>();
    let end = |shown: usize| match found.len() {
        all if all == shown => look.language.say(text!("--all shows each of them with all its lines")),
        all => look.language.say(text!(
            "{shown} of {all} findings shown: --all shows all, curate explain RULE says why",
            shown,
            all
        )),
    };
    // Two lines are blank.
    let end_height = flow(&end(0), screen.width, 0).len();
    let page = if screen.redrawn { PAGE.min(screen.height) } else { PAGE };
    let room = page.saturating_sub(SUMMARY + statistics.len() + end_height + 2);
    let mut groups = groups(&rules, room, screen);
    expand(&mut groups, room);
    let taken: usize = groups.iter().map(RuleGroup::height).sum();
    let is_airy = taken + groups.len() <= room;
    let mut lines = Vec::new();
    for group in &groups {
        if is_airy && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(group.lines(screen, look));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(statistics);
    lines.push(String::new());
    lines.extend(flow(&end(shown(&groups)), screen.width, 0));
    lines
}

/// What is shown of a rule.
struct RuleGroup<'r, 'a> {
    rule: &'r RuleFindings<'a>,
    examples: Vec<FindingBlock>,
    /// How many findings are not shown, and how many of those `--fix` fixes.
    hidden: (usize, usize),
    is_tight: bool,
}

/// The groups that `room` lines hold, each finding on one line: as many examples as there is room for, and where that is not
/// enough for one of each rule, the first rules.
fn groups<'r, 'a>(rules: &'r [RuleFindings<'a>], room: usize, screen: Screen) -> Vec<RuleGroup<'r, 'a>> {
    let mut groups = Vec::new();
    for share in SHARES {
        let group = |(rule, most)| RuleGroup::of(rule, most, share.is_tight, screen);
        groups = choice::shares(rules, share.errors, share.others).into_iter().map(group).collect();
        if groups.iter().map(RuleGroup::height).sum::<usize>() <= room {
            return groups;
        }
    }
    while groups.iter().map(RuleGroup::height).sum::<usize>() > room {
        groups.pop();
    }
    groups
}

/// Shows lines of the list where `room` is left: of the first example of each rule, then of the second ones.
fn expand(groups: &mut [RuleGroup<'_, '_>], room: usize) {
    let mut left = room.saturating_sub(groups.iter().map(RuleGroup::height).sum());
    let most = groups.iter().map(|group| group.examples.len()).max().unwrap_or(0);
    for index in 0..most {
        for example in groups.iter_mut().filter_map(|group| group.examples.get_mut(index)) {
            let more = example.height_of_all() - example.height();
            if more <= left {
                example.shows_all = true;
                left -= more;
            }
        }
    }
}

impl<'r, 'a> RuleGroup<'r, 'a> {
    fn of(rule: &'r RuleFindings<'a>, most: usize, is_tight: bool, screen: Screen) -> Self {
        // A last one takes no more than the line that says that there is one more.
        let most = if !is_tight && rule.found.len() == most + 1 { most + 1 } else { most };
        let examples = rule.examples(most);
        let fixable = examples.iter().filter(|found| choice::is_fixable(found)).count();
        let hidden = (rule.found.len() - examples.len(), rule.fixable - fixable);
        let examples = examples.into_iter().map(|found| FindingBlock::of(found, screen)).collect();
        Self { rule, examples, hidden, is_tight }
    }

    fn height(&self) -> usize {
        1 + self.examples.iter().map(FindingBlock::height).sum::<usize>()
            + usize::from(self.hidden.0 > 0 && !self.is_tight)
    }

    fn lines(&self, screen: Screen, look: Look) -> Vec<String> {
        let RuleFindings { severity, name, .. } = self.rule;
        let style = if look.coloured { severity_style(*severity) } else { Style::new() };
        let bold = if look.coloured { Style::new().bold() } else { Style::new() };
        let word = look.language.severity(*severity);
        let more = |of: &str| look.language.say(self.more(of));
        let is_beside = self.hidden.0 > 0 && self.is_tight;
        let beside = if is_beside { format!(" {}", more("")) } else { String::new() };
        let beside = cut(&beside, screen.width.saturating_sub(display_width(&word) + 1 + name.len()));
        let mut lines = vec![format!("{style}{word}{style:#} {bold}{}{bold:#}{beside}", rule_name(name, look))];
        lines.extend(self.examples.iter().flat_map(|example| example.lines(screen, style)));
        if self.hidden.0 > 0 && !self.is_tight {
            let whole = format!("  {}", more(name));
            // The name stands above.
            lines.push(if display_width(&whole) > screen.width { format!("  {}", more("")) } else { whole });
        }
        lines
    }

    /// How many more findings of the rule called `name` there are; of no name, how many more.
    fn more(&self, name: &str) -> Text {
        let (count, fixable) = self.hidden;
        match (name, fixable) {
            ("", 0) => text!("… and {count} more", count),
            ("", all) if all == count => text!("… and {count} more (all fixable)", count),
            ("", _) => text!("… and {count} more ({fixable} fixable)", count, fixable),
            (_, 0) => text!("… and {count} more {name}", count, name),
            (_, all) if all == count => text!("… and {count} more {name} (all fixable)", count, name),
            _ => text!("… and {count} more {name} ({fixable} fixable)", count, name, fixable),
        }
    }
}
