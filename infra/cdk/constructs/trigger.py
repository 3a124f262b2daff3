"""Runs a function once per deployment of its code, and fails the deployment if it fails."""

from constructs import Construct

from infra.cdk.constructs.code import ARCHITECTURE, RUNTIME
from infra.cdk.constructs.function import TRACING, ServiceFunction, log_right, observed
from infra.cdk.constructs.resource import allow, arn_of, resource, role
from infra.cdk.stages import Stage

# CloudFormation's protocol, by the module that Lambda puts beside inline code.
_CODE = """
import boto3
import cfnresponse

def handler(event, context):
    outcome, reason = cfnresponse.SUCCESS, None
    try:
        if event["RequestType"] != "Delete":
            answer = boto3.client("lambda").invoke(FunctionName=event["ResourceProperties"]["Function"])
            if "FunctionError" in answer:
                outcome, reason = cfnresponse.FAILED, answer["Payload"].read().decode()[:500]
    except Exception as fault:
        outcome, reason = cfnresponse.FAILED, str(fault)
    cfnresponse.send(event, context, outcome, {}, event["LogicalResourceId"], reason=reason)
"""
TIMEOUT_S = 120


class Trigger(Construct):
    """A custom resource that calls the function whenever `revision` changes."""

    def __init__(self, scope: Construct, function: ServiceFunction, revision: str, stage: Stage) -> None:
        super().__init__(scope, f"{function.declared.name}-trigger")
        name = f"{function.name}-trigger"
        rights = [allow(["lambda:InvokeFunction"], function.arn), log_right(name), TRACING]
        properties = {
            "FunctionName": name,
            "Handler": "index.handler",
            "Runtime": RUNTIME,
            "Architectures": [ARCHITECTURE],
            "Code": {"ZipFile": _CODE},
            "Timeout": TIMEOUT_S,
            "Role": arn_of(role(self, "Role", "lambda.amazonaws.com", rights)),
            **observed(self, name, stage),
        }
        caller = resource(self, "Caller", "AWS::Lambda::Function", properties)
        called = {"ServiceToken": arn_of(caller), "Function": function.name, "Revision": revision}
        resource(self, "Run", "AWS::CloudFormation::CustomResource", called, after=[function])
