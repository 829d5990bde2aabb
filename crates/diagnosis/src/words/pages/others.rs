//! What is no matter of access, kept so that nobody reads IAM into it.

use eks_iam_error_classifier::Class as C;

use crate::{ClassPage, Edit as E, Speaker as S};

pub(super) const PAGES: &[ClassPage] = &[
    ClassPage::new(
        C::RegistryPullDenied,
        S::Registry,
        "Failed to pull image \"111122223333.dkr.ecr.us-west-2.amazonaws.com/web:1\": rpc error: code = Unknown desc = Error response from daemon: no basic auth credentials",
        &[E::EcrPull, E::ResourceStatement],
        [
            "The node asked the registry for an image without credentials that it takes.",
            "ノードが、レジストリの受け付ける認証情報なしでイメージを要求しました。",
        ],
        [
            "ECR of the own account: the node role needs pull rights. Of another account: its repository policy too. Not ECR: an image pull secret.",
            "自アカウントの ECR ではノードロールに取得の権限が必要です。別アカウントではリポジトリポリシーも必要です。ECR 以外では imagePullSecrets を設定します。",
        ],
    ),
    ClassPage::new(
        C::Throttling,
        S::Nobody,
        "An error occurred (Throttling) when calling the DescribeCluster operation (reached max retries: 4): Rate exceeded",
        &[],
        [
            "Too many calls in a short time; nothing about rights was decided.",
            "短時間の呼び出しが多すぎます。権限については何も判断されていません。",
        ],
        [
            "Retry with backoff and jitter. Then find who calls so much: many pods at once, a controller that polls, one limit for the whole account.",
            "バックオフとジッターを付けて再試行します。次に多く呼び出しているものを探します。同時に起動したポッド、ポーリングするコントローラー、アカウント全体の上限などです。",
        ],
    ),
    ClassPage::new(
        C::QuotaOrCapacity,
        S::Nobody,
        "ResourceLimitExceededException: Cluster limit exceeded for account.",
        &[],
        [
            "A quota is used up, or the zone has no room. Rights do not matter.",
            "クォータに達したか、アベイラビリティーゾーンに空きがありません。権限は関係ありません。",
        ],
        [
            "Quota: delete or ask for more under Service Quotas. Capacity: another zone, another type, or later.",
            "クォータなら削除するか、Service Quotas で引き上げを依頼します。空きがないなら、別のゾーンやタイプを使うか、後で試します。",
        ],
    ),
    ClassPage::new(
        C::NetworkTimeout,
        S::Nobody,
        "dial tcp 10.0.0.1:443: i/o timeout",
        &[],
        [
            "No answer came in time. Nobody refused anything.",
            "時間内に応答がありませんでした。拒否されたわけではありません。",
        ],
        [
            "From the same place: curl -sv https://HOST/. Look at security groups, routes, a private endpoint, a missing VPC endpoint for STS.",
            "同じ場所から curl -sv https://ホスト/ を実行します。セキュリティグループ、経路、プライベートエンドポイント、STS の VPC エンドポイントの有無を確認します。",
        ],
    ),
    ClassPage::new(
        C::NetworkDns,
        S::Nobody,
        "dial tcp: lookup sts.us-wst-2.amazonaws.com on 10.0.0.2:53: no such host",
        &[E::Region],
        [
            "The host name does not exist, or the resolver does not know it.",
            "ホスト名が存在しないか、リゾルバーが解決できません。",
        ],
        [
            "Read the name: is the Region mistyped? If the name is right, ask the resolver that the pod uses.",
            "名前を確認します。リージョンの綴りは正しいですか。正しければ、ポッドの使うリゾルバーで確かめます。",
        ],
    ),
    ClassPage::new(
        C::NetworkTls,
        S::Nobody,
        "Unable to connect to the server: x509: certificate signed by unknown authority",
        &[E::Kubeconfig],
        [
            "The two sides could not agree on a certificate. Access was not looked at.",
            "証明書について双方が合意できませんでした。アクセス権は調べられていません。",
        ],
        [
            "Does the kubeconfig have the cluster's CA? After a cluster was rebuilt it is another one. Else a proxy opens TLS.",
            "kubeconfig にクラスターの CA がありますか。作り直したクラスターでは変わります。それ以外では、プロキシが TLS を中継しています。",
        ],
    ),
    ClassPage::new(
        C::NetworkInterrupted,
        S::Nobody,
        "read tcp 10.0.0.1:40000->10.0.0.2:443: read: connection reset by peer",
        &[],
        [
            "The connection was refused, or cut while it was in use.",
            "接続が拒否されたか、使用中に切断されました。",
        ],
        [
            "Call again. If it stays: wrong port, a proxy, or a time limit of the caller.",
            "再試行します。続く場合は、ポートの誤り、プロキシ、呼び出し側の時間制限を疑います。",
        ],
    ),
    ClassPage::new(
        C::NotFound,
        S::Nobody,
        "An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: shop.",
        &[E::Region],
        [
            "What was asked for does not exist, as this caller sees it: in this account and this Region.",
            "呼び出し元のアカウントとリージョンには、要求したものが存在しません。",
        ],
        [
            "aws sts get-caller-identity for the account, and the Region of the call. Then the spelling.",
            "aws sts get-caller-identity でアカウントを、次に呼び出しのリージョンと綴りを確認します。",
        ],
    ),
    ClassPage::new(
        C::Conflict,
        S::Nobody,
        "An error occurred (ResourceInUseException) when calling the CreateCluster operation: Cluster already exists with name: shop",
        &[],
        [
            "What was to be made or changed exists already, or is being changed right now.",
            "作成または変更しようとしたものがすでにあるか、変更中です。",
        ],
        [
            "Look at its status; wait for a running update, or import what exists.",
            "状態を確認し、進行中の更新を待つか、既存のものをインポートします。",
        ],
    ),
    ClassPage::new(
        C::Validation,
        S::Nobody,
        "An error occurred (InvalidParameterException) when calling the CreateAccessEntry operation: The specified principalArn is invalid: invalid principal.",
        &[],
        [
            "The service did not take a parameter. Rights were not looked at, or were sufficient.",
            "サービスがパラメータを受け付けませんでした。権限は調べられていないか、足りています。",
        ],
        [
            "Read which parameter it names. An ARN that is called invalid is often a session's, a deleted role's, or one with a typing error.",
            "メッセージが示すパラメータを確認します。無効な ARN は、セッションの ARN、削除されたロール、綴りの誤りであることがよくあります。",
        ],
    ),
    ClassPage::new(
        C::Other,
        S::Nobody,
        "java.nio.file.AccessDeniedException: /var/lib/app/data",
        &[],
        [
            "An error that is none of the others: of another cloud, of an application, of a file system, or one whose cause is not told.",
            "他のどれにも当てはまらないエラーです。別のクラウド、アプリケーション、ファイルシステムのもの、または原因が示されていないものです。",
        ],
        [
            "Give more of the text: the lines in front, and the first error rather than the last.",
            "前の行も含めて、より多くの文面を渡してください。最後ではなく最初のエラーが役に立ちます。",
        ],
    ),
    ClassPage::new(
        C::NotAnError,
        S::Nobody,
        "time=\"2026-11-25T10:00:00Z\" level=info msg=\"access granted\" arn=\"arn:aws:iam::111122223333:role/ops\"",
        &[],
        ["A line of success or progress.", "成功または進行状況を示す行です。"],
        ["Nothing is to be done.", "対処は不要です。"],
    ),
];
