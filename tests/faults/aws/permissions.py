"""IAM: what a function's manifest grants, as AWS would enforce it; the emulators here enforce nothing."""

import json
from functools import cache
from typing import Any

from haat.grants import Bucket, Bus, Describe, Grant, Mail, SealingKey, Secret, SigningKey, StateMachine
from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from tests.faults.aws.buckets import Request, named
from tests.support import used_rights
from tests.support.rights import excess

NEEDED = {"DeleteObjects": "DeleteObject", "ListObjectsV2": "ListBucket"}  # by operation; else its own name


def is_granted(function: str, service: str, operation: str, given: Any) -> bool:
    """Whether a function may do this; `given` is the operation's input, raw if the service is DynamoDB."""
    declared = _declared()[function]
    if service == "dynamodb":
        return not any(excess(declared, operation, json.loads(given)))
    used_rights.note_calls(function, [f"{service}.{operation}"])
    return any(_grants(grant, service, operation, given) for grant in declared.grants)


def _grants(grant: Grant, service: str, operation: str, given: Any) -> bool:
    match grant:
        case StateMachine(machine, actions):
            return service == "states" and operation in actions and _is_of(machine, given)
        case Bucket(bucket, actions, prefix):
            return service == "s3" and _in_bucket(bucket, actions, prefix, operation, given)
        case Bus():
            return (service, operation) == ("events", "PutEvents")
        case Mail():
            return (service, operation) == ("ses", "SendEmail")
        case Secret(secret):
            return operation == "GetSecretValue" and given["SecretId"].endswith(secret)
        case SigningKey(actions) | SealingKey(actions):
            return service == "kms" and operation in actions
        case Describe():
            return operation.startswith("Describe")
        case _:
            return False


def _in_bucket(bucket: str, actions: tuple[str, ...], prefix: str, operation: str, given: Request) -> bool:
    """The right to an operation on every key that it names."""
    keys = given.deleted if operation == "DeleteObjects" else [given.key or given.prefix]
    is_granted = given.bucket == named(bucket) and NEEDED.get(operation, operation) in actions
    return is_granted and all(key.startswith(prefix) for key in keys)


def _is_of(machine: str, given: Any) -> bool:
    """Whether the ARN in a request, if there is one, is of this machine or of its executions."""
    arn: str = given.get("stateMachineArn") or given.get("executionArn") or machine
    return machine in arn.split(":")


@cache
def _declared() -> dict[str, Function]:
    return {one.name: one for one in functions_of(discover(), Function)}
