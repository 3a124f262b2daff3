"""Who is who: the key that signs customers' tokens, where its public half is read, and the admins' pool."""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.http.staff_sessions import TOKEN_LIFE_S as ADMIN_TOKEN_LIFE_S
from haat.permissions import GROUPS
from infra.cdk.constructs.bucket import closed_but_to, private_bucket
from infra.cdk.constructs.key import administered
from infra.cdk.constructs.resource import allow, arn_of, kept, output, policy, resource
from infra.cdk.services import camel
from infra.cdk.stages import Stage

ORIGIN_DECIDES = "83da9c7e-98b4-4e11-a168-04f0df8e2c65"  # AWS's cache policy UseOriginCacheControlHeaders


class Identity(Construct):
    """Keys, key set and user pool. `issuer` and `admin_issuer` are the `iss` of the two kinds of token."""

    def __init__(self, scope: Construct, name: str, stage: Stage, *, logs: str | None) -> None:
        super().__init__(scope, name)
        self.token_keys = [self._token_key(name, stage) for name in stage.token_keys]
        sealing = resource(self, "SealingKey", "AWS::KMS::Key", _sealing_key())
        self.sealing_key = kept(sealing, keep=stage.keeps_data)
        self.keys_bucket = private_bucket(self, "KeysBucket", stage, "keys", logs=logs)
        self.issuer = stage.token_issuer or _published(self, self.keys_bucket)
        self.pool = kept(
            resource(self, "Admins", "AWS::Cognito::UserPool", _pool(stage)), keep=stage.keeps_data
        )
        self.client = resource(
            self, "AdminClient", "AWS::Cognito::UserPoolClient", _client(self.pool.ref, stage)
        )
        for role in GROUPS:
            group = {"UserPoolId": self.pool.ref, "GroupName": role.value}
            resource(self, f"{camel(role)}Group", "AWS::Cognito::UserPoolGroup", group)
        self.admin_issuer = f"https://cognito-idp.{stage.region}.amazonaws.com/{self.pool.ref}"
        output(self, "KeysBucket", self.keys_bucket.ref)
        output(self, "TokenIssuer", self.issuer)
        output(self, "AdminPoolId", self.pool.ref)
        output(self, "AdminClientId", self.client.ref)

    def _token_key(self, name: str, stage: Stage) -> cdk.CfnResource:
        """By its name, so that a key stays what it is wherever it stands in the list."""
        key = resource(self, f"SigningKey{name}", "AWS::KMS::Key", _signing_key(name))
        return kept(key, keep=stage.keeps_data)


def _signing_key(name: str) -> dict[str, Any]:
    return {
        "Description": f"Signs customers' access tokens: {name}",
        "KeySpec": "RSA_2048",
        "KeyUsage": "SIGN_VERIFY",
        "KeyPolicy": policy([administered(["GetPublicKey", "Sign", "Verify"])]),
    }


def _sealing_key() -> dict[str, Any]:
    """KMS keeps every key it ever was, so what is sealed stays readable when it rotates."""
    return {
        "Description": "Seals customers' second factors",
        "EnableKeyRotation": True,
        "KeyPolicy": policy([administered(["Decrypt", "Encrypt"])]),
    }


def _pool(stage: Stage) -> dict[str, Any]:
    password = {
        "MinimumLength": 12,
        "RequireLowercase": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "RequireUppercase": True,
        "TemporaryPasswordValidityDays": 1,
    }
    return {
        "UserPoolName": f"{stage.prefix}-admins",
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True},
        "Policies": {"PasswordPolicy": password},
        "MfaConfiguration": "ON" if stage.on_aws else "OPTIONAL",  # the emulator knows no codes
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]},
        "DeletionProtection": "ACTIVE" if stage.keeps_data else "INACTIVE",
    }


def _client(pool_id: str, stage: Stage) -> dict[str, Any]:
    """On AWS the password never leaves the admin's machine; the emulator's clients may send it."""
    login = "ALLOW_USER_SRP_AUTH" if stage.on_aws else "ALLOW_USER_PASSWORD_AUTH"
    return {
        "ClientName": f"{stage.prefix}-admin",
        "UserPoolId": pool_id,
        "ExplicitAuthFlows": [login, "ALLOW_REFRESH_TOKEN_AUTH"],
        "GenerateSecret": False,
        "PreventUserExistenceErrors": "ENABLED",
        "AccessTokenValidity": ADMIN_TOKEN_LIFE_S,
        "IdTokenValidity": ADMIN_TOKEN_LIFE_S,
        "TokenValidityUnits": {"AccessToken": "seconds", "IdToken": "seconds"},
    }


def _published(scope: Construct, bucket: cdk.CfnResource) -> str:
    """The URL of a distribution in front of the bucket. The API's own would close a circle: it stands
    behind the authorizers, which read the key set when they are made."""
    signed = {
        "Name": cdk.Fn.join("-", [bucket.ref, "reader"]),
        "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always",
        "SigningProtocol": "sigv4",
    }
    control = resource(
        scope, "KeysAccess", "AWS::CloudFront::OriginAccessControl", {"OriginAccessControlConfig": signed}
    )
    distribution = resource(
        scope,
        "KeysDistribution",
        "AWS::CloudFront::Distribution",
        {"DistributionConfig": _distribution(bucket, control)},
    )
    reads = allow(["s3:GetObject"], f"{arn_of(bucket)}/*") | {
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Condition": {"StringEquals": {"AWS:SourceArn": _distribution_arn(distribution)}},
    }
    closed_but_to(scope, "KeysReaders", bucket, [reads])
    return f"https://{distribution.get_att('DomainName').to_string()}"


def _distribution_arn(distribution: cdk.CfnResource) -> str:
    return f"arn:{cdk.Aws.PARTITION}:cloudfront::{cdk.Aws.ACCOUNT_ID}:distribution/{distribution.ref}"


def _distribution(bucket: cdk.CfnResource, control: cdk.CfnResource) -> dict[str, Any]:
    origin = {
        "Id": "keys",
        "DomainName": bucket.get_att("RegionalDomainName").to_string(),
        "OriginAccessControlId": control.ref,
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    behavior = {
        "TargetOriginId": "keys",
        "ViewerProtocolPolicy": "https-only",
        "CachePolicyId": ORIGIN_DECIDES,
        "Compress": True,
    }
    return {
        "Comment": "Discovery document and key set of customers' tokens",
        "Enabled": True,
        "HttpVersion": "http2and3",
        "PriceClass": "PriceClass_100",
        "Origins": [origin],
        "DefaultCacheBehavior": behavior,
    }
