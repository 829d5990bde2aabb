//! The rule set of aws-sdk-sts as an oracle: its `DefaultResolver` and ours, over the whole grid.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use aws_sdk_sts::config::endpoint::{DefaultResolver, Endpoint, Params, ResolveEndpoint};
use eks_iam_arn::Partition;
use eks_iam_sts_endpoint::{EndpointQuery, resolve};
use proptest::prelude::*;

/// Region names that stand in no list, or nearly in one.
const ODD: [&str; 22] = [
    "aws-eusc-global",
    "aws-global-1",
    "US-EAST-1",
    "Aws-Global",
    "mars-1",
    "us-wset-2",
    "us-east-9",
    "us-gov-north-1",
    "us-gov-east",
    "cn-east-22",
    "eusc-fr-west-1",
    "eusc-de-west-2",
    "us-isob-north-1",
    "us-isog-east-1",
    "us-isof-west-1",
    "eu-isoe-1",
    "us-east-1a",
    "us-west-2-lax-1a",
    "fips-us-east-1",
    "us-gov-west-1-fips",
    "1a",
    "x",
];

const ENDPOINTS: [Option<&str>; 6] = [
    None,
    Some("https://sts.amazonaws.com"),
    Some("https://sts.cn-north-1.amazonaws.com.cn"),
    Some("https://sts.internal.example:8443/sts/"),
    Some("http://[::1]:8080"),
    Some("https://vpce-0a1b2c3d4e5f67890-abcdefgh.sts.us-west-2.vpce.amazonaws.com"),
];

fn params(query: &EndpointQuery<'_>) -> Option<Params> {
    Params::builder()
        .set_region(query.region.map(str::to_owned))
        .use_fips(query.fips)
        .use_dual_stack(query.dual_stack)
        .use_global_endpoint(query.global)
        .set_endpoint(query.endpoint.map(str::to_owned))
        .build()
        .ok()
}

/// Returns URL and signing Region as the SDK has them; the rule set names no Region where the client's own holds.
fn sdk(resolver: &DefaultResolver, query: &EndpointQuery<'_>) -> Result<(String, Option<String>), String> {
    let params = params(query).ok_or("invalid params")?;
    let mut future = pin!(ResolveEndpoint::resolve_endpoint(resolver, &params));
    let Poll::Ready(resolved) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the resolver needs nothing to wait for")
    };
    let endpoint: Endpoint = resolved.map_err(|error| error.to_string())?;
    let named = endpoint.auth_schemes().iter().find(|it| it.name() == "sigv4");
    let region = named.and_then(|it| it.get("signingRegion")?.as_string().map(str::to_owned));
    Ok((endpoint.url().to_owned(), region.or_else(|| query.region.map(str::to_owned))))
}

fn ours(query: &EndpointQuery<'_>) -> Result<(String, Option<String>), String> {
    let endpoint = resolve(query).map_err(|error| error.to_string())?;
    Ok((endpoint.url().to_owned(), endpoint.signing_region().map(str::to_owned)))
}

/// Region × FIPS × dual-stack × mode × endpoint: the same URL and signing Region, or the same refusal in the same words.
#[test]
fn whole_grid() {
    let listed = Partition::ALL.into_iter().flat_map(|it| it.regions().iter().copied());
    let pseudo = Partition::ALL.into_iter().filter_map(Partition::pseudo_region);
    let regions: Vec<Option<&str>> = listed.chain(pseudo).chain(ODD).map(Some).chain([None]).collect();
    let resolver = DefaultResolver::new();
    let mut compared = 0;
    for region in regions {
        for flags in 0..8_u8 {
            for endpoint in ENDPOINTS {
                let (fips, dual_stack, global) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
                let query = EndpointQuery { region, fips, dual_stack, global, endpoint };
                assert_eq!(ours(&query), sdk(&resolver, &query), "{query:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 3_500, "{compared}");
}

proptest! {
    /// Names of Regions made of the parts that patterns look at.
    #[test]
    fn made_up_regions(
        parts in prop::collection::vec(
            prop::sample::select(vec!["us", "eu", "cn", "gov", "iso", "isob", "isoe", "isof", "eusc", "de", "east", "aws",
                "global", "1", "12", "x9", "mx"]),
            1..5,
        ),
        flags in 0..8_u8,
    ) {
        let region = parts.join("-");
        let (fips, dual_stack, global) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
        let query = EndpointQuery { region: Some(&region), fips, dual_stack, global, endpoint: None };
        // Ours alone refuses a name that is a number: it reads as an address.
        prop_assume!(!region.bytes().all(|it| it.is_ascii_digit()));
        prop_assert_eq!(ours(&query), sdk(&DefaultResolver::new(), &query));
    }
}
