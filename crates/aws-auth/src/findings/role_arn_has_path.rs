//! `role-arn-has-path`: a role ARN that keeps its IAM path matches no caller.
//!
//! The authenticator compares with the ARN that it makes of the caller's session, and STS shows no path there
//! (a known limit of its ConfigMap backend). IAM Identity Center roles have a path always.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "role-arn-has-path",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` has the IAM path `{1}`, so no caller matches it",
        ja: "`{0}` に IAM のパス `{1}` が含まれているため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "A session shows its role without the path, so an entry with a path is compared in vain. Keep the last segment \
             only: `role/team/developers/eks-admin` becomes `role/eks-admin`. For IAM Identity Center drop \
             `aws-reserved/sso.amazonaws.com/` and the Region.",
        ja: "セッションの ARN にはロールのパスが含まれないため、パス付きのエントリは決して一致しません。最後の部分だけを\
             残してください (`role/team/developers/eks-admin` は `role/eks-admin` にします)。IAM Identity Center の場合は、\
             `aws-reserved/sso.amazonaws.com/` とリージョンを取り除きます。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/team/developers/eks-admin\n  username: eks-admin\n  groups: \
              [platform-admins]\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/eks-admin\n  username: eks-admin\n  groups: [platform-admins]\n",
    ),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::RolePath) {
        let path = path_of(named.arn);
        let place = if path.is_empty() { named.place() } else { named.place_of(path) };
        report.add(FindingKind::RoleArnHasPath, place, &[named.arn, path], named.mend(context, Fault::RolePath));
    }
}

/// Returns what stands between `role/` and the name, such as `team/developers/`.
fn path_of(arn: &str) -> &str {
    let resource = arn.splitn(6, ':').last().unwrap_or_default();
    let inside = resource.split_once('/').map_or("", |(_, it)| it);
    inside.rfind('/').and_then(|at| inside.get(..=at)).unwrap_or_default()
}
