//! Who calls, as policies distinguish callers.

use crate::{Context, arn_pattern::segments};

/// The caller of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller<'a> {
    /// The text of the request.
    pub(crate) text: &'a str,
    pub(crate) partition: &'a str,
    /// Twelve digits, or empty for callers outside of any account.
    pub(crate) account: &'a str,
    pub(crate) kind: CallerKind<'a>,
    pub(crate) service_linked: bool,
}

/// What kind of caller it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallerKind<'a> {
    /// A user; the name without its path.
    User { name: &'a str },
    /// A session of a role.
    Session { role_name: &'a str },
    /// A role named by its own ARN: any session of it.
    Role { name: &'a str },
    /// A session made by GetFederationToken.
    FederatedUser { name: &'a str },
    /// The root user of an account.
    Root,
    /// An AWS service.
    Service,
    /// Whoever holds a token of that provider.
    Federated,
    /// Nobody in particular.
    Anonymous,
}

impl<'a> Caller<'a> {
    pub(crate) fn new(text: &'a str, context: &Context) -> Self {
        let mut caller = Self::of(text);
        let linked = |arn: &str| arn.contains("/aws-service-role/");
        caller.service_linked = linked(text)
            || context
                .entry("aws:principalarn")
                .is_some_and(|entry| entry.values.iter().any(|arn| linked(arn)));
        caller
    }

    fn of(text: &'a str) -> Self {
        let outside = |kind| Self { text, partition: "", account: "", kind, service_linked: false };
        let Some(["arn", partition, service, _, account, resource]) = segments(text) else {
            return outside(match text {
                "" | "*" | "anonymous" => CallerKind::Anonymous,
                name if is_federation_name(name) => CallerKind::Federated,
                _ => CallerKind::Service,
            });
        };
        let Some(kind) = kind_of(service, resource) else { return outside(CallerKind::Anonymous) };
        if kind == CallerKind::Federated {
            return outside(kind);
        }
        Self { text, partition, account, kind, service_linked: false }
    }

    /// Tells whether the caller has no identity side: anonymous, services, and federated callers.
    pub(crate) const fn is_outsider(&self) -> bool {
        matches!(self.kind, CallerKind::Anonymous | CallerKind::Service | CallerKind::Federated)
    }
}

/// Web identity providers that are named without an ARN.
pub(crate) fn is_federation_name(name: &str) -> bool {
    matches!(
        name,
        "cognito-identity.amazonaws.com" | "www.amazon.com" | "graph.facebook.com" | "accounts.google.com"
    )
}

fn kind_of<'a>(service: &str, resource: &'a str) -> Option<CallerKind<'a>> {
    let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
    let last = rest.rsplit('/').next().unwrap_or_default();
    Some(match (service, kind) {
        ("iam", "root") if rest.is_empty() => CallerKind::Root,
        ("iam", "user") => CallerKind::User { name: last },
        ("iam", "role") => CallerKind::Role { name: last },
        ("iam", "oidc-provider" | "saml-provider") => CallerKind::Federated,
        ("sts", "assumed-role") => {
            CallerKind::Session { role_name: rest.split_once('/').map_or(rest, |(role, _)| role) }
        }
        ("sts", "federated-user") => CallerKind::FederatedUser { name: rest },
        _ => return None,
    })
}

/// Tells whether a text is an account id: twelve digits.
pub(crate) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
