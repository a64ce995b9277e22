//! Code as it is compared: what of its lines no translator changes.

use super::code_syntax::CodeSyntax;
use super::code_words::{CommentEnd, is_invisible, words_of};
use crate::model::{Block, Document, Span};

/// A block of code as it is compared.
#[derive(Clone, Debug)]
pub struct CodeText<'d> {
    /// The language that it is read in: the first word behind the fence, or that of the block across; empty where there is none.
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
    /// Its code, with white space and strings, without prompts and the comment at its end.
    pub code: &'d str,
    /// Whether a translator may have changed it: it has letters that are not ASCII, a placeholder, prose or what a program said.
    pub is_open: bool,
    /// Whether that is because it is prose or what a program said, and not for a placeholder or letters in a line of code.
    pub is_said: bool,
}

impl<'d> CodeText<'d> {
    /// Reads `block`, a block of code of `document`.
    pub fn of(document: &'d Document, block: &Block) -> Self {
        Self::read(document, block, "")
    }

    /// Reads two blocks that stand for each other. One that names no language is in that of the other; of two that are called by
    /// several names, as `js` and `jsx`, one is.
    pub fn of_pair(blocks: [(&'d Document, &Block); 2]) -> [Self; 2] {
        let [first, second] = blocks.map(|(document, block)| Self::of(document, block));
        let [(document, block), (across, block_across)] = blocks;
        match (first.language, second.language) {
            ("", language) if !language.is_empty() => [Self::read(document, block, language), second],
            (language, "") if !language.is_empty() => {
                let second = Self::read(across, block_across, language);
                [first, second]
            }
            (language, other) if language != other => {
                let [syntax, syntax_across] = [language, other].map(CodeSyntax::of);
                match (syntax.is_text || syntax_across.is_text, syntax_across.shows_text) {
                    (true, _) => [first, second],
                    (false, true) => [Self::read_in(document, block, other), second],
                    (false, false) => [first, Self::read_in(across, block_across, language)],
                }
            }
            _ => [first, second],
        }
    }

    /// Reads `block`, whose language is `otherwise` where it names none.
    fn read(document: &'d Document, block: &Block, otherwise: &'d str) -> Self {
        let named = named_language(document.text(block.span));
        Self::read_in(document, block, if named.is_empty() { otherwise } else { named })
    }

    /// Reads `block` as code in `language`.
    fn read_in(document: &'d Document, block: &Block, language: &'d str) -> Self {
        let text = document.text(block.span);
        let is_fenced = is_opening(text);
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
            let is_open = words.is_open || is_said;
            code.lines.push(CodeLine { span, words: words.words, code: words.code, is_open, is_said });
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

impl CodeLine<'_> {
    /// Whether two lines are the same but for blank space, characters that cannot be seen, and a `;` at the end.
    pub fn is_spaced(&self, other: &Self) -> bool {
        bare(self.code).eq(bare(other.code))
    }
}

/// Whether the code of some lines is that of others, wherever a line ends.
pub fn are_rewrapped(lines: &[CodeLine<'_>], others: &[CodeLine<'_>]) -> bool {
    lines.iter().flat_map(|line| bare(line.code)).eq(others.iter().flat_map(|line| bare(line.code)))
}

/// The characters of `code` that can be seen, without a `;` at its end.
fn bare(code: &str) -> impl Iterator<Item = char> {
    let is_blank = |character: char| character.is_whitespace() || is_invisible(character);
    code.trim_end_matches(|last| last == ';' || is_blank(last)).chars().filter(move |character| !is_blank(*character))
}

/// The first word behind the fence that a block begins with; empty where there is none.
fn named_language(block: &str) -> &str {
    let opening = block.lines().next().filter(|_| is_opening(block)).unwrap_or("");
    let info = opening.trim().trim_start_matches(['`', '~']).trim();
    // `{note}` of MyST, `{.python}` of Pandoc.
    info.trim_start_matches(['{', '.']).split([' ', ',', '{', '}', ':', '\t']).next().unwrap_or("")
}

/// Whether a block begins with a fence.
fn is_opening(block: &str) -> bool {
    let block = block.trim_start();
    block.starts_with("```") || block.starts_with("~~~")
}

/// Whether a line ends a fenced block.
fn is_closing(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'`') || line.bytes().all(|byte| byte == b'~'))
}

/// A line has so many prompts at most: `$ (c44abbb)$ git bisect good`.
const PROMPTS: usize = 2;

/// The prompts that a line begins with, and what is typed behind them.
fn without_prompt(line: &str) -> (&str, &str) {
    let mut rest = line.trim_start();
    for number in 0..PROMPTS {
        // `$ (main) git push`
        let branch = || rest.split_once(' ').map(|(word, _)| word).filter(|word| number > 0 && is_branch(word));
        let Some(length) = prompt_length(rest).or_else(|| branch().map(str::len)) else { break };
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    line.trim_start().split_at_checked(line.trim_start().len() - rest.len()).unwrap_or(("", line))
}

/// The length of the prompt that `line` begins with.
fn prompt_length(line: &str) -> Option<usize> {
    let plain = ["$ ", "% ", "> ", "❯ ", "➜ ", ">>> ", "PS> "].iter().find(|prompt| line.starts_with(**prompt));
    let windows = || {
        let end = line.find('>').filter(|_| line.starts_with("PS ") || line.get(1..3) == Some(":\\"))?;
        (!line.get(..end)?.contains('=')).then_some(end + 1)
    };
    plain.map(|prompt| prompt.len()).or_else(windows).or_else(|| named_prompt_length(line))
}

/// Whether a prompt names a branch so: `(main)`.
fn is_branch(name: &str) -> bool {
    name.starts_with('(') && name.ends_with(')') && !name.contains(".*")
}

/// The length of a prompt that names a branch, a user or a host: `(main)$`, `(main)>`, `user@host:~$`, `user $`.
fn named_prompt_length(line: &str) -> Option<usize> {
    let end = line.find(['$', '>', '%', '#'])?;
    let (head, rest) = line.split_at_checked(end)?;
    let name = head.trim_end();
    let is_dollar = rest.starts_with('$');
    let is_user = || {
        let is_of_host =
            |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '@' | ':' | '~' | '/');
        is_dollar && name.contains(char::is_alphabetic) && name.chars().all(is_of_host) && rest.starts_with("$ ")
    };
    let is_apart = rest.len() == 1 || rest.get(1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    (is_apart && !name.contains(char::is_whitespace) && ((is_branch(name) && (is_dollar || name == head)) || is_user()))
        .then_some(end + 1)
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
