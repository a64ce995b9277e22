//! Reports are opened, read, filtered, printed, and looked at for what keeps people out.

use crate::chromium::{Browser, axe};
use crate::pages::{HOSTILE, ReportPage, files_of, remember_failures, with_500_links};
use serde_json::json;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How much of the page is wider than the window, in pixels.
const OVERFLOW: &str = "document.documentElement.scrollWidth - innerWidth";
/// How many findings are shown, and how many there are.
const SHOWN: &str =
    "['.item:not([hidden])', '.item'].map((items) => document.querySelectorAll(items).length).join(' ')";

/// Opens the page at `path` in light and dark, wide and narrow; what is wrong with it.
fn looked_at(browser: &mut Browser, axe: &str, path: &Path, name: &str) {
    for (scheme, width) in [("light", 1200), ("dark", 1200), ("light", 360)] {
        browser.emulate(scheme, "");
        browser.resize(width);
        browser.open(path);
        assert_eq!(browser.complaints(), [""; 0], "{name}, {scheme}");
        browser.keep_picture(&format!("{name}-{scheme}-{width}"));
        let barriers = browser.barriers(axe);
        assert!(barriers.is_empty(), "{name}, {scheme}, {width}:\n{barriers}");
        let overflow = browser.evaluate(OVERFLOW);
        assert!(overflow.as_i64() <= Some(0), "{name}: wider than {width} by {overflow}");
    }
}

#[test]
fn a_page_keeps_nobody_out() {
    let Some((mut browser, axe)) = Browser::start().zip(axe()) else { return };
    let lists = curate_testing::root().join("fixtures/lists");
    for (name, arguments) in [
        ("lamps", &["lint", "--hints"][..]),
        ("tea", &["lint", "--hints", "--lang", "zh"]),
        ("lamps", &["parity"]),
        ("gardens", &["lint", "--hints", "--select", "all"]),
    ] {
        let files = files_of(&lists.join(name));
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
        let folder = ReportPage::of(&files);
        looked_at(&mut browser, &axe, &folder.write(arguments), &format!("{name}-{}", arguments[0]));
    }
}

#[test]
fn what_a_maintainer_of_awesome_chatgpt_sees() {
    let corpus = curate_testing::root().join("../shared/corpus/awesome-chatgpt");
    if !corpus.is_dir() {
        return println!("skipped: {} is not there", corpus.display());
    }
    let Some((mut browser, axe)) = Browser::start().zip(axe()) else { return };
    let files = files_of(&corpus);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let path = ReportPage::of(&files);
    let path = path.write(&["lint"]);
    looked_at(&mut browser, &axe, &path, "awesome-chatgpt");
    let matrix = browser.evaluate("document.querySelectorAll('.matrix td a').length");
    assert!(matrix.as_u64() > Some(0), "cells lead to what is missing");
    let lost = "[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => \
                !document.getElementById(a.getAttribute('href').slice(1))).length";
    assert_eq!(browser.evaluate(lost), 0, "every anchor leads somewhere");
}

#[test]
fn links_with_their_history_in_both_editions() {
    let Some((mut browser, axe)) = Browser::start().zip(axe()) else { return };
    let (folder, _servers) = with_500_links();
    let store = folder.path("links.db");
    let check = ["check", "--allow-private", "--hints", "--config", "links.interval=\"0s\"", "--store"];
    let check = [&check[..], &[store.to_str().unwrap()]].concat();
    browser.open(&folder.write(&check));
    assert_eq!(browser.evaluate("document.querySelectorAll('#hosts ~ div tbody tr').length"), 10, "all were requested");
    remember_failures(&store);
    let path = folder.write(&check);
    looked_at(&mut browser, &axe, &path, "links");
    let count = |browser: &mut Browser, selector: &str| {
        browser.evaluate(&format!("document.querySelectorAll({selector:?}).length")).as_u64().unwrap()
    };
    assert_eq!(
        count(&mut browser, "#links ~ details [data-rule=\"links/dead\"]"),
        10 + 10,
        "gone, and broken for days"
    );
    assert_eq!(count(&mut browser, "[data-rule=\"links/suspect\"]"), 10);
    assert_eq!(count(&mut browser, "svg.history"), 20);
    assert_eq!(count(&mut browser, "[data-rule=\"parity/missing-entry\"]"), 6);
    let headline = browser.evaluate("document.querySelector('h1').textContent");
    assert!(headline.as_str().unwrap().starts_with("500 links: 20 dead, 10 suspect, "), "{headline}");
    // As narrow as a phone, a long name still has words to read.
    let wide = browser.evaluate(
        "(() => { const name = document.querySelector('.hosts tbody th'); \
         name.firstChild.textContent = 'a-rather-long-name.lamps-and-lights.example'; return name.clientWidth; })()",
    );
    assert!(wide.as_u64() >= Some(150), "{wide}");
    browser.evaluate("document.querySelector('#hosts').scrollIntoView()");
    browser.keep_picture("hosts-360");
    let words = browser.evaluate("document.querySelector('svg.history title').textContent");
    assert!(words.as_str().unwrap().contains("failed on 20"), "{words}");
}

#[test]
fn filters_work_by_keyboard_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let text = "# Lamps\n\n- [One ](https://a.example/1) - A lamp.\n- [Two](#nowhere) - A lamp.\n";
    let folder = ReportPage::of(&[("README.md", text)]);
    browser.resize(1200);
    browser.open(&folder.write(&["lint", "--select", "links/padding,anchors/missing"]));
    browser.press("Tab", 9);
    assert_eq!(browser.evaluate("document.activeElement.className"), "skip", "the first stop leads to the report");
    for _ in 0..20 {
        if browser.evaluate("document.activeElement.name") == "rule" {
            break;
        }
        browser.press("Tab", 9);
    }
    let before = browser.evaluate(SHOWN);
    assert_eq!(before.as_str().unwrap().split(' ').next(), before.as_str().unwrap().split(' ').nth(1));
    browser.press("ArrowDown", 40);
    let rule = browser.evaluate("document.activeElement.value");
    let others = format!(
        "[...document.querySelectorAll('.item:not([hidden])')].filter((i) => i.dataset.rule !== {rule}).length"
    );
    assert_eq!(browser.evaluate(&others), 0, "{rule}");
    assert_ne!(browser.evaluate(SHOWN), before, "{rule}");
    assert!(browser.evaluate("document.querySelector('output').textContent").as_str().unwrap().ends_with("shown"));
    let empty = "[...document.querySelectorAll('[data-group]:not([hidden])')].filter((g) => \
                 !g.querySelector('.item:not([hidden])')).length";
    assert_eq!(browser.evaluate(empty), 0, "groups without findings are hidden with them");
    browser.evaluate("document.querySelector('button').focus()");
    browser.press(" ", 32);
    browser.evaluate("new Promise((done) => setTimeout(done))");
    assert_eq!(browser.evaluate(SHOWN), before, "everything is shown again");
}

#[test]
fn everything_is_there_without_script_and_on_paper() {
    let Some(mut browser) = Browser::start() else { return };
    let mut text = String::from("# Lamps\n\n");
    for at in 0..80 {
        writeln!(text, "- [Lamp {at} ](https://a.example/{at}) - A lamp.").unwrap();
    }
    let folder = ReportPage::of(&[("README.md", &text)]);
    let path = folder.write(&["lint", "--all", "--select", "links/padding"]);
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.resize(1200);
    browser.open(&path);
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(
        browser.evaluate("document.querySelector('form').checkVisibility()"),
        false,
        "no filter that does nothing"
    );
    assert_eq!(browser.evaluate("document.querySelectorAll('.item').length"), 80);
    assert!(browser.evaluate("document.querySelectorAll('details:not([open])').length").as_u64() > Some(0));
    let invisible = "[...document.querySelectorAll('.item')].filter((i) => !i.checkVisibility()).length";
    assert!(browser.evaluate(invisible).as_u64() > Some(0), "they are folded on the screen");
    browser.emulate("light", "print");
    assert_eq!(browser.evaluate(invisible), 0, "and printed all the same");
    let pdf = browser.printed();
    assert!(pdf.starts_with("JVBERi"), "a PDF");
    if let Some(folder) = std::env::var_os("CURATE_SCREENSHOTS") {
        fs::write(Path::new(&folder).join("print.pdf.base64"), pdf).unwrap();
    }
}

#[test]
fn hostile_lists_stay_text() {
    let Some(mut browser) = Browser::start() else { return };
    let files =
        [("README.md", HOSTILE), ("README.zh-cn.md", "# 灯\n\n## <img src=x>\n\n- [一](https://lamp.example/1)\n")];
    let folder = ReportPage::of(&files);
    for arguments in
        [&["lint", "--hints", "--all", "--select", "all"][..], &["parity"], &["check", "--cached", "--hints"]]
    {
        browser.open(&folder.write(arguments));
        assert_eq!(browser.complaints(), [""; 0], "{arguments:?}");
        let elements = "[document.scripts.length, document.images.length, \
                        document.querySelectorAll('style').length, \
                        document.querySelectorAll('[onclick], [onerror], [onmouseover], [style]').length].join()";
        assert_eq!(browser.evaluate(elements), "1,0,1,0", "{arguments:?}");
        let links = "[...document.links].filter((a) => !/^(https?|file):$/.test(a.protocol)).map((a) => a.href).join()";
        assert_eq!(browser.evaluate(links), "", "{arguments:?}");
        let text = browser.evaluate("document.documentElement.outerHTML");
        assert!(!text.as_str().unwrap().contains(['\u{202e}', '\u{1b}']), "{arguments:?}");
    }
}

#[test]
fn five_thousand_findings_are_a_small_page() {
    let Some(mut browser) = Browser::start() else { return };
    let mut text = String::from("# Lamps\n\n");
    for at in 0..5_000 {
        writeln!(text, "- [Lamp {at} ](https://a.example/{at}) - A lamp for desks and shelves.").unwrap();
    }
    let folder = ReportPage::of(&[("README.md", &text)]);
    let path = folder.write(&["lint", "--all", "--select", "links/padding"]);
    let size = fs::metadata(&path).unwrap().len();
    browser.open(&path);
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(browser.evaluate(SHOWN), "5000 5000");
    let elements = browser.evaluate("document.getElementsByTagName('*').length").as_u64().unwrap();
    let loaded = browser.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
    println!("5,000 findings: {size} bytes, {elements} elements, loaded in {loaded} ms");
    assert!(size < 5_000 * 1_500, "{size} bytes");
    assert!(elements < 5_000 * 25, "{elements} elements");
}
