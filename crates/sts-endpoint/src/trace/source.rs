//! Where an input of the decision came from.

use eks_iam_span::Language;

/// Where an input came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The program's code, or a flag of its command line.
    Code,
    /// The environment, set by a person.
    Environment,
    /// The shared config file.
    SharedConfig,
    /// The service account's annotation: EKS put the variable into the pod because of it.
    ServiceAccountAnnotation,
    /// The cluster: EKS put the variable into the pod by default.
    ClusterDefault,
    /// The SDK's own default.
    SdkDefault,
    /// A rule or table of the endpoint rule set.
    RuleSet,
}

impl Source {
    /// Returns the name in kebab-case, such as `service-account-annotation`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Environment => "environment",
            Self::SharedConfig => "shared-config",
            Self::ServiceAccountAnnotation => "service-account-annotation",
            Self::ClusterDefault => "cluster-default",
            Self::SdkDefault => "sdk-default",
            Self::RuleSet => "rule-set",
        }
    }

    /// Returns the source in words.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::English, Self::Code) => "code",
            (Language::English, Self::Environment) => "environment",
            (Language::English, Self::SharedConfig) => "shared config file",
            (Language::English, Self::ServiceAccountAnnotation) => {
                "environment, by the service account's annotation"
            }
            (Language::English, Self::ClusterDefault) => "environment, by the cluster's default",
            (Language::English, Self::SdkDefault) => "default of the SDK",
            (Language::English, Self::RuleSet) => "rule set",
            (Language::Japanese, Self::Code) => "コード",
            (Language::Japanese, Self::Environment) => "環境変数",
            (Language::Japanese, Self::SharedConfig) => "共有設定ファイル",
            (Language::Japanese, Self::ServiceAccountAnnotation) => {
                "サービスアカウントのアノテーションによる環境変数"
            }
            (Language::Japanese, Self::ClusterDefault) => "クラスターの既定による環境変数",
            (Language::Japanese, Self::SdkDefault) => "SDK の既定値",
            (Language::Japanese, Self::RuleSet) => "ルールセット",
        }
    }
}
