"""`eks-iam doctor` with the real kubectl: what it reads of a live cluster, and that its verdict is the one of the files."""

import pathlib
import unittest

import yaml

from mock import EKS_IAM, KUBECTL, Mock, succeeded

VIEWER = "arn:aws:iam::111122223333:role/viewer"
MIKA = "arn:aws:iam::111122223333:user/mika"


class Doctor(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.mock = Mock("--demo", "--as", "arn:aws:iam::111122223333:role/ops")
        self.addCleanup(self.mock.close)
        home = pathlib.Path(self.mock.home)
        self.saved = home / "saved"
        self.kube = {"KUBECONFIG": str(home / "kubeconfig")}
        succeeded(self.mock.aws("eks", "update-kubeconfig", "--name", "shop", **self.kube))

    def doctor(self, who, more=(), kubectl=KUBECTL, **changes):
        """Asks AWS and Kubernetes, and keeps what they tell."""
        arguments = ["--cluster", "shop", "--kubectl", kubectl, "--as", who, "--save", str(self.saved), *more]
        return self.mock.run(EKS_IAM, "doctor", *arguments, **{**self.kube, **changes})

    def check(self, who, status, shown, **changes):
        done = self.doctor(who, **changes)
        self.assertEqual((done.returncode, done.stderr), (status, ""), done.stdout)
        self.assertIn(shown, done.stdout)
        again = self.mock.run(EKS_IAM, "trace", str(self.saved), "--as", who, "--to", "list nodes")
        self.assertEqual((again.returncode, again.stdout), (status, done.stdout), again.stderr)
        self.assert_snapshot(done.stdout)

    def assert_snapshot(self, shown):
        read = {file.name: file.read_text(encoding="utf-8") for file in self.saved.iterdir()}
        (aws_auth,) = yaml.safe_load(read["aws-auth.yaml"])["items"]
        self.assertEqual(aws_auth["metadata"]["name"], "aws-auth")
        self.assertIn("mapRoles", aws_auth["data"])
        kinds = {item["kind"] for item in yaml.safe_load(read["rbac.yaml"])["items"]}
        self.assertLessEqual({"ClusterRole", "ClusterRoleBinding"}, kinds)
        self.assertIn("shop", read["cluster.json"])
        secrets = [self.mock.variables["AWS_SECRET_ACCESS_KEY"], self.mock.variables.get("AWS_SESSION_TOKEN")]
        for name, text in {**read, "what is shown": shown}.items():
            for secret in filter(None, secrets):
                self.assertNotIn(secret, text, name)
            self.assertNotIn("k8s-aws-v1.", text, name)

    def test_who_may_is_let_through_by_the_clients_own_endpoints(self):
        self.assertNotIn("AWS_ENDPOINT_URL", self.mock.variables)
        self.check(VIEWER, 0, "✓ rbac")

    def test_who_is_not_mapped_is_stopped(self):
        self.check(MIKA, 1, "✗ aws-auth")

    def test_by_an_endpoint_without_a_proxy(self):
        alone = {"HTTPS_PROXY": None, "https_proxy": None, **self.mock.endpoints}
        done = self.doctor(VIEWER, kubectl="none", **alone)
        self.assertEqual((done.returncode, done.stderr), (2, ""), done.stdout)
        self.assertIn("fetch it with: kubectl -n kube-system get configmap aws-auth", done.stdout)
        self.assertLessEqual({"cluster.json", "iam.json"}, {file.name for file in self.saved.iterdir()})

    def edit(self, change):
        """Changes the kubeconfig as its owner would."""
        path = pathlib.Path(self.kube["KUBECONFIG"])
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(config)
        path.write_text(yaml.safe_dump(config), encoding="utf-8")

    def test_a_kubectl_that_may_not_read_is_told_of(self):
        variables = {"AWS_PROFILE": "viewer", "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        env = [{"name": name, "value": value} for name, value in variables.items()]
        self.edit(lambda config: config["users"][0]["user"]["exec"].update({"env": env}))
        done = self.doctor(VIEWER)
        self.assertIn("may not read: kubectl -n kube-system get configmaps", done.stderr)
        self.assertFalse((self.saved / "aws-auth.yaml").exists())
        self.assertIn("? aws-auth        unknown, because the ConfigMap aws-auth was not given", done.stdout)
        self.assertEqual(done.returncode, 2)

    def test_another_clusters_context_is_left_out(self):
        self.edit(lambda config: config["clusters"][0]["cluster"].update({"server": "https://127.0.0.1:1"}))
        done = self.doctor(VIEWER)
        self.assertIn("is of https://127.0.0.1:1, but shop is https://EXAMPLE", done.stderr)
        self.assertIn("two clusters are not mixed", done.stderr)
        self.assertEqual({file.name for file in self.saved.iterdir() if file.suffix == ".yaml"}, set())
        self.assertEqual(done.returncode, 2, done.stdout)
        japanese = self.doctor(VIEWER, LC_ALL="ja_JP.UTF-8")
        self.assertIn("別のクラスターと混ぜないよう除外しました", japanese.stderr)

    def test_a_context_is_chosen_by_name(self):
        self.edit(lambda config: config.update({"current-context": "nowhere"}))
        (name,) = [it["name"] for it in yaml.safe_load(pathlib.Path(self.kube["KUBECONFIG"]).read_text())["contexts"]]
        self.assertIn("may not read: kubectl config view", self.doctor(VIEWER).stderr)
        done = self.doctor(VIEWER, more=["--context", name])
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)

    def test_what_iam_may_not_tell_is_named_by_its_action(self):
        done = self.doctor(MIKA, profile="mika", kubectl="none")
        for action in ("iam:GetAccountAuthorizationDetails", "iam:ListOpenIDConnectProviders", "eks:ListAccessEntries"):
            self.assertIn(f"may not read: {action}: AccessDenied", done.stderr)
        self.assertEqual(done.returncode, 2, done.stdout)


if __name__ == "__main__":
    unittest.main()
