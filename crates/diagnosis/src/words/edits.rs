//! The edits of the manual: what each does; and who says no.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "retry.never",
        "the same call fails the same way until somebody changes something",
        "何かを変更するまで、同じ呼び出しは同じように失敗する",
    ),
    (
        "retry.after-change",
        "after the change it may still fail for seconds to minutes, while the change spreads",
        "変更後も、反映されるまで数秒から数分は失敗することがある",
    ),
    (
        "retry.refresh",
        "get new credentials, a new token or a new code, then once more",
        "認証情報、トークン、コードを取得し直してから、もう一度試す",
    ),
    (
        "retry.backoff",
        "again, with exponential backoff and jitter",
        "指数バックオフとジッターを付けて再試行する",
    ),
    ("retry.maybe", "again a few times, then take it as final", "数回再試行し、続くなら確定した失敗とみなす"),
    (
        "speaker.iam",
        "the service that was called, by IAM policies",
        "呼び出された AWS サービス (IAM ポリシーによる)",
    ),
    (
        "speaker.organization",
        "the service that was called, by a policy of the organization",
        "呼び出された AWS サービス (組織のポリシーによる)",
    ),
    (
        "speaker.resource",
        "the service that was called, by the resource's own policy",
        "呼び出された AWS サービス (リソースのポリシーによる)",
    ),
    (
        "speaker.vpc-endpoint",
        "the VPC endpoint, by its policy",
        "VPC エンドポイント (エンドポイントポリシーによる)",
    ),
    ("speaker.sts", "AWS STS", "AWS STS"),
    ("speaker.pod-identity", "EKS Pod Identity", "EKS Pod Identity"),
    (
        "speaker.signature",
        "the service that was called, by the signature",
        "呼び出された AWS サービス (署名の検証による)",
    ),
    ("speaker.client", "the client itself, before anything was sent", "クライアント自身 (送信前)"),
    ("speaker.iam-api", "IAM, when the policy was written", "IAM (ポリシーの保存時)"),
    ("speaker.authenticator", "the cluster's authenticator", "クラスターの認証機構"),
    ("speaker.rbac", "Kubernetes RBAC", "Kubernetes RBAC"),
    ("speaker.console", "the EKS console", "EKS コンソール"),
    ("speaker.eks", "EKS", "EKS"),
    ("speaker.registry", "the container registry", "コンテナレジストリ"),
    ("speaker.nobody", "nobody of the access path", "アクセス経路のどこでもない"),
    (
        "edit.allow-statement",
        "into a policy of the role or user that the message names: this action on this resource, nothing more",
        "メッセージにあるロールまたはユーザーのポリシーに、このリソースに対するこのアクションだけを許可する",
    ),
    (
        "edit.boundary-statement",
        "into the permissions boundary of that role or user; its own policy has to allow it as well",
        "そのロールまたはユーザーのアクセス許可の境界に加える。本来のポリシーの許可も必要",
    ),
    (
        "edit.session-statement",
        "into the policy that is passed to AssumeRole; a session gets no more than that policy allows",
        "AssumeRole に渡すポリシーに加える。セッションはそのポリシーを超える権限を持てない",
    ),
    (
        "edit.scp-statement",
        "into a service control policy of each level above the account; the organization's owner does it",
        "アカウントより上の各階層のサービスコントロールポリシー (SCP) に加える。組織の所有者が行う",
    ),
    (
        "edit.endpoint-statement",
        "into the policy of the VPC endpoint through which the call goes",
        "呼び出しが通る VPC エンドポイントのポリシーに加える",
    ),
    (
        "edit.resource-statement",
        "into the resource's own policy; across accounts the caller's policy has to allow it as well",
        "リソース自身のポリシーに加える。アカウントをまたぐ場合は呼び出し元のポリシーの許可も必要",
    ),
    (
        "edit.deny-exception",
        "into the Deny statement itself, by its owner: everybody but this role",
        "Deny ステートメント自体に、所有者が加える: このロールだけを例外にする",
    ),
    (
        "edit.pass-role-statement",
        "into a policy of the caller: this one role, to this one service",
        "呼び出し元のポリシーに加える: このロールを、このサービスにだけ渡せる",
    ),
    (
        "edit.trust-caller",
        "into the trust policy of the role; name the caller's role, never its session",
        "ロールの信頼ポリシーに加える。セッションではなく呼び出し元のロールを書く",
    ),
    (
        "edit.trust-third-party",
        "the same for a third party, with the external id that it sends",
        "サードパーティーの場合。相手が送る外部 ID を条件にする",
    ),
    (
        "edit.trust-tags",
        "into the trust policy, where the caller sends session tags",
        "呼び出し元がセッションタグを送る場合に、信頼ポリシーに加える",
    ),
    (
        "edit.trust-service-account",
        "into the trust policy of the pod's role; ISSUER is the cluster's issuer without https://",
        "ポッドのロールの信頼ポリシーに加える。ISSUER はクラスターの発行者から https:// を除いたもの",
    ),
    (
        "edit.trust-pod-identity",
        "into the trust policy of the pod's role; both actions are needed",
        "ポッドのロールの信頼ポリシーに加える。2 つのアクションがどちらも必要",
    ),
    (
        "edit.oidc-provider",
        "register the cluster's issuer in the account of the role",
        "ロールのアカウントに、クラスターの発行者を登録する",
    ),
    (
        "edit.oidc-audience",
        "let the provider take the token's audience",
        "プロバイダーがトークンの対象者を受け付けるようにする",
    ),
    (
        "edit.role-annotation",
        "name the role at the service account, then make the pods anew: only new pods are given it",
        "サービスアカウントにロールを指定し、ポッドを作り直す。反映されるのは新しいポッドだけ",
    ),
    (
        "edit.fs-group",
        "let a container that does not run as root read the token file",
        "root 以外で動くコンテナがトークンファイルを読めるようにする",
    ),
    (
        "edit.pod-association",
        "associate the role with the service account, then make the pods anew",
        "ロールをサービスアカウントに関連付け、ポッドを作り直す",
    ),
    (
        "edit.regional-endpoint",
        "no endpoint of your own, and the Region of the client: host and signature then agree",
        "独自のエンドポイント指定をやめ、リージョンを設定する。ホストと署名が一致する",
    ),
    ("edit.region", "tell the client its Region", "クライアントにリージョンを設定する"),
    (
        "edit.keys",
        "drop the keys of the environment, take those of a profile, and see who you are",
        "環境変数のキーを外してプロファイルを使い、誰として呼び出しているかを確かめる",
    ),
    ("edit.sign-in", "sign in again", "サインインし直す"),
    ("edit.clock", "set the clock, and look at how far off it is", "時計を合わせ、ずれを確認する"),
    (
        "edit.hop-limit",
        "let pods reach the metadata service; a role of the pod's own is better",
        "ポッドからメタデータサービスに届くようにする。ポッド専用のロールを使うほうがよい",
    ),
    (
        "edit.duration",
        "raise the role's maximum; with a chain of roles one hour stays the limit",
        "ロールの最大セッション時間を延ばす。ロールの連鎖では 1 時間が上限のまま",
    ),
    (
        "edit.kubeconfig",
        "write the kubeconfig anew, for this cluster",
        "このクラスター用に kubeconfig を書き直す",
    ),
    (
        "edit.access-entry",
        "have an administrator of the cluster map the role, here with the right to look",
        "クラスターの管理者がロールを登録する (例は閲覧権限)",
    ),
    (
        "edit.aws-auth-role",
        "the same with aws-auth, where the cluster reads it",
        "クラスターが aws-auth を読む場合の書き方",
    ),
    (
        "edit.aws-auth-node",
        "the entry of a node role in aws-auth; one of type EC2_LINUX does the same as an access entry",
        "aws-auth でのノードロールのエントリ。アクセスエントリではタイプ EC2_LINUX が同じ働きをする",
    ),
    ("edit.aws-auth-fix", "see what is wrong in aws-auth, and mend it", "aws-auth の誤りを調べて修正する"),
    (
        "edit.authentication-mode",
        "let the cluster read access entries; this cannot be taken back",
        "クラスターがアクセスエントリを読むようにする。元には戻せない",
    ),
    (
        "edit.rbac-binding",
        "allow what was refused, to the group of the user",
        "拒否された操作を、ユーザーのグループに許可する",
    ),
    (
        "edit.ecr-pull",
        "let nodes pull from the account's own registry",
        "アカウントのレジストリからのイメージの取得をノードに許可する",
    ),
    (
        "edit.console-statement",
        "into a policy of whoever is signed in to the console",
        "コンソールにサインインしている人のポリシーに加える",
    ),
    (
        "edit.decode",
        "read what EC2 encoded; needs sts:DecodeAuthorizationMessage",
        "EC2 がエンコードした詳細を読む。sts:DecodeAuthorizationMessage が必要",
    ),
];
