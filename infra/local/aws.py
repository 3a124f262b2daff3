"""The stack's AWS, whatever else this machine is configured for."""

from typing import TYPE_CHECKING

import boto3

from infra.local.layout import CREDENTIALS, REGION, Layout

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


def session() -> boto3.Session:
    """The emulator's credentials and region. Give its clients `endpoint_url=layout.endpoint_url`."""
    return boto3.Session(
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        region_name=REGION,
    )


def table(layout: Layout, name: str) -> "Table":
    """The one table."""
    return session().resource("dynamodb", endpoint_url=layout.endpoint_url).Table(name)
