//! The word before a help text, which miette has in English alone.

use crate::locale::SpokenLanguage;
use curate_rules::text;

/// What miette writes; that of other languages is to be as wide.
const ENGLISH: &str = "help: ";

/// `drawn`, which miette drew, with that word in `language`. Nothing but the help follows it.
pub(crate) fn spoken(drawn: &str, language: SpokenLanguage) -> String {
    match drawn.rsplit_once(ENGLISH) {
        Some((before, help)) => format!("{before}{}{help}", language.say(text!("help: "))),
        None => drawn.to_owned(),
    }
}
