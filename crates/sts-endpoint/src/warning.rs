//! What will go wrong with an endpoint, told before the request is sent.

use eks_iam_arn::{Partition, PartitionVia};
use eks_iam_span::Language;

use crate::{
    Form, endpoint_of_host,
    host::{Label, split_sts},
};

/// The commercial Regions whose FIPS host exists; the rule set builds a name for every Region.
const FIPS_REGIONS: [&str; 4] = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

/// A reason why requests to an endpoint will fail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointWarning {
    /// The host takes another Region in the scope than the client signs for: STS answers 403 `SignatureDoesNotMatch`,
    /// `Credential should be scoped to a valid region. `
    ScopeMismatch {
        /// The host.
        host: String,
        /// The Region that the client signs for.
        signing_region: String,
        /// The only Region that the host takes.
        scope_region: String,
    },
    /// The host is made of a pseudo-Region such as `aws-cn-global`: it does not exist.
    PseudoRegionHost {
        /// The host.
        host: String,
    },
    /// The Region has no FIPS host. Beside FIPS no other endpoint can be given, so FIPS must be off for STS.
    NoFipsHost {
        /// The host.
        host: String,
    },
    /// The Region belongs to another partition than the host's suffix: the host does not exist.
    OtherPartition {
        /// The host.
        host: String,
        /// The Region in its name.
        region: String,
        /// The Region's partition.
        partition: Partition,
    },
    /// The Region is not in the table: a misspelling, or newer than the table.
    UnlistedRegion {
        /// The host.
        host: String,
        /// The Region in its name.
        region: String,
    },
}

impl EndpointWarning {
    /// Returns the name in kebab-case, such as `scope-mismatch`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ScopeMismatch { .. } => "scope-mismatch",
            Self::PseudoRegionHost { .. } => "pseudo-region-host",
            Self::NoFipsHost { .. } => "no-fips-host",
            Self::OtherPartition { .. } => "other-partition",
            Self::UnlistedRegion { .. } => "unlisted-region",
        }
    }

    /// Returns the warning in words: what will happen, and what would mend it.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::ScopeMismatch { host, signing_region, scope_region } => format!(
                "STS will refuse this: {host} accepts the Region {scope_region} in a signature, not {signing_region} \
                 (403 SignatureDoesNotMatch, `Credential should be scoped to a valid region`); call the endpoint of \
                 {signing_region}, or sign for {scope_region}"
            ),
            Self::PseudoRegionHost { host } => {
                format!("{host} does not exist: a pseudo-Region has no host of its own; set a real Region")
            }
            Self::NoFipsHost { host } => {
                format!("{host} does not exist: STS has no FIPS host in this Region; switch FIPS off for STS")
            }
            Self::OtherPartition { host, region, partition } => format!(
                "{host} does not exist: the Region {region} is in partition {partition}, whose hosts end in {}",
                partition.dns_suffix()
            ),
            Self::UnlistedRegion { host, region } => format!(
                "the Region {region} is not in the table, so {host} may not exist; is the name spelled right?"
            ),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::ScopeMismatch { host, signing_region, scope_region } => format!(
                "STS はこのリクエストを拒否します。{host} が署名に受け入れるリージョンは {scope_region} で、{signing_region} \
                 ではありません (403 SignatureDoesNotMatch、`Credential should be scoped to a valid region`)。\
                 {signing_region} のエンドポイントを呼び出すか、{scope_region} で署名します"
            ),
            Self::PseudoRegionHost { host } => format!(
                "{host} は存在しません。擬似リージョンには固有のホストがないため、実在するリージョンを設定します"
            ),
            Self::NoFipsHost { host } => format!(
                "{host} は存在しません。このリージョンの STS には FIPS ホストがないため、STS では FIPS を無効にします"
            ),
            Self::OtherPartition { host, region, partition } => format!(
                "{host} は存在しません。リージョン {region} はパーティション {partition} のもので、ホスト名は {} で終わります",
                partition.dns_suffix()
            ),
            Self::UnlistedRegion { host, region } => format!(
                "リージョン {region} は表にないため、{host} が存在しない可能性があります。名前のつづりを確認してください"
            ),
        }
    }
}

/// Returns what will go wrong when a client calls this host and signs for this Region; nothing where host and signing
/// Region agree, and nothing about a host that is none of STS's (a proxy, a mock), of which nothing is known.
///
/// Without a signing Region only the host is judged. The host may have a port and capital letters, as a URL may.
///
/// ```
/// use eks_iam_sts_endpoint::warnings;
///
/// let found = warnings("sts.amazonaws.com", Some("us-west-2"));
/// assert_eq!(found[0].kind(), "scope-mismatch");
/// assert!(warnings("sts.amazonaws.com", Some("us-east-1")).is_empty());
/// assert_eq!(warnings("sts-fips.ca-central-1.amazonaws.com", Some("ca-central-1"))[0].kind(), "no-fips-host");
/// ```
#[must_use]
pub fn warnings(host: &str, signing_region: Option<&str>) -> Vec<EndpointWarning> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
    let mut found = Vec::new();
    let unlisted =
        |region: &str| EndpointWarning::UnlistedRegion { host: name.clone(), region: region.to_owned() };
    let Some(endpoint) = endpoint_of_host(&name) else {
        // The name is built as STS's names are, but no such host is known.
        if let Some((label, region, partition)) = split_sts(&name) {
            let own = Partition::match_region(region);
            found.push(if own.partition.pseudo_region() == Some(region) {
                EndpointWarning::PseudoRegionHost { host: name.clone() }
            } else if own.partition != partition && own.via == PartitionVia::Listed {
                let (host, region) = (name.clone(), region.to_owned());
                EndpointWarning::OtherPartition { host, region, partition: own.partition }
            } else if label == Label::Fips && partition.has_region_shape(region) {
                EndpointWarning::NoFipsHost { host: name.clone() }
            } else {
                unlisted(region)
            });
        }
        return found;
    };
    if let Some(region) = signing_region.filter(|it| *it != endpoint.scope_region) {
        found.push(EndpointWarning::ScopeMismatch {
            host: name.clone(),
            signing_region: region.to_owned(),
            scope_region: endpoint.scope_region.to_owned(),
        });
    }
    let region = endpoint.sts_region;
    if Partition::match_region(region).via != PartitionVia::Listed {
        found.push(unlisted(region));
    } else if endpoint.form == Form::Fips
        && endpoint.partition == Partition::Aws
        && !FIPS_REGIONS.contains(&region)
    {
        found.push(EndpointWarning::NoFipsHost { host: name.clone() });
    }
    found
}
