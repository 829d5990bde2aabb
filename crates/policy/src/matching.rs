//! Which statements apply to a request.

use crate::{
    Context, Request,
    arn_pattern::{Segments, segments},
    caller::{Caller, is_account_id},
    document::{Element, ResourcePattern, Statement},
    policy_set::PolicyType,
    principal::{Grant, grant_of},
};

/// A request, taken apart once.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) request: &'a Request,
    /// The action in lower case.
    pub(crate) action: String,
    pub(crate) cut: Option<Segments<'a>>,
    pub(crate) caller: Caller<'a>,
    pub(crate) has_boundary: bool,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(request: &'a Request, has_boundary: bool) -> Self {
        Self {
            request,
            action: request.action.to_ascii_lowercase(),
            cut: segments(&request.resource).filter(|[first, ..]| *first == "arn"),
            caller: Caller::new(&request.principal, &request.context),
            has_boundary,
        }
    }

    pub(crate) const fn context(&self) -> &'a Context {
        &self.request.context
    }

    /// Who owns the resource: as told, as its ARN says, else the caller.
    pub(crate) fn owner(&self) -> &'a str {
        let told = self.request.resource_account.as_deref();
        let in_arn = self.cut.map(|[.., account, _]| account).filter(|account| is_account_id(account));
        told.or(in_arn).unwrap_or(self.caller.account)
    }

    pub(crate) fn is_cross_account(&self) -> bool {
        !self.caller.is_outsider() && self.owner() != self.caller.account
    }
}

impl Statement {
    /// Tells how the statement applies, if it does. Where the type of policy does not name principals, and none is
    /// named, that is [`Grant::Direct`].
    pub(crate) fn applies(&self, asked: &Asked<'_>, kind: PolicyType) -> Option<Grant> {
        if !self.covers_lower_action(&asked.action) || !self.covers_resource(asked, kind) {
            return None;
        }
        let grant = self.names(asked, kind)?;
        self.conditions.iter().all(|condition| condition.holds(asked.context())).then_some(grant)
    }

    /// Tells whether `Resource` or `NotResource` covers the resource. Types that name principals may leave it out.
    pub(crate) fn covers_resource(&self, asked: &Asked<'_>, kind: PolicyType) -> bool {
        match &self.resource {
            Some(element) => element_covers(element, asked),
            None => kind.names_principals(),
        }
    }

    /// Tells how the caller is named, if it is.
    pub(crate) fn names(&self, asked: &Asked<'_>, kind: PolicyType) -> Option<Grant> {
        match &self.principal {
            Some(element) => grant_of(element, &asked.caller, asked.has_boundary),
            None => (!kind.is_on_resource()).then_some(Grant::Direct),
        }
    }
}

fn element_covers(element: &Element<ResourcePattern>, asked: &Asked<'_>) -> bool {
    let covers = |it: &ResourcePattern| {
        it.pattern.matches(&asked.request.resource, asked.cut.as_ref(), asked.context())
    };
    element.values.iter().any(covers) != element.negated
}
