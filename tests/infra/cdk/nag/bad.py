"""Resources as nobody should make them, and the rules that have to see it."""

from typing import Any

Template = dict[str, Any]
_EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
_ORIGIN = {
    "Id": "api",
    "DomainName": "a.example",
    "CustomOriginConfig": {"OriginProtocolPolicy": "http-only"},
}
_BEHAVIOR = {"TargetOriginId": "api", "ViewerProtocolPolicy": "allow-all", "CachePolicyId": "any"}


def _document(statement: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [statement]}


BAD: Template = {
    "Resources": {
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {}},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": _document(_EVERYTHING)}},
        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {}},
        "Pool": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": _document(_TRUST),
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
                "Policies": [{"PolicyName": "all", "PolicyDocument": _document(_EVERYTHING)}],
            },
        },
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {"Runtime": "python3.9", "Code": {"ZipFile": ""}, "Role": "any", "Handler": "a.b"},
        },
        "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"RoleArn": "any"}},
        "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": "a", "StageName": "b"}},
        "Route": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": "a", "RouteKey": "GET /b"}},
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": []}},
        "Domain": {"Type": "AWS::OpenSearchService::Domain", "Properties": {}},
        "Distribution": {
            "Type": "AWS::CloudFront::Distribution",
            "Properties": {
                "DistributionConfig": {
                    "Enabled": True,
                    "Origins": [_ORIGIN],
                    "DefaultCacheBehavior": _BEHAVIOR,
                }
            },
        },
    }
}
SEEN = {
    "Bucket": {"S1", "S10"},
    "Queue": {"SQS3", "SQS4"},
    "Topic": {"SNS3"},
    "Key": {"KMS5"},
    "Secret": {"SMG4"},
    "Pool": {"COG1", "COG2", "COG8"},
    "Role": {"IAM4", "IAM5"},
    "Function": {"L1"},
    "Machine": {"SF1", "SF2"},
    "Stage": {"APIG1"},
    "Route": {"APIG4"},
    "Table": {"DDB3"},
    "Domain": {"OS1", "OS3", "OS4", "OS5", "OS7", "OS8", "OS9"},
    "Distribution": {"CFR1", "CFR2", "CFR3", "CFR4", "CFR5"},
}
