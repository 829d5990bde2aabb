//! An aws-auth ConfigMap as `kubectl get cm aws-auth -n kube-system -o yaml` shows it; the first two roles are nodes.

use std::fmt::Write as _;

use super::{Random, words::role_name};

const GROUPS: [&str; 8] = [
    "system:masters",
    "system:bootstrappers",
    "system:nodes",
    "eks-console-dashboard-full-access-group",
    "developers",
    "viewers",
    "deployers",
    "sre-oncall",
];

/// Returns a ConfigMap of so many roles; 5400 make about 1 MiB.
#[must_use]
pub fn aws_auth(roles: usize, seed: u64) -> String {
    let mut r = Random::new(seed);
    let mut text = String::from("apiVersion: v1\ndata:\n  mapRoles: |\n");
    for number in 0..roles {
        role(&mut r, number, &mut text);
    }
    text.push_str("kind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n");
    text
}

/// Returns the ARNs of the sessions of every role, as callers have them.
#[must_use]
pub fn sessions(manifest: &str) -> Vec<String> {
    let arns = manifest.lines().filter_map(|it| it.trim().strip_prefix("rolearn: arn:aws:iam::"));
    arns.map(|it| format!("arn:aws:sts::{}/session-1", it.replace(":role/", ":assumed-role/"))).collect()
}

fn role(r: &mut Random, number: usize, text: &mut String) {
    let account = r.account();
    // Drawn for a path, which none has here.
    let _ = r.below(100);
    let name = format!("{}-{number:06}", role_name(r));
    let (username, groups) = if number < 2 {
        ("system:node:{{EC2PrivateDNSName}}".to_owned(), GROUPS[1..3].to_vec())
    } else {
        let kinds =
            [name.clone(), format!("{name}:{{{{SessionName}}}}"), format!("'{{{{AccountID}}}}-{name}'")];
        let [plain, session, account] = &kinds;
        let username = r.pick(&[plain, session, account]).clone();
        let first = r.below(8) as usize;
        let count = 1 + r.below(3) as usize;
        (username, (0..count).map(|it| GROUPS[(first + it) % 8]).collect())
    };
    text.push_str("    - groups:\n");
    for group in groups {
        let _ = writeln!(text, "      - {group}");
    }
    let _ = writeln!(text, "      rolearn: arn:aws:iam::{account}:role/{name}\n      username: {username}");
}

#[cfg(test)]
mod tests {
    use crate::inputs::tests::fingerprint;

    #[test]
    fn bytes_are_those_of_every_machine() {
        assert_eq!(fingerprint(super::aws_auth(20, 1).as_bytes()), "0f7058783d112880");
        assert_eq!(fingerprint(super::aws_auth(5400, 1).as_bytes()), "1723cf016e99f318");
    }
}
