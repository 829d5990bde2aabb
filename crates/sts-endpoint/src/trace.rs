//! The steps of a decision: which input, which value, from where, and what came of it.

use core::fmt::Write as _;

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

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The client's Region is this one.
    RegionTaken,
    /// The SDK turns a FIPS pseudo-Region into a Region and the FIPS setting.
    RegionRewritten,
    /// There is no Region, and the SDK takes this one.
    RegionAssumed,
    /// The SDK does not read this variable.
    VariableIgnored,
    /// The SDK reads the mode, and it is this one.
    ModeTaken,
    /// The SDK does not read the mode at all.
    ModeIgnored,
    /// The mode stands beside an endpoint and is not looked at.
    ModeBesideEndpoint,
    /// The endpoint is taken byte for byte.
    EndpointTaken,
    /// FIPS is on.
    FipsTaken,
    /// Dual-stack is on.
    DualStackTaken,
    /// FIPS or dual-stack stands beside an endpoint, and the SDK drops it without a word.
    VariantDropped,
    /// The Region belongs to this partition.
    PartitionFound,
    /// The rule that chose the host.
    HostChosen,
    /// Requests are signed for this Region.
    SigningRegion,
}

impl Effect {
    /// Returns the name in kebab-case, such as `mode-ignored`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegionTaken => "region-taken",
            Self::RegionRewritten => "region-rewritten",
            Self::RegionAssumed => "region-assumed",
            Self::VariableIgnored => "variable-ignored",
            Self::ModeTaken => "mode-taken",
            Self::ModeIgnored => "mode-ignored",
            Self::ModeBesideEndpoint => "mode-beside-endpoint",
            Self::EndpointTaken => "endpoint-taken",
            Self::FipsTaken => "fips-taken",
            Self::DualStackTaken => "dual-stack-taken",
            Self::VariantDropped => "variant-dropped",
            Self::PartitionFound => "partition-found",
            Self::HostChosen => "host-chosen",
            Self::SigningRegion => "signing-region",
        }
    }

    /// Returns the effect in words.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::RegionTaken => "the client's Region",
            Self::RegionRewritten => "a FIPS pseudo-Region: the SDK takes the Region and turns FIPS on",
            Self::RegionAssumed => "no Region is set, so the SDK takes this one",
            Self::VariableIgnored => "this SDK does not read it",
            Self::ModeTaken => "the mode of the endpoint",
            Self::ModeIgnored => "this SDK does not know the mode and always calls the Region's own endpoint",
            Self::ModeBesideEndpoint => "beside an endpoint the mode changes nothing",
            Self::EndpointTaken => "the endpoint, taken byte for byte; it does not change the signing Region",
            Self::FipsTaken => "FIPS is on",
            Self::DualStackTaken => "dual-stack is on",
            Self::VariantDropped => "beside an endpoint the SDK drops it without a word",
            Self::PartitionFound => "the partition of the Region",
            Self::HostChosen => "the host",
            Self::SigningRegion => "requests are signed for this Region",
        }
    }

    const fn japanese(self) -> &'static str {
        match self {
            Self::RegionTaken => "クライアントのリージョンです",
            Self::RegionRewritten => {
                "FIPS の擬似リージョンです。SDK はリージョンを取り出し、FIPS を有効にします"
            }
            Self::RegionAssumed => "リージョンが設定されていないため、SDK がこのリージョンを使います",
            Self::VariableIgnored => "この SDK は読み取りません",
            Self::ModeTaken => "エンドポイントのモードです",
            Self::ModeIgnored => {
                "この SDK はモードを認識せず、常にリージョン自身のエンドポイントを呼び出します"
            }
            Self::ModeBesideEndpoint => "エンドポイントが指定されているため、モードは何も変えません",
            Self::EndpointTaken => "エンドポイントはそのまま使われます。署名するリージョンは変わりません",
            Self::FipsTaken => "FIPS が有効です",
            Self::DualStackTaken => "デュアルスタックが有効です",
            Self::VariantDropped => "エンドポイントが指定されているため、SDK は何も表示せずに無視します",
            Self::PartitionFound => "リージョンのパーティションです",
            Self::HostChosen => "ホストです",
            Self::SigningRegion => "リクエストはこのリージョンで署名されます",
        }
    }
}

/// One step: an input, its value, where it came from, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TraceStep {
    /// The name of the input, such as `AWS_REGION` or `region`.
    pub input: String,
    /// Its value.
    pub value: String,
    /// Where it came from.
    pub source: Source,
    /// What came of it.
    pub effect: Effect,
}

/// The steps of a decision, in the order in which they were taken.
///
/// ```
/// use eks_iam_span::Language;
/// use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, client_endpoint};
///
/// let settings = ClientSettings {
///     explicit_region: Some("us-west-2".into()),
///     environment: vec![("AWS_STS_REGIONAL_ENDPOINTS".into(), "legacy".into())],
///     ..ClientSettings::default()
/// };
/// let endpoint = client_endpoint(SdkFamily::Rust, &settings)?;
/// assert_eq!(endpoint.trace.render(Language::English), "\
/// region = us-west-2 (code): the client's Region
/// AWS_STS_REGIONAL_ENDPOINTS = legacy (environment): this SDK does not know the mode and always calls the Region's own endpoint
/// partition = aws (rule set): the partition of the Region
/// host = sts.us-west-2.amazonaws.com (rule set): the host
/// signing region = us-west-2 (rule set): requests are signed for this Region
/// ");
/// # Ok::<(), eks_iam_sts_endpoint::ClientEndpointError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    steps: Vec<TraceStep>,
}

impl Trace {
    /// Returns the steps.
    #[must_use]
    pub fn steps(&self) -> &[TraceStep] {
        &self.steps
    }

    /// Returns the trace for people, one line a step, each ending in a newline.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut text = String::new();
        for TraceStep { input, value, source, effect } in &self.steps {
            let (source, effect) = (source.title(language), effect.title(language));
            let _ = match language {
                Language::English => writeln!(text, "{input} = {value} ({source}): {effect}"),
                Language::Japanese => writeln!(text, "{input} = {value} ({source}): {effect}。"),
            };
        }
        text
    }

    /// Returns the trace as compact JSON: an array of objects with `input`, `value`, `source` and `effect`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = String::from("[");
        for (at, step) in self.steps.iter().enumerate() {
            json.push_str(if at == 0 { "{\"input\":" } else { ",{\"input\":" });
            push_json(&mut json, &step.input);
            json.push_str(",\"value\":");
            push_json(&mut json, &step.value);
            for (key, name) in [("source", step.source.as_str()), ("effect", step.effect.as_str())] {
                let _ = write!(json, ",\"{key}\":\"{name}\"");
            }
            json.push('}');
        }
        json.push(']');
        json
    }

    pub(crate) fn push(&mut self, input: &str, value: &str, source: Source, effect: Effect) {
        self.steps.push(TraceStep { input: input.to_owned(), value: value.to_owned(), source, effect });
    }
}

/// Appends a JSON string.
fn push_json(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            it if u32::from(it) < 0x20 => {
                let _ = write!(json, "\\u{:04x}", u32::from(it));
            }
            it => json.push(it),
        }
    }
    json.push('"');
}
