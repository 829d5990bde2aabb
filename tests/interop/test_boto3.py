"""boto3 with its own endpoint resolution: a suite for STS as one writes it for moto, and tours of IAM, EKS and the others.

The tests of STS are plain boto3 code; they are told nothing of the mock but valid credentials, which moto does not ask for.
"""

import json
import os
import unittest

import boto3
import botocore.config
from botocore.exceptions import ClientError

from mock import Mock
from shapes import Shapes

ACCOUNT = "111122223333"
MIKA = f"arn:aws:iam::{ACCOUNT}:user/mika"
OPS = f"arn:aws:iam::{ACCOUNT}:role/ops"
WRONG_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)

MOCK = None
SHAPES = Shapes()


def setUpModule():
    global MOCK
    MOCK = Mock("--demo")
    os.environ.clear()
    os.environ.update(MOCK.environment())


def tearDownModule():
    MOCK.close()
    assert SHAPES.checked > 90, f"only {SHAPES.checked} answers were checked against the models"
    assert not SHAPES.wrong, "\n".join(SHAPES.wrong)


def client(service, region="us-west-2", session=None, **options):
    config = botocore.config.Config(retries={"max_attempts": 1})
    made = (session or boto3).client(service, region_name=region, config=config, **options)
    SHAPES.watch(made)
    return made


def as_role(name="ops", session="mika"):
    """A session of boto3 with the keys that AssumeRole gives."""
    arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"
    keys = client("sts").assume_role(RoleArn=arn, RoleSessionName=session)["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


class Case(unittest.TestCase):
    def refused(self, code, message, call, *arguments, **parameters):
        with self.assertRaises(ClientError) as raised:
            call(*arguments, **parameters)
        error = raised.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, message))
        self.assertTrue(raised.exception.response["ResponseMetadata"]["RequestId"])
        return raised.exception


class GetCallerIdentity(Case):
    def test_user(self):
        identity = client("sts").get_caller_identity()
        self.assertEqual((identity["Arn"], identity["Account"]), (MIKA, ACCOUNT))
        self.assertRegex(identity["UserId"], "^AIDA[A-Z0-9]{17}$")

    def test_assumed_role(self):
        identity = client("sts", session=as_role()).get_caller_identity()
        self.assertEqual(identity["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/ops/mika")
        self.assertRegex(identity["UserId"], "^AROA[A-Z0-9]{17}:mika$")

    def test_every_region_answers(self):
        for region in ("us-east-1", "eu-central-1", "ap-southeast-2"):
            self.assertEqual(client("sts", region).get_caller_identity()["Account"], ACCOUNT)

    def test_global_endpoint_in_legacy_mode(self):
        os.environ["AWS_STS_REGIONAL_ENDPOINTS"] = "legacy"
        try:
            sts = client("sts")
            self.assertEqual(sts.get_caller_identity()["Arn"], MIKA)
        finally:
            del os.environ["AWS_STS_REGIONAL_ENDPOINTS"]

    def test_global_endpoint_by_url(self):
        sts = client("sts", endpoint_url="https://sts.amazonaws.com")
        text = "Credential should be scoped to a valid region. "
        self.refused("SignatureDoesNotMatch", text, sts.get_caller_identity)

    def test_endpoint_of_the_mock_itself(self):
        sts = client("sts", endpoint_url=MOCK.endpoints["AWS_ENDPOINT_URL"])
        self.assertEqual(sts.get_caller_identity()["Arn"], MIKA)

    def test_unknown_key(self):
        session = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret")
        text = "The security token included in the request is invalid."
        self.refused("InvalidClientTokenId", text, client("sts", session=session).get_caller_identity)

    def test_wrong_secret(self):
        session = boto3.Session(os.environ["AWS_ACCESS_KEY_ID"], "wrong")
        self.refused("SignatureDoesNotMatch", WRONG_SIGNATURE, client("sts", session=session).get_caller_identity)

    def test_foreign_session_token(self):
        session = boto3.Session(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], "foreign")
        with self.assertRaises(ClientError) as raised:
            client("sts", session=session).get_caller_identity()
        self.assertEqual(raised.exception.response["Error"]["Code"], "InvalidClientTokenId")


class AssumeRole(Case):
    def test_credentials(self):
        answer = client("sts").assume_role(RoleArn=OPS, RoleSessionName="session-name", DurationSeconds=900)
        keys, user = answer["Credentials"], answer["AssumedRoleUser"]
        self.assertRegex(keys["AccessKeyId"], "^ASIA[A-Z0-9]{16}$")
        self.assertEqual(len(keys["SecretAccessKey"]), 40)
        self.assertGreater(len(keys["SessionToken"]), 100)
        self.assertIsNotNone(keys["Expiration"].tzinfo)
        self.assertEqual(user["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/ops/session-name")
        self.assertRegex(user["AssumedRoleId"], "^AROA[A-Z0-9]{17}:session-name$")

    def test_session_policy_narrows(self):
        policy = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
        answer = client("sts").assume_role(RoleArn=OPS, RoleSessionName="narrow", Policy=json.dumps(policy))
        keys = answer["Credentials"]
        session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        eks = client("eks", session=session)
        with self.assertRaises(ClientError) as raised:
            eks.describe_cluster(name="shop")
        self.assertIn("because no session policy allows", str(raised.exception))
        self.assertEqual(client("s3", session=session).list_buckets()["Buckets"], [])

    def test_role_that_is_not_there(self):
        arn = f"arn:aws:iam::{ACCOUNT}:role/nobody"
        text = f"User: {MIKA} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        self.refused("AccessDenied", text, client("sts").assume_role, RoleArn=arn, RoleSessionName="x1")

    def test_duration_beyond_the_limit_of_sts(self):
        text = (
            "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must "
            "have value less than or equal to 43200"
        )
        call = client("sts").assume_role
        self.refused("ValidationError", text, call, RoleArn=OPS, RoleSessionName="x1", DurationSeconds=43201)

    def test_duration_beyond_the_limit_of_the_role(self):
        text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        call = client("sts").assume_role
        self.refused("ValidationError", text, call, RoleArn=OPS, RoleSessionName="x1", DurationSeconds=7200)

    def test_malformed_policy(self):
        call = client("sts").assume_role
        text = "This policy contains invalid Json"
        self.refused("MalformedPolicyDocument", text, call, RoleArn=OPS, RoleSessionName="x1", Policy="{")


class AssumeRoleWithWebIdentity(Case):
    ROLE = f"arn:aws:iam::{ACCOUNT}:role/reader"

    def unsigned(self):
        config = botocore.config.Config(signature_version=botocore.UNSIGNED)
        made = boto3.client("sts", region_name="us-west-2", config=config)
        SHAPES.watch(made)
        return made

    def test_no_jwt(self):
        call = self.unsigned().assume_role_with_web_identity
        text = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        self.refused("InvalidIdentityToken", text, call, RoleArn=self.ROLE, RoleSessionName="pod", WebIdentityToken="nonsense")

    def test_token_of_a_pod(self):
        token = MOCK.directory.joinpath("tokens", "apps", "reader").read_text(encoding="utf-8")
        call = self.unsigned().assume_role_with_web_identity
        answer = call(RoleArn=self.ROLE, RoleSessionName="pod", WebIdentityToken=token)
        self.assertEqual(answer["SubjectFromWebIdentityToken"], "system:serviceaccount:apps:reader")
        self.assertEqual(answer["Audience"], "sts.amazonaws.com")
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/pod")
        text = "Not authorized to perform sts:AssumeRoleWithWebIdentity"
        self.refused("AccessDenied", text, call, RoleArn=OPS, RoleSessionName="pod", WebIdentityToken=token)


class Iam(Case):
    def test_tour(self):
        iam = client("iam", session=as_role())
        trust = json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}],
        })
        allow = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
        iam.create_role(RoleName="tour", AssumeRolePolicyDocument=trust)
        role = iam.get_role(RoleName="tour")["Role"]
        self.assertEqual(role["AssumeRolePolicyDocument"]["Statement"][0]["Effect"], "Allow")
        policy = iam.create_policy(PolicyName="tour", PolicyDocument=allow)["Policy"]["Arn"]
        iam.attach_role_policy(RoleName="tour", PolicyArn=policy)
        self.assertEqual(iam.list_attached_role_policies(RoleName="tour")["AttachedPolicies"][0]["PolicyArn"], policy)
        iam.put_role_policy(RoleName="tour", PolicyName="inline", PolicyDocument=allow)
        self.assertEqual(iam.get_role_policy(RoleName="tour", PolicyName="inline")["PolicyDocument"], json.loads(allow))
        self.assertEqual(iam.list_role_policies(RoleName="tour")["PolicyNames"], ["inline"])
        iam.update_role(RoleName="tour", MaxSessionDuration=7200)
        iam.update_assume_role_policy(RoleName="tour", PolicyDocument=trust)
        version = iam.create_policy_version(PolicyArn=policy, PolicyDocument=allow, SetAsDefault=True)["PolicyVersion"]
        self.assertTrue(version["IsDefaultVersion"])
        self.assertEqual(len(iam.list_policy_versions(PolicyArn=policy)["Versions"]), 2)
        iam.get_policy(PolicyArn=policy)
        iam.get_policy_version(PolicyArn=policy, VersionId="v2")
        iam.list_policies(Scope="Local")
        iam.create_user(UserName="tourist", PermissionsBoundary=policy)
        key = iam.create_access_key(UserName="tourist")["AccessKey"]
        iam.update_access_key(UserName="tourist", AccessKeyId=key["AccessKeyId"], Status="Inactive")
        self.assertEqual(iam.list_access_keys(UserName="tourist")["AccessKeyMetadata"][0]["Status"], "Inactive")
        iam.delete_access_key(UserName="tourist", AccessKeyId=key["AccessKeyId"])
        self.assertEqual(iam.get_user(UserName="tourist")["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"], policy)
        iam.delete_user_permissions_boundary(UserName="tourist")
        iam.delete_user(UserName="tourist")
        for kind in ("get_account_authorization_details", "list_users", "list_roles"):
            list(iam.get_paginator(kind).paginate(PaginationConfig={"PageSize": 2}))
        profile = iam.create_instance_profile(InstanceProfileName="tour")["InstanceProfile"]
        self.assertEqual(profile["Roles"], [])
        iam.add_role_to_instance_profile(InstanceProfileName="tour", RoleName="tour")
        self.assertEqual(len(iam.list_instance_profiles_for_role(RoleName="tour")["InstanceProfiles"]), 1)
        iam.get_instance_profile(InstanceProfileName="tour")
        iam.list_instance_profiles()
        iam.remove_role_from_instance_profile(InstanceProfileName="tour", RoleName="tour")
        iam.delete_instance_profile(InstanceProfileName="tour")
        with self.assertRaises(iam.exceptions.DeleteConflictException):
            iam.delete_role(RoleName="tour")
        iam.delete_role_policy(RoleName="tour", PolicyName="inline")
        iam.detach_role_policy(RoleName="tour", PolicyArn=policy)
        iam.delete_role(RoleName="tour")
        iam.delete_policy_version(PolicyArn=policy, VersionId="v1")
        iam.delete_policy(PolicyArn=policy)
        with self.assertRaises(iam.exceptions.NoSuchEntityException):
            iam.get_role(RoleName="tour")

    def test_providers(self):
        iam = client("iam", session=as_role())
        arn = iam.create_open_id_connect_provider(Url="https://ci.example.com", ClientIDList=["a"])["OpenIDConnectProviderArn"]
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="b")
        self.assertEqual(iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)["ClientIDList"], ["a", "b"])
        iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="a")
        self.assertIn({"Arn": arn}, iam.list_open_id_connect_providers()["OpenIDConnectProviderList"])
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
        metadata = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"/>'
        metadata += " " * 1000
        saml = iam.create_saml_provider(Name="corp", SAMLMetadataDocument=metadata)["SAMLProviderArn"]
        self.assertIn("idp.example.com", iam.get_saml_provider(SAMLProviderArn=saml)["SAMLMetadataDocument"])
        iam.update_saml_provider(SAMLProviderArn=saml, SAMLMetadataDocument=metadata)
        iam.list_saml_providers()
        iam.delete_saml_provider(SAMLProviderArn=saml)

    def test_simulator(self):
        iam = client("iam", session=as_role())
        answer = iam.simulate_principal_policy(
            PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/viewer",
            ActionNames=["eks:DescribeCluster", "eks:DeleteCluster"],
            ResourceArns=[f"arn:aws:eks:us-west-2:{ACCOUNT}:cluster/shop"],
        )
        decisions = [it["EvalDecision"] for it in answer["EvaluationResults"]]
        self.assertEqual(decisions, ["allowed", "implicitDeny"])


class Eks(Case):
    def test_denied(self):
        text = (
            f"User: {MIKA} is not authorized to perform: eks:DescribeCluster on resource: "
            f"arn:aws:eks:us-west-2:{ACCOUNT}:cluster/shop because no identity-based policy allows the eks:DescribeCluster action"
        )
        error = self.refused("AccessDeniedException", text, client("eks").describe_cluster, name="shop")
        self.assertEqual(type(error).__name__, "AccessDeniedException")

    def test_tour(self):
        eks = client("eks", session=as_role())
        iam = client("iam", session=as_role())
        cluster = eks.describe_cluster(name="shop")["cluster"]
        self.assertEqual((cluster["status"], cluster["version"]), ("ACTIVE", "1.33"))
        self.assertEqual(eks.list_clusters()["clusters"], ["shop"])
        with self.assertRaises(eks.exceptions.ResourceNotFoundException):
            eks.describe_cluster(name="gone")
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        role = iam.create_role(RoleName="worker", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        entry = eks.create_access_entry(clusterName="shop", principalArn=role, kubernetesGroups=["lookers"])["accessEntry"]
        self.assertEqual(entry["kubernetesGroups"], ["lookers"])
        policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
        eks.associate_access_policy(clusterName="shop", principalArn=role, policyArn=policy, accessScope={"type": "cluster"})
        self.assertEqual(len(eks.list_associated_access_policies(clusterName="shop", principalArn=role)["associatedAccessPolicies"]), 1)
        eks.update_access_entry(clusterName="shop", principalArn=role, kubernetesGroups=["readers"])
        self.assertEqual(eks.describe_access_entry(clusterName="shop", principalArn=role)["accessEntry"]["kubernetesGroups"], ["readers"])
        eks.disassociate_access_policy(clusterName="shop", principalArn=role, policyArn=policy)
        self.assertIn(role, eks.list_access_entries(clusterName="shop")["accessEntries"])
        eks.delete_access_entry(clusterName="shop", principalArn=role)
        eks.list_access_policies()
        group = eks.create_nodegroup(clusterName="shop", nodegroupName="one", subnets=["subnet-1"], nodeRole=role)["nodegroup"]
        self.assertEqual(group["nodeRole"], role)
        eks.describe_nodegroup(clusterName="shop", nodegroupName="one")
        self.assertEqual(eks.list_nodegroups(clusterName="shop")["nodegroups"], ["one"])
        eks.delete_nodegroup(clusterName="shop", nodegroupName="one")
        made = eks.create_pod_identity_association(clusterName="shop", namespace="apps", serviceAccount="web", roleArn=role)
        key = {"clusterName": "shop", "associationId": made["association"]["associationId"]}
        eks.update_pod_identity_association(disableSessionTags=True, **key)
        eks.describe_pod_identity_association(**key)
        self.assertEqual(len(eks.list_pod_identity_associations(clusterName="shop")["associations"]), 1)
        eks.delete_pod_identity_association(**key)


class Others(Case):
    def test_instances_need_pass_role(self):
        ec2 = client("ec2", session=as_role("viewer"))
        with self.assertRaises(ClientError) as raised:
            ec2.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=1)
        self.assertEqual(raised.exception.response["Error"]["Code"], "UnauthorizedOperation")

    def test_buckets(self):
        self.assertEqual(client("s3", session=as_role()).list_buckets()["Buckets"], [])
        with self.assertRaises(ClientError) as raised:
            client("s3").list_buckets()
        self.assertEqual(raised.exception.response["Error"]["Code"], "AccessDenied")


if __name__ == "__main__":
    unittest.main()
