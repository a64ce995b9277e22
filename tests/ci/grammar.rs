//! The commands that GitHub's runner finds in the output of a step, by its own grammar.
//! <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>

use std::collections::BTreeMap;

/// What the runner takes for a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowCommand {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

/// The commands in `output`, in order. A runner ends a line at `\n`, `\r\n` and `\r`.
pub fn commands(output: &str) -> Vec<WorkflowCommand> {
    output.split(['\n', '\r']).filter_map(|line| second_form(line).or_else(|| first_form(line))).collect()
}

/// `::name key=value,key=value::data`, at the start of a line but for white space.
fn second_form(line: &str) -> Option<WorkflowCommand> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.trim().split(',').filter_map(|pair| pair.split_once('='));
    let escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let properties = pairs.map(|(key, value)| (key.trim().to_owned(), undone(value, &escapes))).collect();
    let data = undone(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]);
    Some(WorkflowCommand { name: name.to_owned(), properties, data })
}

/// `##[name key=value;key=value]data`, anywhere in a line.
fn first_form(line: &str) -> Option<WorkflowCommand> {
    let (head, data) = line.split_once("##[")?.1.split_once(']')?;
    let name = head.split(' ').next().unwrap_or(head);
    Some(WorkflowCommand { name: name.to_owned(), properties: BTreeMap::new(), data: data.to_owned() })
}

fn undone(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (escape, meant)| text.replace(escape, meant))
}

#[test]
fn both_forms_are_seen() {
    let found = commands("x\n  ::error file=a%2Cb%3A%25.md,line=3::one%0Atwo\nlog ##[group]title\n:: no\n::x");
    let names: Vec<&str> = found.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, ["error", "group"]);
    assert_eq!((found[0].properties["file"].as_str(), found[0].data.as_str()), ("a,b:%.md", "one\ntwo"));
}
