"""The headers that CloudFront puts on every answer of a behaviour, from what the kernel declares."""

import re
from collections.abc import Mapping
from typing import Any

from constructs import Construct

from infra.cdk.constructs.resource import resource
from infra.cdk.stages import Stage


def headers_policy(scope: Construct, name: str, stage: Stage, headers: Mapping[str, str]) -> str:
    """The id of a policy. It overrides what an origin says: nobody behind it has a reason to differ."""
    others = {header: value for header, value in headers.items() if header not in _OF_SECURITY}
    items = [{"Header": header, "Value": value, "Override": True} for header, value in others.items()]
    config = {
        "Name": f"{stage.prefix}-{name.lower()}",
        "SecurityHeadersConfig": _security(headers),
        "CustomHeadersConfig": {"Items": items},
    }
    kind = "AWS::CloudFront::ResponseHeadersPolicy"
    return resource(scope, name, kind, {"ResponseHeadersPolicyConfig": config}).ref


_OF_SECURITY = (
    "content-security-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
)


def _security(headers: Mapping[str, str]) -> dict[str, Any]:
    """Those that CloudFront knows by names of its own; raises KeyError if one is not declared."""
    policy, referrer, transport, options = (headers[name] for name in _OF_SECURITY)
    age = re.search(r"max-age=(\d+)", transport)
    if age is None or options != "nosniff":
        raise ValueError(f"CloudFront cannot say {transport!r} or {options!r}")
    return {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": policy, "Override": True},
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": referrer, "Override": True},
        "StrictTransportSecurity": {
            "AccessControlMaxAgeSec": int(age.group(1)),
            "IncludeSubdomains": "includeSubDomains" in transport,
            "Override": True,
        },
    }
