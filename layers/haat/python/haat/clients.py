"""Clients of AWS services, one per service and process, made when first used."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

CONNECT_TIMEOUT_S = 1
READ_TIMEOUT_S = 5
ATTEMPTS = 3


@cache
def client(service: str) -> Any:
    """A botocore client: without boto3's resources, and without parameter validation, which costs a
    fifth of a call's CPU."""
    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
        parameter_validation=False,
    )
    return session().create_client(service, config=config)


@cache
def session() -> botocore.session.Session:
    """The session the clients share."""
    return botocore.session.get_session()
