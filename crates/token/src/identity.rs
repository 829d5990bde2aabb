//! Who STS says has signed.

use eks_iam_arn::{CanonicalizeArnError, canonical_arn};

use crate::{Reason, StsRequest, VerifyTokenError, go::quoted, json::Json};

/// Who signed a token, as the authenticator hands it on to the mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The ARN that STS answered.
    pub arn: String,
    /// The ARN that mappings are compared with: of a session its role's, without the path.
    pub canonical: String,
    /// The account.
    pub account: String,
    /// The unique id without the session's name, such as `AROAEXAMPLEEXAMPLE01`; of a federated user the whole.
    pub user_id: String,
    /// The session's name; empty for users and root.
    pub session_name: String,
    /// The access key that signed; empty when the token names none.
    pub access_key_id: String,
    /// The STS host that answered.
    pub sts_endpoint: String,
}

/// Reads the body of a good answer.
pub(crate) fn read(request: &StsRequest, body: &str) -> Result<Identity, VerifyTokenError> {
    let [arn, account, user_id] =
        caller(body).map_err(|text| VerifyTokenError::new(Reason::StsJson, text))?;
    let canonical = canonical_arn(&arn)
        .map_err(|error| VerifyTokenError::new(Reason::StsArn, why(&arn, error)))?
        .into_owned();
    check_account(request, &arn, &account)?;
    let (user_id, session_name) = if canonical.split(':').nth(5).is_some_and(|it| it.starts_with("role/")) {
        let parts: Vec<_> = user_id.split(':').collect();
        let [id, session] = parts.as_slice() else {
            let text = format!("malformed UserID {}", quoted(&user_id));
            return Err(VerifyTokenError::new(Reason::StsUserId, text));
        };
        ((*id).to_owned(), (*session).to_owned())
    } else {
        (user_id, String::new())
    };
    Ok(Identity {
        arn,
        canonical,
        account,
        user_id,
        session_name,
        access_key_id: request.access_key_id.clone(),
        sts_endpoint: request.host.clone(),
    })
}

/// ARN, account and user id; the request id is not needed, but Go refuses one that is no text.
fn caller(body: &str) -> Result<[String; 3], String> {
    let json = Json::parse(body)?;
    let response = json.member("GetCallerIdentityResponse")?;
    let result = response.member("GetCallerIdentityResult")?;
    response.member("ResponseMetadata")?.text("RequestId")?;
    Ok([result.text("Arn")?, result.text("Account")?, result.text("UserId")?])
}

fn check_account(request: &StsRequest, arn: &str, account: &str) -> Result<(), VerifyTokenError> {
    let Some(partition) = &request.strict_partition else { return Ok(()) };
    let mut parts = arn.split(':').skip(1);
    if parts.next() == Some(partition) && parts.nth(2) == Some(account) {
        return Ok(());
    }
    let text = format!("caller {arn} does not fit account {account} in partition {partition}");
    Err(VerifyTokenError::new(Reason::AccountMismatch, text))
}

/// The reference's own words for an ARN that is nobody's.
fn why(arn: &str, error: CanonicalizeArnError) -> String {
    let mut parts = arn.splitn(6, ':');
    let (service, resource) = (parts.nth(2).unwrap_or_default(), parts.nth(2).unwrap_or_default());
    match (error, service) {
        (CanonicalizeArnError::NotAnArn, _) if arn.starts_with("arn:") => {
            format!("arn '{arn}' is invalid: 'arn: not enough sections'")
        }
        (CanonicalizeArnError::NotAnArn, _) => format!("arn '{arn}' is invalid: 'arn: invalid prefix'"),
        (CanonicalizeArnError::UnknownPartition, _) => {
            format!("arn '{arn}' does not have a recognized partition")
        }
        (_, "sts") if resource.split('/').next() == Some("assumed-role") => {
            format!("assumed-role arn '{arn}' does not have a role")
        }
        (_, "sts" | "iam") => format!("unrecognized resource {resource} for service {service}"),
        _ => format!("service {service} in arn {arn} is not a valid service for identities"),
    }
}
