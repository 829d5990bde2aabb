//! Which credentials an SDK in a container takes, from the variables that the container has.

use eks_iam_span::Language;
use eks_iam_sts_endpoint::SdkFamily;

/// Where a container's SDK gets its credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialSource {
    /// Access keys in the environment, which every SDK takes first.
    StaticKeys,
    /// The web identity token of IRSA.
    WebIdentity,
    /// The agent of EKS Pod Identity.
    Container,
    /// One of the two variables of IRSA is there, the other is not.
    HalfPair,
    /// Nothing in the environment: the node's role by IMDS, or nothing where the node hides IMDS.
    NodeRole,
}

impl CredentialSource {
    /// Every source, in the order in which SDKs look.
    pub const ALL: [Self; 5] =
        [Self::StaticKeys, Self::WebIdentity, Self::HalfPair, Self::Container, Self::NodeRole];

    /// Returns what a container with these variables takes.
    ///
    /// All SDKs take keys before web identity, and web identity before container credentials; a profile in a mounted
    /// file, of which nothing is known here, may come before either. An empty variable counts as absent.
    ///
    /// ```
    /// use eks_iam_service_account::CredentialSource;
    ///
    /// let both = [
    ///     ("AWS_ROLE_ARN".to_owned(), "arn:aws:iam::111122223333:role/reader".to_owned()),
    ///     ("AWS_WEB_IDENTITY_TOKEN_FILE".to_owned(), "/token".to_owned()),
    ///     ("AWS_CONTAINER_CREDENTIALS_FULL_URI".to_owned(), "http://169.254.170.23/v1/credentials".to_owned()),
    /// ];
    /// assert_eq!(CredentialSource::of(&both), CredentialSource::WebIdentity);
    /// assert_eq!(CredentialSource::of(&[]), CredentialSource::NodeRole);
    /// ```
    pub fn of(environment: &[(String, String)]) -> Self {
        let has = |name: &str| environment.iter().any(|(it, value)| it == name && !value.is_empty());
        if has("AWS_ACCESS_KEY_ID") && has("AWS_SECRET_ACCESS_KEY") {
            return Self::StaticKeys;
        }
        match (has("AWS_ROLE_ARN"), has("AWS_WEB_IDENTITY_TOKEN_FILE")) {
            (true, true) => Self::WebIdentity,
            (false, true) => Self::HalfPair,
            _ if has("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                || has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") =>
            {
                Self::Container
            }
            (true, false) => Self::HalfPair,
            (false, false) => Self::NodeRole,
        }
    }

    /// Returns the stable kebab-case name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StaticKeys => "static-keys",
            Self::WebIdentity => "web-identity",
            Self::HalfPair => "half-pair",
            Self::Container => "container",
            Self::NodeRole => "node-role",
        }
    }

    /// Returns what that means for the pod, in one sentence or two.
    pub const fn explanation(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::StaticKeys, Language::English) => {
                "access keys in the environment come before everything else: neither IRSA nor Pod Identity is used"
            }
            (Self::StaticKeys, Language::Japanese) => {
                "環境変数のアクセスキーが最優先されます。IRSA も Pod Identity も使われません"
            }
            (Self::WebIdentity, Language::English) => {
                "the SDK exchanges the service account's token at STS (IRSA), so STS must be reachable and the role must \
                 trust the cluster's OIDC provider"
            }
            (Self::WebIdentity, Language::Japanese) => {
                "SDK がサービスアカウントのトークンを STS で交換します (IRSA)。STS に到達できることと、ロールがクラスターの OIDC プロバイダーを信頼していることが必要です"
            }
            (Self::HalfPair, Language::English) => {
                "only one of AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE is set, so web identity fails or is passed over"
            }
            (Self::HalfPair, Language::Japanese) => {
                "AWS_ROLE_ARN と AWS_WEB_IDENTITY_TOKEN_FILE の一方しか設定されていないため、ウェブ ID は失敗するか、使われません"
            }
            (Self::Container, Language::English) => {
                "the SDK asks the agent of EKS Pod Identity on the node, which asks EKS Auth; no call to STS is made in the pod"
            }
            (Self::Container, Language::Japanese) => {
                "SDK はノード上の EKS Pod Identity エージェントに問い合わせ、エージェントが EKS Auth を呼び出します。ポッドから STS は呼び出しません"
            }
            (Self::NodeRole, Language::English) => {
                "nothing is set, so calls are made with the node's role, or fail where the pod cannot reach IMDS"
            }
            (Self::NodeRole, Language::Japanese) => {
                "何も設定されていないため、ノードのロールで呼び出すか、IMDS に到達できなければ失敗します"
            }
        }
    }
}

/// Returns the least version of an SDK or tool that takes the address of the Pod Identity agent, as the EKS User Guide
/// lists them; the Go SDK 2 and the Rust SDK are named by the date of a release.
pub const fn least_pod_identity_version(family: SdkFamily) -> Option<&'static str> {
    Some(match family {
        SdkFamily::AwsCliV1 => "1.30.0",
        SdkFamily::AwsCliV2 => "2.15.0",
        SdkFamily::Boto3 => "1.34.41",
        SdkFamily::Cpp => "1.11.263",
        SdkFamily::DotNet => "3.7.734.0",
        SdkFamily::GoV1 => "1.47.11",
        SdkFamily::GoV2 => "release-2023-11-14",
        SdkFamily::JavaV1 => "1.12.746",
        SdkFamily::JavaV2 => "2.21.30",
        SdkFamily::JsV2 => "2.1550.0",
        SdkFamily::JsV3 => "3.458.0",
        SdkFamily::Php => "3.287.1",
        SdkFamily::Ruby => "3.188.0",
        SdkFamily::Rust => "release-2024-03-13",
        _ => return None,
    })
}

/// Returns what an SDK older than [`least_pod_identity_version`] says to the agent's address, where that is known.
pub const fn too_old_for_pod_identity(family: SdkFamily) -> Option<&'static str> {
    match family {
        SdkFamily::JsV2 | SdkFamily::JsV3 => {
            Some("169.254.170.23 is not a valid container metadata service hostname")
        }
        SdkFamily::AwsCliV1 | SdkFamily::AwsCliV2 | SdkFamily::Boto3 => Some(
            "Unsupported host '169.254.170.23'. Can only retrieve metadata from these hosts: 169.254.170.2, localhost, 127.0.0.1",
        ),
        SdkFamily::GoV1 => {
            Some("invalid endpoint host, \"169.254.170.23\", only loopback hosts are allowed.")
        }
        _ => None,
    }
}
