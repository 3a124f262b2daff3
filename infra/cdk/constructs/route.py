"""One route of the HTTP API: route, integration, the right to invoke, and its authorizer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from haat.manifest import Auth, Endpoint
from infra.cdk.constructs.function import ServiceFunction
from infra.cdk.constructs.resource import resource
from infra.cdk.ground import arn


@dataclass(frozen=True, slots=True)
class Gateway:
    """The HTTP API: its id, and its authorizers' ids by what they admit."""

    api_id: str
    authorizers: Mapping[Auth, str]


def route(function: ServiceFunction, declared: Endpoint, gateway: Gateway) -> None:
    """Let the function answer `declared.path`."""
    _permission(function, declared, gateway)
    integration = resource(
        function,
        "Integration",
        "AWS::ApiGatewayV2::Integration",
        {
            "ApiId": gateway.api_id,
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": function.arn,
            "PayloadFormatVersion": "2.0",
        },
    )
    authorizer = gateway.authorizers.get(declared.auth)
    resource(
        function,
        "Route",
        "AWS::ApiGatewayV2::Route",
        {
            "ApiId": gateway.api_id,
            "RouteKey": f"{declared.method} {declared.path}",
            "Target": f"integrations/{integration.ref}",
            "AuthorizationType": "JWT" if authorizer else "NONE",
            "AuthorizerId": authorizer,
        },
    )


def _permission(function: ServiceFunction, declared: Endpoint, gateway: Gateway) -> None:
    path = re.sub(r"{[^}]*}", "*", declared.path)
    resource(
        function,
        "Permission",
        "AWS::Lambda::Permission",
        {
            "Action": "lambda:InvokeFunction",
            "FunctionName": function.arn,
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": arn("execute-api", f"{gateway.api_id}/*/{declared.method}{path}"),
        },
    )
