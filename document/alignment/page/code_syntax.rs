//! What is a comment in a block of code, judging by the language that its fence names.

/// How the language of a block writes comments, and whether it is a language at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CodeSyntax {
    /// From `#` to the end of the line.
    hash: bool,
    /// From `//` to the end of the line.
    slashes: bool,
    /// From `/*` to `*/`.
    pub stars: bool,
    /// From `<!--` to `-->`.
    pub markup: bool,
    /// From two hyphens to the end of the line.
    dashes: bool,
    /// From `;` or `%` at the start of a line.
    semicolon: bool,
    /// Whether `<name>` is a tag or a type, not a placeholder.
    pub has_angles: bool,
    /// Whether `:`, `+` and `*` stand between names, and not in them.
    pub has_operators: bool,
    /// Whether what stands between tags is shown to readers.
    pub shows_text: bool,
    /// Whether its text may be translated: a diagram, a transcript, a text.
    pub is_text: bool,
    /// Whether the fence names no language.
    pub is_unknown: bool,
}

impl CodeSyntax {
    /// The syntax of what a fence calls `language`, the first word of its info string.
    pub(super) fn of(language: &str) -> Self {
        let none = Self::default();
        let c = Self { slashes: true, stars: true, has_angles: true, has_operators: true, ..none };
        match language.to_ascii_lowercase().as_str() {
            "" => Self { hash: true, slashes: true, stars: true, markup: true, is_unknown: true, ..none },
            "text" | "txt" | "plain" | "plaintext" | "mermaid" | "plantuml" | "ascii" | "tree" | "output" | "log"
            | "markdown" | "md" | "diagram" | "prompt" | "csv" | "quote" | "gherkin" | "po" | "srt" | "note"
            | "tip" | "hint" | "important" | "warning" | "caution" | "danger" | "attention" | "seealso"
            | "admonition" => Self { is_text: true, ..none },
            "xml" | "plist" => Self { markup: true, has_angles: true, ..none },
            "html" | "svg" | "xhtml" | "vue" | "svelte" | "astro" | "mdx" | "jsx" | "tsx" => {
                Self { markup: true, shows_text: true, ..c }
            }
            "php" => Self { hash: true, ..c },
            "sql" | "lua" | "haskell" | "hs" | "elm" | "ada" | "vhdl" => Self { dashes: true, stars: true, ..none },
            "ini" | "lisp" | "clojure" | "clj" | "scheme" | "elisp" | "asm" | "nasm" | "racket" | "tex" | "latex"
            | "matlab" | "erlang" => Self { semicolon: true, hash: language == "ini", ..none },
            "c" | "cpp" | "c++" | "h" | "hpp" | "objc" | "cs" | "csharp" | "c#" | "java" | "kotlin" | "kt"
            | "scala" | "swift" | "go" | "golang" | "rust" | "rs" | "js" | "javascript" | "ts" | "typescript"
            | "json" | "jsonc" | "json5" | "dart" | "css" | "scss" | "less" | "groovy" | "gradle" | "proto"
            | "protobuf" | "glsl" | "zig" | "solidity" => c,
            // Shells, Python, YAML and all that is called by a name not known here.
            _ => Self { hash: true, slashes: false, ..none },
        }
    }

    /// Whether the rest of a line is a comment; `before` is what stands before it on the line.
    pub(super) fn is_comment(self, before: &str, rest: &str) -> bool {
        let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
        let is_first = before.trim().is_empty();
        let is_behind_code = (self.slashes
            && rest.starts_with("//")
            && before.ends_with([';', ',', '(', ')', '{', '}', '[', ']', '`'])
            && !before.ends_with("url("))
            || (self.hash && rest.starts_with('#') && before.ends_with([';', ')']));
        let is_marked = (self.hash && rest.starts_with('#'))
            || (self.slashes && rest.starts_with("//"))
            || (self.dashes && rest.starts_with("--"))
            || (self.semicolon && is_first && rest.starts_with([';', '%']))
            || (is_first && ["REM ", ":: ", "// "].iter().any(|mark| rest.starts_with(mark)))
            || (self.hash && is_remark(rest));
        is_behind_code || (is_apart && is_marked)
    }
}

/// A remark behind an arrow has so many words.
const REMARK: usize = 3;

/// Whether an arrow with words behind it begins `rest`: `<- turns it on`.
fn is_remark(rest: &str) -> bool {
    let Some(said) = rest.strip_prefix("<- ").or_else(|| rest.strip_prefix("← ")) else { return false };
    said.split_whitespace().count() >= REMARK
        && said.chars().all(|letter| letter.is_alphabetic() || " .,!'’".contains(letter))
}
