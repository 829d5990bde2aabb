//! `eks-iam token make`: a drop-in for `aws eks get-token` and for `aws-iam-authenticator token`.

use clap::{Args, ValueEnum};
use eks_iam_sigv4::{Credentials, Timestamp};
use eks_iam_span::Language;
use eks_iam_token::{MakeTokenError, Token, TokenRequest, make};
use serde_json::{Value, json};

use super::{exec_credential, now, signer};
use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{optional_text, text, wrong},
    language::pick,
    output::{Failure, Status, print},
    render::Format,
    verbs::sts_endpoint::time,
};

/// Make a token, byte for byte as `aws eks get-token` does, and print it for kubectl.
///
/// The options are those of `aws eks get-token` and of `aws-iam-authenticator token`, so a kubeconfig needs another
/// command only. Which version of ExecCredential is printed, KUBERNETES_EXEC_INFO decides. Whoever has the token is you for
/// 15 minutes at that cluster.
///
/// The token names the Region's own STS endpoint (its FIPS or dual-stack one where AWS_USE_FIPS_ENDPOINT or
/// AWS_USE_DUALSTACK_ENDPOINT says so), whatever AWS_ENDPOINT_URL_STS is: a cluster accepts no other host.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The cluster's name.
    #[arg(long, visible_alias = "cluster", value_name = "NAME", group = "cluster", conflicts_with = "batch")]
    cluster_name: Option<String>,
    /// The id of a local cluster on AWS Outposts, in place of a name.
    #[arg(long, value_name = "ID", group = "cluster", conflicts_with = "batch")]
    cluster_id: Option<String>,
    /// The cluster's name, and the output of aws-iam-authenticator.
    #[arg(short = 'i', value_name = "NAME", group = "cluster", conflicts_with = "batch")]
    id: Option<String>,
    /// The Region to sign for [default: AWS_REGION, AWS_DEFAULT_REGION].
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The STS host to name, in place of the Region's.
    #[arg(long, conflicts_with = "batch")]
    host: Option<String>,
    #[command(flatten)]
    role: signer::Role,
    /// Print the bare token.
    #[arg(long, conflicts_with_all = ["batch", "output"])]
    token_only: bool,
    /// What is printed for kubectl or a shell.
    #[arg(long, value_enum, conflicts_with_all = ["batch", "format"])]
    output: Option<CliOutput>,
    /// When it is signed [default: now].
    #[arg(long, value_name = "TIME", conflicts_with = "batch")]
    time: Option<String>,
    #[command(flatten)]
    face: Output,
}

/// The formats of the AWS CLI that a program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CliOutput {
    /// ExecCredential, as kubectl wants it
    Json,
    /// Fields separated by tabs
    Text,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam token make --cluster-name shop --region us-west-2
  eks-iam token make -i shop --token-only
  eks-iam token make --cluster-name shop --role-arn arn:aws:iam::111122223333:role/eks-admin
  eks-iam token make --batch < requests.jsonl

In a kubeconfig:
  users:
  - name: shop
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1
        command: eks-iam
        args: [token, make, --cluster-name, shop, --region, us-west-2]
        interactiveMode: Never";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.face.batch || arguments.face.format == Format::Json {
        let face = Face { answer, text: |_, _| String::new(), is_yes: |_| true };
        return face.run(&arguments.face, language, || Ok(vec![question(arguments, language)?]));
    }
    let token = token(&question(arguments, language)?, language)
        .map_err(|error| wrong(language, error.message(language)))?;
    print(&match (arguments.token_only, arguments.output) {
        (true, _) => format!("{}\n", token.as_str()),
        (false, output) => {
            let like_authenticator = arguments.id.is_some() || arguments.role.is_of_authenticator();
            match output {
                Some(CliOutput::Text) => exec_credential::text(&token),
                None if like_authenticator => exec_credential::of_authenticator(&token),
                Some(CliOutput::Json) | None => exec_credential::of_aws_cli(&token),
            }
        }
    })?;
    Ok(Status::Fine)
}

/// The question that the arguments and the environment ask, in the keys of the batch format.
fn question(arguments: &Arguments, language: Language) -> Result<Value, Failure> {
    let cluster = arguments.cluster_name.as_ref().or(arguments.cluster_id.as_ref()).or(arguments.id.as_ref());
    let Some(cluster) = cluster.filter(|it| !it.is_empty()) else {
        return Err(wrong(
            language,
            pick(
                language,
                "--cluster-name or --cluster-id must be given; see --help for examples",
                "--cluster-name または --cluster-id を指定してください (--help に例があります)",
            ),
        ));
    };
    let signer = signer::find(arguments.region.as_deref(), &arguments.role, language)?;
    let Credentials { access_key_id, secret_access_key, session_token } = &signer.credentials;
    Ok(json!({"given": {
        "region": signer.region,
        "host": arguments.host.as_ref().or(signer.host.as_ref()),
        "cluster_id": cluster,
        "access_key_id": access_key_id,
        "secret_access_key": secret_access_key.expose(),
        "session_token": session_token.as_ref().map(|it| it.expose()),
        "time": arguments.time.clone().unwrap_or_else(|| now().basic()),
    }}))
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let token = token(line, language)?;
    Ok(json!({
        "url": token.to_url(),
        "token": token.as_str(),
        "expires_at": token.expires_at().rfc3339(),
    }))
}

fn token(line: &Value, language: Language) -> Result<Token, LineError> {
    let given = line.get("given").ok_or_else(|| LineError::missing("given"))?;
    let mut credentials = Credentials::new(text(given, "access_key_id")?, text(given, "secret_access_key")?);
    credentials.session_token = optional_text(given, "session_token")?.map(Into::into);
    let signed_at: Timestamp = time(text(given, "time")?)?;
    let mut request =
        TokenRequest::new(text(given, "region")?, text(given, "cluster_id")?, &credentials, signed_at);
    request.host = optional_text(given, "host")?;
    if let Some(expires) = given.get("expires").filter(|it| !it.is_null()) {
        let seconds = expires.as_u64().and_then(|it| u32::try_from(it).ok());
        request.expires = seconds.ok_or_else(|| LineError::missing("expires"))?;
    }
    make(&request)
        .map_err(|error: MakeTokenError| LineError::new("invalid-token-request", error.message(language)))
}
