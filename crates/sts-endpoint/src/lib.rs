//! Which STS host, which signing region, and why.

mod client;
mod error;
mod failover;
mod host;
mod region;
mod resolve;
mod scope;
mod sdk;
mod table;
mod token_host;
mod trace;
mod url;
mod why;

pub use crate::{
    client::{ClientEndpoint, ClientEndpointError, ClientSettings, client_endpoint},
    error::ResolveEndpointError,
    failover::{Attempt, FailoverError, FailoverPlan, Outcome, Step, failover_regions},
    host::{Form, HostForm, endpoint_of_host},
    region::{RegionFault, is_region_name},
    resolve::{
        Endpoint, EndpointQuery, GLOBAL_HOST, GLOBAL_SIGNING_REGION, SIGNING_NAME, is_global_by_legacy, partition_via,
        resolve,
    },
    scope::{ScopeQuery, ScopeRefusal, judge_scope},
    sdk::{ModeSetting, SdkFamily, UnknownFamilyError},
    token_host::{HostRefusal, token_host},
    trace::{Known, Source, Trace, TraceStep},
    why::Why,
};
