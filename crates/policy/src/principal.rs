//! The `Principal` element: whom a statement names, and what kind of grant that is.

use eks_iam_span::Span;

use crate::{
    arn_pattern::segments,
    caller::{Caller, CallerKind, is_account_id},
    document::Element,
};

/// How a resource-based policy names the caller; the later, the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grant {
    /// It names the caller's account: that only delegates to the account's own policies.
    Account,
    /// It names the role of the calling session, or the user of a federated-user session.
    Entity,
    /// It names exactly the caller, or everybody.
    Direct,
}

/// The key under which a principal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalType {
    /// `"Principal": "*"`.
    Everyone,
    /// `AWS`: accounts, users, roles, sessions.
    Aws,
    /// `Service`: AWS services.
    Service,
    /// `Federated`: OIDC and SAML providers.
    Federated,
    /// `CanonicalUser`: S3 only.
    CanonicalUser,
}

impl PrincipalType {
    /// Returns the key as it stands in a policy, or `*`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "*",
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser]
            .into_iter()
            .find(|kind| kind.as_str() == key)
    }
}

/// One principal of a statement.
#[derive(Clone, Debug)]
pub struct PrincipalPattern {
    kind: PrincipalType,
    text: String,
    span: Span,
    target: Target,
}

/// What a principal's text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Everyone,
    /// A bare account id.
    Account,
    /// `arn:P:iam::A:root`.
    AccountArn,
    Role,
    User,
    /// Compared as a whole: sessions, services, providers, unique ids.
    Exact,
}

impl PrincipalPattern {
    pub(crate) fn new(kind: PrincipalType, text: &str, span: Span) -> Self {
        Self { kind, text: text.to_owned(), span, target: Target::of(kind, text) }
    }

    /// Returns the key under which it stands.
    #[must_use]
    pub const fn kind(&self) -> PrincipalType {
        self.kind
    }

    /// Returns the text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Tells whether it names everybody.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        self.target == Target::Everyone
    }

    /// Returns the account that it names as a whole, if it does.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self.target {
            Target::Account => Some(&self.text),
            Target::AccountArn => segments(&self.text).map(|[.., account, _]| account),
            Target::Everyone | Target::Role | Target::User | Target::Exact => None,
        }
    }

    /// Tells how the caller is named, if it is.
    pub(crate) fn grant(&self, caller: &Caller<'_>) -> Option<Grant> {
        if self.target == Target::Everyone {
            return Some(Grant::Direct);
        }
        match self.kind {
            PrincipalType::Everyone => Some(Grant::Direct),
            PrincipalType::Aws => self.aws_grant(caller),
            PrincipalType::Service => self.exact(caller, caller.kind == CallerKind::Service),
            PrincipalType::Federated => self.exact(caller, caller.kind == CallerKind::Federated),
            PrincipalType::CanonicalUser => self.exact(caller, true),
        }
    }

    fn exact(&self, caller: &Caller<'_>, kind_fits: bool) -> Option<Grant> {
        (kind_fits && self.text == caller.text).then_some(Grant::Direct)
    }

    fn aws_grant(&self, caller: &Caller<'_>) -> Option<Grant> {
        if caller.is_outsider() {
            return None;
        }
        match self.target {
            Target::Everyone => Some(Grant::Direct),
            Target::Account => (self.text == caller.account).then_some(Grant::Account),
            Target::AccountArn => {
                let [_, partition, _, _, account, _] = segments(&self.text)?;
                (partition == caller.partition && account == caller.account).then_some(Grant::Account)
            }
            Target::Role => self.role_grant(caller),
            Target::User => self.user_grant(caller),
            Target::Exact => (self.text == caller.text).then_some(Grant::Direct),
        }
    }

    /// A role is compared by partition, account and name: a session does not tell the path. Names of roles are unique
    /// without regard to case.
    fn role_grant(&self, caller: &Caller<'_>) -> Option<Grant> {
        let [_, partition, _, _, account, resource] = segments(&self.text)?;
        let name = resource.rsplit('/').next()?;
        let called = match caller.kind {
            CallerKind::Session { role_name } => role_name,
            CallerKind::Role { .. } if self.text == caller.text => return Some(Grant::Entity),
            _ => return None,
        };
        let same =
            partition == caller.partition && account == caller.account && name.eq_ignore_ascii_case(called);
        same.then_some(Grant::Entity)
    }

    fn user_grant(&self, caller: &Caller<'_>) -> Option<Grant> {
        match caller.kind {
            CallerKind::User { .. } => (self.text == caller.text).then_some(Grant::Direct),
            CallerKind::FederatedUser { name } => {
                let [_, partition, _, _, account, resource] = segments(&self.text)?;
                let same = partition == caller.partition && account == caller.account;
                (same && resource.rsplit('/').next() == Some(name)).then_some(Grant::Entity)
            }
            _ => None,
        }
    }
}

impl Target {
    fn of(kind: PrincipalType, text: &str) -> Self {
        match kind {
            PrincipalType::Everyone => return Self::Everyone,
            PrincipalType::Aws if text == "*" => return Self::Everyone,
            PrincipalType::Aws if is_account_id(text) => return Self::Account,
            PrincipalType::Aws => {}
            _ => return Self::Exact,
        }
        match segments(text) {
            Some(["arn", _, "iam", _, _, "root"]) => Self::AccountArn,
            Some(["arn", _, "iam", _, _, resource]) if resource.starts_with("role/") => Self::Role,
            Some(["arn", _, "iam", _, _, resource]) if resource.starts_with("user/") => Self::User,
            _ => Self::Exact,
        }
    }
}

/// How the element of a statement names the caller; for `NotPrincipal`, a caller that is not spared counts as named.
///
/// `NotPrincipal` spares a user when the user and its account are listed, and a session when the session, its role and
/// its account are listed; with a permissions boundary on the caller it spares nobody.
pub(crate) fn grant_of(
    element: &Element<PrincipalPattern>,
    caller: &Caller<'_>,
    has_boundary: bool,
) -> Option<Grant> {
    let grants = || element.values().iter().filter_map(|principal| principal.grant(caller));
    if !element.is_negated() {
        return grants().max();
    }
    if has_boundary {
        return Some(Grant::Direct);
    }
    let everyone = element.values().iter().any(PrincipalPattern::is_everyone);
    let has = |wanted| grants().any(|grant| grant == wanted);
    let spared = match caller.kind {
        CallerKind::Anonymous | CallerKind::Service | CallerKind::Federated => has(Grant::Direct),
        CallerKind::User { .. } => has(Grant::Direct) && has(Grant::Account),
        CallerKind::Session { .. } | CallerKind::FederatedUser { .. } => {
            has(Grant::Direct) && has(Grant::Entity) && has(Grant::Account)
        }
        CallerKind::Role { .. } => has(Grant::Entity) && has(Grant::Account),
        CallerKind::Root => has(Grant::Account),
    };
    (!everyone && !spared).then_some(Grant::Direct)
}
