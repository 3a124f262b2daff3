"""The HTTP API: its two authorizers and its stage. Routes come with the functions that answer them."""

import json
from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct, IConstruct

from haat.http import browser, place
from haat.manifest import Auth
from haat.settings import CORS_ORIGINS, TOKEN_AUDIENCE
from infra.cdk.constructs.alarm import Signal, alarm
from infra.cdk.constructs.resource import arn_of, kept, output, resource, secret_text
from infra.cdk.constructs.route import Gateway
from infra.cdk.ground import Ground
from infra.cdk.limits import LIMITS
from infra.cdk.stacks.identity import Identity
from infra.cdk.stages import Stage

_LOGGED = {
    "request_id": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "route": "$context.routeKey",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "latency_ms": "$context.responseLatency",
    "authorizer_error": "$context.authorizer.error",
    "integration_error": "$context.integrationErrorMessage",
}


class Api(Construct):
    """The gateway. `published`: what must have happened before it looks for the key set."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        ground: Ground,
        identity: Identity,
        *,
        published: Sequence[IConstruct],
    ) -> None:
        super().__init__(scope, name)
        stage = ground.stage
        named = {"Name": stage.prefix, "ProtocolType": "HTTP"}
        api = resource(self, "Api", "AWS::ApiGatewayV2::Api", named | cors(stage))
        if not stage.on_aws:
            resource(self, "Stage", "AWS::ApiGatewayV2::Stage", _open(api.ref))
        customers = _authorizer(api.ref, "customers", str(TOKEN_AUDIENCE.default), identity.issuer)
        admins = _authorizer(api.ref, "admins", identity.client.ref, identity.admin_issuer)
        kind = "AWS::ApiGatewayV2::Authorizer"
        by_customers = resource(self, "Customers", kind, customers, after=published).ref
        by_admins = resource(self, "Admins", kind, admins).ref  # groups are looked at in the function
        self.gateway = Gateway(api.ref, {Auth.CUSTOMER: by_customers, Auth.STAFF: by_admins})
        self.domain = f"{api.ref}.execute-api.{stage.region}.{cdk.Aws.URL_SUFFIX}"
        faults = Signal("AWS/ApiGateway", "5xx", {"ApiId": api.ref})
        alarm(self, "Faults", ground, faults, "A request was answered with 5xx")
        output(self, "ApiId", api.ref)


def cors(stage: Stage) -> dict[str, Any]:
    """Preflights are answered by the gateway; the emulator refuses them, and the local edge answers there."""
    listed = browser.listed(stage.settings.get(CORS_ORIGINS.name, str(CORS_ORIGINS.default)))
    if not stage.on_aws or not listed:
        return {}
    allowed = {
        "AllowCredentials": False,
        "AllowHeaders": list(browser.SENT),
        "AllowMethods": list(browser.METHODS),
        "AllowOrigins": list(listed),
        "ExposeHeaders": list(browser.READ),
        "MaxAge": browser.PREFLIGHT_S,
    }
    return {"CorsConfiguration": allowed}


def _authorizer(api_id: str, name: str, audience: str, issuer: str) -> dict[str, Any]:
    return {
        "ApiId": api_id,
        "Name": name,
        "AuthorizerType": "JWT",
        "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Audience": [audience], "Issuer": issuer},
    }


def _open(api_id: str) -> dict[str, Any]:
    """The properties of the stage: whatever is deployed answers."""
    return {"ApiId": api_id, "StageName": "$default", "AutoDeploy": True}


class Front(Construct):
    """The gateway's stage on AWS, which comes after the routes, as it limits some of them by name."""

    def __init__(self, scope: Construct, name: str, ground: Ground, api_id: str) -> None:
        super().__init__(scope, name)
        stage = ground.stage
        group = {"LogGroupName": f"/aws/vendedlogs/{stage.prefix}-api", "RetentionInDays": stage.log_days}
        logs = kept(resource(self, "Logs", "AWS::Logs::LogGroup", group), keep=stage.keeps_data)
        own = {name: _throttled(stage, limit.share) for limit in LIMITS for name in limit.operations}
        properties = _open(api_id) | {
            "AccessLogSettings": {"DestinationArn": arn_of(logs), "Format": json.dumps(_LOGGED)},
            "DefaultRouteSettings": _throttled(stage, 1.0),
            "RouteSettings": own,
            "StageVariables": {place.VARIABLE: secret_text(stage.edge_key)},
        }
        resource(self, "Stage", "AWS::ApiGatewayV2::Stage", properties)


def _throttled(stage: Stage, share: float) -> dict[str, int]:
    return {
        "ThrottlingRateLimit": max(1, round(share * stage.requests_per_s)),
        "ThrottlingBurstLimit": max(1, round(share * stage.requests_burst)),
    }
