//! Worlds: put together, apart from each other, the same in every run.

use eks_iam_mock_aws::{Account, Cluster, Credentials, User, World};

use crate::support::*;

#[test]
fn two_worlds_share_nothing() {
    let (one, other) = (world(), world());
    let body = r#"{"principalArn":"arn:aws:iam::111122223333:role/team/developers/viewer"}"#;
    assert_eq!(eks(&one, OPS, "POST", "/clusters/shop/access-entries", body).status, 200);
    let entries = |world: &World| eks(world, OPS, "GET", "/clusters/shop/access-entries", "").text();
    assert!(entries(&one).contains("viewer"));
    assert!(!entries(&other).contains("viewer"));
    one.advance(60);
    assert_eq!(other.now() - one.now(), -60);
    assert_eq!((one.calls().len(), other.calls().len()), (2, 1));
    let handle = one.clone();
    handle.advance(60);
    assert_eq!(one.now() - other.now(), 120);
}

#[test]
fn sessions_of_one_world_are_unknown_in_another() {
    let (one, other) = (world(), world());
    let credentials = one.session(OPS, &eks_iam_mock_aws::SessionOptions::default()).unwrap();
    let body = "Action=GetCallerIdentity";
    assert_eq!(sts_with(&one, &credentials, body).status, 200);
    assert_eq!(refusal(&sts_with(&other, &credentials, body)).1, "InvalidClientTokenId");
}

#[test]
fn two_runs_print_the_same_bytes() {
    let run = || {
        let world = world();
        let assumed = sts(
            &world,
            VENDOR,
            "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&RoleArn=arn:aws:iam::111122223333:role/guest",
        );
        let nodes = kubernetes(&world, OPS, "/api/v1/nodes");
        let calls: Vec<_> = world.calls().iter().map(eks_iam_mock_aws::Call::to_json).collect();
        (assumed, nodes, calls, world.authenticator_log())
    };
    assert_eq!(run(), run());
}

#[track_caller]
fn check_refused(builder: eks_iam_mock_aws::WorldBuilder, message: &str) {
    assert_eq!(builder.build().unwrap_err().to_string(), message);
}

#[test]
fn faulty_worlds_are_refused() {
    let account = || Account::new(A);
    check_refused(World::builder().account(Account::new("1")), "account id `1` is not twelve digits");
    check_refused(
        World::builder().account(account()).account(account()),
        "account `111122223333` stands twice in the world",
    );
    check_refused(
        World::builder().account(account().with_user(User::new("mika")).with_user(User::new("mika"))),
        "user `mika` stands twice in 111122223333",
    );
    check_refused(
        World::builder().cluster(Cluster::new("shop", A, REGION)),
        "cluster `shop` stands in account `111122223333`, which the world does not have",
    );
    let broken = Cluster::new("shop", A, REGION).with_object("kind: Role\nrules: [");
    let error = World::builder().account(account()).cluster(broken).build().unwrap_err();
    assert!(error.to_string().starts_with("a manifest of cluster `shop` cannot be read: "), "{error}");
}

#[test]
fn unknown_principals_are_named() {
    let world = world();
    for arn in
        ["arn:aws:iam::111122223333:user/gone", "arn:aws:sts::111122223333:assumed-role/gone/x", "mika"]
    {
        let error = world.credentials(arn).unwrap_err();
        assert_eq!(error.to_string(), format!("`{arn}` is no user, root or role session of this world"));
        assert_eq!(error.arn(), arn);
    }
}

#[test]
fn a_world_goes_to_other_threads() {
    fn check<T: Send + Sync + Clone>(_: &T) {}
    let world = world();
    check(&world);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(sts(&world, MIKA, "Action=GetCallerIdentity").status, 200));
        }
    });
    assert_eq!(world.calls().len(), 4);
}

#[test]
fn the_oldest_sessions_are_forgotten_but_those_in_use() {
    let world = builder().session_limit(3).build().unwrap();
    let body = "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&RoleArn=arn:aws:iam::111122223333:role/guest";
    let assume = || {
        let issued = sts(&world, VENDOR, body).text();
        Credentials::new(element(&issued, "AccessKeyId"), element(&issued, "SecretAccessKey"))
            .with_session_token(element(&issued, "SessionToken"))
    };
    let works = |keys: &Credentials| sts_with(&world, keys, "Action=GetCallerIdentity").status == 200;
    let (used, unused) = (assume(), assume());
    for _ in 0..50 {
        assert!(works(&used));
        assume();
    }
    assert!(!works(&unused));
    world.advance(3601);
    let refused = sts_with(&world, &used, "Action=GetCallerIdentity");
    assert_eq!(refusal(&refused).1, "ExpiredToken");
    (0..4).for_each(|_| drop(assume()));
    let refused = sts_with(&world, &used, "Action=GetCallerIdentity");
    assert_eq!(refusal(&refused).1, "InvalidClientTokenId", "one that is over is not kept for being used");
}
