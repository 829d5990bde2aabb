//! The causes: what each is, what tells it apart, and what to do when no snapshot is at hand.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "cause.identity-policy-missing",
        "no identity policy of the caller allows the action",
        "呼び出し元のアイデンティティベースのポリシーにアクションの許可がない",
    ),
    (
        "check.identity-policy-missing",
        "read the caller's policies: aws iam get-account-authorization-details; is the action there, on this resource, in this Region?",
        "呼び出し元のポリシーを確認する: aws iam get-account-authorization-details。このアクションが、このリソース、このリージョンで許可されているか",
    ),
    (
        "advice.identity-policy-missing",
        "add the least statement, this action on this resource, to a policy of the principal that the message names",
        "メッセージにあるプリンシパルのポリシーに、このリソースに対するこのアクションだけを許可するステートメントを追加する",
    ),
    (
        "cause.explicit-deny",
        "a policy denies the action explicitly",
        "ポリシーがアクションを明示的に拒否している",
    ),
    (
        "check.explicit-deny",
        "look for Deny statements that cover the action, and for their conditions (MFA, Region, tags)",
        "アクションを対象とする Deny ステートメントと、その条件 (MFA、リージョン、タグ) を探す",
    ),
    (
        "advice.explicit-deny",
        "satisfy the condition of the Deny, or have its owner change it; adding an Allow changes nothing",
        "Deny の条件を満たすか、所有者に変更を依頼する。Allow を追加しても何も変わらない",
    ),
    (
        "cause.scp-deny",
        "a service control policy of the organization refuses",
        "組織のサービスコントロールポリシー (SCP) が拒否している",
    ),
    (
        "check.scp-deny",
        "ask in the management account: aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY",
        "管理アカウントで確認する: aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY",
    ),
    (
        "advice.scp-deny",
        "only the organization's owner can help: an exception for this Region or principal; no policy of the account can",
        "対応できるのは組織の所有者だけ。このリージョンまたはプリンシパルの例外を依頼する。アカウント内のポリシーでは解決できない",
    ),
    (
        "cause.rcp-deny",
        "a resource control policy of the organization refuses",
        "組織のリソースコントロールポリシー (RCP) が拒否している",
    ),
    (
        "check.rcp-deny",
        "ask in the management account: aws organizations list-policies-for-target --filter RESOURCE_CONTROL_POLICY",
        "管理アカウントで確認する: aws organizations list-policies-for-target --filter RESOURCE_CONTROL_POLICY",
    ),
    (
        "advice.rcp-deny",
        "only the organization's owner can help, by an exception in that policy",
        "対応できるのは組織の所有者だけ。そのポリシーに例外を設けてもらう",
    ),
    (
        "cause.boundary-missing",
        "the permissions boundary does not include the action",
        "アクセス許可の境界にアクションが含まれていない",
    ),
    (
        "check.boundary-missing",
        "read the boundary: aws iam get-role, PermissionsBoundary, then aws iam get-policy-version",
        "境界を確認する: aws iam get-role の PermissionsBoundary、次に aws iam get-policy-version",
    ),
    (
        "advice.boundary-missing",
        "add the action to the permissions boundary, or give the role the right boundary",
        "アクセス許可の境界にアクションを追加するか、正しい境界をロールに設定する",
    ),
    (
        "cause.session-policy-missing",
        "the policy that was passed with the session does not include the action",
        "セッションに渡されたセッションポリシーにアクションが含まれていない",
    ),
    (
        "check.session-policy-missing",
        "find who assumed the role, and with which Policy or PolicyArns: the AssumeRole event in CloudTrail",
        "誰がどの Policy や PolicyArns でロールを引き受けたかを CloudTrail の AssumeRole イベントで調べる",
    ),
    (
        "advice.session-policy-missing",
        "assume the role without that session policy, or widen it",
        "そのセッションポリシーなしでロールを引き受けるか、セッションポリシーを広げる",
    ),
    (
        "cause.vpce-policy-missing",
        "the policy of the VPC endpoint does not include the action",
        "VPC エンドポイントポリシーにアクションが含まれていない",
    ),
    (
        "check.vpce-policy-missing",
        "read it: aws ec2 describe-vpc-endpoints; does the same call succeed from outside the VPC?",
        "確認する: aws ec2 describe-vpc-endpoints。同じ呼び出しは VPC の外からなら成功するか",
    ),
    (
        "advice.vpce-policy-missing",
        "allow the action, the resource and the principal in the endpoint's policy",
        "VPC エンドポイントポリシーでアクション、リソース、プリンシパルを許可する",
    ),
    (
        "cause.resource-policy-missing",
        "the resource's own policy does not let the caller in",
        "リソースベースのポリシーが呼び出し元を許可していない",
    ),
    (
        "check.resource-policy-missing",
        "compare the account ids of caller and resource; read the policy of the bucket, key or repository",
        "呼び出し元とリソースのアカウント ID を比べ、バケット、キー、リポジトリのポリシーを確認する",
    ),
    (
        "advice.resource-policy-missing",
        "name the principal and the action in the resource's policy, and allow it on the caller's side too",
        "リソースのポリシーにプリンシパルとアクションを書き、呼び出し元の側でも許可する",
    ),
    (
        "cause.pass-role",
        "the caller may not pass that role to that service",
        "呼び出し元にそのロールをそのサービスに渡す許可がない",
    ),
    (
        "check.pass-role",
        "does the role exist in this account, and does the statement's iam:PassedToService name the service that receives it?",
        "ロールがこのアカウントに存在するか、ステートメントの iam:PassedToService が渡し先のサービスを指しているか",
    ),
    (
        "advice.pass-role",
        "allow iam:PassRole on exactly that role, with the condition iam:PassedToService",
        "そのロールだけを対象に、条件 iam:PassedToService を付けて iam:PassRole を許可する",
    ),
    (
        "cause.trust-policy",
        "the role's trust policy does not name the caller",
        "ロールの信頼ポリシーに呼び出し元が書かれていない",
    ),
    (
        "check.trust-policy",
        "read the trust policy: aws iam get-role --role-name ROLE; is the role's name and account right?",
        "信頼ポリシーを確認する: aws iam get-role --role-name ロール名。ロールの名前とアカウントは正しいか",
    ),
    (
        "advice.trust-policy",
        "name the caller's role or user, not its session, as Principal in the trust policy; across accounts the caller's own policy has to allow it too",
        "信頼ポリシーの Principal に、セッションではなく呼び出し元のロールまたはユーザーを書く。アカウントをまたぐ場合は呼び出し元のポリシーでも許可する",
    ),
    (
        "cause.trust-condition",
        "a condition of the role's trust policy does not hold",
        "ロールの信頼ポリシーの条件が満たされていない",
    ),
    (
        "check.trust-condition",
        "read the conditions of the trust policy: external id, MFA, source account",
        "信頼ポリシーの条件 (外部 ID、MFA、送信元アカウント) を確認する",
    ),
    (
        "advice.trust-condition",
        "send what the condition asks for, such as the external id, or have the condition changed",
        "条件が求めるもの (外部 ID など) を送るか、条件を変更してもらう",
    ),
    (
        "cause.oidc-provider",
        "the role's account has no IAM OIDC provider for the token's issuer",
        "ロールのアカウントにトークン発行者の IAM OIDC プロバイダーがない",
    ),
    (
        "check.oidc-provider",
        "compare aws eks describe-cluster --query cluster.identity.oidc.issuer with aws iam list-open-id-connect-providers",
        "aws eks describe-cluster --query cluster.identity.oidc.issuer と aws iam list-open-id-connect-providers を比べる",
    ),
    (
        "advice.oidc-provider",
        "create the provider for that issuer with the client id sts.amazonaws.com; a rebuilt cluster has a new issuer",
        "その発行者のプロバイダーをクライアント ID sts.amazonaws.com で作成する。作り直したクラスターは発行者が変わる",
    ),
    (
        "cause.oidc-audience",
        "the token's audience is not among the provider's client ids",
        "トークンの対象者がプロバイダーのクライアント ID に含まれていない",
    ),
    (
        "check.oidc-audience",
        "decode the token's `aud` and read aws iam get-open-id-connect-provider",
        "トークンの `aud` をデコードし、aws iam get-open-id-connect-provider を確認する",
    ),
    (
        "advice.oidc-audience",
        "add the audience to the provider's client ids, or project the token with the right audience",
        "プロバイダーのクライアント ID に対象者を追加するか、正しい対象者でトークンを発行する",
    ),
    (
        "cause.oidc-subject",
        "the trust policy's condition names another subject than the token has",
        "信頼ポリシーの条件が、トークンとは別のサブジェクトを指している",
    ),
    (
        "check.oidc-subject",
        "decode the token's `sub` (system:serviceaccount:NAMESPACE:NAME for a pod) and compare it with the trust policy",
        "トークンの `sub` (ポッドでは system:serviceaccount:名前空間:名前) をデコードし、信頼ポリシーと比べる",
    ),
    (
        "advice.oidc-subject",
        "correct the condition on `sub`; use StringLike where a wildcard is meant",
        "`sub` の条件を修正する。ワイルドカードを使う場合は StringLike にする",
    ),
    ("cause.not-mapped", "the cluster has no entry for the caller", "クラスターに呼び出し元のエントリがない"),
    (
        "check.not-mapped",
        "aws sts get-caller-identity, then kubectl -n kube-system get configmap aws-auth -o yaml and aws eks list-access-entries",
        "aws sts get-caller-identity を実行し、kubectl -n kube-system get configmap aws-auth -o yaml と aws eks list-access-entries を確認する",
    ),
    (
        "advice.not-mapped",
        "have an administrator of the cluster create an access entry, or add the role, without its path, to aws-auth",
        "クラスターの管理者に、アクセスエントリの作成、またはパスを除いたロールの aws-auth への追加を依頼する",
    ),
    (
        "cause.mapping-never-matches",
        "an entry for the caller exists, but can never match",
        "呼び出し元のためのエントリはあるが、決して一致しない",
    ),
    (
        "check.mapping-never-matches",
        "kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint",
        "kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint",
    ),
    (
        "advice.mapping-never-matches",
        "write the role's ARN without its path into aws-auth; with its path into an access entry",
        "aws-auth にはパスを除いたロール ARN を、アクセスエントリにはパス付きの ARN を書く",
    ),
    (
        "cause.mapping-lost",
        "aws-auth no longer parses, or its entries were replaced",
        "aws-auth が読み取れなくなったか、エントリが置き換えられた",
    ),
    (
        "check.mapping-lost",
        "kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint; who wrote it last: metadata.managedFields",
        "kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint。最後に書いたのは誰か: metadata.managedFields",
    ),
    (
        "advice.mapping-lost",
        "restore it as the cluster's creator, as a principal that is still mapped, or through an access entry",
        "クラスターの作成者、まだマッピングされているプリンシパル、またはアクセスエントリを使って復元する",
    ),
    (
        "cause.mapped-without-rights",
        "the cluster knows the caller, but no RBAC rule or access policy allows this",
        "クラスターは呼び出し元を知っているが、許可する RBAC ルールやアクセスポリシーがない",
    ),
    (
        "check.mapped-without-rights",
        "kubectl auth whoami, then kubectl auth can-i VERB RESOURCE",
        "kubectl auth whoami を実行し、kubectl auth can-i 動詞 リソース を確認する",
    ),
    (
        "advice.mapped-without-rights",
        "bind the user's group to a Role or ClusterRole that allows it, or associate an access policy",
        "ユーザーのグループを許可のある Role または ClusterRole にバインドするか、アクセスポリシーを関連付ける",
    ),
    (
        "cause.auth-mode",
        "the cluster does not read that source of mappings",
        "クラスターがそのマッピング元を読まない",
    ),
    (
        "check.auth-mode",
        "aws eks describe-cluster --query cluster.accessConfig.authenticationMode",
        "aws eks describe-cluster --query cluster.accessConfig.authenticationMode",
    ),
    (
        "advice.auth-mode",
        "use the source that the mode reads, or change the mode, which cannot be taken back",
        "モードが読むマッピング元を使うか、モードを変更する (元には戻せない)",
    ),
    (
        "cause.principal-id-changed",
        "the principal was deleted and made anew: same name, other identity",
        "プリンシパルが削除され作り直された: 名前は同じでも別の ID",
    ),
    (
        "check.principal-id-changed",
        "compare the entry's createdAt with the role's CreateDate (aws iam get-role)",
        "エントリの createdAt とロールの CreateDate (aws iam get-role) を比べる",
    ),
    (
        "advice.principal-id-changed",
        "delete and create the access entry, or write the trust policy anew",
        "アクセスエントリを削除して作り直すか、信頼ポリシーを書き直す",
    ),
    (
        "cause.node-identity",
        "a node's entry is wrong, or a person uses it",
        "ノードのエントリが誤っているか、人が使っている",
    ),
    (
        "check.node-identity",
        "does the entry of the node role have the username system:node:{{EC2PrivateDNSName}} and the groups system:bootstrappers and system:nodes?",
        "ノードロールのエントリのユーザー名が system:node:{{EC2PrivateDNSName}}、グループが system:bootstrappers と system:nodes になっているか",
    ),
    (
        "advice.node-identity",
        "correct the node role's entry, and give people a role and an entry of their own",
        "ノードロールのエントリを修正し、人には専用のロールとエントリを用意する",
    ),
    (
        "cause.wrong-principal",
        "the caller is someone else than intended",
        "呼び出し元が意図したプリンシパルと異なる",
    ),
    (
        "check.wrong-principal",
        "aws sts get-caller-identity in the very same environment: the same shell, profile, pod",
        "まったく同じ環境 (同じシェル、プロファイル、ポッド) で aws sts get-caller-identity を実行する",
    ),
    (
        "advice.wrong-principal",
        "select the right profile or role; a node role inside a pod means that the pod did not get its own",
        "正しいプロファイルまたはロールを選ぶ。ポッド内でノードロールになる場合は、ポッドに専用の認証情報が渡されていない",
    ),
    (
        "cause.pod-identity-not-injected",
        "the pod was not given its credentials",
        "ポッドに認証情報が渡されていない",
    ),
    (
        "check.pod-identity-not-injected",
        "kubectl exec POD -- env | grep AWS_; is the pod older than the annotation or the association?",
        "kubectl exec ポッド -- env | grep AWS_ を実行する。ポッドはアノテーションや関連付けより古いか",
    ),
    (
        "advice.pod-identity-not-injected",
        "correct the annotation eks.amazonaws.com/role-arn or the association, then recreate the pod",
        "アノテーション eks.amazonaws.com/role-arn または関連付けを修正し、ポッドを再作成する",
    ),
    (
        "cause.pod-identity-trust",
        "the role does not trust EKS Pod Identity",
        "ロールが EKS Pod Identity を信頼していない",
    ),
    (
        "check.pod-identity-trust",
        "read the trust policy: does it allow pods.eks.amazonaws.com both sts:AssumeRole and sts:TagSession?",
        "信頼ポリシーが pods.eks.amazonaws.com に sts:AssumeRole と sts:TagSession の両方を許可しているか確認する",
    ),
    (
        "advice.pod-identity-trust",
        "allow sts:AssumeRole and sts:TagSession for pods.eks.amazonaws.com in the trust policy",
        "信頼ポリシーで pods.eks.amazonaws.com に sts:AssumeRole と sts:TagSession を許可する",
    ),
    (
        "cause.session-tags",
        "the trust policy does not allow the tags that are sent",
        "信頼ポリシーが送信されるセッションタグを許可していない",
    ),
    (
        "check.session-tags",
        "does the trust policy allow sts:TagSession beside sts:AssumeRole?",
        "信頼ポリシーが sts:AssumeRole と並んで sts:TagSession を許可しているか",
    ),
    (
        "advice.session-tags",
        "allow sts:TagSession beside sts:AssumeRole, or send no tags",
        "sts:AssumeRole と並べて sts:TagSession を許可するか、タグを送らない",
    ),
    (
        "cause.credentials-expired",
        "the credentials or the token are past their time",
        "認証情報またはトークンの有効期限が切れている",
    ),
    (
        "check.credentials-expired",
        "when were they issued, and does the program read the file anew before each use?",
        "いつ発行されたか、プログラムは使用のたびにファイルを読み直しているか",
    ),
    (
        "advice.credentials-expired",
        "log in again, and let the client obtain tokens at the moment of use",
        "再度ログインし、トークンは使用時に取得するようにする",
    ),
    ("cause.credentials-invalid", "the keys are not valid", "キーが正しくない"),
    (
        "check.credentials-invalid",
        "aws configure list; does the key still exist: aws iam list-access-keys",
        "aws configure list。キーはまだ存在するか: aws iam list-access-keys",
    ),
    (
        "advice.credentials-invalid",
        "use a live key with its right secret; temporary keys need their session token",
        "有効なキーと正しいシークレットを使う。一時的な認証情報にはセッショントークンも必要",
    ),
    ("cause.clock-skew", "the client's clock is wrong", "クライアントの時計がずれている"),
    (
        "check.clock-skew",
        "compare the two times in the message, and the machine's clock with a time server",
        "メッセージ内の 2 つの時刻を比べ、マシンの時計をタイムサーバーと比べる",
    ),
    (
        "advice.clock-skew",
        "set the clock, and keep it set by a time service",
        "時計を合わせ、時刻同期サービスで維持する",
    ),
    (
        "cause.signing-region",
        "the STS host that is called and the Region that is signed for disagree",
        "呼び出す STS のホストと署名のリージョンが一致していない",
    ),
    (
        "check.signing-region",
        "does the code, or AWS_ENDPOINT_URL_STS, set an endpoint? it decides alone, whatever the service account says",
        "コードまたは AWS_ENDPOINT_URL_STS がエンドポイントを指定しているか。指定があれば、サービスアカウントの設定に関係なくそれだけで決まる",
    ),
    (
        "advice.signing-region",
        "remove the explicit endpoint, or make it that of the client's own Region, or sign for the endpoint's Region; the annotation sts-regional-endpoints changes nothing while an endpoint is set",
        "明示的なエンドポイント指定を削除するか、クライアントのリージョンのものに変えるか、エンドポイントのリージョンで署名する。エンドポイントが指定されている間は、アノテーション sts-regional-endpoints を変えても何も変わらない",
    ),
    (
        "cause.endpoint-partition",
        "the endpoint is of another partition",
        "エンドポイントが別のパーティションのものである",
    ),
    (
        "check.endpoint-partition",
        "compare the host's suffix with the partition in the ARNs",
        "ホスト名の末尾と ARN のパーティションを比べる",
    ),
    (
        "advice.endpoint-partition",
        "use the Regional endpoint of the cluster's own partition",
        "クラスターと同じパーティションのリージョンエンドポイントを使う",
    ),
    (
        "cause.region-disabled",
        "the account has not enabled that Region",
        "アカウントでそのリージョンが有効になっていない",
    ),
    (
        "check.region-disabled",
        "aws account list-regions --region-opt-status-contains ENABLED",
        "aws account list-regions --region-opt-status-contains ENABLED",
    ),
    (
        "advice.region-disabled",
        "enable the Region, or use the endpoint of one that is enabled",
        "リージョンを有効にするか、有効なリージョンのエンドポイントを使う",
    ),
    ("cause.endpoint-unreachable", "the endpoint cannot be reached", "エンドポイントに到達できない"),
    (
        "check.endpoint-unreachable",
        "from the same place: curl -sv https://HOST/; is there a route, an interface endpoint, a proxy?",
        "同じ場所から curl -sv https://ホスト/ を実行する。経路、インターフェイスエンドポイント、プロキシはあるか",
    ),
    (
        "advice.endpoint-unreachable",
        "use an endpoint that the network reaches, and give the client other Regions to fail over to",
        "ネットワークから到達できるエンドポイントを使い、フェイルオーバー先のリージョンをクライアントに設定する",
    ),
    (
        "cause.session-limit",
        "the session asked for is longer than allowed",
        "要求したセッションの長さが上限を超えている",
    ),
    (
        "check.session-limit",
        "aws iam get-role --query Role.MaxSessionDuration; a role that assumes a role gets one hour at most",
        "aws iam get-role --query Role.MaxSessionDuration。ロールの連鎖では最長 1 時間",
    ),
    (
        "advice.session-limit",
        "ask for less and renew, or raise the role's maximum",
        "短い時間を要求して更新するか、ロールの最大時間を延ばす",
    ),
    ("cause.throttled", "too many calls in a short time", "短時間の呼び出しが多すぎる"),
    (
        "check.throttled",
        "does the very same request succeed a little later?",
        "まったく同じリクエストが少し後なら成功するか",
    ),
    (
        "advice.throttled",
        "keep a token until it is near its end, and retry with backoff",
        "トークンを期限近くまで使い回し、バックオフ付きで再試行する",
    ),
    (
        "cause.token-format",
        "the token is malformed, or was made for another cluster",
        "トークンの形式が正しくないか、別のクラスター用に作られている",
    ),
    (
        "check.token-format",
        "eks-iam token decode: host, cluster name and time",
        "eks-iam token decode でホスト、クラスター名、時刻を確認する",
    ),
    (
        "advice.token-format",
        "make the token with this cluster's name: aws eks get-token --cluster-name NAME",
        "このクラスターの名前でトークンを作る: aws eks get-token --cluster-name 名前",
    ),
    ("cause.client-config", "the client's configuration is at fault", "クライアントの設定に問題がある"),
    (
        "check.client-config",
        "aws configure list; kubectl config view --minify",
        "aws configure list、kubectl config view --minify",
    ),
    (
        "advice.client-config",
        "correct the setting that the message names; aws eks update-kubeconfig writes the kubeconfig anew",
        "メッセージにある設定を修正する。aws eks update-kubeconfig で kubeconfig を作り直せる",
    ),
];
