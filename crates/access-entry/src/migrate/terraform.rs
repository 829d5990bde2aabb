//! A migration as Terraform resources.

use std::fmt::Write as _;

use super::{MigratedEntry, Migration, MigrationTarget, target};

impl Migration {
    /// Returns resources `aws_eks_access_entry` and `aws_eks_access_policy_association` of Terraform's AWS provider.
    ///
    /// An association takes its principal from the entry, so that the entry is made first. The cluster's own resource
    /// must say `authentication_mode = "API_AND_CONFIG_MAP"` or `"API"`.
    #[must_use]
    pub fn to_terraform(&self, target: &MigrationTarget<'_>) -> String {
        let names = target::names(&self.entries, "_");
        let resources = self.entries.iter().zip(&names).map(|(entry, name)| resources(entry, name, target));
        resources.collect::<Vec<_>>().join("\n")
    }
}

fn resources(entry: &MigratedEntry, name: &str, target: &MigrationTarget<'_>) -> String {
    let request = &entry.request;
    let mut arguments = vec![
        ("cluster_name", quote(target.cluster)),
        ("principal_arn", quote(&request.principal_arn)),
        ("type", quote(request.entry_type.as_str())),
    ];
    arguments.extend(request.username.as_deref().map(|it| ("user_name", quote(it))));
    if !request.kubernetes_groups.is_empty() {
        arguments.push(("kubernetes_groups", list(&request.kubernetes_groups)));
    }
    let mut text =
        format!("resource \"aws_eks_access_entry\" \"{name}\" {{\n{}}}\n", aligned("  ", &arguments));
    for (at, policy) in entry.access_policies.iter().enumerate() {
        let suffix = if at == 0 { String::new() } else { format!("_{}", at + 1) };
        let arguments = [
            ("cluster_name", format!("aws_eks_access_entry.{name}.cluster_name")),
            ("principal_arn", format!("aws_eks_access_entry.{name}.principal_arn")),
            ("policy_arn", quote(&policy.policy_arn)),
        ];
        let mut scope = vec![("type", quote(policy.scope.kind()))];
        if !policy.scope.namespaces().is_empty() {
            scope.push(("namespaces", list(policy.scope.namespaces())));
        }
        let _ = write!(
            text,
            "\nresource \"aws_eks_access_policy_association\" \"{name}{suffix}\" {{\n{}\n  access_scope {{\n{}  }}\n}}\n",
            aligned("  ", &arguments),
            aligned("    ", &scope),
        );
    }
    text
}

/// Writes arguments one a line with their equals signs in one column, as `terraform fmt` does.
fn aligned(indent: &str, arguments: &[(&str, String)]) -> String {
    let width = arguments.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    arguments.iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "{indent}{name:width$} = {value}");
        text
    })
}

fn list(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|it| quote(it)).collect::<Vec<_>>().join(", "))
}

/// Quotes a string for HCL, in which `${` and `%{` begin a template.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted.replace("${", "$${").replace("%{", "%%{")
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn strings_are_no_templates() {
        assert_eq!(quote("ops:{{SessionName}}"), r#""ops:{{SessionName}}""#);
        assert_eq!(quote("${path} %{if}"), r#""$${path} %%{if}""#);
        assert_eq!(quote("a\"b\\c\n"), r#""a\"b\\c\n""#);
    }
}
