//! A mock AWS that decides from a world, never from canned failures.
//!
//! A [`World`] holds accounts with users, roles and identity providers, and clusters with their aws-auth, access entries
//! and RBAC objects. It answers STS, IAM, EKS, EKS Auth and the Pod Identity agent, EC2 (RunInstances, DescribeInstances), S3 (ListBuckets),
//! the clusters' OIDC issuers and their Kubernetes API as the real ones would: it routes by the host a request is meant for, verifies the signature, and asks the crates that know
//! the rules (`policy`, `aws-auth`, `access-entry`, `rbac`, `token`). It has no verdict of its own.
//!
//! ```
//! use eks_iam_mock_aws::{Account, Request, SigningParams, User, World, sign};
//!
//! let world = World::builder().account(Account::new("111122223333").with_user(User::new("mika"))).build()?;
//! let credentials = world.credentials("arn:aws:iam::111122223333:user/mika")?;
//! let mut request = Request::new("GET", "/?Action=GetCallerIdentity&Version=2011-06-15")
//!     .with_header("host", "sts.us-west-2.amazonaws.com");
//! let (region, service, time) = ("us-west-2", "sts", world.now());
//! sign(&mut request, &SigningParams { credentials: &credentials, region, service, time });
//! let answer = world.answer(&request);
//! assert!(answer.response().unwrap().text().contains("<Arn>arn:aws:iam::111122223333:user/mika</Arn>"));
//! assert_eq!(world.calls()[0].event_name(), "GetCallerIdentity");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Map
//!
//! - what stands in a world: [`Account`], [`AccessKey`], [`User`], [`Role`], [`InstanceProfile`], [`ManagedPolicy`],
//!   [`OidcProvider`], [`SamlProvider`], [`Cluster`], [`NodeGroup`], [`PodIdentityAssociation`], [`Pod`]; put together by [`WorldBuilder`];
//! - who calls: [`World::credentials`], [`World::session`] with [`SessionOptions`], [`World::web_identity_token`] with
//!   [`WebIdentityClaims`], [`World::saml_response`] with [`SamlAssertion`];
//! - asking: [`World::answer`] takes a plain [`Request`] and gives an [`Answer`]; [`World::open_console`]; [`MockAws`] is
//!   the same behind a loopback listener, and the feature `aws-sdk` points the AWS SDK for Rust at it
//!   (`RedirectInterceptor`, `WorldTime`, `sdk_credentials`);
//! - serving other programs: the feature `server` has `Server`, which carries a world over HTTP and HTTPS, and the `Authority`
//!   that signs for its hosts;
//! - what goes wrong: [`Fault`]; what was asked: [`Call`]; what a test depends on: [`Check`].
//!
//! # Absent on purpose
//!
//! - XML signatures of SAML responses are not verified; a response counts as signed when it carries the mark that
//!   [`World::saml_response`] gives it. Web identity tokens are signed and verified (RS256) with a test key of this crate.
//! - Of AWS's own managed policies IAM knows `AdministratorAccess` and those that a world was given; there is no
//!   organizations API, and no group.
//! - Requests to the Kubernetes API are answered in JSON only.

mod world;

mod builder;
mod check;
mod clock;
mod model;

mod answer;
mod fault;
mod federation;
mod identity;
mod record;
mod server;

mod authorize;
mod exchange;
mod live_cluster;
mod pass_role;
mod route;
mod services;
mod signing_keys;
mod token_cache;

mod digest;
mod form;
mod proof;
mod xml;

#[cfg(feature = "aws-sdk")]
mod sdk;
#[cfg(feature = "server")]
mod serve;

pub use eks_iam_policy::DenialText;
pub use eks_iam_sigv4::{Credentials, Request, SigningParams, Timestamp, sign};

#[cfg(feature = "aws-sdk")]
pub use crate::sdk::{RedirectInterceptor, WorldTime, sdk_credentials};
#[cfg(feature = "server")]
pub use crate::serve::{Authority, MakeAuthorityError, Server};
pub use crate::{
    answer::{Answer, Response},
    builder::{BuildWorldError, WorldBuilder},
    check::Check,
    fault::Fault,
    federation::{SamlAssertion, WebIdentityClaims},
    identity::{SessionOptions, UnknownPrincipalError},
    model::{
        AccessKey, Account, Cluster, InstanceProfile, ManagedPolicy, NodeGroup, OidcProvider, Pod,
        PodIdentityAssociation, PolicyVersion, Role, SamlProvider, User,
    },
    record::Call,
    server::MockAws,
    services::console::{ConsoleDenial, ConsoleView},
    world::World,
};
