"""Where a request came from: the client's address, which nobody can make up.

CloudFront names the client before its own address, the last, in X-Forwarded-For. But the gateway has an
address of its own, and who asks there writes that header as they like. So the edge shows a key with every
request, and the gateway tells each function what the key is: in a variable of its stage, so that no function
reads a secret or has one in its environment. Without the key, whoever connected is the client.
"""

import hmac
from collections.abc import Mapping
from typing import Any

from haat.settings import EDGE_KEY

HEADER = "Haat-Edge"
VARIABLE = "edgeKey"  # of the gateway's stage


def source_ip(event: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """The client's address. `headers`: by names in lower case."""
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",")]
    if len(hops) > 1 and _came_by_edge(event, headers):
        return hops[-2]
    return str(event["requestContext"]["http"].get("sourceIp", ""))


def _came_by_edge(event: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    key = EDGE_KEY.text() or str((event.get("stageVariables") or {}).get(VARIABLE, ""))
    shown = headers.get(HEADER.lower(), "")
    return bool(key) and hmac.compare_digest(key.encode(), shown.encode(errors="replace"))
