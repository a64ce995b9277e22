//! Any text is a configuration or a mistake that points into it; what it says can be shown and applied.

#![no_main]

use curate::config::{Overrides, effective, parse};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|text: &str| {
    let folder = Path::new("/lists");
    let path = folder.join("docs/README.zh-cn.md");
    match parse(text.to_owned(), folder, "curate.toml") {
        Ok(config) => {
            assert!(config.lists().iter().all(|list| !list.editions.is_empty()));
            let _ = config.excludes(&path);
            let effective = effective(Some(&config), &path, &[], &Overrides::default());
            for rule in curate_rules::RULES {
                let _ = (effective.level(rule.name), effective.options(rule.name).count());
            }
        }
        Err(error) => {
            let labels = miette_labels(&error);
            assert!(labels.iter().all(|(start, end)| start <= end && *end <= text.len()), "{labels:?} in {text:?}");
            // Tabs steer no terminal.
            let is_live = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
            assert!(!error.to_string().contains(is_live), "{error} of {text:?}");
        }
    }
});

/// The bytes that a mistake points to.
fn miette_labels(error: &dyn miette::Diagnostic) -> Vec<(usize, usize)> {
    let labels = error.labels().into_iter().flatten();
    labels.map(|label| (label.offset(), label.offset() + label.len())).collect()
}
