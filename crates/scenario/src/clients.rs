//! The clients that make a step's call, and what each prints.

mod http;
mod kubernetes;
mod plain;
mod sdk;

use eks_iam_diagnosis::{Keys, OwnedSettings, Snapshot};
use eks_iam_mock_aws::{Credentials, MockAws};

use crate::file::Step;

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
}

impl Outcome {
    pub(crate) fn success(printed: impl Into<String>) -> Self {
        Self { allowed: true, printed: printed.into(), code: None, message: None, status: None }
    }

    pub(crate) fn failure(printed: impl Into<String>) -> Self {
        Self { allowed: false, printed: printed.into(), code: None, message: None, status: None }
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
            _ => sdk::run(self, step).await,
        }
    }

    /// Returns a parameter of the call; the client's own setting goes over the step's.
    pub(crate) fn parameter<'a>(&'a self, step: &'a Step, name: &str) -> Option<&'a str> {
        let find = |pairs: &'a [(String, String)]| {
            pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
        };
        find(&self.snapshot.client.parameters).or_else(|| find(&step.parameters))
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

    /// Returns the keys of the step's caller: those that an earlier step was given, else those of the world.
    pub(crate) fn credentials(&self, caller: &str) -> Result<Credentials, String> {
        if let Some((_, credentials)) = self.sessions.iter().find(|(arn, _)| arn == caller) {
            return Ok(credentials.clone());
        }
        let mut credentials = self.mock.world().credentials(caller).map_err(|error| error.to_string())?;
        match self.snapshot.client.keys {
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

    /// Returns what the step's client is told: by code, by its environment, and by what a pod adds.
    pub(crate) fn settings(&self, step: &Step) -> OwnedSettings {
        self.snapshot.client_settings(step.caller.strip_prefix("pod/"))
    }

    fn console(&self, step: &Step) -> Outcome {
        let name = self.snapshot.cluster.as_ref().map_or("", |it| it.name.as_str());
        match self.mock.world().open_console(&step.caller, name) {
            Ok(view) => Outcome::success(format!("nodes: {}, pods: {}", view.nodes.len(), view.pods.len())),
            Err(denial) => Outcome::failure(denial.message.clone()).with(None, Some(&denial.message)),
        }
    }
}
