"""The mock in a process of its own, and programs that run against it with nothing of this machine in their environment."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EKS_IAM = os.environ["INTEROP_EKS_IAM"]
AWS = os.environ["INTEROP_AWS"]
KUBECTL = os.environ["INTEROP_KUBECTL"]
CAPTURED = pathlib.Path(os.environ["INTEROP_CAPTURED"])

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


class Mock:
    """`eks-iam mock`, until it is closed; it must end by itself then, and leave nothing behind. What it told stands in `told`."""

    def __init__(self, *arguments):
        self.home = tempfile.mkdtemp(prefix="interop-home-")
        command = [EKS_IAM, "mock", "--format", "json", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PATH": os.defpath})
        line = self.process.stdout.readline()
        assert line, f"{command} did not serve"
        said = json.loads(line)
        self.variables, self.endpoints, self.profiles = said["environment"], said["endpoints"], said["profiles"]
        self.clusters = said["clusters"]
        self.directory = pathlib.Path(self.variables["AWS_CA_BUNDLE"]).parent

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process.stdout.closed:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=10)
        self.process.stdout.close()
        with self.process.stderr as stderr:
            self.told = stderr.read()
        shutil.rmtree(self.home)
        assert status == 0, f"the mock ended with {status}"
        assert not self.directory.exists(), f"{self.directory} is left behind"

    def environment(self, profile=None, **changes):
        """The environment of a client: what the mock printed, a home of its own, and what the test changes (None removes)."""
        path = os.pathsep.join([os.path.dirname(AWS), os.path.dirname(KUBECTL), os.path.dirname(EKS_IAM), os.defpath])
        variables = {"PATH": path, "HOME": self.home, "PYTHONDONTWRITEBYTECODE": "1", **self.variables}
        if profile:
            variables["AWS_PROFILE"] = profile
            changes = {**dict.fromkeys(KEYS), **changes}
        for name, value in changes.items():
            variables.pop(name, None)
            if value is not None:
                variables[name] = value
        return variables

    def cluster_host(self):
        """The URL of the Kubernetes API of the world's only cluster."""
        (url,) = self.clusters.values()
        return url

    def run(self, *command, profile=None, stdin=None, **changes):
        """Runs a program to its end, and gives what it printed and its status."""
        return subprocess.run(
            command, env=self.environment(profile, **changes), input=stdin, capture_output=True, text=True, timeout=60
        )

    def aws(self, *arguments, **options):
        return self.run(AWS, *arguments, **options)

    def kubectl(self, *arguments, **options):
        return self.run(KUBECTL, *arguments, **options)


def succeeded(done):
    """The standard output of a program that must have succeeded."""
    assert done.returncode == 0, f"{done.args}: status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def capture(identity, text, expected_class):
    """Keeps what a program printed for the tests of the classifier."""
    row = json.dumps({"id": identity, "text": text, "class": expected_class})
    with CAPTURED.open("a", encoding="utf-8") as file:
        file.write(row + "\n")
