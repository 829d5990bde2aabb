//! `eks-iam token`: makes, reads and verifies the bearer token of an EKS cluster.

mod decode;
mod exec_credential;
mod make;
mod signer;
mod verify;

use std::{path::PathBuf, time::SystemTime};

use clap::{Args, Subcommand};
use eks_iam_sigv4::Timestamp;
use eks_iam_span::Language;

use crate::{
    input::read,
    output::{Failure, Status},
};

/// Make, read and verify the bearer token of an EKS cluster.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Make(make::Arguments),
    Decode(decode::Arguments),
    Verify(verify::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  eks-iam token make --cluster-name shop --region us-west-2
  eks-iam token make --cluster-name shop --region us-west-2 --token-only | eks-iam token decode
  aws eks get-token --cluster-name shop --query status.token --output text | eks-iam token verify \\
    --cluster shop --region us-west-2";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match &arguments.verb {
        Verb::Make(it) => make::run(it, language),
        Verb::Decode(it) => decode::run(it, language),
        Verb::Verify(it) => verify::run(it, language),
    }
}

/// Reads a token: the whole of a file or of standard input, without the white space around it.
fn token_of(file: Option<&PathBuf>, language: Language) -> Result<String, Failure> {
    let source = read(file.map_or("-".as_ref(), PathBuf::as_path), language)?;
    Ok(source.text.trim().to_owned())
}

fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
