//! Endpoints, signatures, credentials, Regions, and policies that are refused.

use eks_iam_error_classifier::Class as C;

use crate::{ClassPage, Edit as E, Speaker as S};

pub(super) const PAGES: &[ClassPage] = &[
    ClassPage::new(
        C::StsRegionScopeMismatch,
        S::Signature,
        "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: Credential should be scoped to a valid region",
        &[E::RegionalEndpoint],
        [
            "The client called one STS host and signed for the Region of another. STS looks at the two and refuses, whoever calls.",
            "クライアントが、呼び出した STS ホストとは別のリージョンで署名しました。STS は両者を照合し、誰の呼び出しでも拒否します。",
        ],
        [
            "Find what sets the host: code, AWS_ENDPOINT_URL_STS, a proxy. While an endpoint is set, the annotation of the service account changes nothing. The global host takes signatures for us-east-1 only.",
            "ホストを決めているもの (コード、AWS_ENDPOINT_URL_STS、プロキシ) を探します。エンドポイントが指定されている間、サービスアカウントのアノテーションは効きません。グローバルホストは us-east-1 の署名だけを受け付けます。",
        ],
    ),
    ClassPage::new(
        C::SignatureServiceScopeMismatch,
        S::Signature,
        "InvalidSignatureException: Credential should be scoped to correct service: 'bedrock'.",
        &[],
        [
            "The signature names another service than the endpoint serves.",
            "署名のサービス名が、エンドポイントのサービスと異なります。",
        ],
        [
            "Put the name in the message into whatever signs by hand: it is the signing name, which is often not the first part of the host.",
            "独自に署名している箇所に、メッセージのサービス名を設定します。署名用の名前はホスト名の先頭と違うことがよくあります。",
        ],
    ),
    ClassPage::new(
        C::SignatureMismatch,
        S::Signature,
        "An error occurred (SignatureDoesNotMatch) when calling the ListClusters operation: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
        &[E::Keys],
        [
            "The access key exists, but the secret used is not its own, or something changed the request after it was signed.",
            "アクセスキーは存在しますが、シークレットが対応していないか、署名後にリクエストが変更されました。",
        ],
        [
            "Set key and secret anew, without blanks or line breaks. If other calls with the same keys work, look for a proxy that changes headers.",
            "キーとシークレットを、空白や改行なしで設定し直します。同じキーで他の呼び出しが成功するなら、ヘッダーを変えるプロキシを疑います。",
        ],
    ),
    ClassPage::new(
        C::SignatureClockSkew,
        S::Signature,
        "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: Signature expired: 20261125T095000Z is now earlier than 20261125T100000Z (20261125T101500Z - 15 min.)",
        &[E::Clock],
        [
            "The time in the signature is more than some minutes away from AWS's clock.",
            "署名の時刻が AWS の時計から数分以上ずれています。",
        ],
        [
            "Compare the two times in the message. Off by hours: the machine's clock, often after sleep. Off by the life of a URL: it was used too late.",
            "メッセージの 2 つの時刻を比べます。数時間のずれはマシンの時計で、スリープ後によく起こります。URL の有効期間分のずれは、使うのが遅すぎた場合です。",
        ],
    ),
    ClassPage::new(
        C::SignatureIncomplete,
        S::Signature,
        "MissingAuthenticationTokenException: Request is missing Authentication Token",
        &[E::Keys],
        [
            "The request arrived without a signature, or with a torn one.",
            "リクエストに署名がないか、壊れています。",
        ],
        [
            "Is there a line break in the key id? Does a proxy remove the Authorization header? Is the path one that the service has?",
            "キー ID に改行が入っていませんか。プロキシが Authorization ヘッダーを除いていませんか。パスはサービスにあるものですか。",
        ],
    ),
    ClassPage::new(
        C::CredentialsExpired,
        S::Signature,
        "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired",
        &[E::SignIn, E::Keys],
        [
            "The temporary credentials ran out. Nothing is wrong with rights.",
            "一時的な認証情報の期限が切れました。権限の問題ではありません。",
        ],
        [
            "Get new ones and call again. If it comes back: keys in environment variables never renew; let the tool assume the role itself.",
            "新しい認証情報を取得して再実行します。繰り返す場合、環境変数のキーは更新されないため、ツール自身にロールを引き受けさせます。",
        ],
    ),
    ClassPage::new(
        C::CredentialsInvalidKey,
        S::Signature,
        "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid",
        &[E::Keys],
        [
            "AWS does not know this access key, or the session token does not belong to it.",
            "AWS がこのアクセスキーを認識しないか、セッショントークンが対応していません。",
        ],
        [
            "An id that begins with ASIA needs its session token. One that begins with AKIA may be deleted or inactive. Then: is it the right partition, and is the Region enabled?",
            "ASIA で始まる ID にはセッショントークンが必要です。AKIA で始まるものは削除か無効化されたかもしれません。次に、パーティションが正しいか、リージョンが有効かを確認します。",
        ],
    ),
    ClassPage::new(
        C::CredentialsMissing,
        S::Client,
        "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
        &[E::PodAssociation, E::RoleAnnotation, E::Keys],
        [
            "The client looked in all places and found no credentials. Nothing was sent.",
            "クライアントがすべての場所を探しましたが、認証情報がありません。何も送信されていません。",
        ],
        [
            "On a machine: aws configure list, with the same user and HOME as the program. In a pod: kubectl exec POD -- env | grep AWS_; no variables means no role.",
            "マシン上では、プログラムと同じユーザーと HOME で aws configure list を実行します。ポッドでは kubectl exec ポッド -- env | grep AWS_ を実行し、変数がなければロールがありません。",
        ],
    ),
    ClassPage::new(
        C::CredentialsPartial,
        S::Client,
        "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
        &[E::Keys],
        [
            "One part of the credentials is set, another is not. The client does not look further.",
            "認証情報の一部だけが設定されています。クライアントは他の場所を探しません。",
        ],
        [
            "Set the part that the message names, or remove the others, so that the next place is asked.",
            "メッセージにある値を設定するか、残りを削除して次の場所が使われるようにします。",
        ],
    ),
    ClassPage::new(
        C::CredentialsProfileConfig,
        S::Client,
        "The config profile (prod) could not be found",
        &[E::Keys],
        [
            "The profile does not exist for this program, or the file cannot be read.",
            "このプログラムから見えるプロファイルがないか、設定ファイルを読み取れません。",
        ],
        [
            "aws configure list-profiles, as the same user. Look at AWS_PROFILE, AWS_CONFIG_FILE and HOME; under sudo and in CI they are others.",
            "同じユーザーで aws configure list-profiles を実行します。AWS_PROFILE、AWS_CONFIG_FILE、HOME を確認します。sudo や CI では異なります。",
        ],
    ),
    ClassPage::new(
        C::CredentialsSsoExpired,
        S::Client,
        "Error loading SSO Token: Token for default does not exist",
        &[E::SignIn],
        [
            "The sign-in, at IAM Identity Center or by aws login, is over, or was never made on this machine.",
            "IAM Identity Center または aws login によるサインインが終了したか、このマシンで行われていません。",
        ],
        [
            "Sign in again, as the user who runs the program, and with the command that the message names: aws sso login, or aws login.",
            "プログラムを実行するユーザーで、メッセージにあるコマンド (aws sso login または aws login) を使ってサインインし直します。",
        ],
    ),
    ClassPage::new(
        C::CredentialsMetadataUnreachable,
        S::Client,
        "no EC2 IMDS role found, operation error ec2imds: GetMetadata, request canceled, context deadline exceeded",
        &[E::PodAssociation, E::HopLimit],
        [
            "No other credentials were found, and the instance's metadata service did not give any.",
            "他に認証情報がなく、インスタンスのメタデータサービスからも得られませんでした。",
        ],
        [
            "In a pod: give it a role of its own; with a hop limit of 1 pods do not reach the service, and that is meant so. Status 404: the instance has no profile. Not on EC2: there are no credentials at all.",
            "ポッドでは専用のロールを与えます。ホップ制限 1 ではポッドから届きませんが、それは意図された設定です。404 ならインスタンスプロファイルがありません。EC2 以外なら、認証情報自体がありません。",
        ],
    ),
    ClassPage::new(
        C::ConfigRegionMissing,
        S::Client,
        "You must specify a region. You can also configure your region by running \"aws configure\".",
        &[E::Region],
        [
            "The client does not know for which Region it should call.",
            "クライアントが呼び出すリージョンが分かりません。",
        ],
        [
            "Set AWS_REGION, or the profile's region. Pods get it from the webhook only together with a role.",
            "AWS_REGION またはプロファイルの region を設定します。ポッドにはロールとともに webhook が設定します。",
        ],
    ),
    ClassPage::new(
        C::RegionDisabled,
        S::Sts,
        "RegionDisabledException: STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.",
        &[E::Region],
        [
            "The account has switched STS off in this Region, or has not enabled the Region.",
            "アカウントがこのリージョンの STS を無効にしているか、リージョンを有効にしていません。",
        ],
        [
            "An administrator activates it under IAM, Account settings; or call the endpoint of a Region that is on. A new account turns it on by itself after some minutes.",
            "管理者が IAM の「アカウント設定」で有効にするか、有効なリージョンのエンドポイントを使います。新しいアカウントでは数分で自動的に有効になります。",
        ],
    ),
    ClassPage::new(
        C::RegionOptInRequired,
        S::Iam,
        "An error occurred (OptInRequired) when calling the DescribeInstances operation: You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.",
        &[],
        [
            "The account is not signed up for this service, Region or product.",
            "アカウントがこのサービス、リージョン、または製品を利用登録していません。",
        ],
        [
            "Finish the account's sign-up; enable an opt-in Region; accept the terms of a Marketplace product. The message says which.",
            "アカウントの登録を完了する、オプトインリージョンを有効にする、Marketplace 製品の規約に同意する、のいずれかです。メッセージで判別します。",
        ],
    ),
    ClassPage::new(
        C::PolicyMalformed,
        S::IamApi,
        "An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Has prohibited field Resource",
        &[],
        [
            "IAM did not take the policy document: its JSON, a field that does not belong there, or a principal that does not exist.",
            "IAM がポリシードキュメントを受け付けませんでした。JSON の誤り、置けないフィールド、存在しないプリンシパルのいずれかです。",
        ],
        [
            "`Resource` prohibited: it is a trust policy. Principal invalid: it was deleted, is a group, or was made a moment ago. Invalid Json: file:// is missing, or the shell took the quotes. eks-iam policy lint FILE shows the place.",
            "Resource が置けないのは信頼ポリシーです。プリンシパルが無効なのは、削除された、グループである、作成直後、のいずれかです。JSON の誤りは file:// の付け忘れか、シェルが引用符を消した場合です。eks-iam policy lint ファイル で場所が分かります。",
        ],
    ),
    ClassPage::new(
        C::PolicyPackedTooLarge,
        S::Sts,
        "An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed size of session tags consumes 105% of allotted space.",
        &[],
        [
            "The session policy and the tags are together larger than STS takes. Tags that a chain of roles hands on count as well.",
            "セッションポリシーとタグの合計が STS の上限を超えています。ロールの連鎖で引き継がれるタグも含まれます。",
        ],
        [
            "Send fewer and shorter tags. EKS Pod Identity adds six of its own, which the association can switch off.",
            "タグを減らすか短くします。EKS Pod Identity は独自に 6 つのタグを付けますが、関連付けで無効にできます。",
        ],
    ),
    ClassPage::new(
        C::PolicyLimitExceeded,
        S::IamApi,
        "An error occurred (LimitExceeded) when calling the PutRolePolicy operation: Maximum policy size of 10240 bytes exceeded for role eks-admin",
        &[],
        [
            "The policy is larger, or there are more of them, than IAM allows.",
            "ポリシーの大きさまたは数が、IAM の上限を超えています。",
        ],
        [
            "Merge statements, move parts into managed policies, or raise the quota where that is possible. Blanks do not count.",
            "ステートメントをまとめる、管理ポリシーに分ける、可能ならクォータを引き上げます。空白は数えられません。",
        ],
    ),
];
