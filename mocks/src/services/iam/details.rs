//! GetAccountAuthorizationDetails: users, roles and policies in one document, from which a snapshot is made.

use eks_iam_policy::NamedPolicy;

use super::{Call, holder, managed, profiles, roles, users, written};
use crate::{Role, User, exchange::ApiError, xml::Tree};

pub(super) fn get(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    call.permit("*", None)?;
    let filter = call.form.members("Filter");
    let wants = |kind: &str| filter.is_empty() || filter.contains(&kind);
    let mut items: Vec<(&str, Vec<Tree>)> = Vec::new();
    if wants("User") {
        items.extend(call.account.users.iter().map(|it| ("User", user(call, it))));
    }
    if wants("Role") {
        items.extend(call.account.roles.iter().map(|it| ("Role", role(call, it))));
    }
    if wants("LocalManagedPolicy") {
        items.extend(call.account.managed_policies.iter().map(|it| {
            let versions = it.versions.iter().rev();
            let versions = versions
                .map(|version| managed::version_shown(call, version, version.id == it.default_version, true));
            let mut fields = managed::shown(call, it);
            fields.push(Tree::members("PolicyVersionList", versions));
            ("Policy", fields)
        }));
    }
    let (page, rest) = call.page(items)?;
    let of = |kind: &str| page.iter().filter(|it| it.0 == kind).map(|it| it.1.clone()).collect::<Vec<_>>();
    let mut fields = rest;
    fields.extend([
        Tree::members("UserDetailList", of("User")),
        Tree::members("GroupDetailList", Vec::new()),
        Tree::members("RoleDetailList", of("Role")),
        Tree::members("Policies", of("Policy")),
    ]);
    Ok(fields)
}

fn user(call: &Call<'_>, user: &User) -> Vec<Tree> {
    let mut fields = users::shown(call, user);
    fields.push(Tree::members("UserPolicyList", inline(&user.policies)));
    fields.push(Tree::List("GroupList".to_owned(), Vec::new()));
    fields.push(Tree::members("AttachedManagedPolicies", holder::attached(&user.policies)));
    fields
}

fn role(call: &Call<'_>, role: &Role) -> Vec<Tree> {
    let mut fields = roles::shown(call, role);
    fields.retain(|it| !matches!(it, Tree::Number(name, _) if name == "MaxSessionDuration"));
    let profiles = call.account.instance_profiles.iter().filter(|it| it.role == role.name);
    fields.push(Tree::members("InstanceProfileList", profiles.map(|it| profiles::shown(call, it))));
    fields.push(Tree::members("RolePolicyList", inline(&role.policies)));
    fields.push(Tree::members("AttachedManagedPolicies", holder::attached(&role.policies)));
    fields.extend(role.boundary.as_ref().map(holder::boundary_shown));
    fields.push(Tree::node("RoleLastUsed", Vec::new()));
    fields
}

fn inline(policies: &[NamedPolicy]) -> Vec<Vec<Tree>> {
    let inline = policies.iter().filter(|it| it.arn.is_none());
    inline
        .map(|it| vec![Tree::text("PolicyName", &it.name), Tree::text("PolicyDocument", written(it))])
        .collect()
}
