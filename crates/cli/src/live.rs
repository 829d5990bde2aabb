//! What calls AWS: credentials from the SDK's providers, and the question to STS that proves a token.
//!
//! Behind the feature `live`, which is off by default: nothing else of the program opens a connection.

mod credentials;
mod http;
mod sts_client;
pub(crate) mod survey;

use std::error::Error;

use eks_iam_sigv4::Credentials;
use eks_iam_token::{StsAnswer, StsCall, StsRequest};

pub(crate) use self::credentials::AssumeRole;
use self::sts_client::StsClient;

/// Returns credentials from the first provider that has some, after the role was assumed, and the Region: the one asked
/// for, else that of the environment or the profile.
pub(crate) fn credentials(
    region: Option<String>,
    role: Option<AssumeRole<'_>>,
) -> Result<(Credentials, Option<String>), String> {
    runtime()?.block_on(credentials::provide(region, role))
}

/// Sends a token to the STS endpoint that it names.
pub(crate) fn ask_sts(request: &StsRequest) -> Result<StsAnswer, String> {
    StsClient::new()?.call(request)
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())
}

/// Prints an error and what caused it, without the debug forms of the SDK, which hold whole answers.
fn chain(error: &dyn Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if texts.last().is_none_or(|last| !last.contains(&text)) {
            texts.push(text);
        }
        next = cause.source();
    }
    texts.join(": ")
}
