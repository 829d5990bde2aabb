"""From DescribeCluster to RBAC with the programs that people use: aws eks update-kubeconfig, kubectl, and eks-iam as plugin."""

import json
import os
import pathlib
import unittest

import yaml

from mock import EKS_IAM, Mock, capture, succeeded

SHOP = "arn:aws:eks:us-west-2:111122223333:cluster/shop"
BROKEN = "- rolearn: arn:aws:iam::111122223333:role/team/viewer\n  username: viewer\n  groups: [viewers]\n"


class Kubectl(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.mock = Mock("--demo", "--as", "arn:aws:iam::111122223333:role/ops")
        self.addCleanup(self.mock.close)
        self.config = pathlib.Path(self.mock.home) / "kubeconfig"
        self.kube = {"KUBECONFIG": os.fspath(self.config)}
        done = self.mock.aws("eks", "update-kubeconfig", "--name", "shop", **self.kube)
        self.assertIn(f"Added new context {SHOP}", succeeded(done))

    def kubectl(self, *arguments, **options):
        return self.mock.kubectl(*arguments, **{**self.kube, **options})

    def use_profile(self, name):
        """Has the plugin call as somebody else, as people write it into the kubeconfig."""
        config = yaml.safe_load(self.config.read_text(encoding="utf-8"))
        config["users"][0]["user"]["exec"]["env"] = [{"name": "AWS_PROFILE", "value": name}]
        self.config.write_text(yaml.safe_dump(config), encoding="utf-8")

    def as_profile(self, name, *arguments):
        self.use_profile(name)
        return self.kubectl(*arguments, AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, AWS_SESSION_TOKEN=None)

    def test_who_and_what(self):
        whoami = succeeded(self.kubectl("auth", "whoami", "-o", "json"))
        user = json.loads(whoami)["status"]["userInfo"]
        self.assertEqual((user["username"], user["groups"]), ("ops:mock", ["system:masters", "system:authenticated"]))
        self.assertEqual(user["extra"]["canonicalArn"], ["arn:aws:iam::111122223333:role/ops"])
        self.assertIn("ip-192-168-10-20.us-west-2.compute.internal", succeeded(self.kubectl("get", "nodes")))
        self.assertIn("coredns-0", succeeded(self.kubectl("get", "pods", "-A")))
        self.assertEqual(succeeded(self.kubectl("auth", "can-i", "delete", "pods")), "yes\n")
        self.assertIn("v1.33.0-eks", succeeded(self.kubectl("version")))

    def test_rbac(self):
        self.assertIn("ip-192-168-10-20", succeeded(self.as_profile("viewer", "get", "nodes")))
        answer = self.as_profile("viewer", "auth", "can-i", "delete", "pods")
        self.assertEqual((answer.returncode, answer.stdout), (1, "no\n"))
        denied = self.as_profile("viewer", "get", "configmap", "aws-auth", "-n", "kube-system")
        text = (
            'Error from server (Forbidden): configmaps "aws-auth" is forbidden: User "viewer:mock" cannot get resource '
            '"configmaps" in API group "" in the namespace "kube-system"\n'
        )
        self.assertEqual((denied.returncode, denied.stderr), (1, text))
        capture("kubectl-forbidden", denied.stderr.strip(), "kubernetes.forbidden-rbac")

    def test_nobody(self):
        denied = self.as_profile("mika", "get", "nodes")
        self.assertEqual(denied.returncode, 1)
        self.assertIn("the server has asked for the client to provide credentials", denied.stderr)
        last = denied.stderr.strip().splitlines()[-1]
        capture("kubectl-unauthorized-cold", last, "kubernetes.unauthorized")
        raw = self.as_profile("mika", "get", "--raw", "/api/v1/nodes")
        self.assertEqual(raw.stderr, "error: You must be logged in to the server (Unauthorized)\n")

    def test_a_broken_aws_auth_is_mended_with_kubectl_apply(self):
        get = ["get", "configmap", "aws-auth", "-n", "kube-system", "-o", "yaml"]
        whole = yaml.safe_load(succeeded(self.kubectl(*get)))
        masters = whole["data"]["mapRoles"].split("- rolearn")[1]
        manifest = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "aws-auth", "namespace": "kube-system"},
            "data": {"mapRoles": f"- rolearn{masters}{BROKEN}"},
        }
        apply = ["apply", "-f", "-"]
        succeeded(self.kubectl(*apply, "--validate=false", stdin=yaml.safe_dump(manifest)))
        denied = self.as_profile("viewer", "get", "--raw", "/api/v1/nodes")
        self.assertEqual(denied.stderr, "error: You must be logged in to the server (Unauthorized)\n")
        self.use_profile("ops")
        broken = succeeded(self.kubectl(*get))
        fixed = self.mock.run(EKS_IAM, "fix", "-", stdin=broken)
        self.assertIn("rolearn: arn:aws:iam::111122223333:role/viewer", fixed.stdout, fixed.stderr)
        self.assertIn("configured", succeeded(self.kubectl(*apply, stdin=fixed.stdout)))
        self.assertIn("ip-192-168-10-20", succeeded(self.as_profile("viewer", "get", "--raw", "/api/v1/nodes")))

    def test_server_side_apply_patch_and_replace(self):
        binding = (
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: all}\n"
            "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\n"
            "subjects: [{kind: Group, name: viewers, apiGroup: rbac.authorization.k8s.io}]\n"
        )
        succeeded(self.kubectl("apply", "--server-side", "-f", "-", stdin=binding))
        self.assertEqual(succeeded(self.as_profile("viewer", "auth", "can-i", "delete", "pods")), "yes\n")
        self.use_profile("ops")
        patch = '{"subjects":[]}'
        succeeded(self.kubectl("patch", "clusterrolebinding", "all", "--type", "merge", "-p", patch))
        self.assertEqual(self.as_profile("viewer", "auth", "can-i", "delete", "pods").stdout, "no\n")
        self.use_profile("ops")
        self.assertIn("all", succeeded(self.kubectl("get", "clusterrolebindings")))
        succeeded(self.kubectl("replace", "-f", "-", stdin=binding))
        succeeded(self.kubectl("delete", "clusterrolebinding", "all"))
        missing = self.kubectl("get", "clusterrolebinding", "all")
        self.assertIn('clusterrolebindings.rbac.authorization.k8s.io "all" not found', missing.stderr)

    def test_eks_iam_as_exec_plugin(self):
        config = yaml.safe_load(self.config.read_text(encoding="utf-8"))
        plugin = config["users"][0]["user"]["exec"]
        plugin["command"] = EKS_IAM
        plugin["args"] = ["token", "make", "--cluster-name", "shop", "--region", "us-west-2"]
        plugin["interactiveMode"] = "Never"
        self.config.write_text(yaml.safe_dump(config), encoding="utf-8")
        whoami = json.loads(succeeded(self.kubectl("auth", "whoami", "-o", "json")))
        self.assertEqual(whoami["status"]["userInfo"]["username"], "ops:mock")

    def test_a_token_of_the_aws_cli_is_read(self):
        credential = json.loads(succeeded(self.mock.aws("eks", "get-token", "--cluster-name", "shop")))
        token = credential["status"]["token"]
        decoded = json.loads(succeeded(self.mock.run(EKS_IAM, "token", "decode", "--format", "json", stdin=token)))
        self.assertEqual(decoded["host"], "sts.us-west-2.amazonaws.com")
        self.assertNotIn(token[-40:], json.dumps(decoded))
        key = self.mock.variables["AWS_ACCESS_KEY_ID"]
        self.assertEqual(decoded["access_key_id"], key)


if __name__ == "__main__":
    unittest.main()
