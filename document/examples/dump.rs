#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used)]
use curate_document::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let src = std::fs::read_to_string(&path).unwrap();
    let t = std::time::Instant::now();
    let d = Document::parse(src);
    eprintln!("{path}: {:?} blocks {} inlines {} sections {} entries {} links {} contents {:?} unparsed {:?} list {}", t.elapsed(), d.blocks().len(), d.inlines().len(), d.sections().len(), d.entries().len(), d.links().len(), d.contents().map(|c| c.items.len()), d.unparsed(), is_list(&d));
    if std::env::args().nth(2).is_some() {
        for e in d.entries() {
            let t = |s: Option<Span>| s.map(|s| d.text(s).to_string());
            println!("{} d{} pre={:?} title={:?} link={:?} sep={:?} desc={:?} trail={:?}", d.line_of(e.span.start), e.depth, t(e.prefix), t(e.title), d.link_of(e).map(|l| &l.url), t(e.separator), t(e.description), t(e.trailer));
        }
    }
}
