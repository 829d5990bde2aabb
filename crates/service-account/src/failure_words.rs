//! Why credentials fail, in words.

use eks_iam_span::Language;

use crate::PodFailureKind as Kind;

pub(crate) const fn cause(kind: Kind, language: Language) -> &'static str {
    match language {
        Language::English => english(kind),
        Language::Japanese => japanese(kind),
    }
}

const fn english(kind: Kind) -> &'static str {
    match kind {
        Kind::TokenNotMounted => {
            "the API server does not give the kubelet a token: the service account was deleted, or it refuses the token's life; \
             look at the pod's events"
        }
        Kind::TokenFileMissing => {
            "the variables are set but the volume is not mounted: they were set by hand, or the container is skipped; let the \
             webhook set them, or mount the volume"
        }
        Kind::TokenFileUnreadable => {
            "the container's user may not read the token: set `fsGroup`, or run all containers as one user"
        }
        Kind::TokenPathNotAbsolute => {
            "the pod runs on Windows and its node selector does not say so, so it gets a Linux path: add \
             `kubernetes.io/os: windows`"
        }
        Kind::HalfPair => "only AWS_WEB_IDENTITY_TOKEN_FILE is set: remove it, or set AWS_ROLE_ARN too",
        Kind::ProviderMissing => {
            "IAM has no OIDC provider for the cluster's issuer in the account of the role, also after the cluster was rebuilt: \
             create it there"
        }
        Kind::AudienceNotListed => {
            "the OIDC provider does not list the token's audience: add it as a client ID, or correct the audience annotation"
        }
        Kind::KeysUnreachable => {
            "STS cannot fetch the keys of the issuer: it is not public, or this passes; try again"
        }
        Kind::TokenExpired => {
            "the program keeps the first token, the pod slept, or its clock is wrong: read the file anew for each exchange"
        }
        Kind::RoleDoesNotTrustToken => {
            "the role's trust policy does not take the token: subject, audience, provider, a wildcard under StringEquals, the \
             action, or the name of the role"
        }
        Kind::SdkTooOld => {
            "the SDK is older than EKS Pod Identity and refuses the agent's address: update it"
        }
        Kind::AgentUnreachable => {
            "the agent does not run on the node (there is none on Fargate and Windows), the pod started before it, or a proxy, a \
             network policy or the pod's security group is in the way"
        }
        Kind::NoAuthorization => {
            "the request has no token: the SDK is too old, or AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is missing"
        }
        Kind::NodeMayNotAsk => {
            "the role of the node lacks eks-auth:AssumeRoleForPodIdentity: attach AmazonEKSWorkerNodePolicy to it"
        }
        Kind::AssociationGone => {
            "the association was deleted, or belongs to another cluster: create it and recreate the pod"
        }
        Kind::AgentTokenExpired => {
            "the program keeps an old token instead of reading the file anew, or the pod is gone"
        }
        Kind::RoleDoesNotTrustPods => {
            "the role's trust policy lacks pods.eks.amazonaws.com, sts:TagSession, or has a condition that does not hold; pods \
             with hostNetwork meet this too"
        }
        Kind::AgentLog => {
            "only the agent's log on the node says so; the cause is the answer of EKS Auth at its end"
        }
        Kind::PackedPolicyTooLarge => {
            "a further role is assumed, and the six session tags are too big together with its session policy: switch the tags \
             off in the association"
        }
        Kind::ScopeRefused => {
            "the host of STS that the program calls accepts another Region than the one it signs for; the remedies are judged \
             for this pod"
        }
        Kind::CredentialsExpired => "the program keeps credentials past their life: let the SDK renew them",
        Kind::NoCredentials => {
            "nothing is set in the container and IMDS cannot be reached from the pod (hop limit 1), or the SDK is too old"
        }
        Kind::NodeRoleUsed => {
            "the container has no role of its own, so calls are made with the node's role, if the pod reaches IMDS: see the \
             findings, and recreate the pod"
        }
    }
}

const fn japanese(kind: Kind) -> &'static str {
    match kind {
        Kind::TokenNotMounted => {
            "API サーバーが kubelet にトークンを渡していません。サービスアカウントが削除されたか、トークンの有効期間が拒否されています。ポッドのイベントを確認します"
        }
        Kind::TokenFileMissing => {
            "環境変数はありますが、ボリュームがマウントされていません。手動で設定されたか、コンテナが対象外です。webhook に設定させるか、ボリュームをマウントします"
        }
        Kind::TokenFileUnreadable => {
            "コンテナのユーザーがトークンを読み取れません。`fsGroup` を設定するか、すべてのコンテナを同じユーザーで実行します"
        }
        Kind::TokenPathNotAbsolute => {
            "ポッドは Windows で動作していますが、nodeSelector に示されていないため Linux のパスが渡されます。`kubernetes.io/os: windows` を追加します"
        }
        Kind::HalfPair => {
            "AWS_WEB_IDENTITY_TOKEN_FILE だけが設定されています。削除するか、AWS_ROLE_ARN も設定します"
        }
        Kind::ProviderMissing => {
            "ロールのアカウントの IAM に、クラスターの発行者に対応する OIDC プロバイダーがありません (クラスターの再作成後も同様)。そのアカウントに作成します"
        }
        Kind::AudienceNotListed => {
            "OIDC プロバイダーにトークンの audience が登録されていません。クライアント ID として追加するか、audience アノテーションを修正します"
        }
        Kind::KeysUnreachable => {
            "STS が発行者の鍵を取得できません。発行者が公開されていないか、一時的な障害です。再試行します"
        }
        Kind::TokenExpired => {
            "プログラムが最初のトークンを使い続けている、ポッドが停止していた、または時計がずれています。交換のたびにファイルを読み直します"
        }
        Kind::RoleDoesNotTrustToken => {
            "ロールの信頼ポリシーがトークンを受け入れません。sub、aud、プロバイダー、StringEquals でのワイルドカード、アクション、ロール名を確認します"
        }
        Kind::SdkTooOld => {
            "SDK が EKS Pod Identity より古く、エージェントのアドレスを拒否します。SDK を更新します"
        }
        Kind::AgentUnreachable => {
            "ノードでエージェントが動作していない (Fargate と Windows にはありません)、ポッドが先に起動した、またはプロキシ、ネットワークポリシー、ポッドのセキュリティグループが妨げています"
        }
        Kind::NoAuthorization => {
            "リクエストにトークンがありません。SDK が古いか、AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE がありません"
        }
        Kind::NodeMayNotAsk => {
            "ノードのロールに eks-auth:AssumeRoleForPodIdentity の許可がありません。AmazonEKSWorkerNodePolicy をアタッチします"
        }
        Kind::AssociationGone => {
            "関連付けが削除されたか、別のクラスターのものです。関連付けを作成し、ポッドを再作成します"
        }
        Kind::AgentTokenExpired => "プログラムが古いトークンを使い続けているか、ポッドがすでにありません",
        Kind::RoleDoesNotTrustPods => {
            "ロールの信頼ポリシーに pods.eks.amazonaws.com または sts:TagSession がないか、条件が満たされていません。hostNetwork のポッドでも発生します"
        }
        Kind::AgentLog => "ノード上のエージェントのログにだけ現れます。原因は末尾にある EKS Auth の応答です",
        Kind::PackedPolicyTooLarge => {
            "さらに別のロールを引き受ける際、6 つのセッションタグとセッションポリシーの合計が大きすぎます。関連付けでタグを無効にします"
        }
        Kind::ScopeRefused => {
            "プログラムが呼び出す STS のホストは、署名したリージョンとは別のリージョンだけを受け入れます。対処方法はこのポッドについて判定されています"
        }
        Kind::CredentialsExpired => {
            "プログラムが有効期間の過ぎた認証情報を使い続けています。SDK に更新させます"
        }
        Kind::NoCredentials => {
            "コンテナに何も設定されておらず、ポッドから IMDS に到達できない (ホップ制限 1) か、SDK が古すぎます"
        }
        Kind::NodeRoleUsed => {
            "コンテナに固有のロールがないため、IMDS に到達できればノードのロールで呼び出します。検出結果を確認し、ポッドを再作成します"
        }
    }
}
