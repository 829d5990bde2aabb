//! The clients that make a step's call, and what each prints.

mod eks;
mod http;
mod kubernetes;
mod plain;
mod pod;
mod sdk;
mod sts;

use eks_iam_diagnosis::{Keys, OwnedSettings, Snapshot};
use eks_iam_mock_aws::{Credentials, MockAws, SessionOptions, Timestamp};
use eks_iam_span::Language;

use crate::file::Step;

/// How old credentials are that were kept past their hour, in seconds.
const EXPIRED_AGE: i64 = 61 * 60;

/// What a client saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the call succeeded.
    pub allowed: bool,
    /// What the client printed: the error, or one line about the success.
    pub printed: String,
    /// The error code, where the client knows one.
    pub code: Option<String>,
    /// The service's message, where the client knows one.
    pub message: Option<String>,
    /// The HTTP status, where the client tells it.
    pub status: Option<u16>,
    /// How often the identical call succeeded before this one.
    pub succeeded: u32,
}

impl Outcome {
    pub(crate) fn success(printed: impl Into<String>) -> Self {
        Self { allowed: true, ..Self::failure(printed) }
    }

    pub(crate) fn failure(printed: impl Into<String>) -> Self {
        Self {
            allowed: false,
            printed: printed.into(),
            code: None,
            message: None,
            status: None,
            succeeded: 0,
        }
    }

    pub(crate) fn with(mut self, code: Option<&str>, message: Option<&str>) -> Self {
        self.code = code.map(str::to_owned);
        self.message = message.map(str::to_owned);
        self
    }
}

/// What all steps of one run share.
pub(crate) struct Run<'a> {
    pub(crate) mock: &'a MockAws,
    pub(crate) snapshot: &'a Snapshot,
    /// The hosts from which nothing comes back.
    pub(crate) silent: &'a [String],
    /// The sessions that earlier steps were given, by ARN.
    pub(crate) sessions: Vec<(String, Credentials)>,
}

impl Run<'_> {
    /// Makes one call and tells what the client saw.
    pub(crate) async fn step(&mut self, step: &Step) -> Outcome {
        let service = step.run.split_once('.').map_or("", |(service, _)| service);
        match service {
            "kubernetes" => kubernetes::run(self, step).await,
            "console" => self.console(step),
            "ec2" => plain::run_instances(self, step).await,
            "s3" => plain::s3(self, step).await,
            "eks" => eks::run(self, step).await,
            "eks-auth" => pod::eks_auth(self, step).await,
            "pod-identity" => pod::agent_call(self, step).await,
            _ => sts::run(self, step).await,
        }
    }

    /// Tells whether nothing ever comes back from a host.
    pub(crate) fn is_silent(&self, host: &str) -> bool {
        self.silent.iter().any(|it| it == host)
    }

    /// Returns a parameter of the call; the client's own setting goes over the step's.
    pub(crate) fn parameter<'a>(&'a self, step: &'a Step, name: &str) -> Option<&'a str> {
        let find = |pairs: &'a [(String, String)]| {
            pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
        };
        find(&self.snapshot.client.parameters).or_else(|| find(&step.parameters))
    }

    /// Returns the operation of a step; the client may have been told to do another one of the same service.
    pub(crate) fn operation<'a>(&'a self, step: &'a Step) -> &'a str {
        let service = step.run.split_once('.').map_or("", |(service, _)| service);
        let told = self.parameter(step, "operation");
        told.filter(|it| it.starts_with(service)).unwrap_or(&step.run)
    }

    /// Returns the Region of the client: from code, from its environment, from the cluster.
    pub(crate) fn region(&self) -> String {
        let client = &self.snapshot.client;
        let from_environment =
            || client.environment.iter().find(|(it, _)| it == "AWS_REGION").map(|(_, value)| value.clone());
        let from_cluster = || self.snapshot.cluster.as_ref().map(|it| it.region.clone());
        client
            .region
            .clone()
            .or_else(from_environment)
            .or_else(from_cluster)
            .unwrap_or_else(|| "us-east-1".to_owned())
    }

    /// Returns the keys of whoever the step's caller acts as: those that an earlier step was given, else those of the
    /// world. The error of the outer kind is no client's; the inner one is what the client saw on the way to its keys.
    pub(crate) async fn credentials(&mut self, step: &Step) -> Result<Result<Credentials, Outcome>, String> {
        if let Some(name) = step.caller.strip_prefix("pod/") {
            return pod::credentials(self, name).await;
        }
        let caller = match step.caller.strip_prefix("node/") {
            Some(name) => {
                let node = self.snapshot.node_named(name).map_err(|it| it.text(Language::English))?;
                node.session_arn()
            }
            None => self.snapshot.acting(&step.caller, step.run.starts_with("kubernetes.")),
        };
        if let Some((_, credentials)) = self.sessions.iter().find(|(arn, _)| *arn == caller) {
            return Ok(Ok(credentials.clone()));
        }
        self.own_credentials(&caller).map(Ok)
    }

    fn own_credentials(&self, caller: &str) -> Result<Credentials, String> {
        let world = self.mock.world();
        let client = &self.snapshot.client;
        let issued_at = (client.keys == Some(Keys::Expired)).then(|| world.now() + -EXPIRED_AGE);
        if issued_at.is_some() || client.mfa {
            let options = SessionOptions { issued_at, mfa: client.mfa, ..SessionOptions::default() };
            return world.session(caller, &options).map_err(|error| error.to_string());
        }
        let mut credentials = world.credentials(caller).map_err(|error| error.to_string())?;
        match client.keys {
            Some(Keys::WrongSecret) => {
                let mut secret = credentials.secret_access_key.expose().to_owned();
                secret.pop();
                credentials.secret_access_key = secret.into();
            }
            Some(_) => credentials.access_key_id = "AKIADELETED000000000".to_owned(),
            None => {}
        }
        Ok(credentials)
    }

    /// Returns by how many seconds the client's clock is ahead of the world's.
    pub(crate) fn clock_skew(&self) -> i64 {
        let clock = self.snapshot.client.clock.as_deref().and_then(|it| Timestamp::parse_rfc3339(it).ok());
        clock.map_or(0, |it| it - self.mock.world().now())
    }

    /// Returns what the step's client is told: by code, by its environment, and by what a pod adds.
    pub(crate) fn settings(&self, step: &Step) -> OwnedSettings {
        self.snapshot.client_settings(step.caller.strip_prefix("pod/"))
    }

    /// Returns what the client in a pod is told.
    pub(crate) fn settings_of(&self, pod: &str) -> OwnedSettings {
        self.snapshot.client_settings(Some(pod))
    }

    fn console(&self, step: &Step) -> Outcome {
        let name = self.snapshot.cluster.as_ref().map_or("", |it| it.name.as_str());
        match self.mock.world().open_console(&self.snapshot.acting(&step.caller, false), name) {
            Ok(view) => Outcome::success(format!("nodes: {}, pods: {}", view.nodes.len(), view.pods.len())),
            Err(denial) => Outcome::failure(denial.message.clone()).with(None, Some(&denial.message)),
        }
    }
}
