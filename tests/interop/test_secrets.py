"""No key, session token, web identity token or bearer token is in anything that the mock writes but its environment."""

import json
import os
import pathlib
import tempfile
import unittest

from mock import Mock, succeeded


class Secrets(unittest.TestCase):
    def test_nothing_is_written_down(self):
        with tempfile.TemporaryDirectory() as folder:
            records = pathlib.Path(folder) / "calls.jsonl"
            with Mock("--demo", "--cloudtrail", os.fspath(records)) as mock:
                planted = self.use(mock)
                mock.close()
                written = records.read_text(encoding="utf-8") + mock.told
        names = [json.loads(line)["eventName"] for line in written.splitlines() if line.startswith("{")]
        self.assertIn("AssumeRole", names)
        self.assertIn("AssumeRoleWithWebIdentity", names)
        self.assertIn("CreateAccessKey", names)
        for secret in planted:
            self.assertNotIn(secret, written)

    def use(self, mock):
        """Has every kind of secret pass through the mock, and gives them."""
        role = "arn:aws:iam::111122223333:role/"
        assumed = succeeded(mock.aws("sts", "assume-role", "--role-arn", role + "ops", "--role-session-name", "mika"))
        keys = json.loads(assumed)["Credentials"]
        token = (mock.directory / "tokens" / "apps" / "reader").read_text(encoding="utf-8")
        arguments = ["--role-arn", role + "reader", "--role-session-name", "pod", "--web-identity-token", token]
        web = json.loads(succeeded(mock.aws("sts", "assume-role-with-web-identity", *arguments)))["Credentials"]
        made = json.loads(succeeded(mock.aws("iam", "create-access-key", "--user-name", "mika", profile="ops")))["AccessKey"]
        bearer = json.loads(succeeded(mock.aws("eks", "get-token", "--cluster-name", "shop")))["status"]["token"]
        mock.kubectl("--server", mock.cluster_host(), "--certificate-authority", mock.variables["AWS_CA_BUNDLE"],
                     "--token", bearer, "get", "--raw", "/api/v1/nodes")
        wrong = "planted-wrong-secret-0123456789abcdefghi"
        mock.aws("sts", "get-caller-identity", AWS_SECRET_ACCESS_KEY=wrong, AWS_SESSION_TOKEN="planted-session-token")
        return [
            mock.variables["AWS_SECRET_ACCESS_KEY"],
            keys["SecretAccessKey"], keys["SessionToken"],
            web["SecretAccessKey"], web["SessionToken"],
            made["SecretAccessKey"],
            token, token.split(".")[2], bearer[-60:],
            wrong, "planted-session-token",
        ]


if __name__ == "__main__":
    unittest.main()
