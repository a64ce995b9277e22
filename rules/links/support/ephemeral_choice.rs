//! What parameters of a URL choose that is of one moment.

use crate::api::template::Text;

/// What some parameters choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EphemeralChoice {
    /// A session.
    Session,
    /// What was left behind by a visit.
    Visit,
    /// A revision of the page.
    Revision,
    /// The language of an interface.
    Language,
}

impl EphemeralChoice {
    /// That the parameters called `names` choose it.
    pub(crate) fn message(self, names: &[String]) -> Text {
        let count = names.len();
        let names = names.iter().map(|name| text!("`{name}`", name)).collect();
        let names = Text::joined(names, |names, more| text!("{names} and {more}", names, more));
        match self {
            Self::Session => {
                plural!(count, "{names} chooses a session that ends", "{names} choose a session that ends", names)
            }
            Self::Visit => {
                plural!(
                    count,
                    "{names} belongs to a visit that is over",
                    "{names} belong to a visit that is over",
                    names
                )
            }
            Self::Revision => plural!(
                count,
                "{names} chooses one revision of the page",
                "{names} choose one revision of the page",
                names,
            ),
            Self::Language => plural!(
                count,
                "{names} chooses the language of buttons and menus",
                "{names} choose the language of buttons and menus",
                names,
            ),
        }
    }
}
