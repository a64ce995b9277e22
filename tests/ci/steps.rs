//! Runs the steps of an action or a workflow as GitHub's runner does: the shell it names, the variables it gets, the files
//! it may write to. Expressions are looked up, so that a test says what each is.

use saphyr::{LoadableYamlNode as _, Yaml};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A file of the project as YAML.
pub struct Definition(String);

/// One step.
#[derive(Debug)]
pub struct Step {
    pub name: String,
    pub run: Option<String>,
    pub environment: BTreeMap<String, String>,
}

impl Definition {
    pub fn of(path: &str) -> Self {
        Self(fs::read_to_string(root().join(path)).unwrap())
    }

    /// The steps below `keys`.
    pub fn steps(&self, keys: &[&str]) -> Vec<Step> {
        self.each_of(keys, step)
    }

    /// The texts below `keys`.
    pub fn list(&self, keys: &[&str]) -> Vec<String> {
        self.each_of(keys, text)
    }

    fn each_of<T>(&self, keys: &[&str], made: fn(&Yaml<'_>) -> T) -> Vec<T> {
        let documents = Yaml::load_from_str(&self.0).unwrap();
        let mut node = &documents[0];
        for key in keys {
            node = node.as_mapping_get(key).unwrap_or_else(|| panic!("no `{key}`"));
        }
        node.as_sequence().expect("a sequence").iter().map(made).collect()
    }

    /// The values of `key` below each member of the mapping at `keys`.
    pub fn each(&self, keys: &[&str], key: &str) -> BTreeMap<String, String> {
        let documents = Yaml::load_from_str(&self.0).unwrap();
        let mut node = &documents[0];
        for key in keys {
            node = node.as_mapping_get(key).unwrap_or_else(|| panic!("no `{key}`"));
        }
        let members = node.as_mapping().expect("a mapping").iter();
        members.map(|(name, member)| (text(name), member.as_mapping_get(key).map(text).unwrap_or_default())).collect()
    }
}

fn step(node: &Yaml<'_>) -> Step {
    let environment = node.as_mapping_get("env").and_then(Yaml::as_mapping);
    Step {
        name: node.as_mapping_get("name").map(text).unwrap_or_default(),
        run: node.as_mapping_get("run").map(text),
        environment: environment.into_iter().flatten().map(|(name, value)| (text(name), text(value))).collect(),
    }
}

fn text(node: &Yaml<'_>) -> String {
    node.as_str().map_or_else(|| format!("{node:?}"), str::to_owned)
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A runner's machine: a workspace, files for commands, and programs that stand in for those of the machine.
pub struct Machine {
    folder: TempDir,
    /// What expressions are, by their text between `${{` and `}}`.
    pub expressions: BTreeMap<String, String>,
    /// More variables.
    pub variables: BTreeMap<String, String>,
}

impl Machine {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["temp", "bin"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder, expressions: BTreeMap::new(), variables: BTreeMap::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a script in the place of the program `name`.
    pub fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{script}")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What is between `${{` and `}}` in `text`, looked up.
    fn resolved(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${{") {
            let (expression, after) = after.split_once("}}").expect("the end of an expression");
            let known = self.expressions.get(expression.trim());
            out.push_str(before);
            out.push_str(known.unwrap_or_else(|| panic!("nothing is said of `{expression}`")));
            rest = after;
        }
        out + rest
    }

    /// Runs `step` in `workspace`; gives what it printed and what it left as outputs.
    pub fn run(&self, step: &Step, workspace: &Path) -> (Output, BTreeMap<String, String>) {
        let run = step.run.as_deref().expect("a script");
        assert!(!run.contains("${{"), "an expression in a script becomes a part of it: {run}");
        let (script, outputs) = (self.path("script.sh"), self.path("outputs"));
        fs::write(&script, run).unwrap();
        fs::write(&outputs, "").unwrap();
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(&script).current_dir(workspace);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GITHUB_") || name.starts_with("CARGO_"))
        {
            command.env_remove(name);
        }
        command.env("PATH", path).env("RUNNER_TEMP", self.path("temp")).env("GITHUB_ACTIONS", "true");
        command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", self.path("summary"));
        command.env("GITHUB_PATH", self.path("added-paths"));
        command.envs(&self.variables);
        for (name, value) in &step.environment {
            command.env(name, self.resolved(value));
        }
        let output = command.output().expect("bash");
        (output, super::surroundings::outputs(&fs::read_to_string(&outputs).unwrap()))
    }
}

/// All that a command printed.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
