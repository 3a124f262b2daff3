"""What Secrets Manager calls to put another key before those of links and cursors (haat.link_keys).

This file alone is the function's code: boto3 is there, nothing of ours is. A step may come twice.
"""

import json
import secrets
import time
from typing import Any

import boto3

KEPT = 8  # keys before the newest: two years of quarters, in which a link in a mail still opens something
SIGNS_AFTER_S = 900  # functions look every five minutes
BITS = 256


def handler(event: dict[str, str], _: object) -> None:
    """One of four steps; there is nothing to set or to test elsewhere."""
    step = {"createSecret": _create, "finishSecret": _finish}.get(event["Step"])
    if step:
        step(boto3.client("secretsmanager"), event["SecretId"], event["ClientRequestToken"])


def following(current: dict[str, Any], key: str, from_s: int) -> dict[str, Any]:
    """The secret with another key before the others, of which the oldest goes."""
    before = {"key": current["key"], "from_s": current.get("from_s", 0)}
    return {"key": key, "from_s": from_s, "earlier": [before, *current.get("earlier", [])][:KEPT]}


def _create(client: Any, secret: str, version: str) -> None:
    if _has_value(client, secret, version):
        return
    current = json.loads(client.get_secret_value(SecretId=secret, VersionStage="AWSCURRENT")["SecretString"])
    made = following(current, secrets.token_urlsafe(BITS // 8), int(time.time()) + SIGNS_AFTER_S)
    client.put_secret_value(
        SecretId=secret,
        ClientRequestToken=version,
        SecretString=json.dumps(made),
        VersionStages=["AWSPENDING"],
    )


def _finish(client: Any, secret: str, version: str) -> None:
    current = _versions(client, secret, "AWSCURRENT")
    if version not in current:
        client.update_secret_version_stage(
            SecretId=secret,
            VersionStage="AWSCURRENT",
            MoveToVersionId=version,
            RemoveFromVersionId=current[0],
        )


def _versions(client: Any, secret: str, stage: str) -> list[str]:
    known = client.describe_secret(SecretId=secret)["VersionIdsToStages"]
    return [version for version, stages in known.items() if stage in stages]


def _has_value(client: Any, secret: str, version: str) -> bool:
    try:
        client.get_secret_value(SecretId=secret, VersionId=version)
    except client.exceptions.ResourceNotFoundException:  # there is but its name: the rotation has just begun
        return False
    return True
