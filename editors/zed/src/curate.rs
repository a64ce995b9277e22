//! Tells Zed how to start the language server.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Curate;

impl zed::Extension for Curate {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let missing = "there is no program curate in PATH; https://github.com/curate-lists/curate#install says how to install it";
        let command = worktree.which("curate").ok_or(missing)?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Curate);
