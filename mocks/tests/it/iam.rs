//! IAM: what its API changes is felt by the next call of any service.

use eks_iam_mock_aws::{Request, Response, Role, WebIdentityClaims, World};

use crate::support::*;

const ROOT: &str = "arn:aws:iam::111122223333:root";
const IAM: &str = "iam.amazonaws.com";

fn iam(world: &World, principal: &str, body: &str) -> Response {
    let credentials = world.credentials(principal).unwrap();
    send(world, &form(world, &credentials, IAM, "iam", "us-east-1", &format!("Version=2010-05-08&{body}")))
}

#[track_caller]
fn done(world: &World, body: &str) -> String {
    let response = iam(world, ROOT, body);
    assert_eq!(response.status, 200, "{body}: {}", response.text());
    response.text()
}

#[track_caller]
fn refused(world: &World, body: &str, expected: (u16, &str, &str)) {
    let (status, code, message) = refusal(&iam(world, ROOT, body));
    assert_eq!((status, code.as_str(), message.as_str()), expected);
}

fn statement(action: &str) -> String {
    encode(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#
    ))
}

fn describe(world: &World) -> u16 {
    eks(world, MIKA, "GET", "/clusters/shop", "").status
}

#[test]
fn an_inline_policy_comes_and_goes() {
    let world = world();
    assert_eq!(describe(&world), 403);
    let document = statement("eks:DescribeCluster");
    done(&world, &format!("Action=PutUserPolicy&UserName=mika&PolicyName=eks&PolicyDocument={document}"));
    assert_eq!(describe(&world), 200);
    let text = done(&world, "Action=GetUserPolicy&UserName=mika&PolicyName=eks");
    assert_eq!(element(&text, "PolicyDocument"), document);
    done(&world, "Action=DeleteUserPolicy&UserName=mika&PolicyName=eks");
    assert_eq!(describe(&world), 403);
}

#[test]
fn a_new_version_of_a_managed_policy_counts_for_all_who_hold_it() {
    let world = world();
    let arn = "arn:aws:iam::111122223333:policy/team/eks";
    let document = statement("eks:ListClusters");
    let text =
        done(&world, &format!("Action=CreatePolicy&PolicyName=eks&Path=/team/&PolicyDocument={document}"));
    assert_eq!(element(&text, "Arn"), arn);
    done(&world, &format!("Action=AttachUserPolicy&UserName=mika&PolicyArn={arn}"));
    assert_eq!(describe(&world), 403);
    let document = statement("eks:DescribeCluster");
    let create =
        format!("Action=CreatePolicyVersion&PolicyArn={arn}&SetAsDefault=true&PolicyDocument={document}");
    assert_eq!(element(&done(&world, &create), "VersionId"), "v2");
    assert_eq!(describe(&world), 200);
    done(&world, &format!("Action=SetDefaultPolicyVersion&PolicyArn={arn}&VersionId=v1"));
    assert_eq!(describe(&world), 403);
    refused(
        &world,
        &format!("Action=DeletePolicy&PolicyArn={arn}"),
        (409, "DeleteConflict", "Cannot delete a policy attached to entities."),
    );
    done(&world, &format!("Action=DetachUserPolicy&UserName=mika&PolicyArn={arn}"));
    done(&world, &format!("Action=DeletePolicyVersion&PolicyArn={arn}&VersionId=v2"));
    done(&world, &format!("Action=DeletePolicy&PolicyArn={arn}"));
}

#[test]
fn a_boundary_narrows() {
    let world = world();
    let document = statement("s3:*");
    done(&world, &format!("Action=CreatePolicy&PolicyName=limit&PolicyDocument={document}"));
    done(
        &world,
        "Action=AttachUserPolicy&UserName=mika&PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess",
    );
    assert_eq!(describe(&world), 200);
    let boundary = "PermissionsBoundary=arn:aws:iam::111122223333:policy/limit";
    done(&world, &format!("Action=PutUserPermissionsBoundary&UserName=mika&{boundary}"));
    let text = eks(&world, MIKA, "GET", "/clusters/shop", "").text();
    assert!(text.contains("because no permissions boundary allows the eks:DescribeCluster action"), "{text}");
    done(&world, "Action=DeleteUserPermissionsBoundary&UserName=mika");
    assert_eq!(describe(&world), 200);
}

#[test]
fn a_role_made_again_is_another() {
    let world = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/mika"},"Action":"sts:AssumeRole"}]}"#;
    let create =
        format!("Action=CreateRole&RoleName=guide&Path=/team/&AssumeRolePolicyDocument={}", encode(trust));
    let first = done(&world, &create);
    refused(&world, &create, (409, "EntityAlreadyExists", "Role with name guide already exists."));
    let assume = "Action=AssumeRole&RoleSessionName=mika&RoleArn=arn:aws:iam::111122223333:role/team/guide";
    assert_eq!(sts(&world, MIKA, assume).status, 200);
    let session = world.credentials("arn:aws:sts::111122223333:assumed-role/guide/mika").unwrap();
    done(&world, "Action=DeleteRole&RoleName=guide");
    refused(
        &world,
        "Action=GetRole&RoleName=guide",
        (404, "NoSuchEntity", "The role with name guide cannot be found."),
    );
    let second = done(&world, &create);
    assert_ne!(element(&first, "RoleId"), element(&second, "RoleId"));
    let old = sts_with(&world, &session, "Action=GetCallerIdentity");
    assert_eq!(refusal(&old).1, "InvalidClientTokenId");
}

#[test]
fn a_trust_policy_is_changed() {
    let world = world();
    let assume = "Action=AssumeRole&RoleSessionName=anna&RoleArn=arn:aws:iam::111122223333:role/guest";
    assert_eq!(sts(&world, VENDOR, assume).status, 403);
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}]}"#;
    done(&world, &format!("Action=UpdateAssumeRolePolicy&RoleName=guest&PolicyDocument={}", encode(trust)));
    assert_eq!(sts(&world, VENDOR, assume).status, 200);
    let wrong = encode(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Principal":"*","Action":"sts:AssumeRole"}]}"#,
    );
    refused(
        &world,
        &format!("Action=UpdateAssumeRolePolicy&RoleName=guest&PolicyDocument={wrong}"),
        (400, "MalformedPolicyDocument", "Has prohibited field Resource"),
    );
}

#[test]
fn a_provider_is_created_and_pods_get_in() {
    let other = "https://oidc.eks.us-west-2.amazonaws.com/id/00000000000000000000000000000001";
    let issuer = other.trim_start_matches("https://");
    let trust = trust(
        &format!(r#"{{"Federated":"arn:aws:iam::111122223333:oidc-provider/{issuer}"}}"#),
        "sts:AssumeRoleWithWebIdentity",
        &format!(r#"{{"StringEquals":{{"{issuer}:aud":"sts.amazonaws.com"}}}}"#),
    );
    let account = eks_iam_mock_aws::Account::new(A).with_role(Role::new("pod", trust));
    let world = World::builder().account(account).build().unwrap();
    let claims = WebIdentityClaims::service_account(other, "apps", "web", world.now());
    let body = format!(
        "Action=AssumeRoleWithWebIdentity&RoleSessionName=pod&RoleArn=arn:aws:iam::111122223333:role/pod&WebIdentityToken={}",
        encode(&world.web_identity_token(&claims))
    );
    let text = format!("No OpenIDConnect provider found in your account for {other}");
    assert_eq!(refusal(&sts_unsigned(&world, &body)).2, text);
    let create = format!("Action=CreateOpenIDConnectProvider&Url={other}&ClientIDList.member.1=wrong");
    let arn = element(&done(&world, &create), "OpenIDConnectProviderArn");
    refused(
        &world,
        &create,
        (409, "EntityAlreadyExists", &format!("Provider with url {other} already exists.")),
    );
    assert_eq!(refusal(&sts_unsigned(&world, &body)).2, "Incorrect token audience");
    let add =
        "Action=AddClientIDToOpenIDConnectProvider&ClientID=sts.amazonaws.com&OpenIDConnectProviderArn=";
    done(&world, &format!("{add}{arn}"));
    assert_eq!(sts_unsigned(&world, &body).status, 200);
    done(&world, &format!("Action=DeleteOpenIDConnectProvider&OpenIDConnectProviderArn={arn}"));
    assert_eq!(sts_unsigned(&world, &body).status, 400);
}

#[test]
fn metadata_names_the_issuer() {
    let world = world();
    let metadata = encode(r#"<md:EntityDescriptor xmlns:md="urn:x" entityID="https://idp.example.org"/>"#);
    let create = format!("Action=CreateSAMLProvider&Name=new&SAMLMetadataDocument={metadata}");
    assert_eq!(
        element(&done(&world, &create), "SAMLProviderArn"),
        "arn:aws:iam::111122223333:saml-provider/new"
    );
    refused(
        &world,
        "Action=CreateSAMLProvider&Name=bad&SAMLMetadataDocument=nonsense",
        (400, "InvalidInput", "Could not parse metadata"),
    );
    let text = done(&world, "Action=ListSAMLProviders");
    assert_eq!(text.matches("saml-provider/").count(), 2, "{text}");
}

#[test]
fn an_inactive_key_is_refused() {
    let world = world();
    let text = done(&world, "Action=CreateAccessKey&UserName=mika");
    let key = element(&text, "AccessKeyId");
    let credentials = eks_iam_mock_aws::Credentials::new(key.clone(), element(&text, "SecretAccessKey"));
    let who = || sts_with(&world, &credentials, "Action=GetCallerIdentity");
    assert_eq!(element(&who().text(), "Arn"), MIKA);
    refused(
        &world,
        "Action=CreateAccessKey&UserName=mika",
        (409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"),
    );
    done(&world, &format!("Action=UpdateAccessKey&UserName=mika&Status=Inactive&AccessKeyId={key}"));
    assert_eq!(refusal(&who()).1, "InvalidClientTokenId");
    done(&world, &format!("Action=UpdateAccessKey&UserName=mika&Status=Active&AccessKeyId={key}"));
    assert_eq!(who().status, 200);
    done(&world, &format!("Action=DeleteAccessKey&UserName=mika&AccessKeyId={key}"));
    assert_eq!(refusal(&who()).1, "InvalidClientTokenId");
    let records: String = world.calls().iter().map(eks_iam_mock_aws::Call::to_json).collect();
    assert!(!records.contains(credentials.secret_access_key.expose()));
}

/// Denials as the corpus has them: things that have a name are called by it.
#[test]
fn a_denial_calls_a_role_by_its_name() {
    let world = world();
    for (body, resource, action) in [
        ("Action=GetRole&RoleName=viewer", "role viewer", "iam:GetRole"),
        ("Action=ListAttachedRolePolicies&RoleName=viewer", "role viewer", "iam:ListAttachedRolePolicies"),
        ("Action=GetUser&UserName=marymajor", "user marymajor", "iam:GetUser"),
        ("Action=ListRoles", "arn:aws:iam::111122223333:role/", "iam:ListRoles"),
        (
            "Action=CreateRole&RoleName=x&AssumeRolePolicyDocument=%7B%7D",
            "arn:aws:iam::111122223333:role/x",
            "iam:CreateRole",
        ),
    ] {
        let text = format!(
            "User: {MIKA} is not authorized to perform: {action} on resource: {resource} because no identity-based policy \
             allows the {action} action"
        );
        assert_eq!(refusal(&iam(&world, MIKA, body)), (403, "AccessDenied".to_owned(), text));
    }
}

#[test]
fn deleting_wants_a_bare_entity() {
    let world = world();
    refused(
        &world,
        "Action=DeleteRole&RoleName=node-role",
        (409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first."),
    );
    refused(
        &world,
        "Action=DeleteRole&RoleName=ops",
        (409, "DeleteConflict", "Cannot delete entity, must delete policies first."),
    );
    refused(
        &world,
        "Action=DeleteUser&UserName=mika",
        (409, "DeleteConflict", "Cannot delete entity, must delete access keys first."),
    );
    let remove = "Action=RemoveRoleFromInstanceProfile&InstanceProfileName=node-profile&RoleName=node-role";
    done(&world, remove);
    done(&world, "Action=DeleteRole&RoleName=node-role");
}

#[test]
fn the_simulator_agrees_with_the_service() {
    let world = world();
    let ask = |action: &str| {
        let text = done(
            &world,
            &format!(
                "Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::111122223333:role/ops&ActionNames.member.1={action}\
                 &ResourceArns.member.1=arn:aws:eks:us-west-2:111122223333:cluster/shop"
            ),
        );
        (element(&text, "EvalDecision"), text.contains("<SourcePolicyId>allow</SourcePolicyId>"))
    };
    assert_eq!(ask("eks:DescribeCluster"), ("allowed".to_owned(), true));
    assert_eq!(eks(&world, OPS, "GET", "/clusters/shop", "").status, 200);
    assert_eq!(ask("iam:GetRole"), ("implicitDeny".to_owned(), false));
    assert_eq!(iam(&world, OPS, "Action=GetRole&RoleName=ops").status, 403);
}

#[test]
fn lists_come_in_pages() {
    let world = world();
    let (mut marker, mut names) = (String::new(), Vec::new());
    loop {
        let text = done(&world, &format!("Action=ListRoles&MaxItems=3{marker}"));
        names.extend(text.split("<RoleName>").skip(1).map(|it| it.split('<').next().unwrap().to_owned()));
        if element(&text, "IsTruncated") == "false" {
            break;
        }
        marker = format!("&Marker={}", element(&text, "Marker"));
    }
    let wanted =
        ["ops", "viewer", "karpenter", "guest", "reader", "person", "eks-cluster", "node-role", "runner"];
    assert_eq!(names, wanted);
    let text = done(&world, "Action=GetAccountAuthorizationDetails&Filter.member.1=Role");
    assert_eq!(text.matches("<RoleName>").count(), wanted.len() + 1, "one of them within its profile");
}

#[test]
fn other_hosts_and_versions() {
    let world = world();
    let credentials = world.credentials(ROOT).unwrap();
    let ask = |host: &str, region: &str| {
        let request: Request =
            form(&world, &credentials, host, "iam", region, "Version=2010-05-08&Action=ListUsers");
        send(&world, &request).status
    };
    assert_eq!(ask("iam.us-gov.amazonaws.com", "us-gov-west-1"), 200);
    assert_eq!(ask("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"), 200);
    assert_eq!(ask("iam.amazonaws.com", "us-west-2"), 403);
    let request = form(&world, &credentials, IAM, "iam", "us-east-1", "Version=2011-06-15&Action=ListUsers");
    let text = "Could not find operation ListUsers for version 2011-06-15";
    assert_eq!(refusal(&send(&world, &request)), (400, "InvalidAction".to_owned(), text.to_owned()));
}
