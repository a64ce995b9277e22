//! What reading and judging a list costs, per byte: `cargo bench --bench lint`.
//!
//! `cargo bench --bench lint -- bare FILE` prints the seconds that `pulldown-cmark` alone needs for the events of a file and
//! their places, for `benches/lint-peers`.
//!
//! Cost per byte is to be flat from 10 KB to 4 MB, whatever the shape of a list, so every group below is one shape in
//! growing sizes and gives bytes per second. Some real lists are measured too where they are there.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "the macros write undocumented functions; a benchmark may panic, and prints what it has measured"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use curate_document::{Document, Edition, List};
use curate_rules::{Facts, Linter, RULES, Settings};
use curate_testing::corpus;
use pulldown_cmark::{Options, Parser};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// From 10 KB to 4 MB.
const SIZES: [usize; 4] = [10 * 1024, 100 * 1024, 1024 * 1024, 4 * 1024 * 1024];

/// The shapes of lists, each a function of a number that gives its n-th line.
const SHAPES: [(&str, fn(usize) -> String); 4] = [
    ("sections", |number| {
        let heading = if number.is_multiple_of(40) { format!("\n## Section {number}\n\n") } else { String::new() };
        format!(
            "{heading}- [Tool {number}](https://tool{number}.example/docs) - Does the thing that number {number} does.\n"
        )
    }),
    ("headingless", |number| {
        format!("- [Tool {number}](https://tool{number}.example/docs) - Does the thing that number {number} does.\n")
    }),
    ("nested", |number| {
        let indent = "  ".repeat(number % 4);
        format!(
            "{indent}- [工具 {number}](https://tool{number}.example/docs)：第 {number} 个工具，做第 {number} 件事。\n"
        )
    }),
    ("table", |number| {
        let head = if number == 0 { "| Name | What | Price |\n| --- | --- | --- |\n" } else { "" };
        format!("{head}| [Tool {number}](https://tool{number}.example/docs) | Does the thing {number} | free |\n")
    }),
];

fn generated(size: usize, line: fn(usize) -> String) -> String {
    let mut text = "# A list\n\n".to_owned();
    let mut number = 0;
    while text.len() < size {
        let _ = write!(text, "{}", line(number));
        number += 1;
    }
    text
}

fn list_of(texts: &[(String, String)]) -> List {
    List::new(texts.iter().map(|(name, text)| Edition::new(name, Document::parse(text.clone()), true)).collect())
}

/// Settings with the rules that are on by default, or with all.
fn settings(list: &List, all: bool) -> Vec<Settings> {
    let mut settings = Settings::defaults(RULES);
    for rule in RULES.iter().filter(|_| all) {
        if let Some(setting) = settings.rule_mut(rule.name) {
            setting.severity = Some(rule.severity);
        }
    }
    vec![settings; list.editions.len()]
}

fn measure(criterion: &mut Criterion, group: &str, name: &str, texts: &[(String, String)]) {
    let size: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Bytes(size as u64)).sample_size(10);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    group.bench_function(BenchmarkId::new("parse", name), |bencher| {
        bencher.iter(|| black_box(list_of(texts)));
    });
    let list = list_of(texts);
    let facts = Facts::default();
    for (what, all) in [("default rules", false), ("all rules", true)] {
        let settings = settings(&list, all);
        group.bench_function(BenchmarkId::new(what, name), |bencher| {
            bencher.iter(|| black_box(Linter::new(RULES, &settings, &facts).lint(&list)));
        });
    }
    group.finish();
}

fn shapes(criterion: &mut Criterion) {
    for (shape, line) in SHAPES {
        for size in SIZES {
            let text = generated(size, line);
            measure(criterion, shape, &format!("{} KB", size / 1024), &[("README.md".to_owned(), text)]);
        }
    }
}

fn real_lists(criterion: &mut Criterion) {
    let lists = [
        ("awesome-chatgpt", &["README.md", "README.zh-cn.md"][..]),
        ("awesome-go", &["README.md"]),
        ("awesome-mac", &["README.md", "README-ja.md", "README-ko.md", "README-zh.md"]),
        ("awesome-selfhosted", &["README.md"]),
    ];
    for (name, files) in lists {
        let Some(list) = corpus::named(name) else { continue };
        let read = |file: &&str| Some(((*file).to_owned(), std::fs::read_to_string(list.folder.join(file)).ok()?));
        let texts: Option<Vec<(String, String)>> = files.iter().map(read).collect();
        if let Some(texts) = texts {
            measure(criterion, "corpus", name, &texts);
        }
    }
}

/// The median time of parsing a text without doing anything with it.
fn bare_parse(text: &str) -> Duration {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut times: Vec<Duration> = (0..101)
        .map(|_| {
            let start = Instant::now();
            Parser::new_ext(black_box(text), options).into_offset_iter().for_each(|event| {
                black_box(event);
            });
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

criterion_group!(benches, shapes, real_lists);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(position) = arguments.iter().position(|argument| argument == "bare") {
        let path = arguments.get(position + 1).expect("bare FILE");
        println!("{}", bare_parse(&std::fs::read_to_string(path).unwrap()).as_secs_f64());
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
