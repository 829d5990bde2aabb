//! Writes a policy document of a few statements, in the order in which people read them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// One Allow.
#[derive(Debug, Clone, Default)]
pub(super) struct Statement {
    pub(super) principal: Option<String>,
    pub(super) actions: BTreeSet<String>,
    /// None in a trust policy.
    pub(super) resources: BTreeSet<String>,
    /// The values of `iam:PassedToService`.
    pub(super) passed_to: Vec<String>,
}

/// Returns the document.
pub(super) fn document(statements: &[Statement]) -> String {
    let statements: Vec<String> = statements.iter().map(Statement::text).collect();
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n{}\n  ]\n}}\n", statements.join(",\n"))
}

impl Statement {
    fn text(&self) -> String {
        let mut lines = vec!["      \"Effect\": \"Allow\"".to_owned()];
        if let Some(principal) = &self.principal {
            lines.push(format!("      \"Principal\": {{\"AWS\": {}}}", json!(principal)));
        }
        lines.push(format!("      \"Action\": {}", one_or_many(self.actions.iter())));
        if !self.resources.is_empty() {
            lines.push(format!("      \"Resource\": {}", one_or_many(self.resources.iter())));
        }
        if !self.passed_to.is_empty() {
            let services = one_or_many(self.passed_to.iter());
            lines.push(format!(
                "      \"Condition\": {{\"StringEquals\": {{\"iam:PassedToService\": {services}}}}}"
            ));
        }
        format!("    {{\n{}\n    }}", lines.join(",\n"))
    }
}

fn one_or_many<'a>(values: impl ExactSizeIterator<Item = &'a String>) -> String {
    let values: Vec<Value> = values.map(|it| json!(it)).collect();
    match values.as_slice() {
        [value] => value.to_string(),
        _ => {
            let lines: Vec<String> = values.iter().map(|it| format!("        {it}")).collect();
            format!("[\n{}\n      ]", lines.join(",\n"))
        }
    }
}
