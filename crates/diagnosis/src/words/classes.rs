//! The classes: what each error text says, in both languages.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "class.access-denied.identity-policy-missing",
        "no identity policy of the principal allows the action",
        "プリンシパルのアイデンティティベースのポリシーに、このアクションの許可がありません",
    ),
    (
        "class.access-denied.resource-policy-missing",
        "the resource's own policy does not let this principal in",
        "リソースベースのポリシーがこのプリンシパルを許可していません",
    ),
    (
        "class.access-denied.permissions-boundary-missing",
        "the principal's permissions boundary does not allow the action",
        "アクセス許可の境界にこのアクションが含まれていません",
    ),
    (
        "class.access-denied.session-policy-missing",
        "the policy passed with the session does not allow the action",
        "セッションに渡されたポリシーにこのアクションが含まれていません",
    ),
    (
        "class.access-denied.scp-missing",
        "no service control policy of the organization allows the action",
        "組織のサービスコントロールポリシー (SCP) にこのアクションの許可がありません",
    ),
    (
        "class.access-denied.vpc-endpoint-policy-missing",
        "the policy of the VPC endpoint does not allow the action",
        "VPC エンドポイントポリシーにこのアクションの許可がありません",
    ),
    (
        "class.access-denied.explicit-deny.identity-policy",
        "an identity policy denies in so many words",
        "アイデンティティベースのポリシーが明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.resource-policy",
        "the resource's own policy denies in so many words",
        "リソースベースのポリシーが明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.permissions-boundary",
        "the permissions boundary denies in so many words",
        "アクセス許可の境界が明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.session-policy",
        "the policy passed with the session denies in so many words",
        "セッションポリシーが明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.scp",
        "a service control policy of the organization denies in so many words",
        "組織のサービスコントロールポリシー (SCP) が明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.rcp",
        "a resource control policy of the organization denies in so many words",
        "組織のリソースコントロールポリシー (RCP) が明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.vpc-endpoint-policy",
        "the policy of the VPC endpoint denies in so many words",
        "VPC エンドポイントポリシーが明示的に拒否しています",
    ),
    (
        "class.access-denied.explicit-deny.unspecified",
        "some policy denies in so many words; the text does not say which kind",
        "いずれかのポリシーが明示的に拒否していますが、種類は書かれていません",
    ),
    (
        "class.access-denied.unspecified",
        "a denial with an action or a principal, but without a reason",
        "アクションまたはプリンシパルを示す拒否ですが、理由は書かれていません",
    ),
    (
        "class.access-denied.encoded",
        "EC2 refuses and gives the details only in an encoded text",
        "EC2 が拒否し、詳細はエンコードされた文字列だけで示されています",
    ),
    (
        "class.access-denied.decoded",
        "the JSON that decoding an authorization message gives",
        "認可メッセージをデコードして得られる JSON です",
    ),
    (
        "class.access-denied.opaque",
        "denied, and nothing more",
        "拒否されましたが、それ以上の情報がありません",
    ),
    (
        "class.pass-role",
        "the caller may not hand that role to the service",
        "呼び出し元がそのロールをサービスに渡すことは許可されていません",
    ),
    (
        "class.assume-role.denied",
        "STS does not let the caller assume the role",
        "STS が呼び出し元によるロールの引き受けを拒否しました",
    ),
    (
        "class.assume-role.trust-policy",
        "STS or a service says that the role's trust policy is the obstacle",
        "ロールの信頼ポリシーが妨げだと STS またはサービスが示しています",
    ),
    (
        "class.assume-role.tag-session",
        "the trust policy does not allow session tags to be sent",
        "信頼ポリシーがセッションタグの送信を許可していません",
    ),
    (
        "class.assume-role.root-not-allowed",
        "the account's root user called, and root may not assume roles",
        "ルートユーザーが呼び出しましたが、ルートユーザーはロールを引き受けられません",
    ),
    (
        "class.assume-role.duration",
        "the session asked for is longer than the role or the chain of roles allows",
        "要求したセッションの長さが、ロールまたはロールの連鎖の上限を超えています",
    ),
    (
        "class.assume-role.mfa",
        "the code or the serial number of the MFA device was not accepted",
        "MFA デバイスのコードまたはシリアル番号が受け付けられませんでした",
    ),
    (
        "class.web-identity.not-authorized",
        "the role's trust does not match the web identity token",
        "ロールの信頼ポリシーがウェブ ID トークンと一致しません",
    ),
    (
        "class.web-identity.provider-missing",
        "the role's account has no OpenID Connect provider for the token's issuer",
        "ロールのアカウントにトークン発行者の OpenID Connect プロバイダーがありません",
    ),
    (
        "class.web-identity.audience",
        "the token's audience is none of the provider's client ids",
        "トークンの対象者がプロバイダーのクライアント ID に含まれていません",
    ),
    (
        "class.web-identity.thumbprint",
        "the certificate of the identity provider does not match the stored thumbprint",
        "ID プロバイダーの証明書が、登録されたサムプリントと一致しません",
    ),
    (
        "class.web-identity.idp-unreachable",
        "STS could not fetch the keys of the identity provider",
        "STS が ID プロバイダーの鍵を取得できませんでした",
    ),
    (
        "class.web-identity.token-expired",
        "the web identity token is past its time",
        "ウェブ ID トークンの有効期限が切れています",
    ),
    (
        "class.web-identity.token-invalid",
        "the web identity token is of the wrong kind, damaged or was refused by its provider",
        "ウェブ ID トークンの種類が違うか、壊れているか、プロバイダーに拒否されました",
    ),
    (
        "class.web-identity.pod-setup",
        "the pod lacks the token file, the role ARN or the right to read them",
        "ポッドにトークンファイルやロール ARN がないか、それらを読む権限がありません",
    ),
    (
        "class.pod-identity.role-not-assumable",
        "EKS Pod Identity may not assume the role associated with the pod",
        "EKS Pod Identity がポッドに関連付けられたロールを引き受けられません",
    ),
    (
        "class.pod-identity.token-invalid",
        "the service account token sent to EKS Pod Identity is expired or cannot be read",
        "EKS Pod Identity に送られたサービスアカウントトークンが期限切れか、読み取れません",
    ),
    (
        "class.sts.region-scope-mismatch",
        "the signature names another region than the endpoint expects",
        "署名のリージョンが、エンドポイントの求めるリージョンと異なります",
    ),
    (
        "class.signature.service-scope-mismatch",
        "the signature names another service than the endpoint expects",
        "署名のサービス名が、エンドポイントの求めるものと異なります",
    ),
    ("class.signature.mismatch", "the signature does not fit the request", "署名がリクエストと一致しません"),
    (
        "class.signature.clock-skew",
        "the time of the signature is too far from the service's clock",
        "署名の時刻がサービスの時計から離れすぎています",
    ),
    (
        "class.signature.incomplete",
        "the request has no signature, or one with parts missing",
        "リクエストに署名がないか、一部が欠けています",
    ),
    (
        "class.credentials.expired",
        "temporary credentials are past their time",
        "一時的な認証情報の有効期限が切れています",
    ),
    (
        "class.credentials.invalid-key",
        "the access key or the session token is not known to the service",
        "アクセスキーまたはセッショントークンがサービスに知られていません",
    ),
    (
        "class.credentials.missing",
        "no credentials were found in any place",
        "どこにも認証情報が見つかりませんでした",
    ),
    (
        "class.credentials.partial",
        "only a part of the credentials was found",
        "認証情報の一部しか見つかりませんでした",
    ),
    (
        "class.credentials.profile-config",
        "the profile named does not exist, or a configuration file cannot be read",
        "指定したプロファイルがないか、設定ファイルを読み取れません",
    ),
    (
        "class.credentials.sso-expired",
        "the sign-in (aws sso login or aws login) has ended or never happened",
        "サインイン (aws sso login または aws login) が期限切れか、まだ行われていません",
    ),
    (
        "class.credentials.metadata-unreachable",
        "the instance's metadata service gave no credentials",
        "インスタンスのメタデータサービスから認証情報を得られませんでした",
    ),
    ("class.config.region-missing", "no region is configured", "リージョンが設定されていません"),
    (
        "class.region.disabled",
        "STS is switched off in this region for the account",
        "このアカウントでは、このリージョンの STS が無効になっています",
    ),
    (
        "class.region.opt-in-required",
        "the account is not subscribed to the service, the region or the product",
        "アカウントがこのサービス、リージョン、または製品を利用登録していません",
    ),
    (
        "class.policy.malformed",
        "a policy document was refused because of what it says or how it is written",
        "ポリシードキュメントの内容または書き方が原因で拒否されました",
    ),
    (
        "class.policy.packed-too-large",
        "session policies and tags together are larger than STS accepts",
        "セッションポリシーとタグの合計が STS の上限を超えています",
    ),
    (
        "class.policy.limit-exceeded",
        "a policy or a number of policies is over IAM's limit",
        "ポリシーの大きさまたは数が IAM の上限を超えています",
    ),
    (
        "class.kubernetes.unauthorized",
        "the cluster does not know who is calling",
        "クラスターが呼び出し元を知りません",
    ),
    (
        "class.kubernetes.forbidden-rbac",
        "the cluster knows the user, and no RBAC rule allows the request",
        "クラスターはユーザーを知っていますが、リクエストを許可する RBAC ルールがありません",
    ),
    (
        "class.kubernetes.forbidden-anonymous",
        "the request reached the cluster without credentials",
        "リクエストが認証情報なしでクラスターに届きました",
    ),
    (
        "class.kubernetes.exec-plugin",
        "the program that makes the token was not found or failed",
        "トークンを作るプログラムが見つからないか、失敗しました",
    ),
    (
        "class.kubernetes.exec-plugin-version",
        "the program that makes the token speaks another version of the interface",
        "トークンを作るプログラムのインターフェイスのバージョンが合いません",
    ),
    (
        "class.kubernetes.no-config",
        "there is no kubeconfig, so the client calls its own machine",
        "kubeconfig がないため、クライアントは自分のマシンを呼び出しています",
    ),
    (
        "class.console.no-kubernetes-access",
        "the console's principal may not see Kubernetes objects of the cluster",
        "コンソールのプリンシパルはクラスターの Kubernetes オブジェクトを表示できません",
    ),
    (
        "class.console.unauthorized",
        "the console's principal is not known to the cluster at all",
        "コンソールのプリンシパルをクラスターがまったく知りません",
    ),
    (
        "class.aws-auth.invalid",
        "EKS cannot read the aws-auth ConfigMap",
        "EKS が ConfigMap aws-auth を読み取れません",
    ),
    (
        "class.aws-auth.identity-unmapped",
        "the caller's ARN is not mapped to a Kubernetes user",
        "呼び出し元の ARN が Kubernetes ユーザーにマッピングされていません",
    ),
    ("class.aws-auth.missing", "the aws-auth ConfigMap does not exist", "ConfigMap aws-auth が存在しません"),
    (
        "class.aws-auth.already-exists",
        "a tool wants to create the aws-auth ConfigMap, and it exists",
        "ツールが ConfigMap aws-auth を作ろうとしましたが、すでに存在します",
    ),
    ("class.access-entry.conflict", "the access entry exists already", "アクセスエントリはすでに存在します"),
    (
        "class.access-entry.mode",
        "the cluster's authentication mode does not allow the call",
        "クラスターの認証モードではこの呼び出しができません",
    ),
    (
        "class.authenticator.sts-rejected",
        "STS refused the call that the bearer token carries",
        "ベアラートークンが運ぶ呼び出しを STS が拒否しました",
    ),
    (
        "class.authenticator.token-invalid",
        "the bearer token is expired or not properly made",
        "ベアラートークンが期限切れか、正しく作られていません",
    ),
    (
        "class.authenticator.node-lookup-failed",
        "the authenticator could not look up the node's private DNS name",
        "認証機構がノードのプライベート DNS 名を調べられませんでした",
    ),
    ("class.node.unauthorized", "the cluster does not know the node", "クラスターがノードを知りません"),
    (
        "class.node.join-failed",
        "nodes did not join the cluster; the text does not say why",
        "ノードがクラスターに参加しませんでした。理由は書かれていません",
    ),
    (
        "class.registry.pull-denied",
        "a container registry did not let the node pull",
        "コンテナレジストリがノードによるイメージの取得を拒否しました",
    ),
    ("class.throttling", "the service asks for fewer calls", "サービスが呼び出しを減らすよう求めています"),
    (
        "class.quota-or-capacity",
        "a limit of the account is reached, or the service has no room",
        "アカウントの上限に達したか、サービスに空きがありません",
    ),
    ("class.network.timeout", "no answer came in time", "時間内に応答がありませんでした"),
    ("class.network.dns", "a host name could not be found", "ホスト名が見つかりませんでした"),
    (
        "class.network.tls",
        "the two sides could not agree on TLS or on a certificate",
        "TLS または証明書で双方が合意できませんでした",
    ),
    (
        "class.network.interrupted",
        "the connection was refused, cut or given up",
        "接続が拒否されたか、切断されたか、中断されました",
    ),
    ("class.not-found", "what was asked for does not exist", "求めたものが存在しません"),
    (
        "class.conflict",
        "what was to be made or changed is in use or exists already",
        "作成または変更しようとしたものが使用中か、すでに存在します",
    ),
    (
        "class.validation",
        "the service did not accept a parameter",
        "サービスがパラメータを受け付けませんでした",
    ),
    (
        "class.other",
        "an error of another kind, or nothing that is recognised",
        "別の種類のエラーか、認識できない内容です",
    ),
    ("class.not-an-error", "a line of success or progress", "成功または進行状況を示す行です"),
];
