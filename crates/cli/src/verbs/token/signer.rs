//! With whose credentials, and for which Region, a token is signed.

use std::env;

use clap::Args;
use eks_iam_sigv4::Credentials;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{EndpointQuery, resolve};

use crate::{
    input::wrong,
    language::pick,
    output::{Failure, complain},
};

/// The role to assume before signing. All of this calls STS, so it needs the feature `live`.
#[derive(Debug, Args)]
pub(super) struct Role {
    /// Assume this role first, and sign with its credentials.
    #[arg(short = 'r', long, visible_alias = "role", value_name = "ARN", conflicts_with = "batch")]
    pub(super) role_arn: Option<String>,
    /// The name of the session [default: EKSGetTokenAuth].
    #[arg(short = 's', long, value_name = "NAME", requires = "role_arn")]
    pub(super) session_name: Option<String>,
    /// Take over the caller's own session name.
    #[arg(long, requires = "role_arn", conflicts_with = "session_name")]
    pub(super) forward_session_name: bool,
    /// The external id that the role's trust policy asks for.
    #[arg(short = 'e', long, value_name = "ID", requires = "role_arn")]
    pub(super) external_id: Option<String>,
    /// Not done here: aws-iam-authenticator keeps credentials in a file.
    #[arg(long, hide = true)]
    cache: bool,
}

impl Role {
    /// Whether an option was given that aws-iam-authenticator alone has.
    pub(super) fn is_of_authenticator(&self) -> bool {
        self.session_name.is_some() || self.forward_session_name || self.external_id.is_some()
    }
}

/// Who signs, for where.
pub(super) struct Signer {
    pub(super) credentials: Credentials,
    pub(super) region: String,
    /// The host, where it is not the Region's ordinary one.
    pub(super) host: Option<String>,
}

/// Finds the signer of a token.
pub(super) fn find(region: Option<&str>, role: &Role, language: Language) -> Result<Signer, Failure> {
    if role.cache {
        let why = "--cache: there is no cache of credentials here; leave the option out";
        return Err(wrong(
            language,
            pick(language, why, "--cache: 認証情報のキャッシュはありません。このオプションを外してください"),
        ));
    }
    let asked = region
        .map(str::to_owned)
        .or_else(|| variable("AWS_REGION"))
        .or_else(|| variable("AWS_DEFAULT_REGION"));
    let (credentials, region) = provided(asked, role, language)?;
    let Some(region) = region else {
        complain(pick(
            language,
            "no Region is set, so the token names sts.amazonaws.com and is signed for us-east-1, as by the AWS CLI",
            "リージョンが設定されていないため、AWS CLI と同じく sts.amazonaws.com に対して us-east-1 で署名します",
        ));
        return Ok(Signer {
            credentials,
            region: "us-east-1".into(),
            host: Some("sts.amazonaws.com".into()),
        });
    };
    let is_set = |name: &str| variable(name).is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let query = EndpointQuery {
        region: Some(&region),
        fips: is_set("AWS_USE_FIPS_ENDPOINT"),
        dual_stack: is_set("AWS_USE_DUALSTACK_ENDPOINT"),
        ..EndpointQuery::default()
    };
    let endpoint = resolve(&query).map_err(|error| wrong(language, error.message(language)))?;
    let host = (query.fips || query.dual_stack).then(|| endpoint.host().to_owned());
    Ok(Signer { credentials, region, host })
}

/// Credentials and Region from every provider that the AWS SDK for Rust knows, after the role was assumed.
#[cfg(feature = "live")]
fn provided(
    region: Option<String>,
    role: &Role,
    language: Language,
) -> Result<(Credentials, Option<String>), Failure> {
    let role = role.role_arn.as_deref().map(|arn| crate::live::AssumeRole {
        arn,
        session_name: role.session_name.as_deref(),
        forwards_session_name: role.forward_session_name,
        external_id: role.external_id.as_deref(),
    });
    crate::live::credentials(region, role)
        .map_err(|why| wrong(language, format!("could not get token: {why}")))
}

/// Credentials of the environment.
#[cfg(not(feature = "live"))]
fn provided(
    region: Option<String>,
    role: &Role,
    language: Language,
) -> Result<(Credentials, Option<String>), Failure> {
    if role.role_arn.is_some() {
        let why = "--role-arn calls STS, which this build cannot; it needs the build feature `live`";
        let japanese = "--role-arn は STS を呼び出しますが、このビルドにはその機能がありません。ビルド機能 `live` が必要です";
        return Err(wrong(language, pick(language, why, japanese)));
    }
    let needed = |name: &str| {
        variable(name).ok_or_else(|| {
            let why = pick(
                language,
                "is not set; this build signs with credentials of the environment only, others need the build feature `live`",
                "が設定されていません。このビルドは環境変数の認証情報だけで署名します。ほかの認証情報にはビルド機能 `live` が必要です",
            );
            wrong(language, format!("{name} {why}"))
        })
    };
    let mut credentials = Credentials::new(needed("AWS_ACCESS_KEY_ID")?, needed("AWS_SECRET_ACCESS_KEY")?);
    credentials.session_token = variable("AWS_SESSION_TOKEN").map(Into::into);
    Ok((credentials, region))
}

/// A variable of the environment; an empty one counts as none.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|it| !it.is_empty())
}
