//! A fleet's status for people: what waits and how long it takes, who works, what is slow, what is wrong and what to do about it.

use crate::locale::SpokenLanguage;
use crate::report::fleet::advice::{advice, start_command};
use crate::report::fleet::fleet_report::{FleetPartition, FleetReport, FleetWorker};
use crate::report::fleet::table;
use crate::report::look::Look;
use crate::report::shorten::cut;
use crate::terminal::flow::flow;
use crate::terminal::sanitize;
use anstyle::Style;
use curate_rules::{Text, plural, text};
use std::cmp::Reverse;

/// Columns where it is no terminal that shows it.
const WIDTH: usize = 80;
/// The most workers that are shown, then those with the most to do.
const MOST_WORKERS: usize = 30;
/// The most hosts that are shown.
const MOST_HOSTS: usize = 10;
/// The most partitions that are shown.
const MOST_PARTITIONS: usize = 5;
/// The longest name that is shown, in columns.
const LONGEST_NAME: usize = 40;
/// A record of more seconds is old: a worker writes three in the time of a lease.
const OLD: u64 = 8;

/// `report` in lines: tables, where there is something to show, and what to do.
pub(crate) fn lines(report: &FleetReport, look: Look) -> Vec<String> {
    let columns = look.screen.map_or(WIDTH, |screen| screen.width);
    let say = |text: Text| look.language.say(text);
    let mut lines = flow(&say(state(report)), columns, 0);
    let tables = [
        (None, workers(report, look.language, columns)),
        (Some(text!("Hosts that get no request:")), paused(report, look.language, columns)),
        (Some(text!("Partitions where most waits:")), backlogs(report, look.language, columns)),
    ];
    let bold = if look.coloured { Style::new().bold() } else { Style::new() };
    for (title, table) in tables.into_iter().filter(|(_, table)| !table.is_empty()) {
        lines.push(String::new());
        lines.extend(title.map(&say));
        let head = table.iter().take(1).map(|head| format!("{bold}{head}{bold:#}"));
        lines.extend(head.chain(table.iter().skip(1).cloned()));
    }
    let advice = advice(report);
    if !advice.is_empty() {
        lines.push(String::new());
    }
    lines.extend(advice.into_iter().flat_map(|text| flow(&say(text), columns, 2)));
    // Whole, to be copied.
    lines.extend(start_command(report).map(|command| format!("  {command}")));
    lines
}

/// What waits, who works, and how long it takes.
fn state(report: &FleetReport) -> Text {
    let (waiting, in_hand, count) = (report.waiting, report.in_hand, report.workers.len());
    let work = match (waiting, in_hand) {
        (0, 0) => text!("no URL waits"),
        _ => plural!(
            waiting,
            "{waiting} URL waits, {in_hand} in hand",
            "{waiting} URLs wait, {in_hand} in hand",
            in_hand
        ),
    };
    let rate = shown_rate(report.rate());
    let workers = match report.rate() > 0.0 {
        _ if count == 0 => text!("no worker is there"),
        true => plural!(count, "{count} worker checks {rate} a second", "{count} workers check {rate} a second", rate),
        false => plural!(count, "{count} worker is there", "{count} workers are there"),
    };
    match report.seconds_left() {
        Some(seconds) => text!("{work}; {workers}: {time} left", work, workers, time = about(seconds)),
        None => text!("{work}; {workers}", work, workers),
    }
}

/// A time that is an estimate.
fn about(seconds: u64) -> Text {
    match seconds {
        0..60 => text!("less than a minute"),
        60..7_200 => {
            let minutes = seconds.div_ceil(60);
            plural!(minutes, "about {minutes} minute", "about {minutes} minutes")
        }
        7_200..172_800 => text!("about {hours} hours", hours = seconds.div_ceil(3_600)),
        _ => text!("about {days} days", days = seconds.div_ceil(86_400)),
    }
}

/// A time that a host or a worker told.
fn duration(seconds: u64) -> Text {
    match seconds {
        0..120 => text!("{seconds} s", seconds),
        120..7_200 => text!("{minutes} min", minutes = seconds / 60),
        _ => text!("{hours} h", hours = seconds / 3_600),
    }
}

fn shown_rate(rate: f64) -> String {
    if rate >= 10.0 { format!("{rate:.0}") } else { format!("{rate:.1}") }
}

fn workers(report: &FleetReport, language: SpokenLanguage, columns: usize) -> Vec<String> {
    if report.workers.is_empty() {
        return Vec::new();
    }
    let mut shown: Vec<&FleetWorker> = report.workers.iter().collect();
    if shown.len() > MOST_WORKERS {
        shown.sort_by_key(|worker| Reverse(worker.in_hand));
        shown.truncate(MOST_WORKERS);
    }
    let head = [
        text!("worker on"),
        text!("process"),
        text!("release"),
        text!("partitions"),
        text!("in hand"),
        text!("checked"),
        text!("a second"),
    ];
    let head = head.map(|text| language.say(text));
    let rows: Vec<Vec<String>> = shown.iter().map(|worker| row(worker, language)).collect();
    let table = table::lines(&head, &rows, columns);
    let mut table = table.into_iter();
    let mut lines: Vec<String> = table.next().into_iter().collect();
    for (worker, line) in shown.iter().zip(table) {
        lines.push(line);
        if worker.age > OLD {
            let old = text!("not heard of for {time}", time = duration(worker.age));
            lines.push(format!("    {}", language.say(old)));
        }
    }
    let more = report.workers.len() - shown.len();
    if more > 0 {
        let more = plural!(more, "… and {more} more worker", "… and {more} more workers");
        lines.push(format!("  {}", language.say(more)));
    }
    lines
}

fn row(worker: &FleetWorker, language: SpokenLanguage) -> Vec<String> {
    if !worker.readable {
        let dash = || "-".to_owned();
        let name = language.say(text!("{worker} (unreadable)", worker = name(&worker.id)));
        return vec![name, dash(), dash(), worker.partitions.to_string(), dash(), dash(), dash()];
    }
    vec![
        worker_name(worker),
        worker.process.to_string(),
        name(&worker.release),
        worker.partitions.to_string(),
        worker.in_hand.to_string(),
        worker.checked.to_string(),
        shown_rate(worker.rate),
    ]
}

/// The name of a worker's machine; its id where it has none.
fn worker_name(worker: &FleetWorker) -> String {
    name(if worker.host.trim().is_empty() { &worker.id } else { &worker.host })
}

/// A name that anybody may have written, harmless and not longer than fits.
fn name(text: &str) -> String {
    cut(&sanitize::line(text), LONGEST_NAME).into_owned()
}

fn paused(report: &FleetReport, language: SpokenLanguage, columns: usize) -> Vec<String> {
    let paused = report.paused();
    if paused.is_empty() {
        return Vec::new();
    }
    let head = [text!("host"), text!("for")].map(|text| language.say(text));
    let row = |(host, seconds): (&str, u64)| vec![name(host), language.say(duration(seconds))];
    let rows: Vec<_> = paused.iter().take(MOST_HOSTS).map(|paused| row((paused.host, paused.seconds))).collect();
    let mut lines = table::lines(&head, &rows, columns);
    let more = paused.len() - rows.len();
    if more > 0 {
        lines.push(format!("  {}", language.say(plural!(more, "… and {more} more host", "… and {more} more hosts"))));
    }
    lines
}

fn backlogs(report: &FleetReport, language: SpokenLanguage, columns: usize) -> Vec<String> {
    let mut busy: Vec<&FleetPartition> = report.partitions.iter().filter(|partition| partition.waiting > 0).collect();
    if busy.is_empty() {
        return Vec::new();
    }
    busy.sort_by_key(|partition| (Reverse(partition.waiting), partition.partition));
    busy.truncate(MOST_PARTITIONS);
    let head = [text!("held by"), text!("partition"), text!("waiting"), text!("in hand")];
    let holder = |partition: &FleetPartition| match &partition.holder {
        None => language.say(text!("nobody")),
        Some(id) => report.workers.iter().find(|worker| worker.id == *id).map_or_else(|| name(id), worker_name),
    };
    let row = |partition: &&FleetPartition| {
        let numbers = [partition.partition.into(), partition.waiting, partition.in_hand];
        [holder(partition)].into_iter().chain(numbers.map(|number| number.to_string())).collect()
    };
    table::lines(&head.map(|text| language.say(text)), &busy.iter().map(row).collect::<Vec<_>>(), columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fleet::fleet_report::FleetRefusals;
    use curate_document::script::display_width;
    use std::collections::BTreeMap;

    /// The fleet on the page of the book.
    fn fleet() -> FleetReport {
        let worker = |id: &str, host: &str, process, in_hand, checked, rate| FleetWorker {
            id: id.to_owned(),
            readable: true,
            host: host.to_owned(),
            process,
            release: "0.1.0".to_owned(),
            partitions: 128,
            in_hand,
            checked,
            rate,
            ..FleetWorker::default()
        };
        let mut first = worker("a", "mill-1", 4711, 300, 9_876, 104.2);
        first.paused = BTreeMap::from([("slow.example".to_owned(), 725)]);
        let second = worker("b", "mill-2", 812, 212, 10_020, 105.8);
        let partition = FleetPartition { partition: 17, holder: Some("b".to_owned()), waiting: 512, in_hand: 64 };
        FleetReport {
            waiting: 11_890,
            in_hand: 512,
            workers: vec![first, second],
            partitions: vec![partition],
            ..FleetReport::default()
        }
    }

    fn shown(report: &FleetReport, language: SpokenLanguage) -> String {
        let lines = lines(report, Look { language, ..Look::default() });
        assert!(lines.iter().all(|line| display_width(line) <= WIDTH), "{lines:#?}");
        lines.join("\n")
    }

    #[test]
    fn the_screens_on_the_pages_are_those_of_the_program() {
        let pages = [
            (SpokenLanguage::En, concat!(env!("CARGO_MANIFEST_DIR"), "/docs/en/guide/fleet.md")),
            (SpokenLanguage::Zh, concat!(env!("CARGO_MANIFEST_DIR"), "/docs/zh/guide/fleet.md")),
        ];
        for (language, path) in pages {
            let page = std::fs::read_to_string(path).expect("a page");
            let screen = shown(&fleet(), language);
            assert!(page.contains(&format!("```text\n{screen}\n```\n")), "{screen}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_do() {
        let mut report = fleet();
        report.unheld = 1;
        report.workers[0].refused = FleetRefusals { malformed: 1, oversized: 2, other_version: 1 };
        report.workers[0].poisoned = 1;
        report.workers[1].readable = false;
        report.workers[1].age = 130;
        report.workers.iter_mut().for_each(|worker| worker.rate = 0.0);
        let screen = shown(&report, SpokenLanguage::En).replace("\n  ", " ");
        for part in [
            "11890 URLs wait, 512 in hand; 2 workers are there\n",
            "b (unreadable)",
            "not heard of for 2 min",
            "Nobody holds 1 of 1 partitions",
            "Nothing was checked of late: what is in hand waits for the host",
            "1 message of another version",
            "3 messages made no sense",
            "1 URL was given up",
            "What 1 worker says of itself cannot be read",
        ] {
            assert!(screen.contains(part), "{part}: {screen}");
        }
        let all = shown(&FleetReport::default(), SpokenLanguage::En);
        assert!(all.starts_with("no URL waits; no worker is there\n"), "{all}");
    }

    #[test]
    fn times_that_are_left() {
        for (waiting, expected) in [
            (10, "less than a minute left"),
            (12_600, "about 1 minute left"),
            (126_000, "about 10 minutes left"),
            (7_560_000, "about 10 hours left"),
            (90_720_000, "about 5 days left"),
        ] {
            let report = FleetReport { waiting, in_hand: 0, ..fleet() };
            assert!(shown(&report, SpokenLanguage::En).contains(expected), "{waiting}");
        }
    }
}
