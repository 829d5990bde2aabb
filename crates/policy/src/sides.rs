//! The two sides of a call: what the caller's account says, and what the resource says.

use crate::{
    PolicyChange, Request,
    change::{is_closed, is_impossible, minimal_changes},
    evaluate::{Survey, evaluate, must_be_named},
    matching::Asked,
    plan::Planner,
    policy_set::{PolicySet, PolicyType},
    principal::Grant,
};

/// Which policies are known. What is not known is not taken for empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The policies of the caller: identity, boundary, session, service control.
    pub caller: bool,
    /// The policies of the resource: resource or trust policy, resource control.
    pub resource: bool,
}

impl Known {
    /// Everything is known.
    pub const ALL: Self = Self { caller: true, resource: true };
}

/// What one side says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SideVerdict {
    /// It allows.
    Allows,
    /// It need not say anything: the other side is enough.
    NotNeeded,
    /// It does not allow.
    Silent,
    /// It denies explicitly.
    Denies,
    /// Its policies are not known.
    Unknown,
}

impl SideVerdict {
    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allows => "allows",
            Self::NotNeeded => "not-needed",
            Self::Silent => "silent",
            Self::Denies => "denies",
            Self::Unknown => "unknown",
        }
    }

    const fn blocks(self) -> bool {
        matches!(self, Self::Silent | Self::Denies)
    }
}

/// One side of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// `Identity` for the caller's side, `Resource` or `Trust` for the other.
    pub policy_type: PolicyType,
    /// The account whose owner can change it, where known.
    pub account: Option<String>,
    /// What it says.
    pub verdict: SideVerdict,
    /// What to add there: also where the side is unknown, so that both remedies can be shown. Empty where it allows, where nothing
    /// helps, and where an explicit Deny decides.
    pub remedies: Vec<PolicyChange>,
}

/// Which side is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// None: the request is allowed.
    Neither,
    /// The caller's; the resource's may be unknown.
    Caller,
    /// The resource's; the caller's may be unknown.
    Resource,
    /// Both.
    Both,
    /// It cannot be told from what is known.
    CannotTell,
    /// Neither can help: across accounts this service knows no permission but a role to assume, or the caller is a root user that
    /// would assume a role.
    Impossible,
}

impl Fault {
    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Caller => "caller",
            Self::Resource => "resource",
            Self::Both => "both",
            Self::CannotTell => "cannot-tell",
            Self::Impossible => "impossible",
        }
    }
}

/// Both sides of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BothSides {
    /// Whether they belong to different accounts.
    pub cross_account: bool,
    /// The caller's side.
    pub caller: Side,
    /// The resource's side.
    pub resource: Side,
    /// Which one is wrong.
    pub fault: Fault,
}

/// Looks at both sides of a call, with what is known of them.
///
/// Across accounts both must allow. In one account the caller's side is enough, but for roles and KMS keys, whose own
/// policies must name the caller or its account; there, naming the caller or its role is enough by itself.
///
/// The text of a denial does not tell the side when a role is assumed: give the policies that are known, and both
/// remedies come back for what is not.
#[must_use]
pub fn both_sides(request: &Request, policies: &PolicySet, known: Known) -> BothSides {
    let evaluation = evaluate(request, policies);
    let (asked, survey) = (&evaluation.asked, &evaluation.survey);
    let impossible = is_impossible(asked, survey);
    let caller = caller_verdict(asked, survey, known);
    let resource = resource_verdict(asked, survey, known);
    let (caller, resource) = weigh(asked, survey, caller, resource);
    let fault = match (caller.blocks(), resource.blocks()) {
        _ if impossible => Fault::Impossible,
        (true, true) => Fault::Both,
        (true, false) => Fault::Caller,
        (false, true) => Fault::Resource,
        (false, false) if caller != SideVerdict::Unknown && resource != SideVerdict::Unknown => {
            Fault::Neither
        }
        _ => Fault::CannotTell,
    };
    let planner = Planner { asked, survey, policies };
    let helps = |verdict| !impossible && matches!(verdict, SideVerdict::Silent | SideVerdict::Unknown);
    let account = |account: &str| (!account.is_empty()).then(|| account.to_owned());
    BothSides {
        cross_account: survey.cross_account,
        caller: Side {
            policy_type: PolicyType::Identity,
            account: account(asked.caller.account),
            verdict: caller,
            remedies: if helps(caller) { caller_remedies(request, &planner) } else { Vec::new() },
        },
        resource: Side {
            policy_type: survey.resource_type,
            account: account(asked.owner()),
            verdict: resource,
            remedies: if helps(resource) {
                planner.resource_side().into_iter().collect()
            } else {
                Vec::new()
            },
        },
        fault,
    }
}

fn caller_verdict(asked: &Asked<'_>, survey: &Survey<'_>, known: Known) -> SideVerdict {
    if asked.caller.is_outsider() {
        return SideVerdict::NotNeeded;
    }
    if !known.caller {
        return SideVerdict::Unknown;
    }
    let denies = [survey.scp_deny, survey.identity.deny, survey.boundary.deny, survey.session.deny];
    if denies.iter().any(Option::is_some) {
        return SideVerdict::Denies;
    }
    let root = asked.caller.kind == crate::caller::CallerKind::Root;
    let allows = (root || survey.identity.allow.is_some())
        && survey.scp_silent.is_none()
        && survey.boundary.lets_through()
        && survey.session_lets_through(asked);
    if allows { SideVerdict::Allows } else { SideVerdict::Silent }
}

fn resource_verdict(asked: &Asked<'_>, survey: &Survey<'_>, known: Known) -> SideVerdict {
    let needed = survey.cross_account || asked.caller.is_outsider() || is_named_only(asked, survey);
    // Every role has a trust policy: one that is not in the set is not known.
    let no_trust = survey.resource_type == PolicyType::Trust && !survey.on_resource.present;
    // A service that has no policies on its resources leaves nothing to be known.
    let has_none = is_closed(&asked.action) && !survey.on_resource.present && survey.rcp.deny.is_none();
    if (!known.resource && !has_none) || no_trust {
        return SideVerdict::Unknown;
    }
    if survey.on_resource.deny.or(survey.rcp.deny).is_some() {
        return SideVerdict::Denies;
    }
    match survey.on_resource.grant {
        Some(_) => SideVerdict::Allows,
        None if needed => SideVerdict::Silent,
        None => SideVerdict::NotNeeded,
    }
}

/// Tells whether the resource's own policy must name the caller or its account, in one account too.
fn is_named_only(asked: &Asked<'_>, survey: &Survey<'_>) -> bool {
    survey.resource_type == PolicyType::Trust
        || must_be_named(asked, &survey.on_resource, survey.resource_type)
}

/// In one account, one side can make the other unnecessary.
fn weigh(
    asked: &Asked<'_>,
    survey: &Survey<'_>,
    caller: SideVerdict,
    resource: SideVerdict,
) -> (SideVerdict, SideVerdict) {
    if survey.cross_account || asked.caller.is_outsider() {
        return (caller, resource);
    }
    let granted = resource == SideVerdict::Allows;
    let ceilings = survey.boundary.lets_through() && survey.session_lets_through(asked);
    let enough = match survey.on_resource.grant {
        Some(Grant::Direct) => granted,
        Some(Grant::Entity) => granted && ceilings,
        _ => false,
    };
    let open = !matches!(caller, SideVerdict::Denies | SideVerdict::Allows) && survey.scp_silent.is_none();
    let caller = if enough && open { SideVerdict::NotNeeded } else { caller };
    let needless = !is_named_only(asked, survey) && caller == SideVerdict::Allows;
    let resource =
        if needless && resource == SideVerdict::Unknown { SideVerdict::NotNeeded } else { resource };
    (caller, resource)
}

/// What must be added on the caller's side, of all that must be added.
fn caller_remedies(request: &Request, planner: &Planner<'_>) -> Vec<PolicyChange> {
    let changes = minimal_changes(request, planner.policies).unwrap_or_default();
    let of_caller: Vec<_> = changes
        .into_iter()
        .filter(|it| {
            !matches!(it.policy_type, PolicyType::Resource | PolicyType::Trust | PolicyType::Endpoint)
        })
        .collect();
    if of_caller.is_empty() { vec![planner.identity()] } else { of_caller }
}
