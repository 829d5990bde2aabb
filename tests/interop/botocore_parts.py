"""Parts of a botocore that sends nothing: an environment with nothing in it, and an answer that was read already."""

import os


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


class Raw:
    """What AWSResponse wants of a body that was read already."""

    def __init__(self, body):
        self._body = body

    def stream(self, **_):
        yield self._body


def text(value):
    return value.decode("ascii") if isinstance(value, bytes) else value
