"""A suite for STS as one writes it for moto: plain boto3, told nothing of the server but an address, keys and names.

It runs against `eks-iam mock`. Against moto_server it runs with INTEROP_STS_URL set to its address (no keys needed), but for
the tests that say why not: moto checks neither signatures, nor policies, nor who the token is from.
"""

import base64
import json
import os
import time
import unittest

import boto3
import botocore.config
from botocore.exceptions import ClientError

OTHER = os.environ.get("INTEROP_STS_URL")
if not OTHER:
    from mock import Mock
    from shapes import Shapes

    SHAPES = Shapes()

ACCOUNT = "123456789012" if OTHER else "111122223333"
OPS = f"arn:aws:iam::{ACCOUNT}:role/ops"
ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]})
LONG = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [f"s3:Get{n}" for n in range(400)], "Resource": "*"}]})
not_of_moto = unittest.skipIf(OTHER, "moto does not check it")
MOCK = None


def setUpModule():
    global MOCK
    if OTHER:
        os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
        return
    MOCK = Mock("--demo")
    os.environ.clear()
    os.environ.update(MOCK.environment())


def tearDownModule():
    if not OTHER:
        MOCK.close()
        assert not SHAPES.wrong, "\n".join(SHAPES.wrong)


def client(keys=None, service="sts", **options):
    session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"]) if keys else boto3
    options.setdefault("config", botocore.config.Config(retries={"max_attempts": 1}, parameter_validation=False))
    made = session.client(service, region_name="us-west-2", endpoint_url=OTHER, **options)
    if not OTHER:
        SHAPES.watch(made)
    return made


class Case(unittest.TestCase):
    def refused(self, code, part, call, **parameters):
        with self.assertRaises(ClientError) as raised:
            call(**parameters)
        error = raised.exception.response["Error"]
        self.assertEqual(error["Code"], code, error["Message"])
        self.assertIn(part, error["Message"])

    def is_temporary(self, keys, seconds):
        self.assertRegex(keys["AccessKeyId"], "^A[A-Z0-9]{19}$")
        self.assertGreaterEqual(len(keys["SecretAccessKey"]), 40)
        self.assertGreater(len(keys["SessionToken"]), 100)
        left = keys["Expiration"].timestamp() - time.time()
        self.assertLess(abs(left - seconds), 60, f"{left} seconds are left")


class Identity(Case):
    def test_caller(self):
        identity = client().get_caller_identity()
        self.assertEqual(identity["Account"], ACCOUNT)
        self.assertIn(f"::{ACCOUNT}:user/", identity["Arn"])
        self.assertRegex(identity["UserId"], "^A[A-Z0-9]{19,20}$")

    def test_caller_with_a_role(self):
        keys = client().assume_role(RoleArn=OPS, RoleSessionName="suite")["Credentials"]
        identity = client(keys).get_caller_identity()
        self.assertEqual(identity["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/ops/suite")
        self.assertTrue(identity["UserId"].endswith(":suite"))


class SessionToken(Case):
    def test_with_a_duration(self):
        self.is_temporary(client().get_session_token(DurationSeconds=903)["Credentials"], 903)

    @not_of_moto
    def test_without_one(self):
        keys = client().get_session_token()["Credentials"]
        self.is_temporary(keys, 43200)
        self.assertEqual(client(keys).get_caller_identity()["Arn"], client().get_caller_identity()["Arn"])
        self.refused("AccessDenied", "Cannot call GetSessionToken with session credentials", client(keys).get_session_token)
        text = "The security token included in the request is invalid"
        self.refused("InvalidClientTokenId", text, client(keys, "iam").list_users)

    @not_of_moto
    def test_bounds(self):
        call = client().get_session_token
        self.refused("ValidationError", "value greater than or equal to 900", call, DurationSeconds=899)
        self.refused("ValidationError", "value less than or equal to 129600", call, DurationSeconds=129601)


class FederationToken(Case):
    @not_of_moto
    def test_name_too_short_or_with_blanks(self):
        call = client().get_federation_token
        self.refused("ValidationError", "at 'name' failed", call, Name="b", Policy=ALLOW)
        self.refused("ValidationError", "at 'name' failed", call, Name="b b", Policy=ALLOW)

    def test_too_long_policy(self):
        call = client().get_federation_token
        part = "at 'policy' failed to satisfy constraint: Member must have length less than or"
        self.refused("ValidationError", part, call, Name="bob", Policy=LONG)

    @not_of_moto
    def test_permission_is_needed(self):
        part = f"is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::{ACCOUNT}:federated-user/bob"
        self.refused("AccessDenied", part, client().get_federation_token, Name="bob", Policy=ALLOW)

    @not_of_moto
    def test_session_credentials_get_none(self):
        keys = client().get_session_token()["Credentials"]
        part = "Cannot call GetFederationToken with session credentials"
        self.refused("AccessDenied", part, client(keys).get_federation_token, Name="bob", Policy=ALLOW)


class AssumeRole(Case):
    def test_policy_and_duration(self):
        answer = client().assume_role(RoleArn=OPS, RoleSessionName="suite", Policy=ALLOW, DurationSeconds=900)
        self.is_temporary(answer["Credentials"], 900)
        user = answer["AssumedRoleUser"]
        self.assertEqual(user["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/ops/suite")
        self.assertTrue(user["AssumedRoleId"].startswith("AROA"))
        self.assertTrue(user["AssumedRoleId"].endswith(":suite"))
        self.assertLess(len(user["AssumedRoleId"].split(":")[0]), 22)

    def test_default_duration_is_an_hour(self):
        self.is_temporary(client().assume_role(RoleArn=OPS, RoleSessionName="suite")["Credentials"], 3600)

    def test_two_sessions_differ(self):
        one, other = (client().assume_role(RoleArn=OPS, RoleSessionName="suite")["Credentials"] for _ in range(2))
        for part in ("AccessKeyId", "SecretAccessKey", "SessionToken"):
            self.assertNotEqual(one[part], other[part])

    @not_of_moto
    def test_too_long_policy(self):
        part = "at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048"
        self.refused("ValidationError", part, client().assume_role, RoleArn=OPS, RoleSessionName="suite", Policy=LONG)

    @not_of_moto
    def test_bounds(self):
        call = client().assume_role
        for seconds, part in ((899, "greater than or equal to 900"), (43201, "less than or equal to 43200")):
            self.refused("ValidationError", part, call, RoleArn=OPS, RoleSessionName="suite", DurationSeconds=seconds)

    @not_of_moto
    def test_session_name(self):
        call = client().assume_role
        for name in ("x", "x" * 65, "with blanks"):
            self.refused("ValidationError", "at 'roleSessionName' failed", call, RoleArn=OPS, RoleSessionName=name)


class Federation(Case):
    def unsigned(self):
        config = botocore.config.Config(signature_version=botocore.UNSIGNED, retries={"max_attempts": 1})
        return client(config=config)

    def test_web_identity(self):
        role = f"arn:aws:iam::{ACCOUNT}:role/reader"
        token = "any token" if OTHER else MOCK.directory.joinpath("tokens", "apps", "reader").read_text(encoding="utf-8")
        call = self.unsigned().assume_role_with_web_identity
        answer = call(RoleArn=role, RoleSessionName="suite", WebIdentityToken=token, DurationSeconds=900, Policy=ALLOW)
        self.is_temporary(answer["Credentials"], 900)
        self.assertEqual(answer["AssumedRoleUser"]["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/suite")
        self.assertTrue(answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":suite"))

    @not_of_moto
    def test_saml_response_of_nobody(self):
        provider = f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"
        call = self.unsigned().assume_role_with_saml
        response = base64.b64encode(b"<Response/>").decode()
        with self.assertRaises(ClientError) as raised:
            call(RoleArn=OPS, PrincipalArn=provider, SAMLAssertion=response)
        self.assertIn(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], (400, 403))
