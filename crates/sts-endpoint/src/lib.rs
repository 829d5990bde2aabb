//! Which STS host a client calls, for which Region it signs, and why.
//!
//! A call to AWS STS needs a *host* and a *signing Region*. Almost every failure is the two disagreeing: the host was chosen
//! in one place (a URL in code, a variable, an old default), the Region in another. STS then answers 403
//! `SignatureDoesNotMatch`, `Credential should be scoped to a valid region`, whatever the key.
//!
//! ```
//! use eks_iam_sts_endpoint::{EndpointQuery, resolve};
//!
//! let query = EndpointQuery {
//!     region: Some("us-west-2"),
//!     endpoint: Some("https://sts.amazonaws.com"),
//!     ..EndpointQuery::default()
//! };
//! let endpoint = resolve(&query)?;
//! assert_eq!((endpoint.host(), endpoint.signing_region()), ("sts.amazonaws.com", Some("us-west-2")));
//! assert_eq!(endpoint.warnings()[0].kind(), "scope-mismatch"); // STS takes us-east-1 there, and nothing else
//! # Ok::<(), eks_iam_sts_endpoint::ResolveEndpointError>(())
//! ```
//!
//! # What is here
//!
//! | question | asked of |
//! | --- | --- |
//! | which host, which signing Region, by the rule set of the current SDKs | [`resolve`] with an [`EndpointQuery`], gives an [`Endpoint`] |
//! | step by step: which input decided what, and where it came from | [`explain`] with [`Origins`], gives a [`Trace`] |
//! | what does *this* SDK do with this environment and config file | [`client_endpoint`] with [`ClientSettings`], gives a [`ClientEndpoint`] |
//! | who reads `AWS_STS_REGIONAL_ENDPOINTS`, since when, and how is that known | [`SdkFamily::facts`] |
//! | what will go wrong | [`warnings`], gives an [`EndpointWarning`] each |
//! | which endpoint is this host, and which Region does it take | [`endpoint_of_host`] |
//! | what does STS answer to this credential scope, byte for byte | [`judge_scope`] |
//! | may the verifier of an EKS token send it to this host | [`token_host`] |
//! | where to go when an endpoint is at fault | [`FailoverPlan`], [`failover_regions`] |
//!
//! All of it is values in, values out: nothing is read from the process, nothing is sent, no clock is asked. The default
//! build depends on `eks-iam-arn` and `eks-iam-span` only, and has no regular expression: a listed Region is found by one
//! multiplication, whatever their number, and its URL is not allocated.
//!
//! # How sure it is
//!
//! The rule set and the table of Regions are those of the SDKs ([`TABLE_SOURCE`]); a test compares every answer with
//! aws-sdk-sts's own resolver over the whole grid of inputs. What single SDKs do beyond it is marked row by row:
//! [`Knowledge`] says measured (with the version that was run), read in the source, or documented. A Region's name is
//! checked first, more strictly than some SDKs do, since it becomes a part of the host that receives a signed request.
//!
//! # Failover
//!
//! A plan goes to the next Region of the same partition when the *endpoint* is at fault, and never after a verdict about the
//! *caller*. Region, host and signing Region change together.
//!
//! ```
//! use eks_iam_sts_endpoint::{FailoverPlan, Outcome, Step, failover_regions};
//!
//! let mut plan = FailoverPlan::new("us-west-2", &failover_regions("us-west-2"))?;
//! let Step::Try(next) = plan.next(&Outcome::Timeout) else { panic!("there are other Regions") };
//! assert_eq!((next.host.as_str(), next.signing_region.as_str()), ("sts.us-west-1.amazonaws.com", "us-west-1"));
//! # Ok::<(), eks_iam_sts_endpoint::BuildFailoverPlanError>(())
//! ```
//!
//! # Features
//!
//! - `aws-sdk` (off): for clients of the AWS SDK for Rust. `StsEndpointResolver` resolves by these rules in an ordinary
//!   client of aws-sdk-sts; `FailoverClient` makes calls by a [`FailoverPlan`], each signed for the Region it goes to.

mod region;
mod resolve;
mod table;
mod url;
mod why;

mod error;
mod host;
mod scope;
mod token_host;

mod explain;
mod trace;
mod warning;

mod client;
mod family;

mod failover;

#[cfg(feature = "aws-sdk")]
mod aws_sdk;

#[cfg(feature = "aws-sdk")]
pub use crate::aws_sdk::{FailoverClient, FailoverError, StsEndpointResolver, outcome_of};
pub use crate::{
    client::{ClientEndpoint, ClientEndpointError, ClientFault, ClientSettings, client_endpoint},
    error::ResolveEndpointError,
    explain::{Origins, explain},
    failover::{
        Attempt, BuildFailoverPlanError, FailoverPlan, FailoverPolicy, Fault, Health, Outcome, Step,
        StopReason, failover_regions,
    },
    family::{
        DefaultMode, EndpointVariables, Knowledge, ParseSdkFamilyError, Place, SdkFacts, SdkFamily,
        VariantBesideEndpoint,
    },
    host::{Form, HostForm, endpoint_of_host},
    region::{RegionFault, is_region_name},
    resolve::{
        Endpoint, EndpointQuery, GLOBAL_HOST, GLOBAL_SIGNING_REGION, SIGNING_NAME, is_global_by_legacy,
        partition_via, resolve,
    },
    scope::{Scope, ScopeRefusal, judge_scope},
    table::TABLE_SOURCE,
    token_host::{HostRefusal, HostVerdict, token_host},
    trace::{Effect, Source, Trace, TraceStep},
    warning::{EndpointWarning, warnings},
    why::Why,
};
