"""What the platform remembers: the table, its key, the bus, buckets, secrets, and whom alarms ring."""

import json
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.cdk.constructs.bucket import BY_KMS, BY_S3, closed_but_to, logs_bucket, private_bucket
from infra.cdk.constructs.resource import allow, arn_of, kept, output, over_tls_only, policy, resource
from infra.cdk.constructs.rotation import Rotation
from infra.cdk.constructs.table import table_key_properties, table_properties
from infra.cdk.stages import Stage

ARCHIVE_DAYS = 30
OLD_FILES_DAYS = 7  # unfinished uploads, and what was replaced or deleted
TRANSFER_FILES_DAYS = 7  # files of imports and exports, finished or not
CURSOR_KEY_CHARACTERS = 48
CURSOR_KEY_DAYS = 90


class Data(Construct):
    """Everything that outlives a deployment of code."""

    def __init__(self, scope: Construct, name: str, stage: Stage) -> None:
        super().__init__(scope, name)
        self._stage = stage
        self._encryption = BY_KMS if stage.on_aws else BY_S3
        self.table_key_arn = None if stage.economy else arn_of(self._table_key())
        self.table = self._table()
        self.bus = resource(self, "Bus", "AWS::Events::EventBus", {"Name": stage.prefix})
        self.logs = logs_bucket(self, stage).ref if stage.on_aws else None
        self.search_bucket = self._bucket("search", _LIFECYCLE)
        self.recommendations_bucket = self._bucket("recommendations", _LIFECYCLE)
        self.transfers_bucket = self._bucket("transfers", _TRANSFERS_LIFECYCLE)
        self.payments_secret = self._secret("payments", {"SecretString": json.dumps(_NO_CREDENTIALS)})
        self.providers_secret = self._secret("providers", {"SecretString": json.dumps(_NO_PROVIDERS)})
        self.mail = resource(
            self, "Mail", "AWS::SES::EmailIdentity", {"EmailIdentity": stage.settings["MAIL_FROM"]}
        )
        self.alarms = self._bell()
        self.cursors_secret = self._cursors()
        if stage.on_aws:
            self._archive()
        output(self, "TableName", self.table.ref)
        output(self, "BusName", self.bus.ref)
        output(self, "PaymentsSecretName", f"{stage.prefix}/payments")

    @property
    def stream_arn(self) -> str:
        return self.table.get_att("StreamArn").to_string()

    def _cursors(self) -> cdk.CfnResource:
        """Keys of links and cursors: one is made, and from then on they rotate. A laptop has a setting."""
        if not self._stage.on_aws:
            return self._secret("cursors", {"SecretString": "{}"})
        generated = {
            "PasswordLength": CURSOR_KEY_CHARACTERS,
            "ExcludePunctuation": True,
            "SecretStringTemplate": "{}",
            "GenerateStringKey": "key",
        }
        secret = self._secret("cursors", {"GenerateSecretString": generated})
        Rotation(self, "CursorsRotation", secret, self._stage, every_days=CURSOR_KEY_DAYS)
        return secret

    def _bucket(self, short: str, lifecycle: dict[str, Any]) -> cdk.CfnResource:
        name = f"{short.title()}Bucket"
        made = private_bucket(
            self, name, self._stage, short, logs=self.logs, encryption=self._encryption, lifecycle=lifecycle
        )
        if self._stage.on_aws:
            closed_but_to(self, f"{name}Policy", made)
        output(self, name, made.ref)
        return made

    def _bell(self) -> cdk.CfnResource:
        """What alarms ring. Whoever wants to hear them subscribes: README, "On AWS"."""
        topic = resource(self, "Alarms", "AWS::SNS::Topic", {"TopicName": f"{self._stage.prefix}-alarms"})
        if not self._stage.on_aws:
            return topic
        of_here = {"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}}
        ringing = {"Principal": {"Service": ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]}}
        rings = allow(["sns:Publish"], topic.ref, of_here) | ringing
        # EventBridge, which tells of what GuardDuty finds, takes no condition here.
        tells = allow(["sns:Publish"], topic.ref) | {"Principal": {"Service": "events.amazonaws.com"}}
        said = policy([over_tls_only("sns:Publish", topic.ref), rings, tells])
        properties = {"Topics": [topic.ref], "PolicyDocument": said}
        resource(self, "AlarmsPolicy", "AWS::SNS::TopicPolicy", properties)
        return topic

    def _table(self) -> cdk.CfnResource:
        properties = table_properties(self._stage, self.table_key_arn)
        return kept(resource(self, "Table", "AWS::DynamoDB::Table", properties), keep=self._stage.keeps_data)

    def _table_key(self) -> cdk.CfnResource:
        key = resource(self, "TableKey", "AWS::KMS::Key", table_key_properties())
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


_NO_PROVIDERS = {name: {"client_id": "", "client_secret": ""} for name in ("google", "facebook")}
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
