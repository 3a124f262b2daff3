"""The one table, and the key that encrypts it."""

from typing import Any

from haat.table.connection import INDEX
from infra.cdk.constructs.key import administered
from infra.cdk.constructs.resource import policy
from infra.cdk.stages import Stage


def table_properties(stage: Stage, key_arn: str | None) -> dict[str, Any]:
    names = ("pk", "sk", "gsi1pk", "gsi1sk")
    index = {
        "IndexName": INDEX,
        "KeySchema": _keys("gsi1pk", "gsi1sk"),
        "Projection": {"ProjectionType": "ALL"},
    }
    own_key = {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key_arn}
    return {
        "TableName": stage.prefix,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in names],
        "KeySchema": _keys("pk", "sk"),
        "GlobalSecondaryIndexes": [index],
        "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
        "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "SSESpecification": own_key if key_arn else None,
        "DeletionProtectionEnabled": stage.keeps_data,
    }


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def table_key_properties() -> dict[str, Any]:
    uses = ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"]
    return {
        "Description": "Encrypts the table",
        "EnableKeyRotation": True,
        "KeyPolicy": policy([administered(uses)]),
    }
