"""A secret that Secrets Manager rotates by itself, by a function that only does that."""

from pathlib import Path

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.code import ARCHITECTURE, RUNTIME
from infra.cdk.constructs.function import TRACING, log_right, observed
from infra.cdk.constructs.resource import allow, arn_of, resource, role
from infra.cdk.stages import Stage

CODE = Path(__file__).with_name("rotating.py").read_text()
TIMEOUT_S = 30
_ACTIONS = ("DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage")


class Rotation(Construct):
    """Another value every so many days; the first one stays until then."""

    def __init__(
        self, scope: Construct, name: str, secret: cdk.CfnResource, stage: Stage, *, every_days: int
    ) -> None:
        super().__init__(scope, name)
        named = f"{stage.prefix}-rotate-cursors"
        rights = [allow([f"secretsmanager:{action}" for action in _ACTIONS], secret.ref)]
        properties = {
            "FunctionName": named,
            "Handler": "index.handler",
            "Runtime": RUNTIME,
            "Architectures": [ARCHITECTURE],
            "Code": {"ZipFile": CODE},
            "Timeout": TIMEOUT_S,
            "Role": arn_of(role(self, "Role", "lambda.amazonaws.com", [*rights, log_right(named), TRACING])),
            **observed(self, named, stage),
        }
        function = resource(self, "Function", "AWS::Lambda::Function", properties)
        caller = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": arn_of(function),
            "Principal": "secretsmanager.amazonaws.com",
            "SourceAccount": cdk.Aws.ACCOUNT_ID,
        }
        admitted = resource(self, "Caller", "AWS::Lambda::Permission", caller)
        rotated = {
            "SecretId": secret.ref,
            "RotationLambdaARN": arn_of(function),
            "RotationRules": {"AutomaticallyAfterDays": every_days},
            "RotateImmediatelyOnUpdate": False,
        }
        made = resource(self, "Schedule", "AWS::SecretsManager::RotationSchedule", rotated)
        made.add_dependency(admitted)
