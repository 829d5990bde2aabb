//! The mock as a library: whole requests, signed before, answered by a world, signatures verified.

use std::hint::black_box;

use eks_iam_mock_aws::{Account, Cluster, Request, Role, SigningParams, User, World, sign};
use eks_iam_policy::{NamedPolicy, PolicyDocument};

use crate::Case;

const ACCOUNT: &str = "111122223333";
const USER: &str = "arn:aws:iam::111122223333:user/mika";

pub(super) fn cases() -> Vec<Case> {
    let world = world();
    let role = "arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fops";
    let who = sts(&world, "Action=GetCallerIdentity&Version=2011-06-15");
    let assume =
        sts(&world, &format!("Action=AssumeRole&Version=2011-06-15&RoleSessionName=load&RoleArn={role}"));
    let describe = Request::new("GET", "/clusters/shop").with_header("host", "eks.us-west-2.amazonaws.com");
    let describe = signed(&world, describe, "eks");
    let case = |group, request: Request| {
        let world = world.clone();
        Case::new(group, "ours", 1, move || {
            let answer = world.answer(&request);
            assert_eq!(black_box(&answer).response().map(|it| it.status), Some(200));
        })
    };
    vec![
        case("mock/caller-identity", who),
        case("mock/assume-role", assume),
        case("mock/describe-cluster", describe),
        Case::new("mock/start", "ours", 1, || drop(black_box(self::world()))),
    ]
}

fn world() -> World {
    let policy =
        |name: &str, text: &str| NamedPolicy::new(name, PolicyDocument::parse(text).expect("it is a policy"));
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}"#;
    let allow = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","eks:Describe*"],"Resource":"*"}]}"#;
    let account = Account::new(ACCOUNT)
        .with_user(User::new("mika").with_policy(policy("allow", allow)))
        .with_role(Role::new("ops", policy("trust", trust)));
    let cluster = Cluster::new("shop", ACCOUNT, "us-west-2");
    World::builder().account(account).cluster(cluster).record_limit(0).build().expect("the world is whole")
}

fn sts(world: &World, body: &str) -> Request {
    let request = Request::new("POST", "/")
        .with_header("host", "sts.us-west-2.amazonaws.com")
        .with_header("content-type", "application/x-www-form-urlencoded")
        .with_body(body);
    signed(world, request, "sts")
}

fn signed(world: &World, mut request: Request, service: &str) -> Request {
    let credentials = world.credentials(USER).expect("she is there");
    let (region, time) = ("us-west-2", world.now());
    sign(&mut request, &SigningParams { credentials: &credentials, region, service, time });
    request
}
