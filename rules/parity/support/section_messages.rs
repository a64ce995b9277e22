//! What is said of sections that an edition lacks.

use crate::api::template::Text;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::message_parts::some_of;

/// What is said of the sections called `names`, of which so many are `here`: here, and there.
pub(crate) fn uncertain_messages(comparison: &Comparison<'_>, here: usize, names: &[String]) -> [Text; 2] {
    let (count, names) = (names.len(), some_of(names));
    let (path, own) = (&comparison.other_edition.path, &comparison.edition.path);
    if here == 0 {
        let message = plural!(
            count,
            "{path} has 1 section about here where this edition has none: {names}",
            "{path} has {count} sections about here where this edition has none: {names}",
            path,
            names = names.clone()
        );
        let message_there = plural!(
            count,
            "{path} has none where there is 1 section here: {names}",
            "{path} has none where there are {count} sections here: {names}",
            path = own,
            names
        );
        return [message, message_there];
    }
    let message = plural!(
        count,
        "{path} has 1 section about here where this edition has {here}: {names}",
        "{path} has {count} sections about here where this edition has {here}: {names}",
        path,
        here,
        names = names.clone()
    );
    let message_there = plural!(
        count,
        "{path} has {here} where there is 1 section here: {names}",
        "{path} has {here} where there are {count} sections here: {names}",
        path = own,
        here,
        names
    );
    [message, message_there]
}

/// `message` about a section, and how many entries it has, how many of them `known` to be here all the same.
pub(crate) fn with_size(message: Text, (count, known): (usize, usize)) -> Text {
    match known {
        _ if count == 0 => message,
        0 => plural!(count, "{message}, with 1 entry", "{message}, with {count} entries", message),
        _ if count == known => plural!(
            count,
            "{message}, with 1 entry, which is elsewhere here",
            "{message}, with {count} entries, all of them elsewhere here",
            message
        ),
        _ => text!("{message}, with {count} entries, {known} of them elsewhere here", message, count, known),
    }
}
