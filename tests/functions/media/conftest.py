"""What tests of media share: a bucket beside the table."""

import os

import pytest

from haat.clients import client
from tests.support.wire import wire

__all__ = ["wire"]

BUCKET = "media-test"


@pytest.fixture
def bucket(table: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The bucket of pictures, empty, beside an empty table."""
    monkeypatch.setenv("MEDIA_BUCKET", BUCKET)
    configuration = {"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=configuration)
    return BUCKET
