"""Answers of AWS, as botocore reads them from the network."""

import json

from botocore.awsrequest import AWSResponse

from infra.local.table_in_process import Body

URL = "https://aws.simulated"


def answered(status: int, body: bytes, code: str = "") -> AWSResponse:
    """An answer with a JSON body."""
    headers = {"content-type": "application/json"} | ({"x-amzn-errortype": code} if code else {})
    return AWSResponse(URL, status, headers, Body(body))  # type: ignore[arg-type]  # any headers and body do


def said(document: object) -> AWSResponse:
    """A success."""
    return answered(200, json.dumps(document).encode())


def refused(code: str, status: int = 400, **members: object) -> AWSResponse:
    """A refusal by its code."""
    document = {"__type": code, "message": code} | members
    return answered(status, json.dumps(document).encode(), code)
