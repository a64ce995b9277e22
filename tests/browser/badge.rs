//! The badge, as a browser draws it: its texts have the room that they were given, and can be read.

use crate::chromium::Browser;
use crate::pages::ReportPage;
use assert_cmd::Command;
use std::fs;

#[test]
fn texts_of_a_badge_fit() {
    let Some(mut browser) = Browser::start() else { return };
    for language in ["en", "zh"] {
        let folder = ReportPage::of(&[("README.md", "# Lamps\n\n- [One ](https://a.example/1) - A lamp.\n")]);
        let output = Command::cargo_bin("curate")
            .unwrap()
            .current_dir(folder.path(""))
            .env("XDG_CACHE_HOME", folder.path(".cache"))
            .args(["badge", "--lang", language])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let path = folder.path("badge.svg");
        fs::write(&path, &output.stdout).unwrap();
        browser.open(&path);
        assert_eq!(browser.complaints(), [""; 0], "{language}");
        assert_eq!(browser.evaluate("document.querySelector('text').textContent"), "curate");
        // How far the letters would reach by themselves, against the room that they are given.
        let stretch = "Math.max(...[...document.querySelectorAll('text')].map((text) => { \
                       const given = +text.getAttribute('textLength'); text.removeAttribute('textLength'); \
                       return Math.abs(Math.log(text.getComputedTextLength() / given)); }))";
        let stretch = browser.evaluate(stretch).as_f64().unwrap();
        assert!(stretch < 0.35, "{language}: letters are stretched or pressed by {stretch}");
        browser.keep_picture(&format!("badge-{language}"));
    }
}
