"""Each kind of fault that `eks-iam mock --fault` knows, as boto3 meets it."""

import time
import unittest

import boto3
import botocore.config
from botocore.exceptions import BotoCoreError, ClientError

from mock import Mock


class Faults(unittest.TestCase):
    def asked(self, *rules, attempts=1, **options):
        """Asks STS who the caller is, in a mock with these faults; gives the answer's metadata, or what was raised."""
        arguments = [part for rule in rules for part in ("--fault", rule)]
        with Mock("--demo", *arguments) as mock:
            variables = mock.variables
            config = botocore.config.Config(
                retries={"total_max_attempts": attempts}, read_timeout=5, proxies={"https": variables["HTTPS_PROXY"]}
            )
            sts = boto3.client(
                "sts", region_name="us-west-2", config=config, verify=variables["AWS_CA_BUNDLE"],
                aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"], **options,
            )
            try:
                return sts.get_caller_identity()["ResponseMetadata"]
            except (ClientError, BotoCoreError) as error:
                return error

    def refused(self, error, status, code):
        self.assertIsInstance(error, ClientError)
        self.assertEqual(error.response["Error"]["Code"], code)
        self.assertEqual(error.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return error.response["ResponseMetadata"]["HTTPHeaders"]

    def test_no_fault(self):
        self.assertEqual(self.asked()["HTTPStatusCode"], 200)

    def test_throttling_tells_when_to_come_back(self):
        headers = self.refused(self.asked("throttle=sts:*,retry-after=2"), 400, "Throttling")
        self.assertEqual((headers["retry-after"], headers["x-amz-retry-after"]), ("2", "2000"))

    def test_throttling_that_ends_is_retried(self):
        self.assertEqual(self.asked("throttle=sts:*,times=1", attempts=3)["RetryAttempts"], 1)

    def test_server_errors(self):
        self.refused(self.asked("error=sts:*"), 500, "InternalFailure")
        self.refused(self.asked("error=sts:*,status=503"), 503, "ServiceUnavailable")
        self.assertEqual(self.asked("error=sts:*,status=503,times=2", attempts=4)["RetryAttempts"], 2)

    def test_latency(self):
        begin = time.monotonic()
        self.assertEqual(self.asked("latency=sts:*,ms=700")["HTTPStatusCode"], 200)
        self.assertGreater(time.monotonic() - begin, 0.7)

    def test_reset(self):
        error = self.asked("reset=sts:*")
        # urllib3 blames the proxy for a connection that ends before an answer.
        self.assertIn(type(error).__name__, ("ConnectionClosedError", "ProxyConnectionError"))
        self.assertEqual(self.asked("reset=sts:*,times=1", attempts=3)["RetryAttempts"], 1)

    def test_truncated_body(self):
        error = self.asked("truncate=sts:*")
        names = ("ConnectionClosedError", "IncompleteReadError", "ResponseStreamingError")
        self.assertIn(type(error).__name__, names)

    def test_region_that_is_down(self):
        error = self.asked("down=sts.us-west-2.amazonaws.com")
        self.assertEqual(type(error).__name__, "ProxyConnectionError")
        self.assertEqual(self.asked("down=sts.eu-west-1.amazonaws.com")["HTTPStatusCode"], 200)

    def test_skewed_clock(self):
        error = self.asked("skew=sts:*,seconds=3600")
        self.refused(error, 403, "SignatureDoesNotMatch")
        self.assertIn("Signature expired: ", error.response["Error"]["Message"])
