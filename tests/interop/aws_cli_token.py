"""Lets the real `aws eks get-token` make tokens, which `eks-iam` takes apart and verifies, and compares what both print.

Usage: aws_cli_token.py EKS_IAM. Nothing is sent.
"""

import json
import os
import subprocess
import sys
import tempfile

SHOP = ["--cluster-name", "shop", "--region", "us-west-2"]
VERIFIER = ["--cluster", "shop", "--region", "us-west-2"]


def run(command, environment, stdin=""):
    done = subprocess.run(command, input=stdin, text=True, env=environment, capture_output=True)
    return done.stdout, done.stderr, done.returncode


def main():
    ours = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "HOME": home,
            "PATH": os.environ["PATH"],
            "AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLXdlc3QtMiJIMEYCIQ+a/b==",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        failed = sum(check(ours, environment) for check in CHECKS)
    print(f"aws eks get-token: {len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def theirs(options, environment):
    return run([sys.executable, "-m", "awscli", "eks", "get-token", *options], environment)


def is_verified(ours, environment):
    """a token of the AWS CLI passes both verifiers and is read"""
    printed, _, _ = theirs(SHOP, environment)
    token = json.loads(printed)["status"]["token"]
    for rules in ([], ["--strict"]):
        _, error, status = run([ours, "token", "verify", *VERIFIER, *rules], environment, token)
        if status:
            return complain("verify", error)
    decoded, _, _ = run([ours, "token", "decode", "--format", "json"], environment, token)
    if json.loads(decoded)["access_key_kind"] != "temporary-access-key":
        return complain("decode", decoded)
    return 0


def prints_alike(ours, environment):
    """both print the same bytes, but for what the second between them changes"""
    for options in (SHOP, [*SHOP, "--output", "text"], ["--cluster-id", "0a1b", "--region", "cn-north-1"]):
        for info in (None, "v1", "v1beta1", "v1alpha1", "v9"):
            asked = dict(environment)
            if info:
                asked["KUBERNETES_EXEC_INFO"] = json.dumps({"apiVersion": f"client.authentication.k8s.io/{info}"})
            left, right = theirs(options, asked), run([ours, "token", "make", *options], asked)
            if [masked(it) for it in left[:2]] != [masked(it) for it in right[:2]] or left[2] != right[2]:
                return complain(f"{options} {info}", f"{left}\n{right}")
    return 0


def masked(text):
    """The text without token and time."""
    words = text.replace('"', " \" ").split(" ")
    return [it if not it.startswith(("k8s-aws-v1.", "20")) and "\tk8s-aws-v1." not in it else "*" for it in words]


def complain(what, text):
    print(f"FAILED  {what}: {text}")
    return 1


CHECKS = [is_verified, prints_alike]

if __name__ == "__main__":
    sys.exit(main())
