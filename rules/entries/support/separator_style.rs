//! The marks that separate titles from descriptions, and the white space around them.

/// Dashes that separate.
pub(crate) const DASHES: [char; 5] = ['-', '–', '—', '−', '―'];

/// How a title and its description are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SeparatorStyle<'a> {
    /// A dash, a colon or another sign; empty where there is white space only, or nothing.
    pub mark: &'a str,
    /// Whether white space stands before the mark.
    pub before: bool,
    /// Whether white space stands after it.
    pub after: bool,
}

impl<'a> SeparatorStyle<'a> {
    /// The style of `separator`, white space included.
    pub(crate) fn of(separator: &'a str) -> Self {
        let mark = separator.trim();
        let after = !mark.is_empty() && separator.ends_with(char::is_whitespace);
        Self { mark, before: separator.starts_with(char::is_whitespace), after }
    }

    /// The separator in this style, with single spaces.
    pub(crate) fn text(&self) -> String {
        let space = |wanted| if wanted { " " } else { "" };
        format!("{}{}{}", space(self.before), self.mark, space(self.after))
    }

    /// Whether `text` is the separator in this style, with single spaces.
    pub(crate) fn is_written_as(&self, text: &str) -> bool {
        let rest = if self.before { text.strip_prefix(' ') } else { Some(text) };
        let mark = if self.after { rest.and_then(|rest| rest.strip_suffix(' ')) } else { rest };
        mark == Some(self.mark)
    }

    /// Whether no list means to separate so: a hyphen or en dash without its spaces, two marks, nothing at all.
    pub(crate) fn is_slip(&self) -> bool {
        if self.mark.contains(char::is_whitespace) {
            return true;
        }
        let is_short_dash = self.is_dash() && !self.mark.contains(['—', '―']);
        let is_tight = !self.before || !self.after;
        is_short_dash && is_tight || self.mark.is_empty() && !self.before
    }

    /// Whether only a reader knows what to put in its place: there was no mark, or one that may end a sentence.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.mark.is_empty() || self.mark == "."
    }

    /// Whether it is a colon right behind the title.
    pub(crate) fn is_colon(&self) -> bool {
        !self.before && matches!(self.mark, ":" | "：")
    }

    /// Whether it begins with a dash.
    pub(crate) fn is_dash(&self) -> bool {
        self.mark.starts_with(DASHES)
    }
}
