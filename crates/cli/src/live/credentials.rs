//! Credentials from any provider that the AWS SDK for Rust knows: environment, profiles, SSO, web identity, containers, EC2.

use aws_config::{BehaviorVersion, Region, SdkConfig, sts::AssumeRoleProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use eks_iam_sigv4::Credentials;

use super::chain;

/// The role to assume with the credentials found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AssumeRole<'a> {
    /// The role.
    pub(crate) arn: &'a str,
    /// The session's name; none means that of `aws eks get-token`.
    pub(crate) session_name: Option<&'a str>,
    /// Whether the caller's own session name is taken over, as aws-iam-authenticator does on `--forward-session-name`.
    pub(crate) forwards_session_name: bool,
    /// The external id.
    pub(crate) external_id: Option<&'a str>,
}

/// The session's name that `aws eks get-token` gives.
const SESSION_NAME: &str = "EKSGetTokenAuth";

pub(super) async fn provide(
    region: Option<String>,
    role: Option<AssumeRole<'_>>,
) -> Result<(Credentials, Option<String>), String> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(super::http::client());
    if let Some(region) = region {
        loader = loader.region(Region::new(region));
    }
    let config = loader.load().await;
    let region = config.region().map(ToString::to_string).filter(|it| !it.is_empty());
    let own = config.credentials_provider().ok_or("no provider of credentials is set up")?;
    let provider = match role {
        None => own,
        Some(role) => assume(role, &config).await?,
    };
    let found = provider.provide_credentials().await.map_err(|error| chain(&error))?;
    let mut credentials = Credentials::new(found.access_key_id(), found.secret_access_key());
    credentials.session_token = found.session_token().map(Into::into);
    Ok((credentials, region))
}

async fn assume(role: AssumeRole<'_>, config: &SdkConfig) -> Result<SharedCredentialsProvider, String> {
    let session_name = match role.forwards_session_name {
        true => own_session_name(config).await?,
        false => role.session_name.unwrap_or(SESSION_NAME).to_owned(),
    };
    let mut builder = AssumeRoleProvider::builder(role.arn).configure(config).session_name(session_name);
    if let Some(id) = role.external_id {
        builder = builder.external_id(id);
    }
    Ok(SharedCredentialsProvider::new(builder.build().await))
}

/// The name of the caller's session, as STS tells it.
async fn own_session_name(config: &SdkConfig) -> Result<String, String> {
    let answer = aws_sdk_sts::Client::new(config).get_caller_identity().send().await;
    let arn = answer.map_err(|error| chain(&error))?.arn.unwrap_or_default();
    match eks_iam_arn::Principal::parse(&arn) {
        Ok(eks_iam_arn::Principal::AssumedRole(session)) => Ok(session.session_name.to_owned()),
        _ => Err(format!("{arn} is no session of a role, so there is no session name to take over")),
    }
}
