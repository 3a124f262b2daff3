"""What the platform remembers: the table, its key, the bus, buckets, secrets, and whom alarms ring."""

import json
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.table.connection import INDEX
from infra.cdk.constructs.key import administered
from infra.cdk.constructs.resource import arn_of, kept, output, policy, resource
from infra.cdk.stages import Stage

ARCHIVE_DAYS = 30
OLD_FILES_DAYS = 7  # unfinished uploads, and what was replaced or deleted
TRANSFER_FILES_DAYS = 7  # files of imports and exports, finished or not
CURSOR_KEY_CHARACTERS = 48


class Data(Construct):
    """Everything that outlives a deployment of code."""

    def __init__(self, scope: Construct, name: str, stage: Stage) -> None:
        super().__init__(scope, name)
        self._stage = stage
        self.table_key_arn = None if stage.economy else arn_of(self._table_key())
        self.table = self._table()
        self.bus = resource(self, "Bus", "AWS::Events::EventBus", {"Name": stage.prefix})
        self.search_bucket = private_bucket(self, "SearchBucket", stage, "search", lifecycle=_LIFECYCLE)
        self.recommendations_bucket = private_bucket(
            self, "RecommendationsBucket", stage, "recommendations", lifecycle=_LIFECYCLE
        )
        self.transfers_bucket = private_bucket(
            self, "TransfersBucket", stage, "transfers", lifecycle=_TRANSFERS_LIFECYCLE
        )
        self.payments_secret = self._secret("payments", {"SecretString": json.dumps(_NO_CREDENTIALS)})
        self.mail = resource(
            self, "Mail", "AWS::SES::EmailIdentity", {"EmailIdentity": stage.settings["MAIL_FROM"]}
        )
        self.alarms = resource(self, "Alarms", "AWS::SNS::Topic", {"TopicName": f"{stage.prefix}-alarms"})
        self.cursor_key = self._cursor_key()
        if stage.on_aws:
            self._archive()
        output(self, "TableName", self.table.ref)
        output(self, "BusName", self.bus.ref)
        output(self, "SearchBucket", self.search_bucket.ref)
        output(self, "TransfersBucket", self.transfers_bucket.ref)
        output(self, "PaymentsSecretName", f"{stage.prefix}/payments")

    @property
    def stream_arn(self) -> str:
        return self.table.get_att("StreamArn").to_string()

    def _cursor_key(self) -> str:
        """The key that signs cursors: of the stage's settings, else a generated secret's."""
        if "CURSOR_KEY" in self._stage.settings:
            return self._stage.settings["CURSOR_KEY"]
        generated = {"PasswordLength": CURSOR_KEY_CHARACTERS, "ExcludePunctuation": True}
        secret = self._secret("cursors", {"GenerateSecretString": generated})
        return f"{{{{resolve:secretsmanager:{secret.ref}:SecretString}}}}"

    def _table(self) -> cdk.CfnResource:
        return kept(
            resource(self, "Table", "AWS::DynamoDB::Table", _table(self._stage, self.table_key_arn)),
            keep=self._stage.keeps_data,
        )

    def _table_key(self) -> cdk.CfnResource:
        key = resource(self, "TableKey", "AWS::KMS::Key", _table_key())
        return kept(key, keep=self._stage.keeps_data)

    def _secret(self, name: str, content: dict[str, Any]) -> cdk.CfnResource:
        properties = {"Name": f"{self._stage.prefix}/{name}", **content}
        made = resource(self, f"{name.title()}Secret", "AWS::SecretsManager::Secret", properties)
        return kept(made, keep=self._stage.keeps_data)

    def _archive(self) -> None:
        """Every event of a month, to be replayed after a mistake in a consumer."""
        properties = {
            "ArchiveName": self._stage.prefix,
            "SourceArn": arn_of(self.bus),
            "RetentionDays": ARCHIVE_DAYS,
            "EventPattern": {"source": [{"prefix": "haat."}]},
        }
        resource(self, "Archive", "AWS::Events::Archive", properties)


_NO_CREDENTIALS = {"api_key": "", "webhook_secret": ""}  # ops put the real ones in: README, "On AWS"
_LIFECYCLE = {
    "Rules": [
        {
            "Status": "Enabled",
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": OLD_FILES_DAYS},
            "NoncurrentVersionExpiration": {"NoncurrentDays": OLD_FILES_DAYS},
        }
    ]
}
_TRANSFERS_LIFECYCLE = {
    "Rules": [
        {
            "Status": "Enabled",
            "ExpirationInDays": TRANSFER_FILES_DAYS,
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": TRANSFER_FILES_DAYS},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
        }
    ]
}


def bucket_name(stage: Stage, short: str) -> str:
    """The name of a bucket, which nobody else in the world may have."""
    return f"{stage.prefix}-{short}-{stage.account or cdk.Aws.ACCOUNT_ID}"


def private_bucket(
    scope: Construct,
    name: str,
    stage: Stage,
    short: str,
    *,
    lifecycle: dict[str, Any] | None = None,
    more: Mapping[str, Any] = {},
) -> cdk.CfnResource:
    """A bucket that nobody reads without a right to, encrypted, with versions. `more`: further properties."""
    closed = dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    properties = {
        "BucketName": bucket_name(stage, short),
        "PublicAccessBlockConfiguration": closed,
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": [
                {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
            ]
        },
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "VersioningConfiguration": {"Status": "Enabled"},
        "LifecycleConfiguration": lifecycle,
        **more,
    }
    return kept(resource(scope, name, "AWS::S3::Bucket", properties), keep=stage.keeps_data)


def _table(stage: Stage, key_arn: str | None) -> dict[str, Any]:
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


def _table_key() -> dict[str, Any]:
    uses = ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"]
    return {
        "Description": "Encrypts the table",
        "EnableKeyRotation": True,
        "KeyPolicy": policy([administered(uses)]),
    }
