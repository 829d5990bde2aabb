//! Who holds policies: a user or a role. Inline and attached policies and the boundary are the same for both.

use eks_iam_policy::{NamedPolicy, PolicyType};

use super::{Call, conflict, no_entity, no_such, validation, written};
use crate::{Account, exchange::ApiError, xml::Tree};

/// A user or a role by name.
#[derive(Debug, Clone)]
pub(super) enum Holder {
    User(String),
    Role(String),
}

impl Holder {
    fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Role(_) => "role",
        }
    }

    fn name(&self) -> &str {
        let (Self::User(name) | Self::Role(name)) = self;
        name
    }

    fn parts<'a>(&self, account: &'a Account) -> Option<(String, &'a [NamedPolicy])> {
        match self {
            Self::User(name) => {
                let user = account.users.iter().find(|it| it.name == *name)?;
                Some((account.user_arn(user), &user.policies))
            }
            Self::Role(name) => {
                let role = account.role(name)?;
                Some((account.role_arn(role), &role.policies))
            }
        }
    }

    fn parts_mut<'a>(
        &self,
        account: &'a mut Account,
    ) -> Result<(&'a mut Vec<NamedPolicy>, &'a mut Option<NamedPolicy>), ApiError> {
        let found = match self {
            Self::User(name) => account
                .users
                .iter_mut()
                .find(|it| it.name == *name)
                .map(|it| (&mut it.policies, &mut it.boundary)),
            Self::Role(name) => account
                .roles
                .iter_mut()
                .find(|it| it.name == *name)
                .map(|it| (&mut it.policies, &mut it.boundary)),
        };
        found.ok_or_else(|| no_such(self.kind(), self.name()))
    }

    /// Asks for the operation on the holder; the name must be given.
    pub(super) fn permit(&self, call: &Call<'_>) -> Result<(), ApiError> {
        if self.name().is_empty() {
            let text = format!(
                "Value null at '{}Name' failed to satisfy constraint: Member must not be null",
                self.kind()
            );
            return Err(validation(&text));
        }
        let arn = self
            .parts(&call.account)
            .map_or_else(|| call.arn(&format!("{}/{}", self.kind(), self.name())), |it| it.0);
        call.permit(&arn, Some(&format!("{} {}", self.kind(), self.name())))
    }

    /// The holder's policies, once the caller may see them.
    fn policies<'a>(&self, call: &'a Call<'_>) -> Result<&'a [NamedPolicy], ApiError> {
        self.permit(call)?;
        self.parts(&call.account).map(|it| it.1).ok_or_else(|| no_such(self.kind(), self.name()))
    }

    fn change(
        &self,
        call: &Call<'_>,
        change: impl FnOnce(&mut Vec<NamedPolicy>) -> Result<(), ApiError>,
    ) -> Result<Vec<Tree>, ApiError> {
        call.change(|account| change(self.parts_mut(account)?.0))?;
        Ok(Vec::new())
    }

    fn name_field(&self) -> Tree {
        Tree::text(if matches!(self, Self::User(_)) { "UserName" } else { "RoleName" }, self.name())
    }

    pub(super) fn put_inline(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let name = call.new_name("PolicyName", 128)?;
        call.required("PolicyDocument")?;
        self.permit(call)?;
        let policy = NamedPolicy::new(name, call.document("PolicyDocument", PolicyType::Identity)?);
        self.change(call, |policies| {
            policies.retain(|it| !is_inline(it, name));
            policies.push(policy);
            Ok(())
        })
    }

    pub(super) fn get_inline(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let name = call.required("PolicyName")?;
        let found = self.policies(call)?.iter().find(|it| is_inline(it, name));
        let policy = found.ok_or_else(|| self.no_inline(name))?;
        Ok(vec![
            self.name_field(),
            Tree::text("PolicyName", name),
            Tree::text("PolicyDocument", written(policy)),
        ])
    }

    pub(super) fn delete_inline(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let name = call.required("PolicyName")?;
        self.permit(call)?;
        self.change(call, |policies| {
            let at =
                policies.iter().position(|it| is_inline(it, name)).ok_or_else(|| self.no_inline(name))?;
            policies.remove(at);
            Ok(())
        })
    }

    fn no_inline(&self, name: &str) -> ApiError {
        no_such(&format!("{} policy", self.kind()), name)
    }

    pub(super) fn list_inline(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let names = self.policies(call)?.iter().filter(|it| it.arn.is_none()).map(|it| it.name.clone());
        let (page, rest) = call.page(names.collect())?;
        Ok([vec![Tree::texts("PolicyNames", page)], rest].concat())
    }

    pub(super) fn attach(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let arn = call.required("PolicyArn")?;
        self.permit(call)?;
        let policy = call.attachable(arn)?;
        self.change(call, |policies| {
            if !policies.iter().any(|it| it.arn.as_deref() == Some(arn)) {
                policies.push(policy);
            }
            Ok(())
        })
    }

    pub(super) fn detach(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let arn = call.required("PolicyArn")?;
        self.permit(call)?;
        self.change(call, |policies| {
            let at = policies.iter().position(|it| it.arn.as_deref() == Some(arn));
            policies.remove(at.ok_or_else(|| no_entity(format!("Policy {arn} was not found.")))?);
            Ok(())
        })
    }

    pub(super) fn list_attached(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let (page, rest) = call.page(attached(self.policies(call)?))?;
        Ok([vec![Tree::members("AttachedPolicies", page)], rest].concat())
    }

    pub(super) fn put_boundary(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        let arn = call.required("PermissionsBoundary")?;
        self.permit(call)?;
        let policy = call.attachable(arn)?;
        call.change(|account| {
            *self.parts_mut(account)?.1 = Some(policy);
            Ok(Vec::new())
        })
    }

    pub(super) fn delete_boundary(&self, call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
        self.permit(call)?;
        call.change(|account| {
            *self.parts_mut(account)?.1 = None;
            Ok(Vec::new())
        })
    }

    /// What still has policies is not deleted.
    pub(super) fn must_be_bare(&self, call: &Call<'_>) -> Result<(), ApiError> {
        let Some((_, policies)) = self.parts(&call.account) else { return Ok(()) };
        if policies.iter().any(|it| it.arn.is_some()) {
            return Err(conflict("Cannot delete entity, must detach all policies first."));
        }
        if !policies.is_empty() {
            return Err(conflict("Cannot delete entity, must delete policies first."));
        }
        Ok(())
    }
}

impl Call<'_> {
    /// The boundary that a new user or role is to have.
    pub(super) fn boundary(&self) -> Result<Option<NamedPolicy>, ApiError> {
        self.form.first("PermissionsBoundary").map(|arn| self.attachable(arn)).transpose()
    }

    /// The managed policy of that ARN. Of AWS's own policies a world knows `AdministratorAccess` only, and those that it was
    /// given attached to somebody.
    pub(super) fn attachable(&self, arn: &str) -> Result<NamedPolicy, ApiError> {
        let account = &self.account;
        let own = account.managed_policies.iter().find(|it| account.managed_policy_arn(it) == arn);
        let held = account
            .roles
            .iter()
            .flat_map(|it| it.policies.iter().chain(&it.boundary))
            .chain(account.users.iter().flat_map(|it| it.policies.iter().chain(&it.boundary)))
            .find(|it| it.arn.as_deref() == Some(arn));
        if let Some(policy) = own.and_then(|it| it.attached(arn)).or_else(|| held.cloned()) {
            return Ok(policy);
        }
        if arn == format!("arn:{}:iam::aws:policy/AdministratorAccess", account.partition) {
            let document = super::document(ADMINISTRATOR, PolicyType::Identity)?;
            return Ok(NamedPolicy::new("AdministratorAccess", document).with_arn(arn));
        }
        Err(no_entity(format!("Policy {arn} does not exist or is not attachable.")))
    }
}

fn is_inline(policy: &NamedPolicy, name: &str) -> bool {
    policy.arn.is_none() && policy.name == name
}

/// `PolicyName` and `PolicyArn` of the managed policies among these.
pub(super) fn attached(policies: &[NamedPolicy]) -> Vec<Vec<Tree>> {
    let managed = policies.iter().filter_map(|it| it.arn.as_ref().map(|arn| (&it.name, arn)));
    managed.map(|(name, arn)| vec![Tree::text("PolicyName", name), Tree::text("PolicyArn", arn)]).collect()
}

pub(super) fn boundary_shown(boundary: &NamedPolicy) -> Tree {
    Tree::node(
        "PermissionsBoundary",
        vec![
            Tree::text("PermissionsBoundaryType", "Policy"),
            Tree::text("PermissionsBoundaryArn", boundary.arn.as_deref().unwrap_or_default()),
        ],
    )
}

/// As AWS publishes it.
const ADMINISTRATOR: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
