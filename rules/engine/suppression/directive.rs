//! What suppression comments say, ours and those of other linters.

use crate::api::suppression::{VERBS, Verb};
use curate_document::language::Language;
use curate_document::{BlockId, Document, Span};

/// A comment that speaks to a linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Whose comment it is.
    pub origin: Dialect,
    /// What it wants.
    pub verb: Verb,
    /// The bytes of the verb.
    pub verb_span: Span,
    /// The bytes of the rules it names, in order; none for all rules.
    pub names: Vec<Span>,
    /// The whole comment.
    pub comment: Span,
    /// The block it makes or stands in.
    pub block: BlockId,
}

/// Whose comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Ours: `<!-- curate … -->`, `<!-- /curate … -->`.
    Curate,
    /// Of remark and awesome-lint: `<!--lint …-->`.
    Remark,
    /// Of markdownlint and of rumdl, which has its rules: `<!-- markdownlint-… -->`, `<!-- rumdl-… -->`.
    Markdownlint,
    /// Of the link checker markdown-link-check: `<!-- markdown-link-check-… -->`.
    MarkdownLinkCheck,
    /// Of prettier: `<!-- prettier-ignore -->`, `-start` and `-end`.
    Prettier,
    /// Of AutoCorrect: `<!-- autocorrect-disable -->`, `<!-- autocorrect: false -->`, with names of its rules or without.
    AutoCorrect,
}

/// The comments of `document` that speak to a linter, in order.
pub fn directives(document: &Document) -> Vec<Directive> {
    let read = |(comment, block, text)| -> Option<Directive> {
        let mut words = WordSpans { document, span: text };
        let first = words.next()?;
        let (origin, verb, verb_span) = match document.text(first) {
            "curate" => own_verb(document, &mut words, first),
            "/curate" => {
                let (origin, verb, span) = own_verb(document, &mut words, first);
                match verb {
                    Verb::Sorted => (origin, Verb::SortedEnd, span),
                    _ => (origin, Verb::Unknown, first.join(span)),
                }
            }
            "lint" => {
                let verb = words.next()?;
                (Dialect::Remark, remark_verb(document.text(verb))?, verb)
            }
            "autocorrect:" => {
                let verb = words.next()?;
                (Dialect::AutoCorrect, autocorrect_verb(document.text(verb))?, verb)
            }
            word => {
                let (origin, verb) = foreign_verb(word)?;
                (origin, verb, first)
            }
        };
        let names = match origin {
            Dialect::Curate => words.names(),
            // They have no rules; what follows is a remark.
            Dialect::MarkdownLinkCheck | Dialect::Prettier => Vec::new(),
            Dialect::Markdownlint if document.text(first).ends_with(CONFIGURE_FILE) => {
                let names = switched_off(document, words.span);
                // Without a name all rules would be silent.
                if names.is_empty() {
                    return None;
                }
                names
            }
            Dialect::Remark | Dialect::Markdownlint | Dialect::AutoCorrect => words.collect(),
        };
        Some(Directive { origin, verb, verb_span, names, comment, block })
    };
    document.comments().iter().filter_map(|comment| read((comment.span, comment.block, comment.text))).collect()
}

/// The language of a verb such as `zh-only`.
pub(crate) fn only_language(verb: &str) -> Option<Language> {
    Language::parse(verb.strip_suffix("-only")?)
}

fn own_verb(document: &Document, words: &mut WordSpans<'_>, first: Span) -> (Dialect, Verb, Span) {
    let span = words.next().unwrap_or(Span::at(first.end));
    // `ignore:` with a reason and no rule.
    let text = document.text(span).trim_end_matches([':', '：']);
    let cut = Span::new(span.start, span.start + text.len());
    words.span = Span::new(cut.end, words.span.end.max(cut.end));
    let known = VERBS.iter().find(|(name, _)| *name == text).map(|(_, verb)| *verb);
    let verb = known.or_else(|| only_language(text).map(|_| Verb::Only)).unwrap_or(Verb::Unknown);
    (Dialect::Curate, verb, cut)
}

/// The end of the comment that configures markdownlint for its file.
const CONFIGURE_FILE: &str = "configure-file";

/// Whose comment begins with `word`, and what it wants.
fn foreign_verb(word: &str) -> Option<(Dialect, Verb)> {
    if let Some(verb) = word.strip_prefix("markdownlint-").or_else(|| word.strip_prefix("rumdl-")) {
        return Some((Dialect::Markdownlint, markdownlint_verb(verb)?));
    }
    if let Some(verb) = word.strip_prefix("markdown-link-check-") {
        return Some((Dialect::MarkdownLinkCheck, link_check_verb(verb)?));
    }
    if let Some(verb) = word.strip_prefix("autocorrect").and_then(|rest| rest.strip_prefix(['-', ':'])) {
        return Some((Dialect::AutoCorrect, autocorrect_verb(verb)?));
    }
    let verb = match word.strip_prefix("prettier-ignore")? {
        "" => Verb::Ignore,
        "-start" => Verb::Disable,
        "-end" => Verb::Enable,
        _ => return None,
    };
    Some((Dialect::Prettier, verb))
}

/// The keys in `object`, the bytes of JSON, that have the value `false`.
fn switched_off(document: &Document, object: Span) -> Vec<Span> {
    let text = document.text(object);
    let mut start = 0;
    let mut names = Vec::new();
    for pair in text.split([',', '{', '}']) {
        let key = pair.split_once(':').filter(|(_, value)| value.trim() == "false").map(|(key, _)| key);
        if let Some(name) = key.and_then(|key| key.trim().strip_prefix('"')?.strip_suffix('"'))
            && let Some(at) = pair.find(name).filter(|_| !name.is_empty())
        {
            let first = object.start + start + at;
            names.push(Span::new(first, first + name.len()));
        }
        start += pair.len() + 1;
    }
    names
}

fn autocorrect_verb(word: &str) -> Option<Verb> {
    Some(match word {
        "disable" | "false" => Verb::Disable,
        "enable" | "true" => Verb::Enable,
        _ => return None,
    })
}

fn remark_verb(word: &str) -> Option<Verb> {
    Some(match word {
        "disable" => Verb::Disable,
        "enable" => Verb::Enable,
        "ignore" => Verb::Ignore,
        _ => return None,
    })
}

fn markdownlint_verb(word: &str) -> Option<Verb> {
    Some(match word {
        "disable" => Verb::Disable,
        "enable" => Verb::Enable,
        "capture" => Verb::Capture,
        "restore" => Verb::Restore,
        "disable-line" => Verb::DisableLine,
        "disable-next-line" => Verb::DisableNextLine,
        "disable-file" | CONFIGURE_FILE => Verb::FileIgnore,
        _ => return None,
    })
}

fn link_check_verb(word: &str) -> Option<Verb> {
    Some(match word {
        "disable" => Verb::Disable,
        "enable" => Verb::Enable,
        "disable-line" => Verb::DisableLine,
        "disable-next-line" => Verb::DisableNextLine,
        _ => return None,
    })
}

/// Splits text at white space and commas.
struct WordSpans<'a> {
    document: &'a Document,
    span: Span,
}

impl WordSpans<'_> {
    /// The names before a reason, which a colon begins.
    fn names(mut self) -> Vec<Span> {
        let rest = self.document.text(self.span);
        let end = rest.find([':', '：']).unwrap_or(rest.len());
        self.span = Span::new(self.span.start, self.span.start + end);
        self.collect()
    }
}

impl Iterator for WordSpans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let is_between = |character: char| character.is_whitespace() || matches!(character, ',' | '，' | '、');
        let text = self.document.text(self.span);
        let word = text.trim_start_matches(is_between);
        let start = self.span.start + text.len() - word.len();
        let length = word.find(is_between).unwrap_or(word.len());
        self.span = Span::new(start + length, self.span.end);
        (length > 0).then(|| Span::new(start, start + length))
    }
}
