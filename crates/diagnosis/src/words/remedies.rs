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
        "remedy.annotation",
        "write the annotation {key} as {right}, and recreate the pod",
        "アノテーション {key} を {right} に直し、ポッドを再作成する",
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
        "remedy.bind-user",
        "let the binding name the user as the cluster calls it, {user}",
        "バインディングのユーザー名を、クラスターでの名前 {user} に合わせる",
    ),
    (
        "remedy.creator",
        "make {arn} again under the same name and log in as it: the creator of a cluster in this mode stays its administrator",
        "{arn} を同じ名前で作り直し、そのユーザーでログインする。このモードではクラスターの作成者が管理者であり続ける",
    ),
    (
        "remedy.enable-region",
        "enable STS in the Region {region} for the account",
        "アカウントでリージョン {region} の STS を有効にする",
    ),
    (
        "remedy.entry-group",
        "give the access entry of {arn} the group {group}",
        "{arn} のアクセスエントリにグループ {group} を加える",
    ),
    (
        "remedy.entry-policy",
        "associate {policy} with the access entry of {arn}, scope cluster",
        "{arn} のアクセスエントリに {policy} をクラスタースコープで関連付ける",
    ),
    (
        "remedy.except-principal",
        "except {arn} from the Deny in policy {policy} of the organization",
        "組織のポリシー {policy} の拒否から {arn} を除外する",
    ),
    (
        "remedy.except-region",
        "except the Region {region} from the Deny in policy {policy} of the organization",
        "組織のポリシー {policy} の拒否からリージョン {region} を除外する",
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
    ("remedy.install-agent", "install the add-on {addon}", "アドオン {addon} をインストールする"),
    (
        "remedy.interface",
        "write {version} into the kubeconfig, as a current AWS CLI does: aws eks update-kubeconfig",
        "kubeconfig に {version} を書く。最新の AWS CLI の aws eks update-kubeconfig でもそうなる",
    ),
    ("remedy.log-in", "log in again, then repeat the call", "再度ログインしてから、呼び出しを繰り返す"),
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
        "remedy.mfa",
        "log in with a second factor (MFA), as the Deny asks; an Allow would change nothing",
        "拒否の条件に従い、多要素認証 (MFA) でログインする。許可を追加しても何も変わらない",
    ),
    (
        "remedy.mode",
        "switch the authentication mode to API_AND_CONFIG_MAP; aws-auth is still read, and the switch cannot be taken back",
        "認証モードを API_AND_CONFIG_MAP に変更する。aws-auth は引き続き読まれる。変更は元に戻せない",
    ),
    (
        "remedy.mode-and-entry",
        "switch the authentication mode to API_AND_CONFIG_MAP and create an access entry for {arn}: rights in IAM are enough for both",
        "認証モードを API_AND_CONFIG_MAP に変更し、{arn} のアクセスエントリを作成する。どちらも IAM の権限だけで行える",
    ),
    (
        "remedy.new-keys",
        "configure the access key and its secret anew; of temporary credentials all three parts",
        "アクセスキーとシークレットを設定し直す。一時的な認証情報では 3 つの値すべてを設定する",
    ),
    ("remedy.no-proxy", "add {addresses} to NO_PROXY", "NO_PROXY に {addresses} を追加する"),
    (
        "remedy.no-session-policy",
        "assume the role without the session policy",
        "セッションポリシーなしでロールを引き受ける",
    ),
    (
        "remedy.node-entry",
        "create an access entry of type EC2_LINUX for {arn}",
        "{arn} のアクセスエントリをタイプ EC2_LINUX で作成する",
    ),
    (
        "remedy.node-line",
        "add the nodes' line for {arn} to mapRoles again",
        "mapRoles に {arn} のノード用の行を再び追加する",
    ),
    (
        "remedy.node-type",
        "bind groups of your own to the same roles; for nodes create the entry with type EC2_LINUX or EC2_WINDOWS",
        "独自のグループを同じロールにバインドする。ノードにはタイプ EC2_LINUX または EC2_WINDOWS のエントリを作成する",
    ),
    (
        "remedy.oidc-provider",
        "register the IAM OIDC provider {url} with the client ids {audiences} in account {account}",
        "アカウント {account} に IAM OIDC プロバイダー {url} をクライアント ID {audiences} で登録する",
    ),
    (
        "remedy.one-creator",
        "delete the entry of {arn} that the other tool made, and switch one of the two creators off",
        "別のツールが作成した {arn} のエントリを削除し、2 つの作成元の一方を止める",
    ),
    (
        "remedy.other-region",
        "use the endpoint of a Region that is enabled, {region}",
        "有効なリージョン {region} のエンドポイントを使う",
    ),
    (
        "remedy.policy-for-masters",
        "leave the group system:masters out and associate {policy} with scope cluster instead",
        "グループ system:masters の代わりに {policy} をクラスタースコープで関連付ける",
    ),
    ("remedy.principal-arn", "give {arn} as the principal", "プリンシパルとして {arn} を指定する"),
    (
        "remedy.profile",
        "select the profile {profile}, which is {arn}",
        "プロファイル {profile} ({arn}) を選ぶ",
    ),
    (
        "remedy.raw-session-name",
        "use {{SessionNameRaw}} in {file}, which keeps the `@` of the session's name",
        "{file} で、セッション名の `@` を保つ {{SessionNameRaw}} を使う",
    ),
    (
        "remedy.recreate-entry",
        "delete the access entry of {arn} and create it again",
        "{arn} のアクセスエントリを削除して作り直す",
    ),
    (
        "remedy.recreate-pod",
        "recreate the pod {pod}: what a pod is given is decided when it is made",
        "ポッド {pod} を再作成する。ポッドに渡されるものは作成時に決まる",
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
    (
        "remedy.remove-annotation",
        "remove the annotation sts-regional-endpoints of service account {name} and recreate the pod, which then calls {regional}",
        "サービスアカウント {name} のアノテーション sts-regional-endpoints を削除し、ポッドを再作成する。ポッドは {regional} を呼び出すようになる",
    ),
    (
        "remedy.remove-entry",
        "delete the access entry of {arn}, so that aws-auth is asked again",
        "{arn} のアクセスエントリを削除し、aws-auth が再び参照されるようにする",
    ),
    (
        "remedy.resource-statement",
        "allow {arn} {action} in the policy of {resource} itself",
        "{resource} 自体のポリシーで {arn} に {action} を許可する",
    ),
    (
        "remedy.reuse-token",
        "keep a session and its token until it is near its end, instead of one for each request",
        "リクエストのたびに作らず、セッションとトークンを期限近くまで使い回す",
    ),
    (
        "remedy.role-not-profile",
        "write the role {arn} instead of its instance profile",
        "インスタンスプロファイルではなくロール {arn} を書く",
    ),
    (
        "remedy.session-name",
        "use {{SessionName}} in {file}, which every session of a person has",
        "{file} で、人のセッションに必ずある {{SessionName}} を使う",
    ),
    (
        "remedy.set-clock",
        "set the clock, and keep it set by a time service",
        "時計を合わせ、時刻同期サービスで維持する",
    ),
    (
        "remedy.shorter-session",
        "ask for {limit} seconds or less, and renew the session as needed",
        "{limit} 秒以下を要求し、必要に応じてセッションを更新する",
    ),
    ("remedy.remove-variable", "remove the environment variable {name}", "環境変数 {name} を削除する"),
    (
        "remedy.restore-aws-auth",
        "restore aws-auth as the cluster's creator, as a principal that is still mapped, or through an access entry",
        "クラスターの作成者、まだマッピングされているプリンシパル、またはアクセスエントリを使って aws-auth を復元する",
    ),
    (
        "remedy.saml-audience",
        "set the audience of the application in the identity provider to {audience}",
        "ID プロバイダーのアプリケーション設定で対象者を {audience} にする",
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
        "remedy.tag-session",
        "allow sts:TagSession beside sts:AssumeRole for {principal} in the trust policy of {arn}, and where it is silent in the caller's own policy",
        "{arn} の信頼ポリシーで {principal} に sts:AssumeRole と並べて sts:TagSession を許可する。呼び出し元のポリシーにない場合はそこでも許可する",
    ),
    (
        "remedy.token-at-use",
        "let an exec plugin make the token at the moment of use, instead of keeping one",
        "トークンを保存せず、使用時に exec プラグインで作成する",
    ),
    (
        "remedy.token-cluster",
        "make the token for {cluster}, the cluster that it is shown to",
        "トークンを、提示先のクラスター {cluster} 用に作成する",
    ),
    (
        "remedy.token-host",
        "let the token name {host}, by removing the endpoint from the kubeconfig",
        "kubeconfig からエンドポイントの指定を削除し、トークンが {host} を指すようにする",
    ),
    (
        "remedy.token-file",
        "read the token file anew before each use",
        "使用のたびにトークンファイルを読み直す",
    ),
    (
        "remedy.trust-caller",
        "let the trust policy of {arn} name {principal}",
        "{arn} の信頼ポリシーで {principal} を信頼する",
    ),
    (
        "remedy.trust-pods",
        "allow {service} {actions} in the trust policy of {arn}",
        "{arn} の信頼ポリシーで {service} に {actions} を許可する",
    ),
    (
        "remedy.trust-outsider",
        "let the trust policy of {arn} name {principal}; for a third party add a condition on sts:ExternalId",
        "{arn} の信頼ポリシーで {principal} を信頼する。サードパーティーの場合は sts:ExternalId の条件も加える",
    ),
    (
        "remedy.update-entry",
        "update, or import, the entry of {arn} that is there, instead of creating it",
        "{arn} の既存のエントリを、作成ではなく更新またはインポートする",
    ),
    ("remedy.update-sdk", "update {sdk} to {least} or later", "{sdk} を {least} 以降に更新する"),
    (
        "remedy.widen-boundary",
        "allow {action} on {resource} in the permissions boundary of {arn} too",
        "{arn} のアクセス許可の境界でも {resource} に対する {action} を許可する",
    ),
    (
        "remedy.widen-endpoint",
        "allow {arn} {action} on {resource} in the policy of the VPC endpoint",
        "VPC エンドポイントポリシーで {arn} に {resource} に対する {action} を許可する",
    ),
    (
        "remedy.widen-scp",
        "allow {action} on {resource} in the service control policy, which reaches {arn}",
        "{arn} に適用されるサービスコントロールポリシーで {resource} に対する {action} を許可する",
    ),
    (
        "remedy.widen-session",
        "allow {action} on {resource} in the session policy too (session of {arn})",
        "セッションポリシーでも {resource} に対する {action} を許可する ({arn} のセッション)",
    ),
];
