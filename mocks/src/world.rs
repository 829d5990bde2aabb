//! The world: what stands in it, its clock, and what it answers.

use std::{
    collections::VecDeque,
    fmt,
    io::Write,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use eks_iam_policy::{DenialText, NamedPolicy};
use eks_iam_sigv4::{Credentials, Request, Timestamp};

use crate::{
    AccessKey, Account, Answer, BuildWorldError, Call, Check, Cluster, ConsoleDenial, ConsoleView, Fault,
    SamlAssertion, SessionOptions, WebIdentityClaims, WorldBuilder,
    clock::Clock,
    fault::Faults,
    identity::{IdentityStore, UnknownPrincipalError},
    live_cluster::LiveCluster,
    proof,
    record::{Ring, Sink},
    route::Route,
    services,
    signing_keys::SigningKeys,
    token_cache::TokenCache,
};

/// A mock AWS: accounts, clusters, a clock, and answers that follow from them alone.
///
/// A clone is another handle of the same world. Two worlds that are built apart share nothing.
#[derive(Clone)]
pub struct World {
    inner: Arc<Inner>,
}

/// The accounts of a world, each to be read while another is being changed.
pub(crate) type Accounts = Arc<Vec<Arc<Account>>>;

/// The clusters of a world, likewise.
pub(crate) type Clusters = Arc<Vec<Arc<LiveCluster>>>;

/// What a world is made from.
pub(crate) struct Setup {
    pub(crate) clock: Timestamp,
    pub(crate) seed: u64,
    pub(crate) denial_text: DenialText,
    pub(crate) accounts: Vec<Account>,
    pub(crate) access_keys: Vec<AccessKey>,
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) vpc_endpoint: Option<NamedPolicy>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) skipped: Vec<Check>,
    pub(crate) record_limit: usize,
    pub(crate) session_limit: usize,
    pub(crate) runs: bool,
    pub(crate) cloudtrail: Option<Box<dyn Write + Send>>,
    pub(crate) certificate_authority: String,
}

/// Each part has a lock of its own, held for a moment and never while another is taken, so that requests are answered
/// side by side.
struct Inner {
    clock: Clock,
    began: Timestamp,
    seed: String,
    denial_text: DenialText,
    accounts: RwLock<Accounts>,
    clusters: RwLock<Clusters>,
    vpc_endpoint: Option<NamedPolicy>,
    certificate_authority: String,
    skipped: Vec<Check>,
    requests: AtomicU64,
    identities: IdentityStore,
    signing_keys: SigningKeys,
    tokens: Mutex<TokenCache>,
    faults: Faults,
    log: Mutex<VecDeque<String>>,
    calls: Ring,
    sink: Option<Sink>,
}

impl World {
    /// Begins a world with nothing in it.
    pub fn builder() -> WorldBuilder {
        WorldBuilder::new()
    }

    pub(crate) fn from_setup(setup: Setup) -> Result<Self, BuildWorldError> {
        let seed = setup.seed.to_string();
        let accounts: Accounts = Arc::new(setup.accounts.into_iter().map(Arc::new).collect());
        let clusters = setup.clusters.into_iter().map(|it| LiveCluster::new(it).map(Arc::new));
        let clusters = clusters.collect::<Result<_, _>>()?;
        let identities = IdentityStore::new(&seed, &accounts, setup.session_limit);
        for key in &setup.access_keys {
            identities.add(&accounts, key, setup.clock).map_err(BuildWorldError::new)?;
        }
        let sink = setup.cloudtrail.map(Sink::start).transpose();
        let clock = Clock::new(setup.clock, setup.runs);
        let inner = Inner {
            began: clock.now(),
            clock,
            seed,
            denial_text: setup.denial_text,
            accounts: RwLock::new(accounts),
            clusters: RwLock::new(Arc::new(clusters)),
            vpc_endpoint: setup.vpc_endpoint,
            certificate_authority: proof::base64::encode_standard(setup.certificate_authority.as_bytes()),
            skipped: setup.skipped,
            requests: AtomicU64::new(0),
            identities,
            signing_keys: SigningKeys::default(),
            tokens: Mutex::default(),
            faults: Faults::new(setup.seed, setup.faults),
            log: Mutex::default(),
            calls: Ring::new(setup.record_limit),
            sink: sink
                .map_err(|error| BuildWorldError::new(format!("no thread writes the calls: {error}")))?,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Answers a request as AWS, or a cluster's Kubernetes API, would.
    ///
    /// The `Host` header says for whom the request is meant. A host that is nobody's in this world is refused with status
    /// 421 and a text that names it.
    pub fn answer(&self, request: &Request) -> Answer {
        services::answer(self, request, None)
    }

    /// Answers a request that came to another host than it was meant for, such as a loopback address that stands for all
    /// of AWS. The signature is still verified over the `Host` header that was sent.
    pub fn answer_as(&self, host: &str, request: &Request) -> Answer {
        services::answer(self, request, Some(host))
    }

    /// Returns whether the host is one of AWS, of a cluster or of an issuer of this world.
    pub fn has_host(&self, host: &str) -> bool {
        Route::of(self, host).is_some()
    }

    /// Returns whether the endpoint of that host takes a connection now; counts as one try for a fault that ends.
    pub fn accepts_connection(&self, host: &str) -> bool {
        !self.inner.faults.refuses_connection(host)
    }

    /// Returns the world's time.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Moves the world's clock on (or back, for a negative number).
    pub fn advance(&self, seconds: i64) {
        self.inner.clock.advance(seconds);
    }

    /// Returns the calls that the record still holds, oldest first. Requests to the Kubernetes API and for an issuer's
    /// documents are no calls of AWS and are not among them; the authenticator's own calls of STS are.
    pub fn calls(&self) -> Vec<Call> {
        self.inner.calls.to_vec()
    }

    /// Returns the lines that the authenticators of the world's clusters logged, oldest first, as EKS keeps them under the
    /// log type `authenticator`.
    pub fn authenticator_log(&self) -> Vec<String> {
        self.lines().iter().cloned().collect()
    }

    /// Returns credentials of a principal: the long-term key of a user or an account's root, or for
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` those of a session of one hour that begins now.
    ///
    /// Keys follow from the ARN and the world's seed, so they are the same in every run.
    ///
    /// # Errors
    ///
    /// When the world has no such user, role or account, or the ARN is of another form.
    pub fn credentials(&self, principal_arn: &str) -> Result<Credentials, UnknownPrincipalError> {
        self.inner.identities.credentials(&self.accounts(), principal_arn, self.now())
    }

    /// Returns credentials of a further session of a role, with session policies, tags, age and lifetime of its own.
    ///
    /// Each call makes another session: its keys differ from those of [`World::credentials`].
    ///
    /// # Errors
    ///
    /// When the ARN is no session of a role that the world has.
    pub fn session(
        &self,
        principal_arn: &str,
        options: &SessionOptions,
    ) -> Result<Credentials, UnknownPrincipalError> {
        self.inner.identities.session(&self.accounts(), principal_arn, options, self.now())
    }

    /// Returns a web identity token (a JWT, RS256) with these claims, signed by the world's own key.
    ///
    /// The key is a test key that stands in this crate's source; it proves nothing outside a mock.
    pub fn web_identity_token(&self, claims: &WebIdentityClaims) -> String {
        proof::jwt::sign(claims)
    }

    /// Returns a SAML response in base64, with the world's own mark in place of an XML signature.
    pub fn saml_response(&self, assertion: &SamlAssertion) -> String {
        proof::saml::respond(&self.inner.seed, assertion, self.now())
    }

    /// Returns the ARNs of the users of all accounts, then of their roles.
    pub fn principals(&self) -> Vec<String> {
        let accounts = self.accounts();
        let users = accounts.iter().flat_map(|it| it.users.iter().map(move |user| it.user_arn(user)));
        let roles = accounts.iter().flat_map(|it| it.roles.iter().map(move |role| it.role_arn(role)));
        users.chain(roles).collect()
    }

    /// Returns the name and the URL of the Kubernetes API of each cluster.
    pub fn cluster_endpoints(&self) -> Vec<(String, String)> {
        self.clusters().iter().map(|it| (it.cluster.name.clone(), it.cluster.endpoint())).collect()
    }

    /// Returns the service accounts of all clusters: the cluster's issuer, namespace, name.
    pub fn service_accounts(&self) -> Vec<(String, String, String)> {
        let of = |live: &LiveCluster| -> Vec<_> {
            let names = live.objects.service_accounts();
            names.map(|(namespace, name)| (live.cluster.issuer.clone(), namespace, name)).collect()
        };
        self.clusters().iter().map(Arc::as_ref).flat_map(of).collect()
    }

    /// Opens the Kubernetes resources of a cluster in the console, as that principal.
    ///
    /// The console has no public API, so the procedure is a model: the policies of the principal must allow
    /// `eks:AccessKubernetesApi` on the cluster, then the cluster must map the principal, then RBAC or an access policy must
    /// allow it to list nodes and pods.
    ///
    /// # Errors
    ///
    /// The console's sentence when the action or the mapping is missing; the API's own `… is forbidden: …` after that.
    pub fn open_console(&self, principal_arn: &str, cluster: &str) -> Result<ConsoleView, ConsoleDenial> {
        services::console::open(self, principal_arn, cluster)
    }

    /// Returns the URL of a cluster's Kubernetes API, as DescribeCluster tells it; `None` when there is no such cluster.
    /// Of several clusters of that name the first counts.
    pub fn cluster_endpoint(&self, name: &str) -> Option<String> {
        self.clusters().iter().find(|it| it.cluster.name == name).map(|it| it.cluster.endpoint())
    }

    /// Puts a call into the record, and into the file that gets all of them.
    pub(crate) fn keep(&self, call: Call) {
        let call = Arc::new(call);
        if let Some(sink) = &self.inner.sink {
            sink.write(Arc::clone(&call));
        }
        self.inner.calls.push(call);
    }

    /// Waits until everything that was recorded stands in the file that gets it. It also does when the last handle of the
    /// world is dropped.
    pub fn flush_records(&self) {
        if let Some(sink) = &self.inner.sink {
            sink.flush();
        }
    }

    /// Returns the Region of the first cluster, or us-east-1: where a client of this world is at home.
    pub fn region(&self) -> String {
        self.clusters().first().map_or_else(|| "us-east-1".to_owned(), |it| it.cluster.region.clone())
    }

    /// The host of the first cluster's Kubernetes API.
    #[cfg(feature = "server")]
    pub(crate) fn first_cluster_host(&self) -> Option<String> {
        self.clusters().first().map(|it| it.host.clone())
    }

    /// The certificate of the authority that signs for the clusters' API servers: its PEM in base64, as DescribeCluster
    /// gives it.
    pub(crate) fn certificate_authority(&self) -> &str {
        &self.inner.certificate_authority
    }

    pub(crate) fn identities(&self) -> &IdentityStore {
        &self.inner.identities
    }

    pub(crate) fn signing_keys(&self) -> &SigningKeys {
        &self.inner.signing_keys
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// What the API servers remember of tokens.
    pub(crate) fn tokens(&self) -> MutexGuard<'_, TokenCache> {
        self.inner.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the next request, from 1 on.
    pub(crate) fn next_request(&self) -> u64 {
        self.inner.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Writes a line of an authenticator; the oldest goes when there are too many.
    pub(crate) fn log(&self, line: String) {
        let mut lines = self.lines();
        if lines.len() >= LOG_LIMIT {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    fn lines(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.inner.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clusters as they stand now; a later change is not seen through this.
    pub(crate) fn clusters(&self) -> Clusters {
        Arc::clone(&self.inner.clusters.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn cluster(&self, arn: &str) -> Option<Arc<LiveCluster>> {
        self.clusters().iter().find(|it| it.arn == arn).cloned()
    }

    /// Changes the list of clusters.
    pub(crate) fn change_clusters<T>(&self, change: impl FnOnce(&mut Vec<Arc<LiveCluster>>) -> T) -> T {
        change(Arc::make_mut(&mut self.inner.clusters.write().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Changes a cluster; `None` when the world has no such cluster.
    pub(crate) fn change_cluster<T>(
        &self,
        arn: &str,
        change: impl FnOnce(&mut LiveCluster) -> T,
    ) -> Option<T> {
        self.change_clusters(|clusters| {
            let live = clusters.iter_mut().find(|it| it.arn == arn)?;
            Some(change(Arc::make_mut(live)))
        })
    }

    /// When the world began; what it was made with is as old.
    pub(crate) fn began(&self) -> Timestamp {
        self.inner.began
    }

    pub(crate) fn seed(&self) -> &str {
        &self.inner.seed
    }

    /// The accounts as they stand now; a later change is not seen through this.
    pub(crate) fn accounts(&self) -> Accounts {
        Arc::clone(&self.inner.accounts.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn account(&self, id: &str) -> Option<Arc<Account>> {
        self.accounts().iter().find(|account| account.id == id).cloned()
    }

    /// Changes an account; `None` when the world has no such account.
    pub(crate) fn change_account<T>(&self, id: &str, change: impl FnOnce(&mut Account) -> T) -> Option<T> {
        let mut accounts = self.inner.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let account = Arc::make_mut(&mut accounts).iter_mut().find(|account| account.id == id)?;
        Some(change(Arc::make_mut(account)))
    }

    pub(crate) fn vpc_endpoint(&self) -> Option<&NamedPolicy> {
        self.inner.vpc_endpoint.as_ref()
    }

    pub(crate) fn denial_text(&self) -> DenialText {
        self.inner.denial_text
    }

    pub(crate) fn skips(&self, check: Check) -> bool {
        self.inner.skipped.contains(&check)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounts = self.accounts();
        let accounts: Vec<_> = accounts.iter().map(|account| account.id.as_str()).collect();
        f.debug_struct("World")
            .field("now", &self.now())
            .field("accounts", &accounts)
            .field("skipped", &self.inner.skipped)
            .finish_non_exhaustive()
    }
}

/// How many lines of the authenticators are kept.
const LOG_LIMIT: usize = 4096;
