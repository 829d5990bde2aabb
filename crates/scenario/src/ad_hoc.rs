//! A question about a user's own input, put as a scenario: who does this caller become, or why nobody?

use std::{fmt, path::Path};

use eks_iam_access_entry::AuthenticationMode;
use eks_iam_arn::{ArnRef, Principal};
use eks_iam_diagnosis::{Cluster, Snapshot};

use crate::{
    LoadError, Scenario,
    file::{Step, Words, WorldSettings},
    load::{add_files, read_text},
};

/// The call that needs no right of its own: it shows who the caller became.
const WHO_AM_I: &str = "kubernetes.who-am-i";

/// Why a question cannot be asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum AdHocError {
    /// A file cannot be read.
    Load(LoadError),
    /// The caller is no ARN of a user, role session or root.
    Caller(String),
}

impl fmt::Display for AdHocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Caller(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for AdHocError {}

impl From<LoadError> for AdHocError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

/// Makes a scenario of a snapshot's files, or of one aws-auth ConfigMap, and a caller.
///
/// `path` is a file as kubectl or the AWS CLI prints it, or a directory of such files. A role's ARN stands for one of
/// its sessions. What the files do not say is filled in: a cluster in the caller's account that reads aws-auth.
///
/// # Errors
///
/// When a file cannot be read, or the caller is nobody.
pub fn ad_hoc(path: &Path, caller: &str, run: Option<&str>) -> Result<Scenario, AdHocError> {
    let mut given = Snapshot::default();
    if path.is_dir() {
        add_files(&mut given, path, "")?;
    } else {
        let text = read_text(path)?;
        let name = path.display().to_string();
        if given.add_file(&name, &text).is_err() {
            given.add_aws_auth(&name, &text);
        }
    }
    let (caller, account, partition) = session(caller)?;
    if given.cluster.is_none() {
        given.cluster = Some(Cluster {
            name: "cluster".to_owned(),
            account,
            region: region(&partition).to_owned(),
            partition,
            version: "1.33".to_owned(),
            authentication_mode: mode(&given),
            issuer: None,
            creator: None,
        });
    }
    let step =
        Step { caller: caller.clone(), run: run.unwrap_or(WHO_AM_I).to_owned(), parameters: Vec::new() };
    Ok(Scenario {
        id: "ad-hoc".to_owned(),
        title: Words { en: format!("who does {caller} become?"), ja: format!("{caller} は誰になるか") },
        story: Words::default(),
        world: WorldSettings::default(),
        given,
        steps: vec![step],
        variants: Vec::new(),
        expect: None,
        evidence: Vec::new(),
        controls: Vec::new(),
    })
}

/// Returns the mode in which every source that was given is read.
const fn mode(given: &Snapshot) -> AuthenticationMode {
    match (&given.access_entries, &given.kubernetes) {
        (Some(_), Some(_)) => AuthenticationMode::ApiAndConfigMap,
        (Some(_), None) => AuthenticationMode::Api,
        _ => AuthenticationMode::ConfigMap,
    }
}

/// Returns a Region of the partition, for the invented cluster.
fn region(partition: &str) -> &'static str {
    match partition {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        "aws-eusc" => "eusc-de-east-1",
        _ => "us-west-2",
    }
}

/// Returns caller, account and partition; a role becomes a session of it, as STS shows it.
fn session(caller: &str) -> Result<(String, String, String), AdHocError> {
    let wrong = |why: &dyn fmt::Display| AdHocError::Caller(format!("`{caller}`: {why}"));
    let arn = ArnRef::parse(caller).map_err(|error| wrong(&error))?;
    let principal = Principal::try_from(arn).map_err(|error| wrong(&error))?;
    let (account, partition) = (arn.account().to_owned(), arn.partition().to_owned());
    let caller = match principal {
        Principal::Role(role) => format!("arn:{partition}:sts::{account}:assumed-role/{}/session", role.name),
        _ => caller.to_owned(),
    };
    Ok((caller, account, partition))
}
