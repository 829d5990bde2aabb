//! `eks-iam-sts-endpoint`: the endpoint of a client, beside the resolver of aws-sdk-sts, which keeps its last answer.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
};

use aws_sdk_sts::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use eks_iam_arn::Partition;
use eks_iam_sts_endpoint::{EndpointQuery, resolve, token_host};

use crate::Case;

/// How many times a run asks the same question.
const AGAIN: usize = 1000;

pub(super) fn cases() -> Vec<Case> {
    let queries = queries();
    let (count, hosts) = (queries.len(), hosts(&queries));
    let params: Vec<Params> = queries.iter().map(params).collect();
    let one = params.first().cloned().expect("there are Regions");
    let (resolver, warm) = (DefaultResolver::new(), DefaultResolver::new());
    let first = queries.first().copied().expect("there are Regions");
    let unlisted = EndpointQuery { region: Some("us-wset-2"), ..EndpointQuery::default() };
    vec![
        // Never the same question twice in a row: the peer's cache of one answer misses.
        Case::new("sts-endpoint/resolve", "ours", count, move || {
            for query in &queries {
                let _ = black_box(resolve(black_box(query)));
            }
        }),
        Case::new("sts-endpoint/resolve", "aws-sdk-sts", count, move || {
            for params in &params {
                sdk(&resolver, black_box(params));
            }
        }),
        // Always the same question: the peer's cache hits.
        Case::new("sts-endpoint/resolve-again", "ours", AGAIN, move || {
            for _ in 0..AGAIN {
                let _ = black_box(resolve(black_box(&first)));
            }
        }),
        Case::new("sts-endpoint/resolve-again", "aws-sdk-sts", AGAIN, move || {
            for _ in 0..AGAIN {
                sdk(&warm, black_box(&one));
            }
        }),
        Case::new("sts-endpoint/resolve-unlisted", "ours", AGAIN, move || {
            for _ in 0..AGAIN {
                let _ = black_box(resolve(black_box(&unlisted)));
            }
        }),
        Case::new("sts-endpoint/token-host", "ours", count, move || {
            for host in &hosts {
                black_box(token_host(black_box(host), "aws", "us-west-2"));
            }
        }),
    ]
}

/// Every listed Region with every combination of FIPS, dual-stack and mode.
fn queries() -> Vec<EndpointQuery<'static>> {
    let regions = Partition::ALL.into_iter().flat_map(|it| it.regions().iter().copied());
    let with_flags = |region| {
        (0..8_u8).map(move |flags| EndpointQuery {
            region: Some(region),
            fips: flags & 1 != 0,
            dual_stack: flags & 2 != 0,
            global: flags & 4 != 0,
            endpoint: None,
        })
    };
    regions.flat_map(with_flags).collect()
}

fn hosts(queries: &[EndpointQuery<'_>]) -> Vec<String> {
    queries.iter().filter_map(|it| resolve(it).ok()).map(|it| it.host().to_owned()).collect()
}

/// What the peer is asked is made beforehand, which its users pay for besides.
fn params(query: &EndpointQuery<'_>) -> Params {
    let builder = Params::builder().set_region(query.region.map(str::to_owned));
    let builder = builder.use_fips(query.fips).use_dual_stack(query.dual_stack);
    builder.use_global_endpoint(query.global).build().expect("a listed Region is a valid one")
}

fn sdk(resolver: &DefaultResolver, params: &Params) {
    let mut future = pin!(ResolveEndpoint::resolve_endpoint(resolver, params));
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(endpoint) => drop(black_box(endpoint.expect("every listed Region has an endpoint"))),
        Poll::Pending => unreachable!("the resolver has nothing to wait for"),
    }
}
