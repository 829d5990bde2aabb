//! `iam:PassRole`: asked wherever a call hands a role to a service.

use std::sync::Arc;

use eks_iam_arn::{ArnRef, Principal};

use crate::{
    Account, Check, Role,
    authorize::Verdict,
    exchange::{ApiError, Exchange},
    identity::Caller,
};

/// Why a role may not be handed on.
#[derive(Debug)]
pub(crate) enum PassRoleRefusal {
    /// It stands in another account; no policy is asked.
    CrossAccount,
    /// The policies do not allow it.
    Denied(Box<Verdict>),
}

impl Exchange<'_> {
    /// Asks whether the caller may hand the role to a service; the role need not exist.
    pub(crate) fn pass_role(
        &self,
        caller: &Caller,
        role_arn: &str,
        service: &str,
        associated: Option<&str>,
    ) -> Result<(), PassRoleRefusal> {
        if self.world.skips(Check::PassRole) {
            return Ok(());
        }
        if role_arn.split(':').nth(4) != Some(caller.account.as_str()) {
            return Err(PassRoleRefusal::CrossAccount);
        }
        let mut request =
            self.question(caller, "iam:PassRole", role_arn).with("iam:PassedToService", service);
        if let Some(arn) = associated {
            request = request.with("iam:AssociatedResourceArn", arn);
        }
        self.ask(Check::PassRole, request, &self.policies(caller)).map_err(PassRoleRefusal::Denied)
    }

    /// The same for a service that answers in the general words (EKS).
    pub(crate) fn permit_pass_role(
        &self,
        caller: &Caller,
        role_arn: &str,
        service: &str,
    ) -> Result<(), ApiError> {
        self.permit_pass_role_for(caller, role_arn, service, None)
    }

    /// The same where the role will belong to a resource that is known.
    pub(crate) fn permit_pass_role_for(
        &self,
        caller: &Caller,
        role_arn: &str,
        service: &str,
        associated: Option<&str>,
    ) -> Result<(), ApiError> {
        self.pass_role(caller, role_arn, service, associated).map_err(|refusal| match refusal {
            PassRoleRefusal::CrossAccount => {
                let code = if self.service == "iam" { "AccessDenied" } else { "AccessDeniedException" };
                ApiError::new(403, code, "Cross-account pass role is not allowed.")
            }
            PassRoleRefusal::Denied(verdict) => self.denied(&verdict),
        })
    }

    /// Whether the role exists and its trust policy lets the service in.
    pub(crate) fn service_may_assume(&self, role_arn: &str, service: &str) -> bool {
        let Some(account) = self.account_of(role_arn) else { return false };
        let Some(role) = role_by_arn(&account, role_arn) else { return false };
        let request = self
            .bare_question(service, "sts:AssumeRole", role_arn)
            .with("aws:PrincipalIsAWSService", "true")
            .with("aws:SourceAccount", &account.id);
        self.ask(Check::ServiceTrust, request, &self.outsider(&account, role)).is_ok()
    }

    /// The account that an ARN names.
    pub(crate) fn account_of(&self, arn: &str) -> Option<Arc<Account>> {
        self.world.account(ArnRef::parse(arn).ok()?.account())
    }
}

/// Finds a role of an account by its ARN, path included.
pub(crate) fn role_by_arn<'a>(account: &'a Account, arn: &str) -> Option<&'a Role> {
    let Ok(Principal::Role(named)) = Principal::try_from(ArnRef::parse(arn).ok()?) else { return None };
    account.role(named.name).filter(|role| account.role_arn(role) == arn)
}
