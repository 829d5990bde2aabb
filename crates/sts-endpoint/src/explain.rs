//! The decision of [`resolve`], told step by step.

use eks_iam_arn::{Partition, PartitionVia};

use crate::{
    Effect, Endpoint, EndpointQuery, SIGNING_NAME, Source, TABLE_SOURCE, Trace, Why, is_global_by_legacy,
    resolve,
};

/// Where each input of an [`EndpointQuery`] came from. It decides nothing and serves the trace only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origins {
    /// Where the Region came from.
    pub region: Source,
    /// Where FIPS was switched on.
    pub fips: Source,
    /// Where dual-stack was switched on.
    pub dual_stack: Source,
    /// Where the mode `legacy` was set.
    pub global: Source,
    /// Where the endpoint came from.
    pub endpoint: Source,
}

impl Default for Origins {
    /// All from code.
    fn default() -> Self {
        let code = Source::Code;
        Self { region: code, fips: code, dual_stack: code, global: code, endpoint: code }
    }
}

/// Returns the steps by which [`resolve`] comes to its answer: each input with its origin and what came of it, the
/// partition and the table it was looked up in, the host with its rule, and what requests are signed for.
///
/// ```
/// use eks_iam_span::Language;
/// use eks_iam_sts_endpoint::{EndpointQuery, Origins, Source, TABLE_SOURCE, explain};
///
/// let query = EndpointQuery { region: Some("us-west-2"), global: true, ..EndpointQuery::default() };
/// let origins = Origins { region: Source::ClusterDefault, global: Source::Environment, ..Origins::default() };
/// assert_eq!(explain(&query, &origins).render(Language::English).replace(TABLE_SOURCE, "…"), "\
/// region = us-west-2 (environment, by the cluster's default): the client's Region
/// mode = legacy (environment): the mode of the endpoint
/// partition = aws (rule set): the partition in which the Region is listed
/// table = … (rule set): the table in which the Region was looked up
/// host = sts.amazonaws.com (rule set): mode `legacy` sends this Region to the global endpoint, signed for us-east-1
/// signing region = us-east-1 (rule set): requests are signed for this Region
/// signing name = sts (rule set): requests are signed for this service
/// ");
/// ```
#[must_use]
pub fn explain(query: &EndpointQuery<'_>, origins: &Origins) -> Trace {
    let mut trace = Trace::default();
    if let Some(region) = query.region {
        trace.push("region", region, origins.region, Effect::RegionTaken);
    }
    if let Some(endpoint) = query.endpoint {
        trace.push("endpoint", endpoint, origins.endpoint, Effect::EndpointTaken);
    }
    if query.fips {
        trace.push("fips", "true", origins.fips, Effect::FipsTaken);
    }
    if query.dual_stack {
        trace.push("dual-stack", "true", origins.dual_stack, Effect::DualStackTaken);
    }
    if query.global {
        trace.push("mode", "legacy", origins.global, effect_of_legacy(query));
    }
    match resolve(query) {
        Ok(endpoint) => trace.push_decision(&endpoint, query.region, endpoint.signing_region()),
        Err(error) => trace.push("host", error.kind(), Source::RuleSet, Effect::Refused),
    }
    trace
}

/// What the mode `legacy` comes to beside the other inputs.
pub(crate) fn effect_of_legacy(query: &EndpointQuery<'_>) -> Effect {
    if query.endpoint.is_some() {
        Effect::ModeBesideEndpoint
    } else if query.fips || query.dual_stack {
        Effect::ModeBesideVariant
    } else if query.region.is_some_and(|it| !is_global_by_legacy(it)) {
        Effect::ModeOutsideList
    } else {
        Effect::ModeTaken
    }
}

impl Trace {
    /// Appends what the rule set came to.
    pub(crate) fn push_decision(
        &mut self,
        endpoint: &Endpoint<'_>,
        region: Option<&str>,
        signing_region: Option<&str>,
    ) {
        let rules = Source::RuleSet;
        if let (Some(region), false) = (region, endpoint.why() == Why::Override) {
            let found = Partition::match_region(region);
            let effect = match found.via {
                PartitionVia::Listed => Effect::PartitionListed,
                PartitionVia::Pattern => Effect::PartitionByPattern,
                _ => Effect::PartitionFallback,
            };
            self.push("partition", found.partition.id(), rules, effect);
            self.push("table", TABLE_SOURCE, rules, Effect::TableUsed);
        }
        self.push("host", endpoint.host(), rules, Effect::HostChosen(endpoint.why()));
        if let Some(region) = signing_region {
            self.push("signing region", region, rules, Effect::SigningRegion);
        }
        self.push("signing name", SIGNING_NAME, rules, Effect::SigningName);
    }
}
