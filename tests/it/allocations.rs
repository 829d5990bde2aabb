//! What costs no memory: reading a borrowed ARN, and, but for the text of the URL, deciding on an endpoint.

use std::hint::black_box;

use allocation_counter::measure;
use eks_iam_arn::{Arn, ArnRef, Principal};
use eks_iam_sts_endpoint::{EndpointQuery, resolve};

const ARNS: [&str; 12] = [
    "arn:aws:iam::111122223333:role/dev",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0123456789abcdef",
    "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    "arn:aws:sts::111122223333:assumed-role/dev/mika",
    "arn:aws-cn:iam::111122223333:user/team/mika",
    "arn:aws-us-gov:iam::111122223333:root",
    "arn:aws:sts::111122223333:federated-user/mika",
    "arn:aws:s3:::bucket/a:b/c",
    "arn:aws:iam::11112222333:role/dev",
    "arn\u{ff1a}aws:iam::111122223333:role/dev",
    "arn:aws:iam",
    "",
];

#[test]
fn a_borrowed_arn_is_read_without_an_allocation() {
    for text in ARNS {
        let count = measure(|| {
            black_box(ArnRef::parse(black_box(text))).ok();
            black_box(Principal::parse(black_box(text))).ok();
        })
        .count_total;
        assert_eq!(count, 0, "{text}");
    }
    // The counter counts.
    let owned = measure(|| {
        black_box("arn:aws:iam::111122223333:role/dev".parse::<Arn>()).ok();
    });
    assert!(owned.count_total > 0);
}

#[test]
fn an_endpoint_is_decided_with_one_allocation_at_most() {
    let regions =
        ["us-west-2", "ap-northeast-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1"];
    let odd = ["us-west-9", "aws-global", "Tokyo", "us west", ""];
    let endpoints =
        [None, Some("https://sts.us-east-1.amazonaws.com"), Some("http://localhost:4566/"), Some("no url")];
    let switches = [(false, false), (true, false), (false, true), (true, true)];
    let mut most = 0;
    for region in regions.into_iter().chain(odd).map(Some).chain([None]) {
        for endpoint in endpoints {
            for ((fips, dual_stack), global) in switches.into_iter().flat_map(|it| [(it, false), (it, true)])
            {
                let query = EndpointQuery { region, fips, dual_stack, global, endpoint };
                let made = measure(|| {
                    black_box(resolve(black_box(&query))).ok();
                });
                assert!(made.count_total <= 1, "{query:?}: {made:?}");
                most = most.max(made.count_total);
            }
        }
    }
    assert_eq!(most, 1);
}
