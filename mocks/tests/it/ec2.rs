//! RunInstances with an instance profile, and the message that has to be decoded.

use eks_iam_mock_aws::{Account, Cluster, Response, User, World};

use crate::support::*;

const KARPENTER: &str = "arn:aws:sts::111122223333:assumed-role/karpenter/k";

fn run(world: &World, principal: &str) -> Response {
    let credentials = world.credentials(principal).unwrap();
    let body = "Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1&\
                IamInstanceProfile.Name=node-profile";
    send(world, &form(world, &credentials, "ec2.us-west-2.amazonaws.com", "ec2", REGION, body))
}

#[test]
fn the_profiles_role_has_to_be_passed() {
    let world = world();
    let response = run(&world, KARPENTER);
    let (status, code, message) = refusal(&response);
    assert_eq!((status, code.as_str()), (403, "UnauthorizedOperation"));
    let (clear, encoded) = message.split_once(". Encoded authorization failure message: ").unwrap();
    assert_eq!(
        clear,
        "You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/karpenter/k is not \
         authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/node-role because no \
         identity-based policy allows the iam:PassRole action"
    );
    let body = format!("Action=DecodeAuthorizationMessage&EncodedMessage={encoded}");
    let decoded = element(&sts(&world, KARPENTER, &body).text(), "DecodedMessage");
    let decoded: serde_json::Value = serde_json::from_str(&decoded).unwrap();
    assert_eq!(decoded["context"]["action"], "iam:PassRole");
    assert_eq!(decoded["explicitDeny"], false);
    assert_eq!(refusal(&sts(&world, MIKA, &body)).1, "AccessDenied");
    let broken = format!("{body}AAAA");
    assert_eq!(refusal(&sts(&world, KARPENTER, &broken)).1, "InvalidAuthorizationMessageException");
}

#[test]
fn the_action_comes_first() {
    let (_, code, message) = refusal(&run(&world(), MIKA));
    assert_eq!(code, "UnauthorizedOperation");
    assert!(message.contains("is not authorized to perform: ec2:RunInstances on resource:"), "{message}");
}

fn describe(world: &World, principal: &str, ids: &str) -> Response {
    let credentials = world.credentials(principal).unwrap();
    let body = format!("Action=DescribeInstances&Version=2016-11-15{ids}");
    send(world, &form(world, &credentials, "ec2.us-west-2.amazonaws.com", "ec2", REGION, &body))
}

#[test]
fn nodes_have_names() {
    let account = Account::new(A)
        .with_user(User::new("mika").with_policy(allow("ec2:DescribeInstances", "*")))
        .with_user(User::new("marymajor"));
    let cluster = Cluster::new("shop", A, REGION)
        .with_instance("i-0123456789abcdef0", "ip-10-0-0-1.us-west-2.compute.internal")
        .with_instance("i-0123456789abcdef1", "ip-10-0-0-2.us-west-2.compute.internal");
    let elsewhere = Cluster::new("far", A, "eu-west-1").with_instance("i-0123456789abcdef2", "far.internal");
    let world = World::builder().account(account).cluster(cluster).cluster(elsewhere).build().unwrap();
    let one = describe(&world, MIKA, "&InstanceId.1=i-0123456789abcdef1").text();
    assert_eq!(element(&one, "privateDnsName"), "ip-10-0-0-2.us-west-2.compute.internal");
    assert_eq!(one.matches("<instanceId>").count(), 1);
    let all = describe(&world, MIKA, "").text();
    assert_eq!(all.matches("<privateDnsName>").count(), 2, "those of the region: {all}");
    let check = |ids: &str, code: &str, text: &str| {
        assert_eq!(refusal(&describe(&world, MIKA, ids)), (400, code.to_owned(), text.to_owned()));
    };
    check(
        "&InstanceId.1=i-0123456789abcdef2",
        "InvalidInstanceID.NotFound",
        "The instance ID 'i-0123456789abcdef2' does not exist",
    );
    check(
        "&InstanceId.1=i-00000000&InstanceId.2=i-00000001",
        "InvalidInstanceID.NotFound",
        "The instance IDs 'i-00000000, i-00000001' do not exist",
    );
    check("&InstanceId.1=node", "InvalidInstanceID.Malformed", "Invalid id: \"node\"");
    assert_eq!(
        refusal(&describe(&world, "arn:aws:iam::111122223333:user/marymajor", "")),
        (
            403,
            "UnauthorizedOperation".to_owned(),
            "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/marymajor is not \
             authorized to perform: ec2:DescribeInstances because no identity-based policy allows the \
             ec2:DescribeInstances action"
                .to_owned()
        )
    );
}
