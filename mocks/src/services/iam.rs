//! IAM: the query protocol, one endpoint a partition, and a world that changes.

mod details;
mod holder;
mod keys;
mod managed;
mod page;
mod profiles;
mod providers;
mod roles;
mod simulate;
mod users;

use std::sync::Arc;

use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicyType};
use eks_iam_sigv4::{Request, Timestamp};

use self::holder::Holder;
use super::query;
use crate::{
    Account, Response, World,
    exchange::{ApiError, Exchange},
    fault::Strike,
    form::Form,
    identity::Caller,
    xml::Tree,
};

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    format!("iam:{}", Form::of(request).first("Action").unwrap_or_default())
}

/// Answers a request to IAM of the partition whose scopes name that region.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, region: &str) -> Response {
    let form = Form::of(request);
    let action = form.first("Action").unwrap_or_default().to_owned();
    let mut exchange = Exchange::new(world, request, strike, ("iam", region, &action));
    let result = run(&mut exchange, &form);
    query::write(exchange, result, NAMESPACE)
}

fn run(exchange: &mut Exchange<'_>, form: &Form) -> Result<Vec<Tree>, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(query::fault(effect));
    }
    let action = form.first("Action").unwrap_or_default();
    let operation = OPERATIONS.iter().find(|(name, _)| *name == action).map(|(_, operation)| operation);
    let operation = operation.filter(|_| form.first("Version") == Some(VERSION));
    let operation = operation.ok_or_else(|| query::unknown_operation(form))?;
    let region = exchange.region.clone();
    let caller = exchange.authenticate(&region)?;
    for (name, parameter) in NOTED {
        if let Some(value) = form.first(parameter) {
            exchange.note(name, value);
        }
    }
    let account =
        exchange.world.account(&caller.account).ok_or_else(|| no_such("account", &caller.account))?;
    operation(&Call { exchange, form, caller: &caller, account })
}

/// A call whose signature is good.
struct Call<'a> {
    exchange: &'a Exchange<'a>,
    form: &'a Form,
    caller: &'a Caller,
    /// The caller's account as it stood when the call came.
    account: Arc<Account>,
}

type Operation = fn(&Call<'_>) -> Result<Vec<Tree>, ApiError>;

impl Call<'_> {
    /// Asks whether the caller may do the operation to a resource. IAM calls things that have a name by that name:
    /// `shown` is what stands in the denial in place of the ARN.
    fn permit(&self, resource: &str, shown: Option<&str>) -> Result<(), ApiError> {
        let action = format!("iam:{}", self.exchange.operation);
        let question = self.exchange.question(self.caller, &action, resource);
        self.exchange.permit(self.caller, question).map_err(|mut error| {
            if let (Some(shown), Some(text)) = (shown, &mut error.message) {
                *text = text.replacen(resource, shown, 1);
            }
            error
        })
    }

    /// A parameter that must be there.
    fn required(&self, parameter: &str) -> Result<&str, ApiError> {
        self.form.first(parameter).filter(|it| !it.is_empty()).ok_or_else(|| {
            let mut name = parameter.to_owned();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            validation(&format!(
                "Value null at '{name}' failed to satisfy constraint: Member must not be null"
            ))
        })
    }

    /// A name that is to be given to something.
    fn new_name(&self, parameter: &str, most: usize) -> Result<&str, ApiError> {
        let name = self.required(parameter)?;
        if name.len() > most || !name.chars().all(|it| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it)) {
            let text = "The specified value for PARAMETER is invalid. It must contain only alphanumeric characters and/or the \
                        following: +=,.@_-";
            let mut shown = parameter.to_owned();
            if let Some(first) = shown.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            return Err(ApiError::new(400, "ValidationError", text.replace("PARAMETER", &shown)));
        }
        Ok(name)
    }

    /// The path that is to be given, `/` where none is.
    fn path(&self) -> Result<&str, ApiError> {
        let path = self.form.first("Path").unwrap_or("/");
        let is_sound = path.starts_with('/')
            && path.ends_with('/')
            && path.len() <= 512
            && path.bytes().all(|it| (0x21..=0x7e).contains(&it));
        if is_sound {
            return Ok(path);
        }
        let text = "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric \
                    characters and/or / characters.";
        Err(ApiError::new(400, "ValidationError", text))
    }

    fn path_prefix(&self) -> &str {
        self.form.first("PathPrefix").unwrap_or("/")
    }

    /// A policy document that is to be saved, checked as IAM checks one of that type.
    fn document(&self, parameter: &str, kind: PolicyType) -> Result<PolicyDocument, ApiError> {
        document(self.required(parameter)?, kind)
    }

    fn arn(&self, resource: &str) -> String {
        format!("arn:{}:iam::{}:{resource}", self.account.partition, self.account.id)
    }

    fn user(&self) -> Holder {
        Holder::User(self.form.first("UserName").unwrap_or_default().to_owned())
    }

    fn role(&self) -> Holder {
        Holder::Role(self.form.first("RoleName").unwrap_or_default().to_owned())
    }

    /// Changes the account; what `change` refuses is not changed.
    fn change<T>(&self, change: impl FnOnce(&mut Account) -> Result<T, ApiError>) -> Result<T, ApiError> {
        let world = self.exchange.world;
        world
            .change_account(&self.account.id, change)
            .unwrap_or_else(|| Err(no_such("account", &self.account.id)))
    }

    fn time(&self, created: Option<Timestamp>) -> Timestamp {
        created.unwrap_or_else(|| self.exchange.world.began())
    }
}

fn document(text: &str, kind: PolicyType) -> Result<PolicyDocument, ApiError> {
    let parsed = PolicyDocument::parse(text).and_then(|it| it.validate(kind).map(|()| it));
    parsed.map_err(|error| {
        let text = error.aws_message().unwrap_or_else(|| "Syntax errors in policy.".to_owned());
        ApiError::new(400, "MalformedPolicyDocument", text)
    })
}

/// A document as IAM writes it into an answer: percent-encoded.
fn written(policy: &NamedPolicy) -> String {
    crate::form::encode(policy.document.source().unwrap_or_default())
}

fn validation(text: &str) -> ApiError {
    ApiError::new(400, "ValidationError", format!("1 validation error detected: {text}"))
}

fn no_such(what: &str, name: &str) -> ApiError {
    no_entity(format!("The {what} with name {name} cannot be found."))
}

fn no_entity(text: impl Into<String>) -> ApiError {
    ApiError::new(404, "NoSuchEntity", text)
}

fn exists(text: impl Into<String>) -> ApiError {
    ApiError::new(409, "EntityAlreadyExists", text)
}

fn conflict(text: &str) -> ApiError {
    ApiError::new(409, "DeleteConflict", text)
}

const OPERATIONS: &[(&str, Operation)] = &[
    ("AddClientIDToOpenIDConnectProvider", providers::add_client_id),
    ("AddRoleToInstanceProfile", profiles::add_role),
    ("AttachRolePolicy", |call| call.role().attach(call)),
    ("AttachUserPolicy", |call| call.user().attach(call)),
    ("CreateAccessKey", keys::create),
    ("CreateInstanceProfile", profiles::create),
    ("CreateOpenIDConnectProvider", providers::create_oidc),
    ("CreatePolicy", managed::create),
    ("CreatePolicyVersion", managed::create_version),
    ("CreateRole", roles::create),
    ("CreateSAMLProvider", providers::create_saml),
    ("CreateUser", users::create),
    ("DeleteAccessKey", keys::delete),
    ("DeleteInstanceProfile", profiles::delete),
    ("DeleteOpenIDConnectProvider", providers::delete_oidc),
    ("DeletePolicy", managed::delete),
    ("DeletePolicyVersion", managed::delete_version),
    ("DeleteRole", roles::delete),
    ("DeleteRolePermissionsBoundary", |call| call.role().delete_boundary(call)),
    ("DeleteRolePolicy", |call| call.role().delete_inline(call)),
    ("DeleteSAMLProvider", providers::delete_saml),
    ("DeleteUser", users::delete),
    ("DeleteUserPermissionsBoundary", |call| call.user().delete_boundary(call)),
    ("DeleteUserPolicy", |call| call.user().delete_inline(call)),
    ("DetachRolePolicy", |call| call.role().detach(call)),
    ("DetachUserPolicy", |call| call.user().detach(call)),
    ("GetAccountAuthorizationDetails", details::get),
    ("GetInstanceProfile", profiles::get),
    ("GetOpenIDConnectProvider", providers::get_oidc),
    ("GetPolicy", managed::get),
    ("GetPolicyVersion", managed::get_version),
    ("GetRole", roles::get),
    ("GetRolePolicy", |call| call.role().get_inline(call)),
    ("GetSAMLProvider", providers::get_saml),
    ("GetUser", users::get),
    ("GetUserPolicy", |call| call.user().get_inline(call)),
    ("ListAccessKeys", keys::list),
    ("ListAttachedRolePolicies", |call| call.role().list_attached(call)),
    ("ListAttachedUserPolicies", |call| call.user().list_attached(call)),
    ("ListInstanceProfiles", profiles::list),
    ("ListInstanceProfilesForRole", profiles::list_for_role),
    ("ListOpenIDConnectProviders", providers::list_oidc),
    ("ListPolicies", managed::list),
    ("ListPolicyVersions", managed::list_versions),
    ("ListRolePolicies", |call| call.role().list_inline(call)),
    ("ListRoles", roles::list),
    ("ListSAMLProviders", providers::list_saml),
    ("ListUserPolicies", |call| call.user().list_inline(call)),
    ("ListUsers", users::list),
    ("PutRolePermissionsBoundary", |call| call.role().put_boundary(call)),
    ("PutRolePolicy", |call| call.role().put_inline(call)),
    ("PutUserPermissionsBoundary", |call| call.user().put_boundary(call)),
    ("PutUserPolicy", |call| call.user().put_inline(call)),
    ("RemoveClientIDFromOpenIDConnectProvider", providers::remove_client_id),
    ("RemoveRoleFromInstanceProfile", profiles::remove_role),
    ("SetDefaultPolicyVersion", managed::set_default),
    ("SimulateCustomPolicy", simulate::custom),
    ("SimulatePrincipalPolicy", simulate::principal),
    ("UpdateAccessKey", keys::update),
    ("UpdateAssumeRolePolicy", roles::update_trust),
    ("UpdateRole", roles::update),
    ("UpdateSAMLProvider", providers::update_saml),
];

/// Parameters that go into the record; documents and metadata are too long for it.
const NOTED: [(&str, &str); 7] = [
    ("userName", "UserName"),
    ("roleName", "RoleName"),
    ("policyName", "PolicyName"),
    ("policyArn", "PolicyArn"),
    ("instanceProfileName", "InstanceProfileName"),
    ("url", "Url"),
    ("policySourceArn", "PolicySourceArn"),
];
const VERSION: &str = "2010-05-08";
const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";
