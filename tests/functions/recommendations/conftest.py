"""What the tests of recommendations share: a bucket beside the table."""

import os

import pytest

from haat.clients import client

BUCKET = "recommendations-test"


@pytest.fixture
def bucket(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty bucket beside an empty table."""
    monkeypatch.setenv("RECOMMENDATIONS_BUCKET", BUCKET)
    configuration = {"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=configuration)
