//! What the two plugins that kubectl knows print, in the version that kubectl asks for.

use std::env;

use eks_iam_token::{ApiVersion, ExecCredential, Token};

use crate::output::complain;

/// What `aws eks get-token --output json` prints.
pub(super) fn of_aws_cli(token: &Token) -> String {
    credential(token).to_aws_cli_json() + "\n\n"
}

/// What `aws eks get-token --output text` prints.
pub(super) fn text(token: &Token) -> String {
    credential(token).to_aws_cli_text() + "\n"
}

/// What `aws-iam-authenticator token` prints.
pub(super) fn of_authenticator(token: &Token) -> String {
    credential(token).to_authenticator_json() + "\n"
}

/// The credential in the version that KUBERNETES_EXEC_INFO asks for, with the AWS CLI's note on standard error.
fn credential(token: &Token) -> ExecCredential<'_> {
    let (api_version, note) = ApiVersion::of_exec_info(env::var("KUBERNETES_EXEC_INFO").ok().as_deref());
    if let Some(note) = note {
        complain(note);
    }
    ExecCredential { api_version, token }
}
