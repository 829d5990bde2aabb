//! Statements as JSON text.

use std::fmt::Write as _;

/// A statement to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatementText<'a> {
    pub(crate) principal: Option<(&'a str, String)>,
    pub(crate) actions: Vec<String>,
    pub(crate) resource: Option<String>,
    /// Operator, key, value; lines of one operator stand together.
    pub(crate) conditions: Vec<(&'a str, String, String)>,
}

impl StatementText<'_> {
    /// Writes an Allow statement, indented by two blanks.
    pub(crate) fn allow(&self) -> String {
        let mut text = "{\n  \"Effect\": \"Allow\"".to_owned();
        match &self.principal {
            Some(("*", _)) => text.push_str(",\n  \"Principal\": \"*\""),
            Some((key, value)) => {
                write(
                    &mut text,
                    format_args!(",\n  \"Principal\": {{\n    {}: {}\n  }}", quoted(key), quoted(value)),
                );
            }
            None => {}
        }
        match self.actions.as_slice() {
            [action] => write(&mut text, format_args!(",\n  \"Action\": {}", quoted(action))),
            actions => {
                let list: Vec<_> = actions.iter().map(|action| format!("    {}", quoted(action))).collect();
                write(&mut text, format_args!(",\n  \"Action\": [\n{}\n  ]", list.join(",\n")));
            }
        }
        if let Some(resource) = &self.resource {
            write(&mut text, format_args!(",\n  \"Resource\": {}", quoted(resource)));
        }
        if !self.conditions.is_empty() {
            write(&mut text, format_args!(",\n  \"Condition\": {{\n{}\n  }}", self.condition_lines()));
        }
        text.push_str("\n}");
        text
    }

    fn condition_lines(&self) -> String {
        let mut blocks: Vec<(&str, Vec<String>)> = Vec::new();
        for (operator, key, value) in &self.conditions {
            let line = format!("      {}: {}", quoted(key), quoted(value));
            match blocks.iter_mut().find(|(name, _)| name == operator) {
                Some((_, lines)) => lines.push(line),
                None => blocks.push((operator, vec![line])),
            }
        }
        let block = |(name, lines): (&str, Vec<String>)| {
            format!("    {}: {{\n{}\n    }}", quoted(name), lines.join(",\n"))
        };
        blocks.into_iter().map(block).collect::<Vec<_>>().join(",\n")
    }
}

/// Puts a statement into a document of its own.
pub(crate) fn document(statement: &str) -> String {
    let version = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n";
    format!("{version}{}\n  ]\n}}\n", indented(statement, "    "))
}

/// Indents every line.
pub(crate) fn indented(text: &str, by: &str) -> String {
    text.lines().map(|line| format!("{by}{line}")).collect::<Vec<_>>().join("\n")
}

/// A text as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control < ' ' => write(&mut quoted, format_args!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text in a place where variables are replaced, so that it stands for itself.
pub(crate) fn literal(text: &str, wildcards: bool) -> String {
    let escaped = text.replace("${", "${$}{");
    if !wildcards || !text.contains(['*', '?']) {
        return escaped;
    }
    let mut literal = String::with_capacity(escaped.len() + 8);
    let mut inside = false;
    for character in escaped.chars() {
        match character {
            '*' | '?' if !inside => write(&mut literal, format_args!("${{{character}}}")),
            other => literal.push(other),
        }
        inside = character == '{' && literal.ends_with("${") || inside && character != '}';
    }
    literal
}

fn write(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}
