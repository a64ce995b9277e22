//! Code as it is compared: what of its lines no translator changes.

use super::code_syntax::CodeSyntax;
use super::code_words::{CommentEnd, words_of};
use crate::model::{Block, Document, Span};

/// A block of code as it is compared.
#[derive(Clone, Debug)]
pub struct CodeText<'d> {
    /// The first word behind the fence; empty where there is none.
    pub language: &'d str,
    /// Whether it stands between fences, and not indented.
    pub is_fenced: bool,
    /// Its lines, those without code left out.
    pub lines: Vec<CodeLine<'d>>,
}

/// A line of code as it is compared, without comments, strings, prompts and placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLine<'d> {
    /// Its bytes, without white space around them.
    pub span: Span,
    /// Its names, numbers, flags, paths and keys in order.
    pub words: Vec<&'d str>,
    /// Whether a translator may have changed it: it has letters that are not ASCII, a placeholder, prose or what a program said.
    pub is_open: bool,
    /// Whether that is because it is prose or what a program said, and not for a placeholder or letters in a line of code.
    pub is_said: bool,
}

impl<'d> CodeText<'d> {
    /// Reads `block`, a block of code of `document`.
    pub fn of(document: &'d Document, block: &Block) -> Self {
        let text = document.text(block.span);
        let opening = text.lines().next().unwrap_or("");
        let is_fenced = opening.trim_start().starts_with("```") || opening.trim_start().starts_with("~~~");
        let info = if is_fenced { opening.trim().trim_start_matches(['`', '~']).trim() } else { "" };
        // `{note}` of MyST, `{.python}` of Pandoc.
        let language = info.trim_start_matches(['{', '.']).split([' ', ',', '{', '}', ':', '\t']).next().unwrap_or("");
        let syntax = CodeSyntax::of(language);
        let mut code = Self { language, is_fenced, lines: Vec::new() };
        let mut start = block.span.start;
        let mut comment: Option<CommentEnd> = None;
        let mut prompts = Vec::new();
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let at = start;
            start += line.len();
            let is_fence = is_fenced && (number == 0 || (start == block.span.end && is_closing(line)));
            if is_fence || line.trim().is_empty() {
                continue;
            }
            let (lead, content) = without_prompt(line);
            let words = words_of(content, syntax, &mut comment);
            if words.is_blank() {
                continue;
            }
            let first = at + line.len() - line.trim_start().len();
            let span = Span::new(first, first + line.trim().len());
            prompts.push(!lead.trim().is_empty());
            let is_own = syntax.is_unknown && words.is_open && has_letters(content);
            let is_said = syntax.is_text || is_prose(content, syntax) || is_own;
            code.lines.push(CodeLine { span, words: words.words, is_open: words.is_open || is_said, is_said });
        }
        // Where commands have a prompt, the other lines are what they said.
        if prompts.iter().any(|prompt| *prompt) {
            for (line, _) in code.lines.iter_mut().zip(&prompts).filter(|(_, prompt)| !**prompt) {
                (line.is_open, line.is_said) = (true, true);
            }
        }
        code
    }
}

/// Whether a line ends a fenced block.
fn is_closing(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'`') || line.bytes().all(|byte| byte == b'~'))
}

/// The prompt that a line begins with, and what is typed behind it.
fn without_prompt(line: &str) -> (&str, &str) {
    let inside = line.trim_start();
    let plain = ["$ ", "% ", "> ", "❯ ", "➜ ", ">>> ", "PS> "].iter().find(|prompt| inside.starts_with(**prompt));
    let windows = || {
        let end = inside.find('>').filter(|_| inside.starts_with("PS ") || inside.get(1..3) == Some(":\\"))?;
        (!inside.get(..end)?.contains('=')).then_some(end + 1)
    };
    let Some(length) = plain.map(|prompt| prompt.len()).or_else(windows) else { return ("", inside) };
    inside.split_at_checked(length).unwrap_or(("", inside))
}

/// Whether there are letters that are not ASCII, as in the words of a language.
fn has_letters(line: &str) -> bool {
    line.chars().any(|character| !character.is_ascii() && character.is_alphabetic())
}

/// A line of so many words without any mark of code is prose, where no language is named.
const PROSE_WORDS: usize = 5;

/// Whether a line reads as prose: what a program says, a prompt for a model, the text of a diagram.
fn is_prose(line: &str, syntax: CodeSyntax) -> bool {
    let text = line.trim();
    let strong = ['=', '{', ';', '$', '\\', '_', '<', '|', '@', '"', '[', '`'];
    let has_call = || {
        text.as_bytes()
            .windows(2)
            .any(|pair| pair.first().is_some_and(u8::is_ascii_alphanumeric) && pair.get(1) == Some(&b'('))
    };
    let has_path = || text.split_whitespace().any(|word| word.contains('/') && word.len() > 1);
    let has_marks = text.contains(strong)
        || has_call()
        || has_path()
        || text.split_whitespace().any(|word| word.starts_with('-') && word.len() > 1);
    let mut letters = text.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let count = text.split_whitespace().count();
    let is_key = text.split_whitespace().next().is_some_and(|word| word.ends_with(':')) && !syntax.is_unknown;
    !has_marks
        && !is_key
        && ((is_capital && (count > 1 || (syntax.is_unknown && text.ends_with(':'))))
            || (syntax.is_unknown && count >= PROSE_WORDS))
}
