"""Lets the real boto3 talk to the mock AWS, and checks what it makes of the answers.

Usage: boto3_client.py WORLD, where WORLD is the JSON line that `cargo run -p eks-iam-mock-aws --example serve` prints.
`tests/interop/run` does both.

Endpoint resolution and signing stay botocore's: only the socket is another. Each request goes to the mock's loopback
address with the Host that botocore chose and signed for.
"""

import http.client
import json
import os
import sys
import tempfile
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

REGION = "us-west-2"
MIKA = "arn:aws:iam::111122223333:user/mika"
OPS_ROLE = "arn:aws:iam::111122223333:role/ops"
OPS = "arn:aws:sts::111122223333:assumed-role/ops/mika"
SHOP = "arn:aws:eks:us-west-2:111122223333:cluster/shop"

WRONG_SCOPE = "Credential should be scoped to a valid region. "
WRONG_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)
UNKNOWN_KEY = "The security token included in the request is invalid."
NO_DESCRIBE = (
    f"User: {MIKA} is not authorized to perform: eks:DescribeCluster on resource: {SHOP} "
    "because no identity-based policy allows the eks:DescribeCluster action"
)
NO_ASSUME = f"User: {MIKA} is not authorized to perform: sts:AssumeRole on resource: {OPS_ROLE}"


def main():
    world = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        empty_environment(home)
        passed, failed = run_all(world)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def run_all(world):
    # Only now: botocore must not see the environment of the machine.
    import boto3
    import botocore

    print(f"boto3 {boto3.__version__}, botocore {botocore.__version__}")
    passed = failed = 0
    for check in CHECKS:
        name = check.__doc__.strip()
        try:
            check(Client(world))
        except Exception as error:  # noqa: BLE001: a failed check must not hide the ones behind it
            failed += 1
            print(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            passed += 1
            print(f"ok      {name}")
    return passed, failed


def empty_environment(home):
    """Leaves nothing of the machine that boto3 would read: profiles, keys, proxies, certificates, metadata."""
    path = os.environ.get("PATH", os.defpath)
    empty = os.path.join(home, "empty")
    with open(empty, "w", encoding="utf-8"):
        pass
    os.environ.clear()
    os.environ.update(
        PATH=path,
        HOME=home,
        AWS_CONFIG_FILE=empty,
        AWS_SHARED_CREDENTIALS_FILE=empty,
        AWS_EC2_METADATA_DISABLED="true",
    )


class Client:
    """Makes boto3 clients whose requests go to the mock, and keeps what was sent."""

    def __init__(self, world):
        self.world = world
        self.sent = []
        self.skews = []

    def of(self, service, keys, endpoint_url=None):
        import boto3
        from botocore.config import Config

        session = boto3.Session(
            aws_access_key_id=keys["access_key_id"],
            aws_secret_access_key=keys["secret_access_key"],
            aws_session_token=keys.get("session_token"),
            region_name=REGION,
        )
        session.events.register("before-send", self._send)
        config = Config(retries={"total_max_attempts": 1})
        return session.client(service, endpoint_url=endpoint_url, config=config)

    def mika(self, service, **options):
        return self.of(service, self.world["mika"], **options)

    def ops(self, service, **options):
        return self.of(service, self.world["ops"], **options)

    def only_request(self):
        """Returns host and scope of the one request that was sent: no retries, and nothing that went elsewhere."""
        assert len(self.sent) == 1, f"sent {self.sent}"
        assert abs(self.skews[0]) < 60, f"the mock's clock is {self.skews[0]:.0f} s off"
        return self.sent[0]

    def _send(self, request, **_):
        from botocore.awsrequest import AWSResponse

        url = urlsplit(request.url)
        # botocore signs for the URL's host and leaves the header to its HTTP library; that is us now.
        assert "host" not in {name.lower() for name in request.headers}, "botocore set a Host of its own"
        authorization = text(request.headers["Authorization"])
        scope = authorization.split("Credential=", 1)[1].split(",", 1)[0].split("/")
        self.sent.append((url.scheme, url.netloc, "/".join(scope[2:4])))

        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        sent = request.body or None  # a form is str here
        connection = http.client.HTTPConnection(self.world["address"], timeout=10)
        try:
            connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", url.netloc)
            for name, value in request.headers.items():
                connection.putheader(name, text(value))
            connection.endheaders(sent.encode() if isinstance(sent, str) else sent)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        date = response.getheader("Date")
        self.skews.append(parsedate_to_datetime(date).timestamp() - time.time() if date else 0.0)
        return AWSResponse(request.url, response.status, dict(response.getheaders()), Raw(body))


class Raw:
    """What AWSResponse wants of a body that was read already."""

    def __init__(self, body):
        self._body = body

    def stream(self, **_):
        yield self._body


def text(value):
    return value.decode("ascii") if isinstance(value, bytes) else value


def refused(call, operation, status, code, message):
    """Runs a call that must fail, and compares all that boto3 tells of it."""
    from botocore.exceptions import ClientError

    try:
        answer = call()
    except ClientError as error:
        told = (error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"])
        assert told == (status, code), f"{told}, {error}"
        assert error.response["Error"]["Message"] == message, f"{error.response['Error']['Message']!r}"
        assert str(error) == f"An error occurred ({code}) when calling the {operation} operation: {message}"
        assert error.response["ResponseMetadata"].get("RequestId"), "no request id"
        return error
    raise AssertionError(f"succeeded: {answer}")


def same(found, wanted):
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def regional_identity(client):
    """GetCallerIdentity at the regional endpoint, which is the default"""
    answer = client.mika("sts").get_caller_identity()
    same((answer["Arn"], answer["Account"]), (MIKA, "111122223333"))
    assert answer["UserId"].startswith("AIDA"), answer["UserId"]
    same(client.only_request(), ("https", "sts.us-west-2.amazonaws.com", "us-west-2/sts"))


def session_identity(client):
    """GetCallerIdentity of a role session, with its session token"""
    answer = client.ops("sts").get_caller_identity()
    same(answer["Arn"], OPS)
    assert answer["UserId"].endswith(":mika"), answer["UserId"]
    client.only_request()


def global_endpoint_by_url(client):
    """the global endpoint by endpoint_url is signed for the client's region, and refused"""
    sts = client.mika("sts", endpoint_url="https://sts.amazonaws.com")
    error = refused(sts.get_caller_identity, "GetCallerIdentity", 403, "SignatureDoesNotMatch", WRONG_SCOPE)
    same(error.response["Error"]["Type"], "Sender")
    same(client.only_request(), ("https", "sts.amazonaws.com", "us-west-2/sts"))


def global_endpoint_by_legacy(client):
    """the global endpoint by AWS_STS_REGIONAL_ENDPOINTS=legacy is signed for us-east-1, and accepted"""
    os.environ["AWS_STS_REGIONAL_ENDPOINTS"] = "legacy"
    try:
        answer = client.mika("sts").get_caller_identity()
    finally:
        del os.environ["AWS_STS_REGIONAL_ENDPOINTS"]
    same(answer["Arn"], MIKA)
    same(client.only_request(), ("https", "sts.amazonaws.com", "us-east-1/sts"))


def describe_denied(client):
    """DescribeCluster without a policy"""
    eks = client.mika("eks")
    error = refused(
        lambda: eks.describe_cluster(name="shop"), "DescribeCluster", 403, "AccessDeniedException", NO_DESCRIBE
    )
    same(type(error).__name__, "AccessDeniedException")
    same(client.only_request(), ("https", "eks.us-west-2.amazonaws.com", "us-west-2/eks"))


def describe_allowed(client):
    """DescribeCluster as a role that may"""
    cluster = client.ops("eks").describe_cluster(name="shop")["cluster"]
    same((cluster["name"], cluster["arn"], cluster["status"]), ("shop", SHOP, "ACTIVE"))
    assert cluster["endpoint"].endswith(".us-west-2.eks.amazonaws.com"), cluster["endpoint"]
    assert cluster["createdAt"].tzinfo is not None, cluster["createdAt"]
    client.only_request()


def wrong_secret(client):
    """a secret that lost its last character"""
    keys = dict(client.world["mika"])
    keys["secret_access_key"] = keys["secret_access_key"][:-1]
    sts = client.of("sts", keys)
    refused(sts.get_caller_identity, "GetCallerIdentity", 403, "SignatureDoesNotMatch", WRONG_SIGNATURE)
    client.only_request()


def unknown_key(client):
    """an access key that nobody has"""
    keys = dict(client.world["mika"], access_key_id="AKIAIOSFODNN7EXAMPLE")
    sts = client.of("sts", keys)
    refused(sts.get_caller_identity, "GetCallerIdentity", 403, "InvalidClientTokenId", UNKNOWN_KEY)
    client.only_request()


def assume_denied(client):
    """AssumeRole of a role that trusts the account, by a user without a policy"""
    sts = client.mika("sts")
    refused(
        lambda: sts.assume_role(RoleArn=OPS_ROLE, RoleSessionName="mika"), "AssumeRole", 403, "AccessDenied", NO_ASSUME
    )
    same(client.only_request(), ("https", "sts.us-west-2.amazonaws.com", "us-west-2/sts"))


CHECKS = [
    regional_identity,
    session_identity,
    global_endpoint_by_url,
    global_endpoint_by_legacy,
    describe_denied,
    describe_allowed,
    wrong_secret,
    unknown_key,
    assume_denied,
]

if __name__ == "__main__":
    sys.exit(main())
