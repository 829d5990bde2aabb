//! A migration as commands of the AWS CLI, in the order in which nobody is locked out.

use super::{MigratedEntry, Migration, MigrationTarget};
use crate::AuthenticationMode;

impl Migration {
    /// Returns the commands of the AWS CLI (2.12.3, 1.27.160 or later), for a POSIX shell.
    ///
    /// Entries first, then a comparison, then the lines, then the mode: at each moment everybody is let in. The last
    /// step stands as a comment, for it cannot be taken back, and only where no line had to stay.
    #[must_use]
    pub fn to_aws_cli(&self, target: &MigrationTarget<'_>) -> String {
        let mut text = String::from("#!/bin/sh\nset -eu\n");
        if target.mode == AuthenticationMode::ConfigMap {
            text.push_str("\n# Read access entries too. This cannot be taken back.\n");
            let mode = "authenticationMode=API_AND_CONFIG_MAP";
            text.push_str(&command(
                target,
                "update-cluster-config",
                &[("--name", target.cluster), ("--access-config", mode)],
            ));
            text.push_str(&command(target, "wait cluster-active", &[("--name", target.cluster)]));
        }
        for entry in &self.entries {
            text.push('\n');
            text.push_str(&create(entry, target));
        }
        text.push_str("\n# Compare before any line of aws-auth is removed.\n");
        text.push_str(&command(target, "list-access-entries", &[("--cluster-name", target.cluster)]));
        if self.is_complete() && target.mode != AuthenticationMode::Api {
            text.push_str("\n# When everybody gets in by the entries, stop reading aws-auth. This cannot be taken back.\n# ");
            let mode = "authenticationMode=API";
            text.push_str(&command(
                target,
                "update-cluster-config",
                &[("--name", target.cluster), ("--access-config", mode)],
            ));
        }
        text
    }
}

fn create(entry: &MigratedEntry, target: &MigrationTarget<'_>) -> String {
    let request = &entry.request;
    let mut options = vec![
        ("--cluster-name", target.cluster),
        ("--principal-arn", request.principal_arn.as_str()),
        ("--type", request.entry_type.as_str()),
    ];
    options.extend(request.username.as_deref().map(|it| ("--username", it)));
    let mut groups = request.kubernetes_groups.iter().map(String::as_str);
    options.extend(groups.next().map(|it| ("--kubernetes-groups", it)));
    options.extend(groups.map(|it| ("", it)));
    let mut text = command(target, "create-access-entry", &options);
    for policy in &entry.access_policies {
        let namespaces = policy.scope.namespaces().join(",");
        let scope = match policy.scope.kind() {
            "cluster" => "type=cluster".to_owned(),
            kind => format!("type={kind},namespaces={namespaces}"),
        };
        let options = [
            ("--cluster-name", target.cluster),
            ("--principal-arn", request.principal_arn.as_str()),
            ("--policy-arn", policy.policy_arn.as_str()),
            ("--access-scope", scope.as_str()),
        ];
        text.push_str(&command(target, "associate-access-policy", &options));
    }
    text
}

fn command(target: &MigrationTarget<'_>, name: &str, options: &[(&str, &str)]) -> String {
    let mut text = format!("aws eks {name}");
    let region = target.region.map(|region| ("--region", region));
    for (option, value) in region.iter().chain(options) {
        for word in [option, value].into_iter().filter(|it| !it.is_empty()) {
            text.push(' ');
            text.push_str(&quote(word));
        }
    }
    text.push('\n');
    text
}

/// Quotes a word for a POSIX shell where it must be.
fn quote(word: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_=+,.:/@".contains(it);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn words_reach_the_program_as_they_are() {
        assert_eq!(quote("arn:aws:iam::111122223333:role/ops"), "arn:aws:iam::111122223333:role/ops");
        assert_eq!(quote("ops:{{SessionName}}"), "'ops:{{SessionName}}'");
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote("運用"), "'運用'");
    }
}
