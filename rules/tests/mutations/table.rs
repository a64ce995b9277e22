//! The mutants of all pairs, counted by kind.

use super::judge::{Judge, NewFinding};
use super::mutant::{KINDS, Kind, Mutant, spread};
use super::pairs::Pair;
use rayon::prelude::*;
use std::fmt::Write as _;

/// The least share of harmful mutants of each kind that are found.
const RECALL: f64 = 0.95;
/// The largest share of harmless ones that are reported.
const ALARMS: f64 = 0.02;

/// From the mutants of one pair to those of the next there are so many others.
const TURN: usize = 7;

/// What came of the mutants of one kind.
#[derive(Default)]
struct Row {
    /// Of the source and of the translation.
    made: [usize; 2],
    /// Found or reported, of either.
    found: [usize; 2],
    /// Made of editions that have drifted apart, where the kind says nothing.
    skipped: usize,
    /// Those that are wrong: missed, or reported without need.
    wrong: Vec<String>,
}

impl Row {
    fn add(&mut self, row: &Self) {
        for side in [0, 1] {
            self.made[side] += row.made[side];
            self.found[side] += row.found[side];
        }
        self.skipped += row.skipped;
    }

    /// How many were found or reported, and of how many.
    fn counts(&self) -> [f64; 2] {
        [self.found, self.made].map(|counts| counts.iter().sum::<usize>() as f64)
    }
}

/// The rows of all kinds.
pub struct Table {
    pairs: usize,
    rows: Vec<Row>,
}

impl Table {
    /// Makes mutants of `pairs`; `count` says how many of the source and of the translation, by the indices of the pair and of the kind.
    ///
    /// Of the translations of one page each gets another mutant of the same kind, where there are so many.
    pub fn of(pairs: &[Pair], count: impl Fn(usize, usize) -> [usize; 2] + Sync) -> Self {
        let of_pair = |(index, pair): (usize, &Pair)| {
            let turn = if pair.translations > 1 { index * TURN } else { 0 };
            rows(pair, turn, |kind| count(index, kind))
        };
        let by_pair: Vec<Vec<Row>> = pairs.par_iter().enumerate().map(of_pair).collect();
        let mut table = Self { pairs: pairs.len(), rows: KINDS.iter().map(|_| Row::default()).collect() };
        for rows in by_pair {
            for (sum, row) in table.rows.iter_mut().zip(rows) {
                sum.add(&row);
                sum.wrong.extend(row.wrong);
            }
        }
        table
    }

    fn of_kind(&self, is_harmful: bool) -> impl Iterator<Item = (&Kind, &Row)> {
        KINDS.iter().zip(&self.rows).filter(move |(kind, _)| kind.is_harmful == is_harmful)
    }

    /// What is found and reported of each kind, as markdown.
    pub fn counts(&self) -> String {
        let mut page = format!("{} pairs\n", self.pairs);
        for (is_harmful, head, share) in [(true, "harmful", "recall"), (false, "harmless", "share")] {
            let verb = if is_harmful { "found" } else { "reported" };
            let _ = write!(
                page,
                "\n| {head} | {verb} of the source | of the translation | {share} | skipped |\n|---|---|---|---|---|\n"
            );
            for (kind, row) in self.of_kind(is_harmful) {
                let _ = writeln!(page, "{}", line(kind.name, row));
            }
            let _ = writeln!(page, "{}", line("**all**", &self.sum(is_harmful)));
        }
        page
    }

    /// The same and what is wrong.
    pub fn page(&self) -> String {
        let mut page = self.counts();
        page.push_str("\nSkipped: the editions have drifted apart, so that a summary is all that is said of them.\n");
        for (is_harmful, head) in [(true, "Missed"), (false, "Reported without need")] {
            let _ = write!(page, "\n{head}:\n\n");
            for (kind, row) in self.of_kind(is_harmful) {
                for wrong in &row.wrong {
                    let _ = writeln!(page, "- {}: {wrong}", kind.name);
                }
            }
        }
        page
    }

    fn sum(&self, is_harmful: bool) -> Row {
        self.of_kind(is_harmful).fold(Row::default(), |mut sum, (_, row)| {
            sum.add(row);
            sum
        })
    }

    /// The kinds of which less is found than is wanted, and `harmless` where more is reported.
    pub fn short(&self) -> Vec<&'static str> {
        let is_short = |row: &Row| {
            let [found, made] = row.counts();
            found < RECALL * made
        };
        let missed = self.of_kind(true).filter(|(_, row)| is_short(row));
        let mut short: Vec<&str> = missed.map(|(kind, _)| kind.name).collect();
        let [reported, made] = self.sum(false).counts();
        if reported > ALARMS * made {
            short.push("harmless");
        }
        short
    }
}

fn line(name: &str, row: &Row) -> String {
    let [found, made] = row.counts();
    let share = if made == 0.0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * found / made) };
    let [source, translation] = [0, 1].map(|side| format!("{} of {}", row.found[side], row.made[side]));
    format!("| {name} | {source} | {translation} | {share} | {} |", row.skipped)
}

/// The rows of all kinds for one pair.
fn rows(pair: &Pair, turn: usize, count: impl Fn(usize) -> [usize; 2] + Sync) -> Vec<Row> {
    let judge = Judge::of(pair);
    let is_drifted = pair.is_drifted();
    let row = |(index, kind): (usize, &Kind)| {
        let count = count(index);
        let of_side = |side: usize| {
            let mut all = if count[side] == 0 { Vec::new() } else { (kind.all)(pair, side) };
            let turn = turn % all.len().max(1);
            all.rotate_left(turn);
            spread(all, count[side])
        };
        let mutants: Vec<Mutant> = [0, 1].into_iter().flat_map(of_side).collect();
        if is_drifted && kind.needs_alignment {
            return Row { skipped: mutants.len(), ..Row::default() };
        }
        let mut row = Row { skipped: mutants.iter().filter(|mutant| mutant.is_apart).count(), ..Row::default() };
        for mutant in mutants.iter().filter(|mutant| !mutant.is_apart) {
            let new = judge.new_findings(mutant);
            let is_found = if kind.is_harmful { new.iter().any(|found| found.is_at_place) } else { !new.is_empty() };
            row.made[mutant.side] += 1;
            row.found[mutant.side] += usize::from(is_found);
            if is_found != kind.is_harmful {
                row.wrong.push(described(pair, mutant, &new));
            }
        }
        row
    };
    KINDS.par_iter().enumerate().map(row).collect()
}

/// Where a mutant is changed, and what is found.
fn described(pair: &Pair, mutant: &Mutant, new: &[NewFinding]) -> String {
    let line = pair.document(mutant.side).line_of(mutant.edits[0].0.start);
    let rules: Vec<String> = new.iter().map(|found| format!("{} on line {}", found.rule, found.line)).collect();
    let found = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join(", ")) };
    let edition = if mutant.side == 0 { "source" } else { "translation" };
    format!("{}, line {line} of the {edition}{found}", pair.name)
}
