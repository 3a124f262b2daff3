"""What the tests of imports share: a bucket, the state machines, and short steps."""

import os

import pytest

from catalog.api import (
    cancel_export,
    cancel_import,
    create_export,
    create_import,
    get_export,
    get_import,
    list_exports,
    list_imports,
    start_import,
)
from catalog.tasks import end_late_transfers, fail_export, fail_import, run_export, run_import
from catalog.transfers import steps
from haat.clients import client
from tests.support.machine import machines

__all__ = ["machines"]

BUCKET = "transfers-test"
IMPORTS = (create_import, get_import, start_import, run_import, fail_import, end_late_transfers)
EXPORTS = (create_export, get_export, run_export, fail_export)
OTHERS = (list_imports, cancel_import, list_exports, cancel_export)


@pytest.fixture
def bucket(table: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The bucket of transfers, empty, beside an empty table; a step has two records."""
    monkeypatch.setenv("TRANSFERS_BUCKET", BUCKET)
    monkeypatch.setattr(steps, "STEP_RECORDS", 2)
    for module in (*IMPORTS, *EXPORTS, *OTHERS):
        vars(module.handler).pop("_dependencies", None)
    configuration = {"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]}
    client("s3", read_timeout_s=30).create_bucket(Bucket=BUCKET, CreateBucketConfiguration=configuration)
    return BUCKET
