//! For trying rules on real files: `findings [--fix|--unsafe] [--only RULE_OR_GROUP] FILE...` lints FILEs as one list.
#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
use curate_document::*;
use curate_rules::*;
fn main() {
    let mut files = vec![];
    let mut only = None;
    let mut least = None;
    let mut args = std::env::args().skip(1);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--fix" => least = Some(Applicability::Safe),
            "--unsafe" => least = Some(Applicability::Unsafe),
            "--only" => only = args.next(),
            _ => files.push(a),
        }
    }
    let editions: Vec<Edition> = files
        .iter()
        .map(|f| {
            Edition::new(f.rsplit('/').next().unwrap(), Document::parse(std::fs::read_to_string(f).unwrap()), true)
        })
        .collect();
    let list = List::new(editions);
    let mut s = Settings::defaults(RULES);
    if let Some(only) = &only {
        for r in RULES {
            if r.name == only || r.group() == only {
                s.rule_mut(r.name).unwrap().severity = Some(r.severity);
            }
        }
        s.retain(|n| n == only || n.split('/').next() == Some(only));
    }
    let settings = vec![s; list.editions.len()];
    let facts = Facts::default();
    let linter = Linter::new(RULES, &settings, &facts);
    let t = std::time::Instant::now();
    let mut found = linter.lint(&list);
    eprintln!("lint {:?}", t.elapsed());
    let mut list = list;
    if let Some(least) = least {
        let fixed = fix(&linter, list, least, &|_| true);
        eprintln!("applied {:?} notes {:?}", fixed.applied, fixed.notes);
        for e in &fixed.list.editions {
            std::fs::write(format!("/tmp/fixed-{}", e.path), e.document.source()).unwrap();
            eprintln!("wrote /tmp/fixed-{}", e.path);
        }
        found = fixed.diagnostics;
        list = fixed.list;
    }
    let mut counts = std::collections::BTreeMap::new();
    for d in &found {
        *counts.entry(d.rule).or_insert(0) += 1;
        let e = list.edition(d.edition).unwrap();
        let fixes = d
            .fix
            .as_ref()
            .map(|f| {
                format!(
                    " [{:?}: {} {:?}]",
                    f.applicability,
                    f.title,
                    f.edits
                        .iter()
                        .map(|x| (list.edition(x.edition).unwrap().document.text(x.span).to_string(), x.text.clone()))
                        .collect::<Vec<_>>()
                )
            })
            .unwrap_or_default();
        println!(
            "{}:{}:{} {} {}: {} «{}»{}",
            e.path,
            e.document.line_of(d.span.start),
            e.document.lines().column_of(d.span.start, e.document.source()),
            d.severity.name(),
            d.rule,
            d.message,
            e.document.text(d.span).chars().take(80).collect::<String>(),
            fixes
        );
    }
    eprintln!("{counts:#?}");
}
