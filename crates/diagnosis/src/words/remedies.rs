//! What is to be done, and what does not help.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "actor.account-administrator",
        "an administrator of IAM in the account has to do this",
        "アカウントの IAM 管理者が行います",
    ),
    ("actor.caller", "whoever runs the client can do this", "クライアントを実行する人が行えます"),
    (
        "actor.cluster-administrator",
        "an administrator of the cluster has to do this",
        "クラスターの管理者が行います",
    ),
    (
        "actor.organization-owner",
        "the owner of the organization's policies has to do this",
        "組織のポリシーの所有者が行います",
    ),
    (
        "rejected.annotation",
        "the client ({sdk}) then calls {host} as before and signs for {region}, where {accepted} is expected: an endpoint set in code goes over what the service account says",
        "クライアント ({sdk}) は引き続き {host} を呼び出し、求められる {accepted} ではなく {region} で署名します。コードで指定したエンドポイントはサービスアカウントの設定より優先されます",
    ),
    (
        "remedy.access-entry",
        "create an access entry for {arn} with {policy}, scope cluster",
        "{arn} のアクセスエントリを作成し、{policy} をクラスタースコープで関連付ける",
    ),
    (
        "remedy.add-statement",
        "allow {action} on {resource} in a policy of {arn}",
        "{arn} のポリシーで {resource} に対する {action} を許可する",
    ),
    (
        "remedy.annotate-global",
        "annotate service account {name} with eks.amazonaws.com/sts-regional-endpoints: \"false\" and recreate the pod",
        "サービスアカウント {name} にアノテーション eks.amazonaws.com/sts-regional-endpoints: \"false\" を付け、ポッドを再作成する",
    ),
    (
        "remedy.aws-auth-line",
        "add {arn}, without its path, to mapRoles with the group {group}",
        "mapRoles にパスを除いた {arn} をグループ {group} で追加する",
    ),
    (
        "remedy.bind-group",
        "bind the group {group} to a ClusterRole that reads nodes, namespaces, pods and workloads",
        "グループ {group} を、ノード・名前空間・ポッド・ワークロードを読み取れる ClusterRole にバインドする",
    ),
    (
        "remedy.explicit-deny",
        "no Allow helps against an explicit Deny: satisfy its condition, or have its owner except this principal",
        "明示的な拒否には許可を追加しても効果がありません。条件を満たすか、ポリシーの所有者にこのプリンシパルを例外とするよう依頼する",
    ),
    (
        "remedy.failover",
        "give the client other Regions to go to when its own does not answer, signing for each: {regions}",
        "自リージョンが応答しないときに切り替えるリージョンをクライアントに設定し、切り替え先のリージョンで署名する: {regions}",
    ),
    ("remedy.fix-aws-auth", "mend the entry in {file}", "{file} のエントリを修正する"),
    (
        "remedy.give-a-group",
        "give the user a group, or an access policy, that allows this",
        "これを許可するグループまたはアクセスポリシーをユーザーに与える",
    ),
    (
        "remedy.mend-statement",
        "correct the statement in policy {policy} of {arn} that nearly applies",
        "{arn} のポリシー {policy} の、ほぼ一致しているステートメントを修正する",
    ),
    (
        "remedy.mend-trust",
        "correct the condition in the trust policy of {arn}",
        "{arn} の信頼ポリシーの条件を修正する",
    ),
    (
        "remedy.new-keys",
        "configure the access key and its secret anew; of temporary credentials all three parts",
        "アクセスキーとシークレットを設定し直す。一時的な認証情報では 3 つの値すべてを設定する",
    ),
    (
        "remedy.oidc-provider",
        "register the IAM OIDC provider {url} with the client ids {audiences} in account {account}",
        "アカウント {account} に IAM OIDC プロバイダー {url} をクライアント ID {audiences} で登録する",
    ),
    (
        "remedy.recreate-entry",
        "delete the access entry and create it again",
        "アクセスエントリを削除して作り直す",
    ),
    (
        "remedy.regional-endpoint",
        "set the endpoint in the code to the one of its own Region, {region}, instead of one that expects {accepted}",
        "コードのエンドポイントを、{accepted} を求めるものから自リージョン {region} のものに変える",
    ),
    (
        "remedy.remove-endpoint",
        "remove the explicit endpoint from the code: the client then calls {region}, for which it signs, and no longer an endpoint that expects {accepted}",
        "コードの明示的なエンドポイント指定を削除する。クライアントは {accepted} を求めるエンドポイントではなく、署名対象の {region} を呼び出すようになる",
    ),
    ("remedy.remove-variable", "remove the environment variable {name}", "環境変数 {name} を削除する"),
    (
        "remedy.restore-aws-auth",
        "restore aws-auth as the cluster's creator, as a principal that is still mapped, or through an access entry",
        "クラスターの作成者、まだマッピングされているプリンシパル、またはアクセスエントリを使って aws-auth を復元する",
    ),
    (
        "remedy.send-external-id",
        "send the external id {value} with the call",
        "呼び出しで外部 ID {value} を送る",
    ),
    (
        "remedy.sign-for-endpoint",
        "keep the endpoint and set the client's Region to {accepted}, for which it takes signatures, instead of {region}",
        "エンドポイントはそのままにし、クライアントのリージョンを {region} から、そのエンドポイントが署名を受け付ける {accepted} に変える",
    ),
    (
        "remedy.trust-caller",
        "let the trust policy of {arn} name {principal}",
        "{arn} の信頼ポリシーで {principal} を信頼する",
    ),
    (
        "remedy.trust-outsider",
        "let the trust policy of {arn} name {principal}; for a third party add a condition on sts:ExternalId",
        "{arn} の信頼ポリシーで {principal} を信頼する。サードパーティーの場合は sts:ExternalId の条件も加える",
    ),
];
