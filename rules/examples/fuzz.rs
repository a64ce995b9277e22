#![allow(clippy::all, clippy::pedantic, clippy::print_stdout, clippy::unwrap_used)]
use curate_document::*;
use curate_rules::*;
fn main() {
    let mut seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(12345u64);
    let mut rnd = move |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed as usize) % n
    };
    let mut lines = vec![];
    for f in std::env::args().skip(1) {
        for l in std::fs::read_to_string(f).unwrap().split_inclusive('\n') {
            lines.push(l.to_string())
        }
    }
    let bits = [
        "- ",
        "* ",
        "\n",
        "  ",
        "\t",
        " -",
        " – ",
        "：",
        "。",
        "[x](https://x.example)",
        "-[",
        "|",
        "---\n",
        "> ",
        "```\n",
        "<!--",
        "-->",
        "\r\n",
        "**",
        "🌱",
        "`a`",
        ")",
        "(",
        "。）",
        "<br>",
        "1. ",
        "    ",
        "# ",
        ".",
        "…",
    ];
    let mut unstable = 0;
    for i in 0..4000 {
        let mut s = String::new();
        let mut at = rnd(lines.len());
        for _ in 0..rnd(40) {
            s.push_str(&lines[at % lines.len()]);
            if rnd(4) == 0 { at = rnd(lines.len()) } else { at += 1 }
        }
        for _ in 0..rnd(12) {
            let mut p = rnd(s.len() + 1);
            while !s.is_char_boundary(p) {
                p -= 1
            }
            s.insert_str(p, bits[rnd(bits.len())]);
        }
        let list = List::new(vec![Edition::new("README.md", Document::parse(s.clone()), true)]);
        let mut st = Settings::defaults(RULES);
        st.retain(|n| n != "links/padding");
        let st = vec![st];
        let facts = Facts::default();
        let l = Linter::new(RULES, &st, &facts);
        let (k, u, e) = {
            let d = &list.editions[0].document;
            (d.links().len(), d.sections().len(), d.entries().len())
        };
        let f = fix(&l, list, Applicability::Safe, &|_| true);
        let d = &f.list.editions[0].document;
        let left = f
            .diagnostics
            .iter()
            .filter(|d| d.fix.as_ref().is_some_and(|f| f.applicability == Applicability::Safe))
            .count();
        if left > 0 {
            unstable += 1;
            if unstable < 6 {
                println!(
                    "#{i} unstable {left} {:?}\n{}\n=====\n{}",
                    f.diagnostics.iter().map(|d| (d.rule, &d.message, &d.fix)).collect::<Vec<_>>(),
                    s,
                    d.source()
                );
            }
        }
        if d.links().len() != k
            || d.sections().len() != u
            || (d.entries().len() != e && !f.applied.contains_key("entries/glued"))
        {
            println!(
                "#{i} changed links {k}->{} sections {u}->{} entries {e}->{} applied {:?}",
                d.links().len(),
                d.sections().len(),
                d.entries().len(),
                f.applied
            );
            {
                std::fs::write(format!("/tmp/fz{i}.a"), &s).unwrap();
                std::fs::write(format!("/tmp/fz{i}.b"), d.source()).unwrap();
            }
        }
    }
    println!("unstable {unstable}");
}
