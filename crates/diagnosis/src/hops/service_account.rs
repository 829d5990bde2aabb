//! The hop `service-account`: whether the role takes the pod's, or another issuer's, web identity token.

use eks_iam_arn::ArnRef;
use eks_iam_policy::{Miss, PolicySet, PolicyType, Request, evaluate};

use super::{
    Judged,
    mend::{mended, near_miss},
    trust::{added_trust, put_trust},
};
use crate::{
    Actor, Case, Cause, CauseName, Change, Confidence, Hop, Message, Remedy, RemedyKind,
    snapshot::{OidcProvider, Role, policies::named},
};

/// What a web identity token says.
struct Claims {
    /// Without `https://`, as IAM writes it.
    issuer: String,
    subject: String,
    audience: String,
}

/// Judges provider, audience and trust, in the order in which STS checks them.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let (claims, role_arn) = match claims(case) {
        Ok(found) => found,
        Err(missing) => return Judged::unknown(Hop::ServiceAccount, missing),
    };
    let Some(role) = case.snapshot.role(&role_arn) else {
        return Judged::unknown(Hop::ServiceAccount, Message::new("missing.entity").with("arn", role_arn));
    };
    let account = ArnRef::parse(&role.arn).map(|it| it.account().to_owned()).unwrap_or_default();
    let providers = case.snapshot.iam.iter().flat_map(|it| &it.oidc_providers);
    let mut own = providers.filter(|it| it.account == account && bare(&it.url) == claims.issuer);
    let Some(provider) = own.next() else { return no_provider(&claims, account) };
    if !provider.client_ids.contains(&claims.audience) {
        return wrong_audience(&claims, provider, role);
    }
    judge_trust(&claims, role)
}

fn bare(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/')
}

fn claims(case: &Case<'_>) -> Result<(Claims, String), Message> {
    if let Some(pod) = case.attempt.pod.as_deref() {
        let facts = case.snapshot.pod(pod)?;
        let missing = |what: &'static str| Message::new(what).with("name", facts.service_account.as_str());
        let issuer = facts.issuer.as_deref().ok_or_else(|| missing("missing.issuer"))?;
        let claims = Claims {
            issuer: bare(issuer).to_owned(),
            subject: facts.subject(),
            audience: facts.audience.clone(),
        };
        let role = facts.role_arn.clone().ok_or_else(|| missing("missing.role-annotation"))?;
        return Ok((claims, role));
    }
    let caller = case
        .caller()
        .and_then(|it| it.split_once("oidc-provider/"))
        .ok_or_else(|| Message::new("missing.token"))?;
    let parameter = |name| case.parameter(name).map(str::to_owned);
    let claims = Claims {
        issuer: caller.1.to_owned(),
        subject: parameter("subject").ok_or_else(|| Message::new("missing.token"))?,
        audience: parameter("audience").ok_or_else(|| Message::new("missing.token"))?,
    };
    Ok((claims, parameter("role-arn").ok_or_else(|| Message::new("missing.role"))?))
}

fn no_provider(claims: &Claims, account: String) -> Judged {
    let why = Message::new("oidc.no-provider")
        .with("issuer", claims.issuer.as_str())
        .with("account", account.as_str());
    let provider = OidcProvider {
        account,
        url: format!("https://{}", claims.issuer),
        client_ids: vec![claims.audience.clone()],
    };
    Judged::breaks(Hop::ServiceAccount, why.clone(), oidc_cause(CauseName::OidcProvider, why, provider))
}

fn wrong_audience(claims: &Claims, provider: &OidcProvider, role: &Role) -> Judged {
    let why = Message::new("oidc.audience")
        .with("audience", claims.audience.as_str())
        .with("known", provider.client_ids.join(", "));
    let mut mended = provider.clone();
    mended.client_ids.push(claims.audience.clone());
    let mut cause = oidc_cause(CauseName::OidcAudience, why.clone(), mended);
    // The trust policy names the audience a second time.
    let trust = judge_trust(claims, role).causes.into_iter().find(|it| it.name == CauseName::OidcAudience);
    if let (Some(trust), Some(remedy)) = (trust, cause.remedies.first_mut()) {
        let edits = trust.remedies.into_iter().next().map(|it| it.changes);
        remedy.changes.extend(edits.unwrap_or_default());
        cause.evidence.extend(trust.evidence);
    }
    Judged::breaks(Hop::ServiceAccount, why, cause)
}

fn oidc_cause(name: CauseName, why: Message, provider: OidcProvider) -> Cause {
    let title = Message::new("remedy.oidc-provider")
        .with("url", provider.url.as_str())
        .with("audiences", provider.client_ids.join(", "))
        .with("account", provider.account.as_str());
    let change = Change::PutOidcProvider(provider);
    let remedy = Remedy::new(RemedyKind::ClusterSetting, Actor::AccountAdministrator, title, vec![change]);
    Cause::new(name, Confidence::Proven).with_evidence(why).with_remedy(remedy)
}

fn judge_trust(claims: &Claims, role: &Role) -> Judged {
    let trust = match named(&role.trust) {
        Ok(trust) => trust,
        Err(broken) => return Judged::unknown(Hop::ServiceAccount, broken),
    };
    let home = ArnRef::parse(&role.arn).map(|it| (it.partition(), it.account())).unwrap_or(("aws", ""));
    let provider = format!("arn:{}:iam::{}:oidc-provider/{}", home.0, home.1, claims.issuer);
    let request = Request::new(provider, "sts:AssumeRoleWithWebIdentity", role.arn.as_str())
        .with(format!("{}:sub", claims.issuer), claims.subject.as_str())
        .with(format!("{}:aud", claims.issuer), claims.audience.as_str());
    let set = PolicySet { trust: Some(trust), ..PolicySet::default() };
    let evaluation = evaluate(&request, &set);
    if evaluation.is_allowed() {
        let message = Message::new("oidc.trusts")
            .with("arn", role.arn.as_str())
            .with("subject", claims.subject.as_str());
        return Judged::passes(Hop::ServiceAccount, message);
    }
    let misses = evaluation.near_misses();
    let trust_misses: Vec<_> = misses.iter().filter(|it| it.policy_type == PolicyType::Trust).collect();
    let by_subject = trust_misses.iter().find(|it| it.reasons.iter().any(|it| is_key(it, ":sub")));
    let by_audience = trust_misses.iter().find(|it| it.reasons.iter().any(|it| is_key(it, ":aud")));
    let name = match (by_subject, by_audience) {
        (Some(_), _) => CauseName::OidcSubject,
        (None, Some(_)) => CauseName::OidcAudience,
        (None, None) => CauseName::TrustPolicy,
    };
    let why =
        Message::new("oidc.refused").with("arn", role.arn.as_str()).with("subject", claims.subject.as_str());
    let mut cause = Cause::new(name, Confidence::Proven).at(Hop::ServiceAccount).with_evidence(why.clone());
    cause.evidence.extend(trust_misses.iter().map(|it| near_miss(it)));
    let near = by_subject.or(by_audience).and_then(|it| mended(it, &role.trust));
    cause.remedies.extend(near.map(|it| put_trust(role, it, "remedy.mend-trust")));
    cause.remedies.extend(added_trust(&request, &set, role));
    Judged::breaks(Hop::ServiceAccount, why, cause)
}

fn is_key(miss: &Miss, ending: &str) -> bool {
    match miss {
        Miss::Condition { key, .. } | Miss::WildcardUnderEquals { key, .. } => key.ends_with(ending),
        _ => false,
    }
}
