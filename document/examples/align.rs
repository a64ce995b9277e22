//! Prints the alignment of two files: `align A B [all]`.
#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
use curate_document::*;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [a, b] = [0, 1].map(|i| Document::parse(std::fs::read_to_string(&args[i]).unwrap()));
    let t = std::time::Instant::now();
    let al = Alignment::of(&a, &b);
    eprintln!("align {:?} share {:.3} entries {} {}", t.elapsed(), al.matched_share(), a.entries().len(), b.entries().len());
    for (i, s) in a.sections().iter().enumerate() {
        let o = al.section(Side::First, SectionId(i as u32));
        let f = |d: &Document, s: &Section| format!("{}:{} {} ({})", d.line_of(s.span.start), "#".repeat(s.level.into()), s.rendered, d.entries_of(s).len());
        println!("{} <-> {}", f(&a, s), o.map_or("-".into(), |o| f(&b, b.section(o).unwrap())));
    }
    for s in al.lone_sections(Side::Second) { let s = b.section(s).unwrap(); println!("- <-> {}:{} {}", b.line_of(s.span.start), "#".repeat(s.level.into()), s.rendered); }
    let e = |d: &Document, e: EntryId| { let e = d.entry(e).unwrap(); format!("{}:{} <{}>", d.line_of(e.span.start), e.title.map_or("", |t| d.text(t)).chars().take(60).collect::<String>(), d.link_of(e).map_or("", |l| &l.url)) };
    for (x, y, how) in al.pairs() { if how > How::LocalisedUrl || args.len() > 2 { println!("{how:?} {} <-> {}", e(&a, x), e(&b, y)); } }
    for (side, d) in [(Side::First, &a), (Side::Second, &b)] {
        for x in al.lone_entries(side) { println!("{side:?} only {}", e(d, x)); }
        for i in 0..d.entries().len() { let i = EntryId(i as u32); if let Partner::Elsewhere = al.entry(side, i) { println!("{side:?} elsewhere {}", e(d, i)); } }
    }
    for l in al.links() { let f = |d: &Document, l: LinkId| { let l = d.link(l).unwrap(); format!("{}:{}", d.line_of(l.span.start), l.url) }; if l.how == How::Place { println!("link {} <-> {}", f(&a, l.first), f(&b, l.second)); } }
}
