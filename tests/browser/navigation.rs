//! What is folded or filtered away is found all the same, and no heading claims what is not known or not shown.

use crate::chromium::Browser;
use crate::pages::ReportPage;
use std::fmt::Write as _;

const LAMPS: &str = "# Lamps\n\n- [One ](https://a.example/1) - A lamp.\n- [Two](#nowhere) - A lamp.\n";

/// Waits until events and frames have done their work.
const SETTLED: &str = "new Promise((done) => setTimeout(done, 300))";

#[test]
fn nothing_is_claimed_that_was_not_checked() {
    let Some(mut browser) = Browser::start() else { return };
    let headline =
        "(() => { const one = document.querySelector('h1'); return `${one.className}: ${one.textContent}`; })()";
    let lamps = ReportPage::of(&[("README.md", LAMPS)]);
    browser.open(&lamps.write(&["links", "--cached"]));
    assert_eq!(browser.evaluate(headline), "state unknown: 1 link: not checked");
    assert_eq!(browser.evaluate("document.querySelector('.none').textContent"), "no link was checked");
    browser.open(&ReportPage::of(&[("notes.txt", "")]).write(&["lint"]));
    assert_eq!(browser.evaluate(headline), "state unknown: no files were checked");
    browser.open(&ReportPage::of(&[("README.md", "# Lamps\n\nA lamp.\n")]).write(&["lint", "--select", "anchors"]));
    assert_eq!(browser.evaluate(headline), "state good: no findings");
    let day = browser.evaluate("document.querySelector('footer time').dateTime");
    assert_eq!(day.as_str().map(str::len), Some("2026-11-24".len()), "{day}");
}

#[test]
fn filters_unfold_and_count_what_they_show() {
    let Some(mut browser) = Browser::start() else { return };
    let mut text = String::from(LAMPS);
    for at in 0..30 {
        writeln!(text, "- [Lamp {at} ](https://a.example/{at}) - A lamp.").unwrap();
    }
    let folder = ReportPage::of(&[("README.md", &text), ("OTHER.md", LAMPS)]);
    browser.open(&folder.write(&["lint", "--all", "--select", "links/padding,anchors/missing"]));
    let counts = "[...document.querySelectorAll('main .count')].filter((c) => c.checkVisibility()).map((c) => \
                  c.textContent).join()";
    let before = browser.evaluate(counts);
    let choose = |browser: &mut Browser, value: &str| {
        browser.evaluate(&format!(
            "document.querySelector('[name=file]').value = {value}; \
             document.querySelector('form').dispatchEvent(new Event('change'))"
        ));
    };
    choose(
        &mut browser,
        "[...document.querySelectorAll('[name=file] option')].find((o) => o.text === 'OTHER.md').value",
    );
    assert_eq!(browser.evaluate(counts), "2,1,1", "before: {before}");
    let hidden = "[...document.querySelectorAll('.item:not([hidden])')].filter((i) => !i.checkVisibility()).length";
    assert_eq!(browser.evaluate(hidden), 0, "groups with matches are unfolded");
    choose(&mut browser, "''");
    assert_eq!(browser.evaluate(counts), before);
}

#[test]
fn cells_lead_to_what_is_folded_or_filtered_away() {
    let Some(mut browser) = Browser::start() else { return };
    let mut english = String::from(LAMPS);
    for at in 0..5 {
        write!(english, "\n## Part {at}\n\n").unwrap();
        for lamp in 0..12 {
            writeln!(english, "- [Lamp {at}.{lamp}](https://a.example/{at}/{lamp}) - A lamp.").unwrap();
        }
    }
    let chinese: String = english
        .lines()
        .filter(|line| !line.contains(".1"))
        .fold(String::new(), |text, line| text + &line.replace("A lamp.", "一盏灯。").replace("Part", "部分") + "\n");
    let folder = ReportPage::of(&[("README.md", &english), ("README.zh-cn.md", &chinese)]);
    browser.open(&folder.write(&["check", "--cached"]));
    let cells = browser.evaluate("document.querySelectorAll('.matrix td a').length").as_u64();
    assert!(cells > Some(2), "{cells:?}");
    browser.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = false))");
    let target = "document.querySelector([...document.querySelectorAll('.matrix td a')].at(-1).hash)";
    let click = "[...document.querySelectorAll('.matrix td a')].at(-1).click()";
    for _ in 0..2 {
        browser.evaluate(click);
        browser.evaluate(SETTLED);
        assert_eq!(browser.evaluate(&format!("{target}.open")), true, "unfolded, the second time too");
        browser.evaluate(&format!("{target}.open = false"));
    }
    browser.evaluate(
        "document.querySelector('[name=rule]').value = 'anchors/missing'; \
         document.querySelector('form').dispatchEvent(new Event('change'))",
    );
    assert_eq!(browser.evaluate(&format!("{target}.checkVisibility()")), false);
    browser.evaluate(&format!("location.hash = ''; location.hash = {target}.id"));
    browser.evaluate(SETTLED);
    assert_eq!(browser.evaluate(&format!("{target}.open && {target}.checkVisibility()")), true, "no longer filtered");
    let top = browser.evaluate(&format!("{target}.getBoundingClientRect().top")).as_f64().unwrap();
    assert!((0.0..700.0).contains(&top), "it is on the screen: {top}");
}
