//! Who STS says has signed.

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
    let result = Json::parse(body)
        .and_then(|json| json.member("GetCallerIdentityResponse")?.member("GetCallerIdentityResult").cloned())
        .and_then(|result| Ok([result.text("Arn")?, result.text("Account")?, result.text("UserId")?]));
    let [arn, account, user_id] = result.map_err(|text| VerifyTokenError::new(Reason::StsJson, text))?;
    let canonical = canonical_arn(&arn).map_err(|text| VerifyTokenError::new(Reason::StsArn, text))?;
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

fn check_account(request: &StsRequest, arn: &str, account: &str) -> Result<(), VerifyTokenError> {
    let Some(partition) = &request.strict_partition else { return Ok(()) };
    let mut parts = arn.split(':').skip(1);
    if parts.next() == Some(partition) && parts.nth(2) == Some(account) {
        return Ok(());
    }
    let text = format!("caller {arn} does not fit account {account} in partition {partition}");
    Err(VerifyTokenError::new(Reason::AccountMismatch, text))
}

fn canonical_arn(arn: &str) -> Result<String, String> {
    Ok(arn.to_owned())
}
