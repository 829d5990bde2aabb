//! The world: what stands in it, its clock, and what it answers.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
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

/// What a world is made from.
#[derive(Debug)]
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
    pub(crate) sink: Option<Sink>,
    pub(crate) certificate_authority: String,
}

struct Inner {
    began: Timestamp,
    seed: String,
    denial_text: DenialText,
    /// Read in one go and never while the state is being changed: whoever holds this lock takes no other.
    accounts: RwLock<Accounts>,
    vpc_endpoint: Option<NamedPolicy>,
    certificate_authority: String,
    skipped: Vec<Check>,
    state: Mutex<State>,
}

/// What calls change.
pub(crate) struct State {
    clock: Clock,
    pub(crate) requests: u64,
    pub(crate) clusters: Vec<LiveCluster>,
    pub(crate) identities: IdentityStore,
    pub(crate) calls: Ring,
    pub(crate) faults: Faults,
    log: VecDeque<String>,
    sink: Option<Sink>,
    pub(crate) tokens: TokenCache,
}

impl World {
    /// Begins a world with nothing in it.
    pub fn builder() -> WorldBuilder {
        WorldBuilder::new()
    }

    pub(crate) fn from_setup(setup: Setup) -> Result<Self, BuildWorldError> {
        let seed = setup.seed.to_string();
        let accounts: Accounts = Arc::new(setup.accounts.into_iter().map(Arc::new).collect());
        let clusters = setup.clusters.into_iter().map(LiveCluster::new).collect::<Result<_, _>>()?;
        let mut identities = IdentityStore::new(&seed, &accounts, setup.session_limit);
        for key in &setup.access_keys {
            identities.add(&accounts, key, setup.clock).map_err(BuildWorldError::new)?;
        }
        let state = State {
            clock: Clock::new(setup.clock, setup.runs),
            requests: 0,
            clusters,
            identities,
            calls: Ring::new(setup.record_limit),
            faults: Faults::new(setup.seed, setup.faults),
            log: VecDeque::new(),
            sink: setup.sink,
            tokens: TokenCache::default(),
        };
        let inner = Inner {
            began: state.now(),
            seed,
            denial_text: setup.denial_text,
            accounts: RwLock::new(accounts),
            vpc_endpoint: setup.vpc_endpoint,
            certificate_authority: setup.certificate_authority,
            skipped: setup.skipped,
            state: Mutex::new(state),
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
        !self.state().faults.refuses_connection(host)
    }

    /// Returns the world's time.
    pub fn now(&self) -> Timestamp {
        self.state().now()
    }

    /// Moves the world's clock on (or back, for a negative number).
    pub fn advance(&self, seconds: i64) {
        let mut state = self.state();
        state.clock.advance(seconds);
    }

    /// Returns the calls that the record still holds, oldest first. Requests to the Kubernetes API and for an issuer's
    /// documents are no calls of AWS and are not among them; the authenticator's own calls of STS are.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.to_vec()
    }

    /// Returns the lines that the authenticators of the world's clusters logged, oldest first, as EKS keeps them under the
    /// log type `authenticator`.
    pub fn authenticator_log(&self) -> Vec<String> {
        self.state().log.iter().cloned().collect()
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
        let accounts = self.accounts();
        let mut state = self.state();
        let now = state.now();
        state.identities.credentials(&accounts, principal_arn, now)
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
        let accounts = self.accounts();
        let mut state = self.state();
        let now = state.now();
        state.identities.session(&accounts, principal_arn, options, now)
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
        let state = self.state();
        state.clusters.iter().map(|it| (it.cluster.name.clone(), it.cluster.endpoint())).collect()
    }

    /// Returns the service accounts of all clusters: the cluster's issuer, namespace, name.
    pub fn service_accounts(&self) -> Vec<(String, String, String)> {
        let state = self.state();
        let of = |live: &LiveCluster| -> Vec<_> {
            let names = live.objects.service_accounts();
            names.map(|(namespace, name)| (live.cluster.issuer.clone(), namespace, name)).collect()
        };
        state.clusters.iter().flat_map(of).collect()
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
        self.state().clusters.iter().find(|it| it.cluster.name == name).map(|it| it.cluster.endpoint())
    }

    /// Puts a call into the record, and into the file that gets all of them.
    pub(crate) fn keep(&self, call: Call) {
        let mut state = self.state();
        if let Some(sink) = &mut state.sink {
            sink.write(&call);
        }
        state.calls.push(call);
    }

    /// Has everything that was recorded written out; for a file that is buffered.
    pub fn flush_records(&self) {
        if let Some(sink) = &mut self.state().sink {
            sink.flush();
        }
    }

    /// Returns the Region of the first cluster, or us-east-1: where a client of this world is at home.
    pub fn region(&self) -> String {
        self.state().clusters.first().map_or_else(|| "us-east-1".to_owned(), |it| it.cluster.region.clone())
    }

    /// The host of the first cluster's Kubernetes API.
    #[cfg(feature = "server")]
    pub(crate) fn first_cluster_host(&self) -> Option<String> {
        self.state().clusters.first().map(|it| it.cluster.endpoint_host())
    }

    /// The certificate of the authority that signs for the clusters' API servers, in PEM.
    pub(crate) fn certificate_authority(&self) -> &str {
        &self.inner.certificate_authority
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
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

impl State {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Writes a line of an authenticator; the oldest goes when there are too many.
    pub(crate) fn log(&mut self, line: String) {
        if self.log.len() >= LOG_LIMIT {
            self.log.pop_front();
        }
        self.log.push_back(line);
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
