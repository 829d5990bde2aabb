//! The cluster's API, the console, the mapping of callers, tokens and nodes.

use eks_iam_error_classifier::Class as C;

use crate::{ClassPage, Edit as E, Speaker as S};

pub(super) const PAGES: &[ClassPage] = &[
    ClassPage::new(
        C::KubernetesUnauthorized,
        S::Authenticator,
        "error: You must be logged in to the server (Unauthorized)",
        &[E::AccessEntry, E::AwsAuthRole, E::AwsAuthFix, E::Kubeconfig],
        [
            "The cluster could not make a Kubernetes user of the caller. IAM rights play no part: being an administrator of the account is not enough.",
            "クラスターが呼び出し元を Kubernetes ユーザーに対応付けられませんでした。IAM の権限は関係なく、アカウントの管理者であっても同じです。",
        ],
        [
            "First who you are: aws sts get-caller-identity, in the same shell. Then whether that role is in an access entry or in aws-auth, there without its path. Then the authenticator's log. If it worked an hour ago, the token is old.",
            "まず自分が誰かを同じシェルで確認します: aws sts get-caller-identity。次に、そのロールがアクセスエントリ、または aws-auth (パスなし) にあるかを確認します。続いて認証機構のログを見ます。少し前まで動いていたなら、トークンの期限切れです。",
        ],
    ),
    ClassPage::new(
        C::KubernetesForbiddenRbac,
        S::Rbac,
        "Error from server (Forbidden): pods is forbidden: User \"viewer\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"",
        &[E::RbacBinding, E::AccessEntry],
        [
            "The cluster knows the user that the message names, and no RBAC rule and no access policy allows this.",
            "クラスターはメッセージのユーザーを知っていますが、RBAC ルールにもアクセスポリシーにも許可がありません。",
        ],
        [
            "Is it the user you meant? A service account `default`, or a node, means that other credentials were used. Else see the groups with kubectl auth whoami, and bind one of them.",
            "意図したユーザーですか。サービスアカウント `default` やノードなら、別の認証情報が使われています。意図どおりなら kubectl auth whoami でグループを確認し、バインドします。",
        ],
    ),
    ClassPage::new(
        C::KubernetesForbiddenAnonymous,
        S::Rbac,
        "Error from server (Forbidden): nodes is forbidden: User \"system:anonymous\" cannot list resource \"nodes\" in API group \"\" at the cluster scope",
        &[E::Kubeconfig],
        [
            "The request came to the cluster without a token. It is not that rights are missing: nobody was named.",
            "リクエストがトークンなしで届きました。権限の不足ではなく、誰であるかが示されていません。",
        ],
        [
            "Run the exec command of the kubeconfig by hand: does it print a token? In Terraform: is the provider's token empty? Does a proxy remove the header?",
            "kubeconfig の exec コマンドを手で実行し、トークンが出るか確認します。Terraform ではプロバイダーの token が空ではありませんか。プロキシがヘッダーを除いていませんか。",
        ],
    ),
    ClassPage::new(
        C::KubernetesExecPlugin,
        S::Client,
        "Unable to connect to the server: getting credentials: exec: executable aws-iam-authenticator not found",
        &[E::Kubeconfig],
        [
            "kubectl could not run the program that makes the token, or that program failed.",
            "kubectl がトークンを作るプログラムを実行できないか、プログラムが失敗しました。",
        ],
        [
            "Run it by hand, as written in the kubeconfig under users[].user.exec. Not found: it is not on the PATH of the IDE, the container or the CI. An exit code: what it prints is the real error.",
            "kubeconfig の users[].user.exec に書かれたとおりに手で実行します。見つからない場合は、IDE、コンテナ、CI の PATH にありません。終了コードの場合は、その出力が本当のエラーです。",
        ],
    ),
    ClassPage::new(
        C::KubernetesExecPluginVersion,
        S::Client,
        "error: exec plugin: invalid apiVersion \"client.authentication.k8s.io/v1alpha1\"",
        &[E::Kubeconfig],
        [
            "The kubeconfig asks for a version of the interface that kubectl or the program no longer speaks.",
            "kubeconfig が、kubectl またはプログラムの対応しないインターフェイスのバージョンを指定しています。",
        ],
        [
            "Update the AWS CLI, then write the kubeconfig anew. Helm and Terraform providers have a version of their own: update them too.",
            "AWS CLI を更新し、kubeconfig を書き直します。Helm や Terraform のプロバイダーも更新が必要です。",
        ],
    ),
    ClassPage::new(
        C::KubernetesNoConfig,
        S::Client,
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?\nGet \"http://localhost:8080/api\": dial tcp 127.0.0.1:8080: connect: connection refused",
        &[E::Kubeconfig],
        [
            "The client found no kubeconfig and called its own machine.",
            "クライアントが kubeconfig を見つけられず、自分のマシンを呼び出しました。",
        ],
        [
            "Look at KUBECONFIG and HOME of the user who runs it; sudo has another HOME.",
            "実行ユーザーの KUBECONFIG と HOME を確認します。sudo では HOME が変わります。",
        ],
    ),
    ClassPage::new(
        C::ConsoleNoKubernetesAccess,
        S::Console,
        "Your current user or role does not have access to Kubernetes objects on this EKS cluster.",
        &[E::AccessEntry, E::AwsAuthRole, E::ConsoleStatement],
        [
            "The console could not list Kubernetes objects as the role or user that is signed in: it is not mapped, is not allowed to list, or lacks eks:AccessKubernetesApi.",
            "サインイン中のロールまたはユーザーで Kubernetes オブジェクトを一覧できません。登録がないか、一覧の許可がないか、eks:AccessKubernetesApi がありません。",
        ],
        [
            "See at the top right who is signed in: it is often an SSO role, not the role of your shell. Then give that one an access entry with a view policy.",
            "右上でサインイン中のプリンシパルを確認します。シェルのロールではなく SSO ロールのことがよくあります。そのロールに、閲覧ポリシー付きのアクセスエントリを作成します。",
        ],
    ),
    ClassPage::new(
        C::ConsoleUnauthorized,
        S::Console,
        "Unauthorized: Verify you have access to the Kubernetes cluster",
        &[E::AccessEntry, E::AwsAuthRole],
        [
            "The role or user that is signed in to the console is not mapped in the cluster at all.",
            "コンソールにサインイン中のロールまたはユーザーが、クラスターにまったく登録されていません。",
        ],
        [
            "See who is signed in, and have an administrator of the cluster map exactly that role.",
            "誰でサインインしているかを確認し、クラスターの管理者にそのロールを登録してもらいます。",
        ],
    ),
    ClassPage::new(
        C::AwsAuthInvalid,
        S::Eks,
        "AccessDenied: The aws-auth ConfigMap in your cluster is invalid.",
        &[E::AwsAuthFix],
        [
            "EKS cannot read aws-auth. Entries that cannot be read do not count, so people and nodes may be locked out.",
            "EKS が aws-auth を読み取れません。読めないエントリは無効になり、人やノードが締め出されることがあります。",
        ],
        [
            "eks-iam lint shows the line. Mostly it is a tab, an unquoted {{SessionName}}, the indentation, or a key in the wrong case.",
            "eks-iam lint で行が分かります。多くはタブ、引用符のない {{SessionName}}、インデント、キーの大文字小文字です。",
        ],
    ),
    ClassPage::new(
        C::AwsAuthIdentityUnmapped,
        S::Authenticator,
        "time=\"2026-11-25T10:00:00Z\" level=warning msg=\"access denied\" arn=\"arn:aws:iam::111122223333:role/ops\" client=\"127.0.0.1:40000\" error=\"identity is not mapped\" method=POST path=/authenticate",
        &[E::AccessEntry, E::AwsAuthRole],
        [
            "The token is good and the authenticator knows the ARN, and no entry names it.",
            "トークンは正しく、認証機構は ARN を認識しましたが、それを指すエントリがありません。",
        ],
        [
            "Take the ARN from the log: that is the form an aws-auth entry needs, without path and session. Is there an entry that only looks like it? eks-iam whoami ARN --aws-auth FILE.",
            "ログの ARN を使います。aws-auth に必要なのはこの形 (パスとセッションなし) です。似ているだけのエントリがないか調べます: eks-iam whoami ARN --aws-auth ファイル。",
        ],
    ),
    ClassPage::new(
        C::AwsAuthMissing,
        S::Eks,
        "Error: The configmap \"aws-auth\" does not exist",
        &[E::AccessEntry, E::AwsAuthNode],
        [
            "A tool wants to change aws-auth before anything made it. EKS makes it with the first managed node group or Fargate profile.",
            "ツールが aws-auth を変更しようとしましたが、まだ作られていません。EKS は最初のマネージドノードグループまたは Fargate プロファイルとともに作成します。",
        ],
        [
            "Order the tool behind the node group, or create it with the node role's entry, or use access entries instead.",
            "ツールをノードグループの後に実行するか、ノードロールのエントリを入れて作成するか、アクセスエントリを使います。",
        ],
    ),
    ClassPage::new(
        C::AwsAuthAlreadyExists,
        S::Eks,
        "Error: configmaps \"aws-auth\" already exists",
        &[],
        [
            "A tool insists on creating aws-auth, and EKS has made it already.",
            "ツールが aws-auth を作成しようとしましたが、EKS がすでに作成しています。",
        ],
        [
            "Import it or patch it. Never delete it: the node roles in it would be lost.",
            "インポートするかパッチを当てます。削除してはいけません。ノードロールのエントリが失われます。",
        ],
    ),
    ClassPage::new(
        C::AccessEntryConflict,
        S::Eks,
        "An error occurred (ResourceInUseException) when calling the CreateAccessEntry operation: The specified access entry resource is already in use on this cluster.",
        &[],
        [
            "The cluster has an entry for this principal already: of the cluster's creator, of a node role, or of another stack.",
            "このプリンシパルのエントリがすでにあります。クラスター作成者、ノードロール、別のスタックが作ったものです。",
        ],
        [
            "aws eks describe-access-entry shows it. Import it into your tool, or drop yours.",
            "aws eks describe-access-entry で確認し、ツールにインポートするか、自分の定義を削除します。",
        ],
    ),
    ClassPage::new(
        C::AccessEntryMode,
        S::Eks,
        "An error occurred (InvalidRequestException) when calling the CreateAccessEntry operation: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
        &[E::AuthenticationMode],
        [
            "The cluster reads aws-auth only, so that access entries cannot be made.",
            "クラスターが aws-auth だけを読む設定のため、アクセスエントリを作成できません。",
        ],
        [
            "Change the mode to API_AND_CONFIG_MAP: aws-auth goes on to count. The way back is closed.",
            "モードを API_AND_CONFIG_MAP に変更します。aws-auth も引き続き有効です。元には戻せません。",
        ],
    ),
    ClassPage::new(
        C::AuthenticatorStsRejected,
        S::Sts,
        "time=\"2026-11-25T10:00:00Z\" level=warning msg=\"access denied\" client=\"127.0.0.1:40000\" error=\"sts getCallerIdentity failed: error from AWS (expected 200, got 403). Body: {\\\"Error\\\":{\\\"Code\\\":\\\"InvalidClientTokenId\\\",\\\"Message\\\":\\\"The security token included in the request is invalid.\\\"}}\" method=POST path=/authenticate",
        &[E::Keys, E::Kubeconfig],
        [
            "The token carries a signed call to STS. The authenticator made that call, and STS refused it.",
            "トークンには署名済みの STS 呼び出しが入っています。認証機構がそれを実行し、STS が拒否しました。",
        ],
        [
            "Read the code in the body: InvalidClientTokenId: the keys are gone. ExpiredToken: they are old. SignatureDoesNotMatch: the token is for another cluster name or Region.",
            "本文のコードを確認します。InvalidClientTokenId ならキーが無効です。ExpiredToken なら期限切れです。SignatureDoesNotMatch なら別のクラスター名またはリージョン用のトークンです。",
        ],
    ),
    ClassPage::new(
        C::AuthenticatorTokenInvalid,
        S::Authenticator,
        "time=\"2026-11-25T10:00:00Z\" level=warning msg=\"access denied\" client=\"127.0.0.1:40000\" error=\"input token was not properly formatted: X-Amz-Date parameter is expired (15 minute expiration) 2026-11-25 09:30:00 +0000 UTC\" method=POST path=/authenticate",
        &[E::Kubeconfig],
        [
            "The token was refused before STS was asked: older than fifteen minutes, or not made as EKS wants it.",
            "STS に問い合わせる前にトークンが拒否されました。15 分以上前のものか、EKS の求める形式ではありません。",
        ],
        [
            "Use an exec plugin instead of a fixed token. eks-iam token decode tells host, cluster and time.",
            "固定のトークンではなく exec プラグインを使います。eks-iam token decode でホスト、クラスター、時刻が分かります。",
        ],
    ),
    ClassPage::new(
        C::AuthenticatorNodeLookupFailed,
        S::Authenticator,
        "level=warning msg=\"access denied\" error=\"mapper DynamoDB/EKSConfigMap renderTemplates error: error rendering username template \\\"system:node:{{EC2PrivateDNSName}}\\\": failed querying private DNS from EC2 API for node i-0123456789abcdef0: UnauthorizedOperation: You are not authorized to perform this operation.\"",
        &[E::AllowStatement, E::AwsAuthNode],
        [
            "To name a node the authenticator asks EC2 for its private DNS name, and EC2 did not tell.",
            "認証機構はノード名のために EC2 にプライベート DNS 名を問い合わせますが、得られませんでした。",
        ],
        [
            "Give the cluster's role ec2:DescribeInstances. An instance of another account cannot be looked up: map those by {{SessionName}}.",
            "クラスターロールに ec2:DescribeInstances を許可します。別アカウントのインスタンスは調べられないため、{{SessionName}} で対応付けます。",
        ],
    ),
    ClassPage::new(
        C::NodeUnauthorized,
        S::Authenticator,
        "kubelet[3180]: E1125 10:00:00.000000    3180 kubelet_node_status.go:92] Unable to register node \"ip-10-0-0-1.us-west-2.compute.internal\" with API server: Unauthorized",
        &[E::AwsAuthNode, E::AwsAuthFix],
        [
            "The node runs, but the cluster does not take it: its role is not mapped, or not as a node's.",
            "ノードは動いていますが、クラスターが受け入れません。ノードロールが登録されていないか、ノード用の形になっていません。",
        ],
        [
            "Is the role of the instance in aws-auth, without path, or in an entry of type EC2_LINUX? It must be the role, not the instance profile. Then the authenticator's log.",
            "インスタンスのロールが aws-auth (パスなし)、またはタイプ EC2_LINUX のアクセスエントリにありますか。インスタンスプロファイルではなくロールを書きます。次に認証機構のログを見ます。",
        ],
    ),
    ClassPage::new(
        C::NodeJoinFailed,
        S::Eks,
        "NodeCreationFailure: Instances failed to join the kubernetes cluster",
        &[E::AwsAuthNode],
        [
            "EKS waited for the nodes, and none came. It does not know why.",
            "EKS はノードを待ちましたが、参加しませんでした。理由は EKS にも分かりません。",
        ],
        [
            "Read the kubelet's log on one of the instances: journalctl -u kubelet. Time-outs: route, security group, endpoint. Unauthorized: the mapping of the node role.",
            "インスタンスの kubelet のログを読みます: journalctl -u kubelet。タイムアウトなら経路、セキュリティグループ、エンドポイントです。Unauthorized ならノードロールの登録です。",
        ],
    ),
];
