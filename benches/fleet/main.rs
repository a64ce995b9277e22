//! What checking a simulated web costs: `cargo bench --bench fleet -- local [NAME=NUMBER…]`.
//!
//! `local` checks it with one `curate links`, as a fleet of one machine does without the fleet; `fleet` with `workers` (2) of
//! them, a broker and a coordinator, and prints what each of them costs. The web is as large as the
//! numbers say: `hosts` (10,000) with `each` (10) URLs, one more with `big` (0), in `files` (1,000) lists; one URL in
//! `dead` (0: none) is dead, and one in `redirects` (0) leads to another host; `latency` (50) is in milliseconds, and
//! `concurrency` (512) is how many requests are in flight. `CURATE` names another build of curate.
//! Linux alone.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark may panic, and prints what it has measured"
)]

#[cfg(target_os = "linux")]
mod fleet;
#[cfg(target_os = "linux")]
mod local;
#[cfg(target_os = "linux")]
mod numbers;
#[cfg(target_os = "linux")]
#[path = "../../tests/fleet/world/mod.rs"]
mod world;

#[cfg(target_os = "linux")]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let Some((command, rest)) = words.split_first() else {
        println!("nothing is measured: name what to measure (local, fleet)");
        return;
    };
    match command.as_str() {
        "local" => local::measure(&numbers::Numbers::of(rest)),
        "fleet" => fleet::measure(&numbers::Numbers::of(rest)),
        other => println!("there is no `{other}` to measure: write `local` or `fleet`"),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the simulated web needs Linux: nothing is measured");
}
