"""The bucket of pictures: uploads come by signed forms from the shop's pages, renditions go by the edge."""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from haat.settings import SHOP_URL
from infra.cdk.constructs.bucket import closed_but_to, private_bucket
from infra.cdk.constructs.environment import value
from infra.cdk.constructs.resource import allow, arn_of, output
from infra.cdk.ground import Ground
from media.keys import MEDIA, UPLOADS

SHORT_NAME = "media"
UPLOADS_DAYS = 1  # uploads that nobody asked for, or that crashes left: what is processed is deleted at once
REPLACED_DAYS = 7
PREFLIGHT_S = 3600


class Media(Construct):
    """Made after the edge, whose distribution alone may read from it; the edge goes by its name."""

    def __init__(self, scope: Construct, name: str, ground: Ground, distribution_id: str | None) -> None:
        super().__init__(scope, name)
        forms = _forms_from(value(SHOP_URL, ground))
        more = {"CorsConfiguration": forms, "NotificationConfiguration": _TELLING}
        bucket = private_bucket(
            self,
            "MediaBucket",
            ground.stage,
            SHORT_NAME,
            logs=ground.values.get("LOGS_BUCKET"),
            lifecycle=_LIFECYCLE,
            more=more,
        )
        self.bucket_name, self.bucket_arn = bucket.ref, arn_of(bucket)
        if distribution_id:
            closed_but_to(self, "MediaReaders", bucket, _of_edge(bucket, distribution_id))
        output(self, "MediaBucket", bucket.ref)


_TELLING = {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
_LIFECYCLE = {
    "Rules": [
        {
            "Status": "Enabled",
            "Prefix": UPLOADS,
            "ExpirationInDays": UPLOADS_DAYS,
            "NoncurrentVersionExpiration": {"NoncurrentDays": UPLOADS_DAYS},
        },
        {
            "Status": "Enabled",
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": UPLOADS_DAYS},
            "NoncurrentVersionExpiration": {"NoncurrentDays": REPLACED_DAYS},
        },
    ]
}


def _forms_from(address: str) -> dict[str, Any]:
    """A browser may post a form to the bucket from the shop's pages only."""
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [address], "AllowedHeaders": ["*"]}
    return {"CorsRules": [rule | {"MaxAge": PREFLIGHT_S}]}


def _of_edge(bucket: cdk.CfnResource, distribution_id: str) -> list[dict[str, Any]]:
    """The distribution reads renditions and nothing else; the right to list makes an absent one a 404."""
    arn = f"arn:{cdk.Aws.PARTITION}:cloudfront::{cdk.Aws.ACCOUNT_ID}:distribution/{distribution_id}"
    edge = {
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Condition": {"StringEquals": {"AWS:SourceArn": arn}},
    }
    reads = allow(["s3:GetObject"], f"{arn_of(bucket)}/{MEDIA}*") | edge
    return [reads, allow(["s3:ListBucket"], arn_of(bucket)) | edge]
