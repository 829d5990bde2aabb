//! Edits of a kubeconfig: another profile, another cluster, no endpoint. The text is kept but for the place.

use eks_iam_document::{Entry, Node};
use eks_iam_span::{Edit, LineIndex, Span, apply_edits};

use crate::{Kubeconfig, snapshot::Source};

/// Returns the kubeconfig with that profile in the plugin's environment or arguments.
pub(super) fn with_profile(source: &Source, profile: &str) -> Option<Source> {
    let plugin = Kubeconfig::read(&source.text)?;
    match plugin.profile() {
        Some(old) if plugin.variable("AWS_PROFILE") == Some(old) => {
            with_variable(source, "AWS_PROFILE", profile)
        }
        Some(_) => with_argument(source, &["--profile"], profile),
        None => None,
    }
}

/// Returns the kubeconfig with another value behind an argument of one of these names.
pub(super) fn with_argument(source: &Source, names: &[&str], value: &str) -> Option<Source> {
    let node = eks_iam_document::parse(&source.text).ok()?;
    let arguments = plugin(&node, &source.text)?.get("args")?.as_sequence()?;
    let at = arguments.iter().position(|it| it.as_str().is_some_and(|it| names.contains(&it)))?;
    edited(source, &[Edit::replace(arguments.get(at + 1)?.span, value)])
}

/// Returns the kubeconfig with another value of a variable.
fn with_variable(source: &Source, name: &str, value: &str) -> Option<Source> {
    let node = eks_iam_document::parse(&source.text).ok()?;
    let variables = plugin(&node, &source.text)?.get("env")?.as_sequence()?;
    let variable = variables.iter().find(|it| it.get("name").and_then(Node::as_str) == Some(name))?;
    edited(source, &[Edit::replace(variable.get("value")?.span, value)])
}

/// Returns the kubeconfig without a variable; the item's lines go whole.
pub(super) fn without_variable(source: &Source, name: &str) -> Option<Source> {
    let node = eks_iam_document::parse(&source.text).ok()?;
    let exec = plugin(&node, &source.text)?;
    let entries = exec.as_mapping()?;
    let env = entries.iter().find(|it| it.key.as_str() == Some("env"))?;
    let variables = env.value.as_sequence()?;
    let variable = variables.iter().find(|it| it.get("name").and_then(Node::as_str) == Some(name))?;
    let span = if variables.len() == 1 { Entry::span(env) } else { variable.span };
    edited(source, &[Edit::delete(whole_lines(&source.text, span))])
}

/// The plugin of the user whom [`Kubeconfig::read`] reads: the one whose arguments are the same.
fn plugin<'a>(node: &'a Node, text: &str) -> Option<&'a Node> {
    let wanted = Kubeconfig::read(text)?;
    let users = node.get("users")?.as_sequence()?;
    users.iter().filter_map(|it| it.path(&["user", "exec"])).find(|it| {
        let arguments = it.get("args").and_then(Node::as_sequence).unwrap_or_default();
        arguments.iter().filter_map(Node::as_str).eq(wanted.arguments.iter().map(String::as_str))
    })
}

fn whole_lines(text: &str, span: Span) -> Span {
    let index = LineIndex::new(text);
    let last = span.end().saturating_sub(1).max(span.start());
    let (first, last) = (index.line_column(span.start()).line, index.line_column(last).line);
    let end = index.line_span(last).end();
    Span::new(index.line_span(first).start(), (end + 1).min(text.len()))
}

fn edited(source: &Source, edits: &[Edit]) -> Option<Source> {
    let text = apply_edits(&source.text, edits).ok()?;
    Some(Source { name: source.name.clone(), text })
}
