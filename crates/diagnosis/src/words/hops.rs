//! What is known of each hop: verdicts, evidence, what is missing.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    ("caller.is", "the caller is {arn}", "呼び出し元は {arn} です"),
    ("mapping.finding", "{file}:{line}:{column}: {kind}: {what}", "{file}:{line}:{column}: {kind}: {what}"),
    (
        "mapping.id-changed",
        "an access entry names {canonical}, but was made for a principal of that name that has been deleted since",
        "アクセスエントリは {canonical} を指していますが、同じ名前で後に削除されたプリンシパルのために作られたものです",
    ),
    (
        "mapping.is",
        "the cluster knows the caller by {source}: user `{user}`, groups: {groups}",
        "クラスターは {source} によって呼び出し元を知っています: ユーザー `{user}`、グループ: {groups}",
    ),
    (
        "mapping.lost",
        "{file} or a part of it cannot be read, so the authenticator has no entries from there",
        "{file} の全部または一部が読み取れないため、認証機構はそこからエントリを得られません",
    ),
    (
        "mapping.mode",
        "aws-auth would map the caller, but the authentication mode {mode} does not read it",
        "aws-auth には呼び出し元のエントリがありますが、認証モード {mode} では読まれません",
    ),
    (
        "mapping.never-matches",
        "an entry is meant for {canonical}, but as it is written it matches nobody",
        "{canonical} のためのエントリはありますが、この書き方では誰にも一致しません",
    ),
    (
        "mapping.none",
        "no entry names {canonical} (authentication mode {mode})",
        "{canonical} を指すエントリがありません (認証モード {mode})",
    ),
    ("missing.access-entries", "the access entries were not given", "アクセスエントリが渡されていません"),
    ("missing.action", "which action was denied is not known", "拒否されたアクションが分かりません"),
    (
        "missing.attributes",
        "what was asked of Kubernetes is not known",
        "Kubernetes に何を求めたかが分かりません",
    ),
    ("missing.aws-auth", "the ConfigMap aws-auth was not given", "ConfigMap aws-auth が渡されていません"),
    ("missing.caller", "who called is not known", "呼び出し元が分かりません"),
    ("missing.entity", "{arn} was not given", "{arn} が渡されていません"),
    (
        "missing.identity-policies",
        "the policies of {arn} were not given",
        "{arn} のポリシーが渡されていません",
    ),
    (
        "missing.issuer",
        "the OIDC issuer of the cluster of service account {name} is not known",
        "サービスアカウント {name} のクラスターの OIDC 発行者が分かりません",
    ),
    ("missing.object", "{kind} {name} was not given", "{kind} {name} が渡されていません"),
    ("missing.role", "which role was to be assumed is not known", "引き受けるロールが分かりません"),
    (
        "missing.role-annotation",
        "service account {name} has no annotation eks.amazonaws.com/role-arn",
        "サービスアカウント {name} にアノテーション eks.amazonaws.com/role-arn がありません",
    ),
    (
        "missing.token",
        "issuer, subject and audience of the token are not known",
        "トークンの発行者、サブジェクト、対象者が分かりません",
    ),
    (
        "near-miss.account",
        "statement {statement} of {policy} nearly allows it, but names account {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、アカウント {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.action",
        "statement {statement} of {policy} nearly allows it, but names the action {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、アクション {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.condition",
        "statement {statement} of {policy} nearly allows it, but its condition wants {key} = {wanted}, and it is {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、条件は {key} = {wanted} を求めており、実際は {got} です",
    ),
    (
        "near-miss.condition-absent",
        "statement {statement} of {policy} nearly allows it, but its condition wants {key} = {wanted}, and the request has no such key ({got})",
        "{policy} のステートメント {statement} はほぼ一致しますが、条件は {key} = {wanted} を求めており、リクエストにそのキーがありません ({got})",
    ),
    (
        "near-miss.principal",
        "statement {statement} of {policy} nearly allows it, but names {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、{got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.region",
        "statement {statement} of {policy} nearly allows it, but names Region {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、リージョン {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.text",
        "statement {statement} of {policy} nearly allows it, but says {wanted} where {got} was asked for",
        "{policy} のステートメント {statement} はほぼ一致しますが、{got} に対して {wanted} と書かれています",
    ),
    (
        "near-miss.variable",
        "statement {statement} of {policy} nearly allows it, but a variable in it has no value",
        "{policy} のステートメント {statement} はほぼ一致しますが、変数に値がありません",
    ),
    (
        "oidc.audience",
        "the token's audience {audience} is none of the provider's client ids ({known})",
        "トークンの対象者 {audience} がプロバイダーのクライアント ID ({known}) に含まれていません",
    ),
    (
        "oidc.no-provider",
        "account {account} has no IAM OIDC provider for {issuer}",
        "アカウント {account} に {issuer} の IAM OIDC プロバイダーがありません",
    ),
    (
        "oidc.refused",
        "the trust policy of {arn} does not take the subject {subject}",
        "{arn} の信頼ポリシーはサブジェクト {subject} を受け入れません",
    ),
    ("oidc.trusts", "{arn} trusts the subject {subject}", "{arn} はサブジェクト {subject} を信頼しています"),
    (
        "policy.allows",
        "IAM allows {action} on {resource}",
        "IAM は {resource} に対する {action} を許可しています",
    ),
    (
        "policy.denies.boundary",
        "a permissions boundary of the caller denies {action} on {resource} explicitly",
        "呼び出し元のアクセス許可の境界が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.endpoint",
        "a VPC endpoint policy denies {action} on {resource} explicitly",
        "VPC エンドポイントポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.identity",
        "an identity-based policy of the caller denies {action} on {resource} explicitly",
        "呼び出し元のアイデンティティベースのポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.rcp",
        "a resource control policy (RCP) of the organization denies {action} on {resource} explicitly",
        "組織のリソースコントロールポリシー (RCP)が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.resource",
        "a resource-based policy denies {action} on {resource} explicitly",
        "リソースベースのポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.scp",
        "a service control policy (SCP) of the organization denies {action} on {resource} explicitly",
        "組織のサービスコントロールポリシー (SCP)が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.session",
        "a session policy denies {action} on {resource} explicitly",
        "セッションポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.trust",
        "a statement of the role's trust policy denies {action} on {resource} explicitly",
        "ロールの信頼ポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.none.boundary",
        "no permissions boundary of the caller allows {action} on {resource}",
        "呼び出し元のアクセス許可の境界に、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.endpoint",
        "no VPC endpoint policy allows {action} on {resource}",
        "VPC エンドポイントポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.identity",
        "no identity-based policy of the caller allows {action} on {resource}",
        "呼び出し元のアイデンティティベースのポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.resource",
        "no resource-based policy allows {action} on {resource}",
        "リソースベースのポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.scp",
        "no service control policy (SCP) of the organization allows {action} on {resource}",
        "組織のサービスコントロールポリシー (SCP)に、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.session",
        "no session policy allows {action} on {resource}",
        "セッションポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.trust",
        "no statement of the role's trust policy allows {action} on {resource}",
        "ロールの信頼ポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    ("policy.malformed", "policy {name} cannot be read: {why}", "ポリシー {name} を読み取れません: {why}"),
    ("policy.whose", "the policies that count are those of {arn}", "対象となるのは {arn} のポリシーです"),
    ("rbac.allows", "RBAC allows it for user `{user}`", "RBAC はユーザー `{user}` に許可しています"),
    ("rbac.groups", "user `{user}` has the groups: {groups}", "ユーザー `{user}` のグループ: {groups}"),
    (
        "rbac.nobody",
        "RBAC is not asked, for the cluster does not know the caller",
        "クラスターが呼び出し元を知らないため、RBAC は問い合わせを受けません",
    ),
    ("rbac.refuses", "RBAC refuses: {message}", "RBAC が拒否しています: {message}"),
    (
        "sts.agrees",
        "the client ({sdk}) calls {host} and signs for {region}, as that host expects",
        "クライアント ({sdk}) は {host} を呼び出し、そのホストが求めるとおり {region} で署名します",
    ),
    (
        "sts.mismatch",
        "the client ({sdk}) calls {host}, which takes signatures for {accepted} only, and signs for {region}",
        "クライアント ({sdk}) は {host} を呼び出しますが、そのホストは {accepted} の署名だけを受け付け、クライアントは {region} で署名しています",
    ),
    (
        "sts.undecided",
        "which STS endpoint the client uses cannot be told: {why}",
        "クライアントが使う STS エンドポイントが分かりません: {why}",
    ),
    (
        "sts.unknown-host",
        "the client ({sdk}) calls {host} and signs for {region}; that host is no STS endpoint",
        "クライアント ({sdk}) は {host} を呼び出し {region} で署名しますが、そのホストは STS エンドポイントではありません",
    ),
    (
        "sts.unreachable",
        "{host} does not answer the client ({sdk}), which has no other Region than {region} to go to",
        "{host} がクライアント ({sdk}) に応答せず、{region} 以外のリージョンに切り替える設定もありません",
    ),
    (
        "trust.both-sides",
        "a role call needs two yeses: the caller's own policy and the trust policy of {arn}; STS says the same whichever is missing",
        "ロールの引き受けには、呼び出し元のポリシーと {arn} の信頼ポリシーの両方の許可が必要です。どちらが欠けても STS のエラーは同じです",
    ),
];
