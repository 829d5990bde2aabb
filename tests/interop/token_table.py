"""Makes EKS tokens with botocore's signer through the classes of `aws eks get-token`, at times and with keys given here.

Usage: token_table.py           prints the table, one JSON object a line: what is given, and the URL and token that came out
       token_table.py --check   compares it with crates/token/tests/it/data/botocore-tokens.jsonl
       token_table.py --ours EKS_IAM   asks `EKS_IAM token make --batch` the same and compares

Nothing is sent: presigning needs no network. The clock of botocore is stopped at the time of each case.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TABLE = pathlib.Path(__file__).parents[2] / "crates/token/tests/it/data/botocore-tokens.jsonl"

KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TEMPORARY_KEY = "ASIAIOSFODNN7EXAMPLE"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLXdlc3QtMiJIMEYCIQ+a/b=="
TIME = "20260115T100000Z"

REGIONS = [
    "us-west-2", "us-east-1", "ap-northeast-1", "ap-northeast-3", "eu-central-2", "me-south-1", "cn-north-1",
    "cn-northwest-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1",
    "eusc-de-east-1", "eu-north-7",
]
CLUSTERS = ["a", "Prod", "my-cluster_01", "x" * 100, "5a2c0b1e-7f3d-4c6b-9d7f-0e1f2a3b4c5d", "two  blanks", " around "]
TIMES = ["19991231T235959Z", "20240229T120000Z", "20261123T193638Z", "20380119T031408Z", "20991231T000000Z"]
ENDPOINTS = [
    ("us-east-1", "https://sts.amazonaws.com"),
    ("us-west-2", "https://sts.amazonaws.com"),
    ("us-west-2", "https://sts.us-west-2.api.aws"),
    ("us-east-2", "https://sts-fips.us-east-2.amazonaws.com"),
    ("us-west-2", "https://vpce-0123456789abcdef0-abcdefgh.sts.us-west-2.vpce.amazonaws.com"),
    ("us-west-2", "https://sts.us-west-2.amazonaws.com:443"),
    ("us-west-2", "https://sts.us-west-2.amazonaws.com:8443"),
    ("us-west-2", "https://STS.us-west-2.AmazonAWS.com"),
]


def cases():
    def case(region="us-west-2", cluster="shop", token=None, time=TIME, endpoint=None, expires=60, secret=SECRET):
        return {
            "region": region,
            "host": endpoint.removeprefix("https://") if endpoint else None,
            "cluster_id": cluster,
            "access_key_id": TEMPORARY_KEY if token else KEY,
            "secret_access_key": secret,
            "session_token": token,
            "time": time,
            "expires": expires,
        }

    yield from (case(region=it) for it in REGIONS)
    yield from (case(region=it, token=TOKEN) for it in REGIONS[:4])
    yield from (case(cluster=it) for it in CLUSTERS)
    yield from (case(time=it) for it in TIMES)
    yield from (case(region=region, endpoint=it) for region, it in ENDPOINTS)
    yield from (case(region=region, endpoint=it, token=TOKEN) for region, it in ENDPOINTS[:2])
    yield from (case(expires=it) for it in (0, 1, 900))
    yield from (case(token="x" * it) for it in (1, 350, 1000, 2000))
    yield from (case(secret=it) for it in ("short", "x" * 64, "x" * 65, "+/=%&?# ~'"))


def make(given):
    from awscli.customizations.eks import get_token
    from botocore import auth
    from botocore.session import Session

    class Factory(get_token.STSClientFactory):
        def client(self):
            sts = self._session.create_client(
                "sts",
                region_name=given["region"],
                endpoint_url=f"https://{given['host']}" if given["host"] else None,
                aws_access_key_id=given["access_key_id"],
                aws_secret_access_key=given["secret_access_key"],
                aws_session_token=given["session_token"],
            )
            self._register_k8s_aws_id_handlers(sts)
            return sts

    now = datetime.datetime.strptime(given["time"], "%Y%m%dT%H%M%SZ")
    auth.get_current_datetime = lambda *_, **__: now
    get_token.URL_TIMEOUT = given["expires"]
    generator = get_token.TokenGenerator(Factory(Session()).client())
    return {
        "url": generator._get_presigned_url(given["cluster_id"]),
        "token": generator.get_token(given["cluster_id"]),
    }


def table():
    with tempfile.TemporaryDirectory() as home:
        for name in [it for it in os.environ if it.startswith("AWS_")]:
            del os.environ[name]
        os.environ |= {"HOME": home, "AWS_EC2_METADATA_DISABLED": "true"}
        return [
            {"id": f"botocore-{number:03}", "given": given, "expect": make(given)}
            for number, given in enumerate(cases(), 1)
        ]


def differing(kind, rows, others):
    wrong = [row["id"] for row, other in zip(rows, others) if row["expect"] != other]
    if wrong or len(rows) != len(others):
        print(f"{kind}: {len(wrong)} of {len(rows)} differ: {', '.join(wrong[:9])}")
        return 1
    print(f"{kind}: {len(rows)} tokens are the same")
    return 0


def main():
    rows = table()
    if sys.argv[1:] == ["--check"]:
        known = [json.loads(line)["expect"] for line in TABLE.read_text().splitlines()]
        return differing("table", rows, known)
    if sys.argv[1:2] == ["--ours"]:
        questions = "".join(json.dumps({"id": row["id"], "given": row["given"]}) + "\n" for row in rows)
        done = subprocess.run(
            [sys.argv[2], "token", "make", "--batch"], input=questions, text=True, stdout=subprocess.PIPE, check=True
        )
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        return differing("eks-iam", rows, [{key: it.get(key) for key in ("url", "token")} for it in answers])
    for row in rows:
        print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
