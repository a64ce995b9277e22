//! What is wrong with a fleet, and what to do about it.

use crate::report::fleet::fleet_report::FleetReport;
use curate_rules::{Text, plural, text};

/// A sentence for each thing that is wrong, the worst first.
pub(super) fn advice(report: &FleetReport) -> Vec<Text> {
    let refused = report.refused();
    let all = [
        no_worker(report),
        unheld(report),
        stands_still(report),
        of_other_versions(refused.other_version),
        malformed(refused.malformed.saturating_add(refused.oversized)),
        poisoned(report.poisoned()),
        unreadable(report),
    ];
    all.into_iter().flatten().collect()
}

/// The command that starts a worker; `None` where one is there.
pub(super) fn start_command(report: &FleetReport) -> Option<String> {
    let name = if report.fleet == "default" { String::new() } else { format!(" --fleet-name {}", report.fleet) };
    report.workers.is_empty().then(|| format!("curate worker --fleet {}{name}", report.broker))
}

fn no_worker(report: &FleetReport) -> Option<Text> {
    report.workers.is_empty().then(|| text!("No worker is there. This starts one:"))
}

fn unheld(report: &FleetReport) -> Option<Text> {
    let (unheld, all) = (report.unheld, report.partitions.len());
    (unheld > 0 && !report.workers.is_empty()).then(|| {
        plural!(
            unheld,
            "Nobody holds {unheld} of {all} partitions: workers take it within half a minute; where it stays free, start \
             them again.",
            "Nobody holds {unheld} of {all} partitions: workers take them within half a minute; where they stay free, start \
             them again.",
            all
        )
    })
}

fn stands_still(report: &FleetReport) -> Option<Text> {
    let stands = report.rate() <= 0.0 && report.in_hand > 0 && !report.workers.is_empty();
    let hosts = report.paused().len();
    stands.then(|| match hosts {
        0 => text!("Nothing was checked of late: can the workers reach the web, and did they start just now?"),
        _ => plural!(
            hosts,
            "Nothing was checked of late: what is in hand waits for the host that gets no request.",
            "Nothing was checked of late: what is in hand waits for the {hosts} hosts that get no request."
        ),
    })
}

fn of_other_versions(count: u64) -> Option<Text> {
    (count > 0).then(|| {
        plural!(
            count,
            "{count} message of another version came and waits for a worker that knows it: upgrade the workers.",
            "Messages of another version came {count} times and wait for a worker that knows them: upgrade the workers."
        )
    })
}

fn malformed(count: u64) -> Option<Text> {
    (count > 0).then(|| {
        plural!(
            count,
            "{count} message made no sense and was dropped: somebody else writes to the fleet; look at who may.",
            "{count} messages made no sense and were dropped: somebody else writes to the fleet; look at who may."
        )
    })
}

fn poisoned(count: u64) -> Option<Text> {
    (count > 0).then(|| {
        plural!(
            count,
            "{count} URL was given up after four workers took it and none finished: it is unknown, and the logs of the \
             workers may say why.",
            "{count} URLs were given up after four workers took them and none finished: they are unknown, and the logs of \
             the workers may say why."
        )
    })
}

fn unreadable(report: &FleetReport) -> Option<Text> {
    let count = report.workers.iter().filter(|worker| !worker.readable).count();
    (count > 0).then(|| {
        plural!(
            count,
            "What {count} worker says of itself cannot be read: a newer release can, or it is no worker of curate.",
            "What {count} workers say of themselves cannot be read: a newer release can, or they are no workers of curate."
        )
    })
}
