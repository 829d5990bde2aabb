//! `eks-iam doctor`: reads what it may of a live cluster and account, and traces a call over it.

#[cfg(feature = "live")]
mod kubectl;
#[cfg(feature = "live")]
mod live;

use std::path::PathBuf;

use clap::Args;

use crate::render::Format;

/// Read what you may of a live cluster and account, and trace why a call is stopped.
///
/// STS, EKS and IAM are asked with your own credentials, Kubernetes by your own kubectl. Nothing is changed. What may
/// not be read is told, and its hop is then unknown. kubectl is asked only where its context is that of the cluster.
/// Secrets are masked before anything is kept. AWS is reached through `HTTPS_PROXY` where it is set, and trusted by the
/// system's certificates or those of `SSL_CERT_FILE`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The cluster's name.
    #[arg(long, value_name = "NAME")]
    cluster: String,
    /// The Region [default: that of your environment or profile].
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The profile of your shared configuration.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Who calls: an ARN, `pod/NAME` or `node/NAME` [default: yourself].
    #[arg(long = "as", value_name = "WHO")]
    who: Option<String>,
    /// What is called, as `eks-iam trace` takes it.
    #[arg(long = "to", value_name = "CALL", default_value = "list nodes")]
    call: String,
    /// Write the snapshot into this directory, for `eks-iam trace` and `simulate`.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// The kubectl to ask; `none` leaves Kubernetes out.
    #[arg(long, value_name = "PROGRAM", default_value = "kubectl")]
    kubectl: String,
    /// The context of your kubeconfig [default: the current one].
    #[arg(long, value_name = "NAME")]
    context: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam doctor --cluster shop
  eks-iam doctor --cluster shop --as arn:aws:iam::111122223333:role/viewer --to console --lang ja
  eks-iam doctor --cluster shop --as pod/web --to s3:ListAllMyBuckets --save shop-snapshot/";

/// Says that this build cannot.
#[cfg(not(feature = "live"))]
pub(crate) fn run(
    _: &Arguments,
    language: eks_iam_span::Language,
) -> Result<crate::output::Status, crate::output::Failure> {
    let why = crate::language::pick(
        language,
        "doctor calls AWS, which this build cannot; it needs the build feature `live`",
        "doctor は AWS を呼び出しますが、このビルドではできません。ビルド機能 `live` が必要です",
    );
    Err(crate::input::wrong(language, why))
}

#[cfg(feature = "live")]
pub(crate) use live::run;
