//! The command that puts an edited document where it belongs.

use eks_iam_arn::Principal;

use crate::{PolicyHolder, PolicySource};

/// Returns the AWS CLI's command that makes `file` the policy of its holder; none for a holder that has no such call.
///
/// A policy with an ARN of its own gets a new default version; what the snapshot cannot know is written in capitals.
pub(super) fn policy(holder: &PolicyHolder, policy: &PolicySource, file: &str) -> Option<String> {
    if !is_plain(file) {
        return None;
    }
    let document = format!("--policy-document file://{file}");
    if let (PolicyHolder::Identity(_) | PolicyHolder::Boundary(_), Some(arn)) = (holder, &policy.arn) {
        return Some(format!("aws iam create-policy-version --policy-arn {arn} {document} --set-as-default"));
    }
    Some(match holder {
        PolicyHolder::Identity(arn) => {
            let (kind, name) = named(arn)?;
            format!("aws iam put-{kind}-policy --{kind}-name {name} --policy-name {} {document}", policy.name)
        }
        PolicyHolder::Boundary(_) => {
            format!("aws iam create-policy-version --policy-arn BOUNDARY_ARN {document} --set-as-default")
        }
        PolicyHolder::Trust(arn) => {
            format!("aws iam update-assume-role-policy --role-name {} {document}", named(arn)?.1)
        }
        PolicyHolder::VpcEndpoint => {
            format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id ENDPOINT_ID {document}")
        }
        PolicyHolder::Scp | PolicyHolder::Rcp => {
            format!("aws organizations update-policy --policy-id POLICY_ID --content file://{file}")
        }
        PolicyHolder::Bucket(name) => {
            format!("aws s3api put-bucket-policy --bucket {name} --policy file://{file}")
        }
    })
}

/// Returns the command that applies a manifest.
pub(super) fn manifest(file: &str) -> Option<String> {
    is_plain(file).then(|| format!("kubectl apply -f {file}"))
}

/// Tells whether a shell takes the name as it stands.
fn is_plain(file: &str) -> bool {
    !file.starts_with('-') && file.chars().all(|it| it.is_alphanumeric() || "/._-+=,@".contains(it))
}

/// Returns `user` or `role` and the name without its path.
fn named(arn: &str) -> Option<(&'static str, &str)> {
    match Principal::parse(arn).ok()? {
        Principal::User(user) => Some(("user", user.name)),
        Principal::Role(role) => Some(("role", role.name)),
        _ => None,
    }
}
