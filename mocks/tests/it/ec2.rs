//! RunInstances with an instance profile, and the message that has to be decoded.

use eks_iam_mock_aws::{Response, World};

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
