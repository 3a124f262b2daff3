"""The edge: one distribution in front of the API, with a firewall, a cache and problem documents.

Its firewall and its function have to be in us-east-1, and so all of it is.
"""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.http import browser, place
from infra.cdk.assets import assemble
from infra.cdk.constructs.bucket import bucket_name
from infra.cdk.constructs.code import RUNTIME, uploaded
from infra.cdk.constructs.firewall import web_acl
from infra.cdk.constructs.headers import headers_policy
from infra.cdk.constructs.resource import allow, arn_of, kept, output, resource, role, secret_text
from infra.cdk.services import ROOT
from infra.cdk.stages import EDGE_REGION, Stage
from media.keys import MEDIA

ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"  # AWS's origin request policy AllViewerExceptHostHeader
CACHE_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"  # AWS's cache policy CachingOptimized: a day at most
TLS = "TLSv1.2_2021"
CACHE_MAX_S = 24 * 3600
KEY_CHARACTERS = 48
# In the cache's key, so that what one caller may see is never told to another, not even by two requests
# that arrive at once. Catalogue reads need none of the headers and share one entry.
PERSONAL_HEADERS = ("Authorization", "Cart-Token", "Order-Token")
# The gateway lets the pages of some origins read an answer, and says so in it.
VARIED_BY = (*PERSONAL_HEADERS, "Origin")
METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE")
FUNCTION_FILE = ROOT / "infra" / "cdk" / "edge" / "gateway_problems.py"


class Edge(Construct):
    """The public address of the platform. `api_domain`: where the HTTP API answers."""

    def __init__(self, scope: Construct, name: str, stage: Stage, api_domain: str) -> None:
        super().__init__(scope, name)
        cache = resource(self, "Cache", "AWS::CloudFront::CachePolicy", {"CachePolicyConfig": _cache(stage)})
        firewall = None if stage.economy else arn_of(web_acl(self, "Firewall", stage))
        problems = {"EventType": "origin-response", "LambdaFunctionARN": _gateway_problems(self, stage)}
        behavior = {
            "TargetOriginId": "api",
            "ViewerProtocolPolicy": "https-only",
            "AllowedMethods": list(METHODS),
            "CachePolicyId": cache.ref,
            "OriginRequestPolicyId": ALL_BUT_HOST,
            "ResponseHeadersPolicyId": headers_policy(self, "Headers", stage, browser.SECURITY),
            "Compress": True,
            "LambdaFunctionAssociations": [problems],
        }
        key = self._key(stage)
        origins = [_api_origin(api_domain, stage), _pictures_origin(self, stage)]
        config = _DISTRIBUTION | {"Origins": origins, "DefaultCacheBehavior": behavior}
        of_pictures = headers_policy(self, "PictureHeaders", stage, browser.OF_PICTURES)
        pictures = {"LambdaFunctionAssociations": [problems], "ResponseHeadersPolicyId": of_pictures}
        config["CacheBehaviors"] = [_PICTURES | pictures]
        config |= _named(stage) | ({"WebACLId": firewall} if firewall else {})
        kind = "AWS::CloudFront::Distribution"
        distribution = resource(self, "Distribution", kind, {"DistributionConfig": config}, after=[key])
        self.distribution_id = distribution.ref
        self.url = f"https://{stage.address.name if stage.address else _given_name(distribution)}"
        output(self, "Url", self.url)

    def _key(self, stage: Stage) -> cdk.CfnResource:
        """What the edge shows the gateway, with a copy where that is: CloudFormation reads at home alone."""
        generated = {"PasswordLength": KEY_CHARACTERS, "ExcludePunctuation": True}
        copies = [] if stage.region == EDGE_REGION else [{"Region": stage.region}]
        properties = {
            "Name": stage.edge_key,
            "GenerateSecretString": generated,
            "ReplicaRegions": copies or None,
        }
        made = resource(self, "Key", "AWS::SecretsManager::Secret", properties)
        return kept(made, keep=stage.keeps_data)


_DISTRIBUTION = {
    "Comment": "Haat",
    "Enabled": True,
    "HttpVersion": "http2and3",
    "PriceClass": "PriceClass_100",
}
_PICTURES = {
    "PathPattern": f"/{MEDIA}*",
    "TargetOriginId": "media",
    "ViewerProtocolPolicy": "https-only",
    "AllowedMethods": ["GET", "HEAD"],
    "CachePolicyId": CACHE_OPTIMIZED,
}


def _named(stage: Stage) -> dict[str, Any]:
    """The shop's name, and which TLS it takes: 1.3, and 1.2 with ciphers that keep past sessions secret."""
    if stage.address is None:
        return {}
    certificate = {
        "AcmCertificateArn": stage.address.certificate_arn,
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": TLS,
    }
    return {"Aliases": [stage.address.name], "ViewerCertificate": certificate}


def _given_name(distribution: cdk.CfnResource) -> str:
    return distribution.get_att("DomainName").to_string()


def _api_origin(domain: str, stage: Stage) -> dict[str, Any]:
    """The gateway, which is shown the edge's key, in the place of whatever a client says it is."""
    secure = {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
    shown = {"HeaderName": place.HEADER, "HeaderValue": secret_text(stage.edge_key)}
    return {
        "Id": "api",
        "DomainName": domain,
        "CustomOriginConfig": secure,
        "OriginCustomHeaders": [shown],
    }


def _pictures_origin(scope: Construct, stage: Stage) -> dict[str, Any]:
    """The bucket of pictures by its name: it is made after the edge, whose address and id it has to know."""
    bucket = bucket_name(stage, "media")
    signed = {
        "Name": f"{stage.prefix}-media-reader",
        "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always",
        "SigningProtocol": "sigv4",
    }
    kind = "AWS::CloudFront::OriginAccessControl"
    control = resource(scope, "MediaAccess", kind, {"OriginAccessControlConfig": signed})
    return {
        "Id": "media",
        "DomainName": f"{bucket}.s3.{stage.region}.amazonaws.com",
        "OriginAccessControlId": control.ref,
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }


def _cache(stage: Stage) -> dict[str, Any]:
    """The origin's Cache-Control decides: `s-maxage` on catalogue reads, `private, no-store` elsewhere."""
    return {
        "Name": f"{stage.prefix}-origin-decides",
        "MinTTL": 0,
        "DefaultTTL": 0,
        "MaxTTL": CACHE_MAX_S,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "CookiesConfig": {"CookieBehavior": "none"},
            "EnableAcceptEncodingBrotli": True,
            "EnableAcceptEncodingGzip": True,
            "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": list(VARIED_BY)},
            "QueryStringsConfig": {"QueryStringBehavior": "all"},
        },
    }


def _gateway_problems(scope: Construct, stage: Stage) -> str:
    """The version of the function that turns the gateway's own errors into problem documents."""
    asset = assemble("gateway-problems", {FUNCTION_FILE.name: FUNCTION_FILE.read_bytes()}, compiled=False)
    name = f"{stage.prefix}-gateway-problems"
    # It runs and logs in whichever region is near the client.
    logs = f"arn:{cdk.Aws.PARTITION}:logs:*:{cdk.Aws.ACCOUNT_ID}:log-group:/aws/lambda/us-east-1.{name}:*"
    rights = [allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], logs)]
    services = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]
    properties = {
        "FunctionName": name,
        "Handler": f"{FUNCTION_FILE.stem}.handler",
        "Runtime": RUNTIME,
        "Code": uploaded(scope, asset),
        "Role": arn_of(role(scope, "ProblemsRole", services, rights)),
    }
    function = resource(scope, "Problems", "AWS::Lambda::Function", properties)
    # A version is a snapshot: new code needs a new one, under a new name.
    version = {"FunctionName": function.ref}
    return resource(scope, f"Problems{asset.hash[:12]}", "AWS::Lambda::Version", version).ref
