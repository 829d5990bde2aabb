//! From an error of the SDK to whose fault it was.

use core::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::{
    orchestrator::HttpResponse,
    result::{ConnectorError, SdkError},
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::Outcome;

/// Returns the outcome that an error of an SDK call stands for.
///
/// Credentials that cannot be had are no fault of the endpoint: [`Outcome::NotSent`], also where the provider failed over
/// the network. An answer that broke off, or that is no answer of STS, is [`Outcome::Unreadable`].
pub fn outcome_of<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Outcome<'_> {
    match error {
        SdkError::TimeoutError(_) => Outcome::Timeout,
        SdkError::DispatchFailure(failure) => {
            failure.as_connector_error().map_or(Outcome::NotSent, outcome_of_connector)
        }
        SdkError::ResponseError(answer) => of_status(answer.raw().status().as_u16(), None),
        SdkError::ServiceError(answer) => of_status(answer.raw().status().as_u16(), answer.err().code()),
        // `ConstructionFailure`, and whatever the SDK may add.
        _ => Outcome::NotSent,
    }
}

/// An error with a status of success is an answer that cannot be read.
const fn of_status(status: u16, code: Option<&str>) -> Outcome<'_> {
    match status {
        200..300 => Outcome::Unreadable,
        _ => Outcome::Response { status, code },
    }
}

fn outcome_of_connector(error: &ConnectorError) -> Outcome<'static> {
    let is_about_credentials = chain(error).any(<dyn Error>::is::<CredentialsError>);
    if is_about_credentials || error.is_user() {
        Outcome::NotSent
    } else if error.is_timeout() {
        Outcome::Timeout
    } else if error.is_io() || error.as_other().is_some() {
        Outcome::NoConnection
    } else if chain(error).any(|it| it.to_string().starts_with("client error (")) {
        // So hyper's client names what it was doing when something came back that is no HTTP.
        Outcome::Unreadable
    } else {
        Outcome::NotSent
    }
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    core::iter::successors(Some(error), |it: &&'a (dyn Error + 'static)| (*it).source())
}
