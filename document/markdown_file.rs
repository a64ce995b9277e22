//! Which files are markdown, by their names.

/// The extensions of markdown files, without the dot.
pub const MARKDOWN_EXTENSIONS: [&str; 3] = ["md", "markdown", "mdown"];

/// Whether `extension`, in any case and without its dot, is that of a markdown file.
pub fn is_markdown_extension(extension: &str) -> bool {
    MARKDOWN_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether the file at `path`, with forward slashes, is markdown: it has one of [`MARKDOWN_EXTENSIONS`] after a name.
pub fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| !stem.is_empty() && is_markdown_extension(extension))
}
