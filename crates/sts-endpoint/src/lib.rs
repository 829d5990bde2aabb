//! Which STS host, which signing region, and why.

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
