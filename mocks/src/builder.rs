//! How a world is put together, and what is refused.

use std::{error, fmt, io::Write};

use eks_iam_arn::AccountId;
use eks_iam_policy::{DenialText, NamedPolicy};
use eks_iam_sigv4::Timestamp;

use crate::{AccessKey, Account, Check, Cluster, Fault, World, world::Setup};

/// Collects the parts of a world; made by [`World::builder`].
#[must_use]
pub struct WorldBuilder {
    setup: Setup,
}

impl WorldBuilder {
    pub(crate) fn new() -> Self {
        Self {
            setup: Setup {
                clock: Timestamp::from_unix(DEFAULT_CLOCK),
                seed: 0,
                denial_text: DenialText::WithReason,
                accounts: Vec::new(),
                access_keys: Vec::new(),
                clusters: Vec::new(),
                vpc_endpoint: None,
                faults: Vec::new(),
                skipped: Vec::new(),
                record_limit: 4096,
                session_limit: 16_384,
                runs: false,
                cloudtrail: None,
                certificate_authority: NO_AUTHORITY.to_owned(),
            },
        }
    }

    /// Sets the world's clock, 2026-07-13 09:30:00 UTC unless set. It stands until [`World::advance`] moves it.
    pub fn clock(mut self, now: Timestamp) -> Self {
        self.setup.clock = now;
        self
    }

    /// Sets the seed from which keys, marks and lots are made, 0 unless set.
    pub fn seed(mut self, seed: u64) -> Self {
        self.setup.seed = seed;
        self
    }

    /// Says whether denials tell their reason, as newer services do; they do unless set.
    pub fn denial_text(mut self, text: DenialText) -> Self {
        self.setup.denial_text = text;
        self
    }

    /// Adds an account.
    pub fn account(mut self, account: Account) -> Self {
        self.setup.accounts.push(account);
        self
    }

    /// Adds an access key of a user, a root or a role's session, whose account must be added too.
    pub fn access_key(mut self, key: AccessKey) -> Self {
        self.setup.access_keys.push(key);
        self
    }

    /// Adds a cluster; its account must be added too.
    pub fn cluster(mut self, cluster: Cluster) -> Self {
        self.setup.clusters.push(cluster);
        self
    }

    /// Sends every request of this world through a VPC endpoint with that policy.
    pub fn vpc_endpoint(mut self, policy: NamedPolicy) -> Self {
        self.setup.vpc_endpoint = Some(policy);
        self
    }

    /// Adds a fault.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.setup.faults.push(fault);
        self
    }

    /// Leaves a check out, to prove that a test depends on it.
    pub fn skip(mut self, check: Check) -> Self {
        self.setup.skipped.push(check);
        self
    }

    /// Sets how many calls the record keeps, 4096 unless set; the oldest goes first.
    pub fn record_limit(mut self, calls: usize) -> Self {
        self.setup.record_limit = calls;
        self
    }

    /// Lets the world's clock go with the machine's, for clients that bring their own time.
    pub fn running_clock(mut self) -> Self {
        self.setup.runs = true;
        self
    }

    /// Has every call written as a CloudTrail record, a line of JSON each, also those that the ring no longer keeps. A
    /// thread of its own writes; [`World::flush_records`] waits for it.
    pub fn cloudtrail(mut self, writer: impl Write + Send + 'static) -> Self {
        self.setup.cloudtrail = Some(Box::new(writer));
        self
    }

    /// Sets how many sessions that STS issued are known at a time, 16,384 unless set. When there are more, the oldest are
    /// forgotten, and their keys are then unknown; one that is in use stays until it ends. Sessions of
    /// [`World::credentials`] and [`World::session`] are not counted and stay.
    pub fn session_limit(mut self, sessions: usize) -> Self {
        self.setup.session_limit = sessions.max(1);
        self
    }

    /// Sets the certificate, in PEM, that DescribeCluster gives as the clusters' authority.
    pub fn certificate_authority(mut self, pem: impl Into<String>) -> Self {
        self.setup.certificate_authority = pem.into();
        self
    }

    /// Makes the world.
    ///
    /// # Errors
    ///
    /// When an account id is not twelve digits or given twice, two users or roles of an account share a name, an access
    /// key is nobody's in the world, is there twice, or is a session's without a session token or switched off, or
    /// another's with a session token or an end, a cluster stands in no account of the world or stands twice, two clusters
    /// share an endpoint, or a manifest of RBAC objects cannot be read.
    pub fn build(self) -> Result<World, BuildWorldError> {
        check(&self.setup)?;
        World::from_setup(self.setup)
    }
}

impl fmt::Debug for WorldBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorldBuilder")
            .field("accounts", &self.setup.accounts)
            .field("clusters", &self.setup.clusters)
            .finish_non_exhaustive()
    }
}

fn check(setup: &Setup) -> Result<(), BuildWorldError> {
    for account in &setup.accounts {
        if account.id.parse::<AccountId>().is_err() {
            return Err(BuildWorldError::new(format!("account id `{}` is not twelve digits", account.id)));
        }
        unique(account.users.iter().map(|user| user.name.as_str()), "user", &account.id)?;
        unique(account.roles.iter().map(|role| role.name.as_str()), "role", &account.id)?;
    }
    unique(setup.accounts.iter().map(|account| account.id.as_str()), "account", "the world")?;
    for cluster in &setup.clusters {
        if !setup.accounts.iter().any(|account| account.id == cluster.account) {
            return Err(BuildWorldError::new(format!(
                "cluster `{}` stands in account `{}`, which the world does not have",
                cluster.name, cluster.account
            )));
        }
    }
    let arns: Vec<_> = setup.clusters.iter().map(Cluster::arn).collect();
    unique(arns.iter().map(String::as_str), "cluster", "the world")?;
    let hosts: Vec<_> = setup.clusters.iter().map(Cluster::endpoint_host).collect();
    unique(hosts.iter().map(String::as_str), "cluster endpoint", "the world")
}

fn unique<'a>(names: impl Iterator<Item = &'a str>, what: &str, place: &str) -> Result<(), BuildWorldError> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
        Some(name) => Err(BuildWorldError::new(format!("{what} `{name}` stands twice in {place}"))),
        None => Ok(()),
    }
}

/// Why a world cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildWorldError {
    text: String,
}

impl BuildWorldError {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl fmt::Display for BuildWorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl error::Error for BuildWorldError {}

/// What stands for an authority in a world that serves no TLS.
const NO_AUTHORITY: &str = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";

/// 2026-07-13T09:30:00Z.
const DEFAULT_CLOCK: i64 = 1_783_935_000;
