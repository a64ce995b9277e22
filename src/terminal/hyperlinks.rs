//! Links in a terminal: a text that leads to an address (OSC 8, <https://github.com/Alhadis/OSC8-Adoption>).

/// What `TERM_PROGRAM` is in terminals that show links.
const PROGRAMS: [&str; 8] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "WarpTerminal"];
/// What is in `TERM` in terminals that show links.
const TERMS: [&str; 5] = ["kitty", "alacritty", "foot", "ghostty", "contour"];
/// Variables that only terminals which show links set.
const VARIABLES: [&str; 3] = ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM"];
/// The first version of VTE (GNOME Terminal and others) that shows links without crashing at some: 0.50.2.
const VTE: usize = 5002;

/// Whether the terminal shows links, by the environment that `variable` reads; `FORCE_HYPERLINK`, which other programs know too,
/// decides where it is set.
pub(crate) fn are_shown(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return !["", "0", "false"].contains(&&*forced);
    }
    let is_program = variable("TERM_PROGRAM").is_some_and(|program| PROGRAMS.contains(&&*program));
    let is_term = variable("TERM").is_some_and(|term| TERMS.iter().any(|known| term.contains(known)));
    let is_vte =
        variable("VTE_VERSION").and_then(|version| version.parse().ok()).is_some_and(|version: usize| version >= VTE);
    is_program || is_term || is_vte || VARIABLES.iter().any(|name| variable(name).is_some())
}

/// `text` as a link to `address`, both harmless.
pub(crate) fn link(text: &str, address: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_known_by_what_they_set() {
        for (set, expected) in [
            (&[][..], false),
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM_PROGRAM", "Apple_Terminal")], false),
            (&[("TERM_PROGRAM", "iTerm.app")], true),
            (&[("VTE_VERSION", "4601")], false),
            (&[("VTE_VERSION", "7200")], true),
            (&[("WT_SESSION", "x"), ("FORCE_HYPERLINK", "0")], false),
            (&[("FORCE_HYPERLINK", "1")], true),
        ] {
            let variable = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(are_shown(&variable), expected, "{set:?}");
        }
    }
}
