"""Compares `eks-iam sts-endpoint` with the real botocore over a grid of settings.

Usage: sts_endpoints.py PROGRAM, where PROGRAM is the built `eks-iam`. `cargo xtask interop` does it.

Three comparisons: botocore's rule set with its partitions (every listed Region and odd names, FIPS, dual-stack, mode,
endpoint), the partition that its data find for each name, and whole clients of boto3's kind, whose requests are caught
before they are sent. No request leaves the machine.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile

from botocore_parts import Raw, empty_environment, text

GLOBAL = "https://sts.amazonaws.com"
ENDPOINTS = [None, GLOBAL, "https://sts.cn-north-1.amazonaws.com.cn", "http://127.0.0.1:4566/base"]
ODD = [
    "mars-1", "us-wset-2", "us-east-9", "US-EAST-1", "us-gov-north-1", "cn-east-22", "eusc-fr-west-1", "eusc-de-west-2",
    "us-isob-north-1", "us-isog-east-1", "eu-isoe-1", "eu-isoe-north-2", "aws-eusc-global", "aws-global-1", "us-west-2-lax-1a", "x1",
]
FIPS_NAMES = ["fips-us-east-1", "us-east-1-fips", "us-gov-west-1-fips", "fips-eu-isoe-west-1"]


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        empty_environment(home)
        # Only now: botocore must not see the environment of the machine.
        import botocore
        from botocore.loaders import Loader

        print(f"botocore {botocore.__version__}")
        partitions = Loader().load_data("partitions")
        regions = [name for it in partitions["partitions"] for name in it["regions"]]
        wrong = rule_set(program, regions + ODD, partitions) + clients(program, regions + ODD + FIPS_NAMES)
    for line in wrong:
        print(f"FAILED  {line}")
    return 1 if wrong else 0


def ask(program, questions):
    """Returns the answers of `eks-iam sts-endpoint --batch`, in the order of the questions."""
    lines = "".join(json.dumps(it) + "\n" for it in questions)
    done = subprocess.run(
        [program, "sts-endpoint", "--batch"], input=lines, capture_output=True, text=True, check=False
    )
    answers = [json.loads(it) for it in done.stdout.splitlines()]
    assert len(answers) == len(questions), f"{len(answers)} answers: {done.stderr}"
    return answers


def given(region, fips, dual_stack, is_global, endpoint):
    return {"region": region, "fips": fips, "dual_stack": dual_stack, "global": is_global, "endpoint": endpoint}


def rule_set(program, regions, partitions):
    """botocore's rule set and partitions: URL, signing Region, partition and how it was found, or the refusal's words."""
    from botocore.endpoint_provider import EndpointProvider, RuleSetStandardLibrary
    from botocore.exceptions import EndpointProviderError
    from botocore.loaders import Loader

    provider = EndpointProvider(Loader().load_service_model("sts", "endpoint-rule-set-1"), partitions)
    library = RuleSetStandardLibrary(partitions)
    flags = [False, True]
    grid = list(itertools.product([*regions, None], flags, flags, flags, ENDPOINTS))
    answers = ask(program, [{"given": given(*case)} for case in grid])
    wrong = []
    for case, answer in zip(grid, answers):
        region, fips, dual_stack, is_global, endpoint = case
        inputs = {"UseFIPS": fips, "UseDualStack": dual_stack, "UseGlobalEndpoint": is_global}
        inputs |= {"Region": region} if region is not None else {}
        inputs |= {"Endpoint": endpoint} if endpoint is not None else {}
        try:
            found = provider.resolve_endpoint(**inputs)
        except EndpointProviderError as error:
            if answer.get("error", {}).get("message") != error.kwargs["msg"]:
                wrong.append(f"{case}: {answer} instead of {error}")
            continue
        schemes = found.properties.get("authSchemes", [])
        named = [it["signingRegion"] for it in schemes if it["name"] == "sigv4" and "signingRegion" in it]
        expected = {"url": found.url, "signing_region": named[0] if named else region, "signing_name": "sts"}
        if region is not None:
            partition = library.aws_partition(region)["name"]
            listed = any(region in it["regions"] for it in partitions["partitions"])
            expected |= {"partition": partition}
            if listed != (answer.get("partition_via") == "listed"):
                wrong.append(f"{case}: {answer.get('partition_via')}, botocore lists it: {listed}")
        if any(answer.get(key) != value for key, value in expected.items()):
            wrong.append(f"{case}: {answer} instead of {expected}")
    print(f"{'FAILED' if wrong else 'ok     '} botocore's rule set: {len(grid)} settings")
    return wrong


def clients(program, regions):
    """Whole clients of botocore: the URL that a request goes to and the Region in its signature, or the refusal."""
    flags = [False, True]
    grid = list(itertools.product([*regions, None], flags, flags, flags, [None, GLOBAL]))
    answers = ask(program, [{"given": given(*case), "sdk": "botocore"} for case in grid])
    wrong = []
    for case, answer in zip(grid, answers):
        expected = send(*case)
        found = answer.get("error", {}).get("kind") or (answer["url"], answer["signing_region"])
        if found != expected:
            wrong.append(f"{case}: {found} instead of {expected}")
    print(f"{'FAILED' if wrong else 'ok     '} botocore's clients: {len(grid)} settings")
    return wrong


def send(region, fips, dual_stack, is_global, endpoint):
    """Returns URL and signing Region of a request that botocore makes, or what it refuses, by our name."""
    from botocore import exceptions
    from botocore.awsrequest import AWSResponse
    from botocore.config import Config

    os.environ["AWS_STS_REGIONAL_ENDPOINTS"] = "legacy" if is_global else "regional"
    sent = []

    def catch(request, **_):
        scope = text(request.headers["Authorization"]).split("Credential=", 1)[1].split("/")
        sent.append((request.url.removesuffix("/"), scope[2]))
        return AWSResponse(request.url, 200, {}, Raw(b"<a><GetCallerIdentityResult/></a>"))

    try:
        client = session().create_client(
            "sts",
            region_name=region,
            endpoint_url=endpoint,
            aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
            aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            config=Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual_stack, retries={"total_max_attempts": 1}),
        )
        client.meta.events.register("before-send.sts", catch)
        client.get_caller_identity()
    except exceptions.NoRegionError:
        return "missing-region"
    except exceptions.EndpointVariantError:
        return "variant-not-modeled"
    return sent[0]


def session():
    """Returns one session for all clients, so that models are read once; settings come with each client."""
    import botocore.session

    if not hasattr(session, "only"):
        session.only = botocore.session.Session()
    return session.only


if __name__ == "__main__":
    sys.exit(main())
