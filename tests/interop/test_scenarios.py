"""The scenarios that the AWS CLI and kubectl can express: each gives the text that it gives against AWS.

What a scenario expects is read from its own file; nothing is written down twice. A scenario that these programs cannot express is
listed with the reason, so that a new one is not forgotten.
"""

import os
import pathlib
import tempfile
import unittest

import yaml

from mock import ROOT, Mock, capture

NOT_EXPRESSED = {
    "clock-skew": "the machine's clock cannot be moved for one program",
    "cluster-token-too-old": "the clock again: kubectl would keep a token for sixteen minutes",
    "console-iam-action-missing": "the console has no public API",
    "console-mapped-without-rbac": "the console has no public API",
    "console-not-mapped": "the console has no public API",
    "expired-session": "a session of the CLI would have to last an hour",
    "federation-oidc-subject": "the token is of an identity provider outside of the cluster",
    "federation-saml-audience": "the assertion is made by the identity provider",
    "federation-saml-trust": "the assertion is made by the identity provider",
    "govcloud-global-endpoint": "the token's host is forced by a client of its own",
    "iac-replaces-node-entry": "the kubelet is no program of these",
    "instance-profile-in-map-roles": "the kubelet is no program of these",
    "irsa-falls-back-to-node": "the metadata service of a node would be needed",
    "pod-identity-chained-role": "the chain begins with the agent of a node",
    "pod-identity-not-injected": "the metadata service of a node would be needed",
    "pod-identity-token-expired": "the clock again",
    "pod-identity-trust": "the agent is asked by a client within a pod",
    "proxy-swallows-credentials-endpoint": "a program in Go",
    "session-policy-and-endpoint-policy": "two steps; the second is told by test_boto3",
    "sts-endpoint-down": "behind a proxy the CLI tells of the proxy",
    "sts-global-in-private-vpc": "a program in Go, and half a minute of waiting",
    "sts-throttles-the-authenticator": "kubectl asks once",
}

OPERATIONS = {
    "ec2.run-instances": ["ec2", "run-instances", "--image-id", "ami-12345678"],
    "eks.create-access-entry": ["eks", "create-access-entry"],
    "eks.create-cluster": ["eks", "create-cluster", "--resources-vpc-config", "subnetIds=subnet-1,subnet-2"],
    "eks.describe-cluster": ["eks", "describe-cluster"],
    "eks.list-clusters": ["eks", "list-clusters"],
    "s3.list-objects": ["s3api", "list-objects-v2"],
    "sts.assume-role": ["sts", "assume-role"],
    "sts.get-caller-identity": ["sts", "get-caller-identity"],
}
API_NAMES = {"list-objects": "ListObjectsV2"}
FLAGS = {("eks.create-access-entry", "name"): "cluster-name"}
LEFT_OUT = {"policy-arn"}
PATHS = {"kubernetes.list-nodes": "/api/v1/nodes", "kubernetes.list-pods": "/api/v1/namespaces/default/pods"}


def load():
    """The scenarios with their folders."""
    for file in sorted((ROOT / "tests/scenarios").glob("*/scenario.yaml")):
        yield file.parent, yaml.safe_load(file.read_text(encoding="utf-8"))


class Scenarios(unittest.TestCase):
    maxDiff = None

    def test_each(self):
        seen, told = set(), 0
        for folder, scenario in load():
            seen.add(scenario["id"])
            if scenario["id"] in NOT_EXPRESSED:
                continue
            told += 1
            with self.subTest(scenario["id"]):
                self.tell(folder, scenario)
        self.assertEqual(set(NOT_EXPRESSED) - seen, set(), "these are listed and do not exist")
        self.assertGreater(told, 35)

    def tell(self, folder, scenario):
        step = next(it for it in scenario["steps"] if it["run"] != "eks.list-clusters")
        client = scenario["given"].get("client") or {}
        caller = step["as"]
        if client.get("profiles"):
            caller = next(iter(client["profiles"].values()))
        arguments = [] if caller.startswith("pod/") else ["--as", caller]
        with Mock("--world", str(folder), *arguments) as mock:
            if step["run"] in PATHS:
                done = self.kubectl(mock, scenario, step)
            elif step["run"] == "sts.assume-role-with-web-identity":
                done = self.web_identity(mock, folder, scenario)
            else:
                done = self.aws(mock, scenario, step, client)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        expect = scenario["expect"]
        self.assertIn(expect.get("error") or expect["error-contains"], done.stderr)
        if "code" in expect:
            operation = step["run"].split(".")[1]
            name = API_NAMES.get(operation) or "".join(it.capitalize() for it in operation.split("-"))
            self.assertIn(f"An error occurred ({expect['code']}) when calling the {name} operation", done.stderr)
        if isinstance(expect.get("class"), str):
            capture(scenario["id"], done.stderr.strip("\n"), expect["class"])

    def aws(self, mock, scenario, step, client):
        given = {**step, **(client.get("parameters") or {})}
        arguments = list(OPERATIONS[step["run"]])
        for name, value in given.items():
            if name in ("as", "run") or name in LEFT_OUT:
                continue
            if name == "iam-instance-profile":
                value = f"Name={value}"
            arguments += ["--" + FLAGS.get((step["run"], name), name), str(value)]
        if client.get("endpoint"):
            arguments += ["--endpoint-url", client["endpoint"]]
        changes = {}
        if client.get("region"):
            changes = {"AWS_REGION": client["region"], "AWS_DEFAULT_REGION": client["region"]}
        if client.get("keys") == "deleted":
            changes["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE"
        if client.get("keys") == "wrong-secret":
            changes["AWS_SECRET_ACCESS_KEY"] = mock.variables["AWS_SECRET_ACCESS_KEY"][:-1]
        return mock.aws(*arguments, **changes)

    def web_identity(self, mock, folder, scenario):
        """What any command of a pod meets: the exchange comes before it."""
        objects = list(scenario["given"].get("kubernetes") or [])
        for file in sorted(folder.glob("given/*.yaml")):
            objects += [it for it in yaml.safe_load_all(file.read_text(encoding="utf-8")) if it]
        metadata = next(it for it in objects if it.get("kind") == "ServiceAccount")["metadata"]
        role = metadata["annotations"]["eks.amazonaws.com/role-arn"]
        token = mock.directory / "tokens" / metadata["namespace"] / metadata["name"]
        keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE"))
        return mock.aws(
            "sts", "get-caller-identity", AWS_ROLE_ARN=role, AWS_WEB_IDENTITY_TOKEN_FILE=str(token), **keys
        )

    def kubectl(self, mock, scenario, step):
        """A kubeconfig as update-kubeconfig writes it, without the rights that this command itself would need."""
        arn = scenario["given"]["cluster"]["arn"].split(":")
        name, region = arn[5].split("/")[1], arn[3]
        if scenario["id"] == "token-for-another-cluster":
            name += "-staging"
        version = "v1alpha1" if scenario["id"] == "old-exec-api-version" else "v1beta1"
        host = mock.cluster_host()
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "it",
            "clusters": [{"name": "it", "cluster": {"server": host, "certificate-authority": mock.variables["AWS_CA_BUNDLE"]}}],
            "contexts": [{"name": "it", "context": {"cluster": "it", "user": "it"}}],
            "users": [{"name": "it", "user": {"exec": {
                "apiVersion": f"client.authentication.k8s.io/{version}",
                "command": "aws",
                "args": ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
                "interactiveMode": "Never",
            }}}],
        }
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "kubeconfig"
            file.write_text(yaml.safe_dump(config), encoding="utf-8")
            return mock.kubectl("get", "--raw", PATHS[step["run"]], KUBECONFIG=os.fspath(file))


if __name__ == "__main__":
    unittest.main()
