//! `eks-iam mock`: serves a mock AWS for the AWS CLI, boto3, kubectl and every other program.

mod environment;
mod fault;

use std::{
    fs::File,
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

use clap::Args;
use eks_iam_mock_aws::{Authority, Server, World};
use eks_iam_scenario::WorldFile;
use eks_iam_span::Language;

use self::environment::Environment;
use crate::{
    input::{not_loaded, os_words},
    language::pick,
    output::{Failure, Status, print},
    render::Format,
};

/// Serve a mock AWS on a loopback port, with the environment that points clients at it.
///
/// It answers STS, IAM, EKS, EKS Auth, EC2 (RunInstances, DescribeInstances), S3 (ListBuckets) and the Kubernetes API of the clusters, and
/// decides as AWS does: by signature, scope, clock, policies, trust, mappings and RBAC. Clients resolve AWS's own host names and
/// reach it through HTTPS_PROXY and a certificate authority that lives as long as the server; nothing leaves the machine. It
/// stays until it is interrupted.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The world: a scenario, a snapshot, or a directory of what kubectl and the AWS CLI printed.
    #[arg(long, value_name = "PATH", required_unless_present = "demo")]
    world: Option<PathBuf>,
    /// A small world that is built in: a user, three roles and the cluster `shop`.
    #[arg(long, conflicts_with = "world")]
    demo: bool,
    /// Whose keys the environment has: a user's ARN, a role's, or a role session's [default: who calls in the scenario, else
    /// the first user].
    #[arg(long = "as", value_name = "ARN")]
    principal: Option<String>,
    /// The port on 127.0.0.1; 0 lets the system choose.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Write every call as a CloudTrail record to this file, a line of JSON each.
    #[arg(long, value_name = "FILE")]
    cloudtrail: Option<PathBuf>,
    /// What goes wrong, such as throttle=sts:*,one-in=10 (kinds: throttle, error, latency, reset, truncate, skew, down).
    #[arg(long = "fault", value_name = "RULE", value_parser = fault::parse)]
    faults: Vec<eks_iam_mock_aws::Fault>,
    /// Which calls the faults with `one-in` strike, and which keys the principals have.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam mock --demo
  eks-iam mock --world tests/scenarios/describe-cluster-denied
  eks-iam mock --world snapshot.yaml --as arn:aws:iam::111122223333:role/ops \\
    --cloudtrail calls.jsonl
  eks-iam mock --demo --fault throttle=sts:GetCallerIdentity,times=2,retry-after=1 \\
    --fault latency=eks:*,ms=300
  eks-iam mock --demo --format json      one line, {\"environment\":{…}}, once it serves";

pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let told = |text: String| Failure::Told(format!("{}{text}", pick(language, "error: ", "エラー: ")));
    let file = match &arguments.world {
        Some(path) => WorldFile::load(path),
        None => WorldFile::read(Path::new("demo.yaml"), DEMO),
    };
    let mut file = file.map_err(|error| not_loaded(&error, language))?;
    file.callers.extend(arguments.principal.clone());
    let authority = Authority::new().map_err(|error| told(error.to_string()))?;
    let certificate = authority.certificate_pem().to_owned();
    let mut builder = file.builder().map_err(|error| told(error.to_string()))?;
    // A server stays small: nobody sees the record in memory here, a file gets the whole, and a session in use stays.
    builder = builder
        .running_clock()
        .record_limit(0)
        .session_limit(4096)
        .seed(arguments.seed)
        .certificate_authority(&certificate);
    for fault in &arguments.faults {
        builder = builder.fault(fault.clone());
    }
    if let Some(path) = &arguments.cloudtrail {
        let writer = File::create(path)
            .map_err(|error| told(format!("{}: {}", path.display(), os_words(&error, language))))?;
        builder = builder.cloudtrail(BufWriter::new(writer));
    }
    let world = builder.build().map_err(|error| told(error.to_string()))?;
    let principal = arguments.principal.as_deref().or(file.callers.first().map(String::as_str));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| told(error.to_string()))?;
    runtime.block_on(async {
        let interruption = Interruption::heard().map_err(|error| told(error.to_string()))?;
        let server =
            Server::bind(world, authority, arguments.port).await.map_err(|error| told(error.to_string()))?;
        let environment = prepare(&server, &certificate, principal).map_err(told)?;
        print(&match arguments.format {
            Format::Json => environment.to_json(),
            Format::Text => environment.to_text(language),
        })?;
        server.run(interruption.comes()).await;
        Ok(Status::Fine)
    })
}

/// Writes what clients are pointed at, and says how.
fn prepare(server: &Server, certificate: &str, principal: Option<&str>) -> Result<Environment, String> {
    let address = server.address().map_err(|error| error.to_string())?;
    let world: &World = server.world();
    let chosen = environment::credentials(world, principal)?;
    Environment::prepare(world, address, certificate, &chosen).map_err(|error: io::Error| error.to_string())
}

/// What ends the server: ctrl-c, or a polite request. It is heard from the moment that this is made, so nobody who saw the
/// environment printed comes too early.
struct Interruption {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Interruption {
    #[cfg(unix)]
    fn heard() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
    }

    #[cfg(not(unix))]
    fn heard() -> io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn comes(self) {
        let [mut interrupt, mut terminate] = self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn comes(self) {
        // Without a handler there is nothing to wait for; the process ends by itself when it is interrupted.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

const DEMO: &str = include_str!("mock/demo.yaml");
