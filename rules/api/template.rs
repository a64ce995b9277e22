//! What is said to people, as a template with named arguments: a catalogue knows the template in other languages.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Write};

/// The template of what has none.
const VERBATIM: &str = "{text}";

/// A text in English, `the anchor {anchor} is not there`, with the arguments that go into it: made by [`text!`](crate::text).
///
/// It is put together where it is shown, in the language that [`Text::translate`] gave it. Whatever compares texts compares what
/// they say in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    template: &'static str,
    /// The template in another language.
    translation: Option<Cow<'static, str>>,
    arguments: Vec<(&'static str, Argument)>,
}

/// What goes into a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    /// A number.
    Number(u64),
    /// What is the same in every language: a name, a title, a URL.
    Name(Box<str>),
    /// A text of its own.
    Text(Text),
}

/// A [`Text`]: a template, and the arguments that its braces name. `line` stands for a variable of that name, `title = …` for any
/// other value: a number, a string, or a text of its own. Double braces are braces. A name without its value, or a value without
/// its name, does not compile. Arguments are values that are moved in: `title = &*entry.title` borrows.
///
/// ```
/// use curate_rules::text;
///
/// let line = 7_usize;
/// let text = text!("the same URL as line {line} ({title})", line, title = "Lamps".to_owned());
/// assert_eq!(text.to_string(), "the same URL as line 7 (Lamps)");
/// ```
#[macro_export]
macro_rules! text {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::api::template::Text::new(
            const {
                let is_complete = $crate::api::template_names::has_all($template, &[$(stringify!($name)),*]);
                assert!(is_complete, "the names in braces are not those of the arguments");
                $template
            },
            vec![$((stringify!($name), $crate::text!(@argument $name $(= $value)?))),*],
        )
    };
    (@argument $name:ident) => { $crate::api::template::Argument::from($name) };
    (@argument $name:ident = $value:expr) => { $crate::api::template::Argument::from($value) };
}

/// The [`Text`] of the first template where `count` is 1, else that of the second: each may name `count` and all other arguments,
/// or leave them out.
///
/// ```
/// use curate_rules::plural;
///
/// let of = |count: usize| plural!(count, "one heading", "{count} headings").to_string();
/// assert_eq!((of(1), of(2)), ("one heading".to_owned(), "2 headings".to_owned()));
/// ```
#[macro_export]
macro_rules! plural {
    ($count:ident, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::api::template::Text::new(
            const {
                let names = &[stringify!($count), $(stringify!($name)),*];
                let is_complete = $crate::api::template_names::names_only($one, names)
                    && $crate::api::template_names::names_only($many, names);
                assert!(is_complete, "a name in braces is not that of an argument");
                [$one, $many]
            }[usize::from($count != 1)],
            vec![
                (stringify!($count), $crate::api::template::Argument::from($count)),
                $((stringify!($name), $crate::text!(@argument $name $(= $value)?))),*
            ],
        )
    };
}

impl Text {
    /// A text without a translation; [`text!`](crate::text) is how to make one that has.
    pub const fn new(template: &'static str, arguments: Vec<(&'static str, Argument)>) -> Self {
        Self { template, translation: None, arguments }
    }

    /// What is the same in every language.
    pub fn verbatim(text: impl Into<Box<str>>) -> Self {
        Self::new(VERBATIM, vec![("text", Argument::Name(text.into()))])
    }

    /// `a`, `a, b`, `a, b, c`; nothing where there are none.
    pub fn series(items: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(items.into_iter().collect(), |before, item| text!("{before}, {item}", before, item))
    }

    /// `items` as one, each joined with the next: two by two, so that thousands of them are not nested thousands deep.
    pub(crate) fn joined(mut items: Vec<Self>, join: impl Fn(Self, Self) -> Self) -> Self {
        while items.len() > 1 {
            let mut rest = items.into_iter();
            items = Vec::with_capacity(rest.len().div_ceil(2));
            while let Some(item) = rest.next() {
                items.push(match rest.next() {
                    Some(next) => join(item, next),
                    None => item,
                });
            }
        }
        items.pop().unwrap_or_default()
    }

    /// `a`, `a and b`, `a, b and c`; nothing where there are none.
    pub fn list(mut items: Vec<Self>) -> Self {
        let last = items.pop().unwrap_or_default();
        if items.is_empty() { last } else { text!("{before} and {last}", before = Self::series(items), last) }
    }

    /// Has it and the texts in it speak the language whose templates `translation` knows by the English ones. What has no template
    /// becomes the one without arguments that `verbatim` knows for all that it says.
    pub fn translate(
        &mut self,
        translation: &dyn Fn(&str) -> Option<&'static str>,
        verbatim: &dyn Fn(&str) -> Option<String>,
    ) {
        self.translation = match self.arguments.as_slice() {
            [(_, Argument::Name(text))] if self.template == VERBATIM => verbatim(text).map(Cow::Owned),
            _ => translation(self.template).map(Cow::Borrowed),
        };
        for (_, argument) in &mut self.arguments {
            if let Argument::Text(text) = argument {
                text.translate(translation, verbatim);
            }
        }
    }

    /// What it says in English, whatever the language it is shown in.
    pub fn in_english(&self) -> String {
        let mut english = String::new();
        let _ = self.write(&mut english, true);
        english
    }

    fn write(&self, out: &mut dyn Write, in_english: bool) -> fmt::Result {
        let mut rest = self.translation.as_deref().filter(|_| !in_english).unwrap_or(self.template);
        while let Some((before, from)) = rest.find(['{', '}']).and_then(|at| rest.split_at_checked(at)) {
            out.write_str(before)?;
            rest = if let Some(after) = from.strip_prefix("{{") {
                out.write_char('{')?;
                after
            } else if let Some(after) = from.strip_prefix("}}") {
                out.write_char('}')?;
                after
            } else {
                let (name, after) = from.strip_prefix('{').and_then(|from| from.split_once('}')).unwrap_or_default();
                self.write_argument(name, out, in_english)?;
                after
            };
        }
        out.write_str(rest)
    }

    fn write_argument(&self, name: &str, out: &mut dyn Write, in_english: bool) -> fmt::Result {
        match self.arguments.iter().find(|(own, _)| *own == name) {
            Some((_, Argument::Number(number))) => write!(out, "{number}"),
            Some((_, Argument::Name(name))) => out.write_str(name),
            Some((_, Argument::Text(text))) => text.write(out, in_english),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, false)
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        let of_english = self.in_english().cmp(&other.in_english());
        let own = (self.template, &self.translation, &self.arguments);
        of_english.then_with(|| own.cmp(&(other.template, &other.translation, &other.arguments)))
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text without arguments; only [`text!`](crate::text) has it translated.
impl From<&'static str> for Text {
    fn from(template: &'static str) -> Self {
        Self::new(template, Vec::new())
    }
}

/// A text that was put together in English.
impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::verbatim(text)
    }
}

impl From<Text> for Argument {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// The arguments that are names: anything that becomes a string of its own.
macro_rules! names {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Argument {
            fn from(name: $kind) -> Self {
                Self::Name(name.into())
            }
        })*
    };
}

names!(&str, String, Box<str>, std::borrow::Cow<'_, str>);

impl From<&String> for Argument {
    fn from(name: &String) -> Self {
        Self::Name(name.as_str().into())
    }
}

impl From<char> for Argument {
    fn from(name: char) -> Self {
        Self::Name(name.encode_utf8(&mut [0; 4]).to_owned().into())
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

/// The arguments that are numbers.
macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Argument {
            fn from(number: $kind) -> Self {
                Self::Number(number.into())
            }
        })*
    };
}

numbers!(u8, u16, u32, u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let words = |words: &[&'static str]| words.iter().copied().map(Text::from).collect::<Vec<_>>();
        for (items, series, list) in [
            (&[][..], "", ""),
            (&["a"], "a", "a"),
            (&["a", "b"], "a, b", "a and b"),
            (&["a", "b", "c"], "a, b, c", "a, b and c"),
            (&["a", "b", "c", "d", "e", "f"], "a, b, c, d, e, f", "a, b, c, d, e and f"),
        ] {
            assert_eq!(Text::series(words(items)).to_string(), series);
            assert_eq!(Text::list(words(items)).to_string(), list);
        }
        let mut many = Text::list(words(&vec!["a"; 100_000]));
        many.translate(&|_| None, &|_| None);
        assert!(many.clone().to_string().ends_with("a, a and a"));
    }

    #[test]
    fn translations_reach_parts_and_leave_english_as_it_is() {
        let of = |template: &str| match template {
            "{kind} on line {line}" => Some("第 {line} 行的{kind}"),
            "a link" => Some("链接"),
            _ => None,
        };
        for (kind, shown) in [(text!("a link"), "第 7 行的链接"), (text!("`{{}}`"), "第 7 行的`{}`")] {
            let mut text = text!("{kind} on line {line}", kind, line = 7_usize);
            let english = (text.to_string(), text.in_english());
            text.translate(&of, &|_| None);
            assert_eq!((text.to_string(), &text.in_english()), (shown.to_owned(), &english.1));
            assert_eq!(english.0, english.1);
        }
        let mut verbatim = Text::verbatim("a link");
        verbatim.translate(&of, &|text| of(text).map(str::to_owned));
        assert_eq!((verbatim.to_string(), verbatim.in_english()), ("链接".to_owned(), "a link".to_owned()));
        // What an argument says is never taken for a template.
        assert_eq!(text!("`{name}`", name = "{name} {{").to_string(), "`{name} {{`");
    }

    #[test]
    fn names_are_counted() {
        use crate::api::template_names::{has_all, names_only};
        assert!(has_all("{a} {{b}} {c}", &["a", "c"]) && has_all("none", &[]));
        assert!(!has_all("{a}", &["a", "b"]) && !has_all("{a} {b}", &["a"]) && !has_all("{ab}", &["a"]));
        assert!(names_only("{a}", &["a", "b"]) && !names_only("{a} {c}", &["a", "b"]));
    }
}
