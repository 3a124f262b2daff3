"""Clients of AWS services, one per service and process, made when first used."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

from haat import __version__

CONNECT_TIMEOUT_S = 1
READ_TIMEOUT_S = 5
ATTEMPTS = 3


@cache
def client(service: str, *, attempts: int = ATTEMPTS, read_timeout_s: int = READ_TIMEOUT_S) -> Any:
    """A botocore client without boto3's resources, and without what costs a third of a call's CPU: parameter
    validation, a User-Agent composed anew for each call, and an account id looked up for its endpoint.

    `attempts` 1 is for what nobody but the caller may repeat, such as a mail.
    """
    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=read_timeout_s,
        retries={"total_max_attempts": attempts, "mode": "standard"},
        parameter_validation=False,
        user_agent=f"haat/{__version__}",
        account_id_endpoint_mode="disabled",
        s3={"addressing_style": "virtual"},  # the region's own host: a form follows no redirect
    )
    return session().create_client(service, config=config)


@cache
def session() -> botocore.session.Session:
    """The session the clients share."""
    return botocore.session.get_session()
