//! The hops `sts-endpoint` and `token` of a Kubernetes call: which STS the token names, and whether it is good.

use eks_iam_error_classifier::Class;
use eks_iam_sigv4::Timestamp;
use eks_iam_sts_endpoint::token_host;

use super::{Judged, kubeconfig};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, Remedy, RemedyKind,
};

/// How long STS takes a signed token, in seconds.
const LIFETIME: i64 = 900;

/// The variables by which an SDK is told another STS endpoint.
const ENDPOINT_VARIABLES: [&str; 2] = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"];

/// Judges the STS host that the token names.
pub(super) fn judge_endpoint(case: &Case<'_>) -> Judged {
    let (Some(plugin), Some(cluster)) = (case.snapshot.kubeconfig(), case.snapshot.cluster.as_ref()) else {
        return Judged::unknown(Hop::StsEndpoint, Message::new("missing.token-host"));
    };
    let own = format!("sts.{}.{}", cluster.region, suffix(&cluster.region));
    let set = ENDPOINT_VARIABLES.iter().find_map(|it| Some((*it, plugin.variable(it)?)));
    let host = set.map_or(own.as_str(), |(_, url)| host_of(url));
    let what = |id| {
        Message::new(id)
            .with("host", host)
            .with("partition", cluster.partition.as_str())
            .with("region", cluster.region.as_str())
    };
    if token_host(host, &cluster.partition, &cluster.region).is_accepted() {
        return Judged::passes(Hop::StsEndpoint, what("token.host"));
    }
    let mut cause = Cause::new(CauseName::EndpointPartition, Confidence::Proven)
        .with_evidence(what("token.host-refused"));
    let edited = set.zip(case.snapshot.client.kubeconfig.as_ref());
    if let Some(source) = edited.and_then(|((name, _), source)| kubeconfig::without_variable(source, name)) {
        let title = Message::new("remedy.token-host").with("host", own);
        let change = Change::PutKubeconfig(source);
        cause.remedies.push(Remedy::new(RemedyKind::EditDocument, Actor::Caller, title, vec![change]));
    }
    Judged::broken(cause)
}

fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

fn suffix(region: &str) -> &'static str {
    eks_iam_arn::Partition::for_region(region).dns_suffix()
}

/// Judges the token itself: its age, the cluster that it is made for, how often one is made.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    if let Some(made) = &case.snapshot.client.kept_token {
        return judge_kept(case, made);
    }
    if case.attempt.succeeded > 0 && case.symptom.class() == Class::KubernetesUnauthorized {
        return Judged::broken(throttled(case));
    }
    let (Some(plugin), Some(cluster)) = (case.snapshot.kubeconfig(), case.snapshot.cluster.as_ref()) else {
        return Judged::unknown(Hop::Token, Message::new("missing.token-maker"));
    };
    match plugin.cluster_name() {
        Some(name) if name != cluster.name => {
            let evidence = Message::new("token.other-cluster")
                .with("made-for", name)
                .with("cluster", cluster.name.as_str());
            let mut cause = Cause::new(CauseName::TokenFormat, Confidence::Proven).with_evidence(evidence);
            let source = case.snapshot.client.kubeconfig.as_ref();
            let names = ["--cluster-name", "--cluster-id", "-i"];
            if let Some(source) = source.and_then(|it| kubeconfig::with_argument(it, &names, &cluster.name)) {
                let title = Message::new("remedy.token-cluster").with("cluster", cluster.name.as_str());
                let change = Change::PutKubeconfig(source);
                cause.remedies.push(Remedy::new(
                    RemedyKind::EditDocument,
                    Actor::Caller,
                    title,
                    vec![change],
                ));
            }
            Judged::broken(cause)
        }
        _ => Judged::passes(Hop::Token, Message::new("token.made").with("cluster", cluster.name.as_str())),
    }
}

/// A token that the client keeps: STS takes it for 15 minutes after it was signed.
fn judge_kept(case: &Case<'_>, made: &str) -> Judged {
    let now = case.snapshot.client.clock.as_deref().and_then(|it| Timestamp::parse_rfc3339(it).ok());
    let (Some(now), Ok(signed)) = (now, Timestamp::parse_rfc3339(made)) else {
        return Judged::unknown(Hop::Token, Message::new("missing.token-age").with("made", made));
    };
    let age = now.unix().saturating_sub(signed.unix());
    let what = |id| Message::new(id).with("made", made).with("minutes", (age / 60).to_string());
    if age <= LIFETIME {
        return Judged::passes(Hop::Token, what("token.young"));
    }
    let change = Change::SetClient(ClientSetting::KeptToken, None);
    let remedy = Remedy::new(
        RemedyKind::ClientSetting,
        Actor::Caller,
        Message::new("remedy.token-at-use"),
        vec![change],
    );
    Judged::broken(
        Cause::new(CauseName::CredentialsExpired, Confidence::Proven)
            .at(Hop::Token)
            .with_evidence(what("token.old"))
            .with_remedy(remedy),
    )
}

/// The identical call succeeded a moment ago: nothing that decides about it has changed.
fn throttled(case: &Case<'_>) -> Cause {
    let evidence = Message::new("token.now-and-then").with("count", case.attempt.succeeded.to_string());
    let change = Change::SetClient(ClientSetting::TokenPerRequest, None);
    let title = Message::new("remedy.reuse-token");
    Cause::new(CauseName::Throttled, Confidence::Proven).with_evidence(evidence).with_remedy(Remedy::new(
        RemedyKind::ClientSetting,
        Actor::Caller,
        title,
        vec![change],
    ))
}
