"""The bucket: what is uploaded, what is kept of it, and what is shown."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from haat.clients import client
from haat.table.meter import meter
from media.domain import BYTES_MAX, FORM_S, Image, Refusal
from media.keys import upload_key
from media.settings import BUCKET

# Renditions never change: their key says of which bytes they are. A day, so that one can be taken down.
CACHE_CONTROL = "public, max-age=86400, immutable"
CONFLICTS_MAX = 3  # of writers of one key at the same moment
_ABSENT = "NoSuchKey"
_THERE = "PreconditionFailed"
_CONFLICT = "ConditionalRequestConflict"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that uploads one file: the fields go first, then the field `file`."""

    url: str
    fields: dict[str, str]


class MediaBucket:
    """Objects of images."""

    def form(self, image: Image) -> Form:
        """A form that takes the image's key, type and number of bytes, and no others. No round trip."""
        size = ["content-length-range", image.size_bytes, image.size_bytes]
        kind = {"Content-Type": image.media_type}
        made = _s3().generate_presigned_post(
            BUCKET.text(), upload_key(image.id), Fields=dict(kind), Conditions=[kind, size], ExpiresIn=FORM_S
        )
        return Form(made["url"], made["fields"])

    def fetch(self, image_id: str) -> bytes | Refusal | None:
        """What was uploaded of an image, None if nothing was. One GET."""
        meter.count("s3.GetObject")
        try:
            found = _s3().get_object(Bucket=BUCKET.text(), Key=upload_key(image_id))
        except ClientError as error:
            if error.response["Error"]["Code"] != _ABSENT:
                raise
            return None
        if found["ContentLength"] > BYTES_MAX:  # the form does not let it through
            return Refusal.TOO_LARGE
        content: bytes = found["Body"].read()
        return content

    def keep(self, key: str, content: bytes, media_type: str) -> None:
        """Write an object where there is none; what is there stays. One PUT."""
        for attempt in range(CONFLICTS_MAX):
            meter.count("s3.PutObject")
            try:
                _s3().put_object(
                    Bucket=BUCKET.text(),
                    Key=key,
                    Body=content,
                    ContentType=media_type,
                    CacheControl=CACHE_CONTROL,
                    IfNoneMatch="*",
                )
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code == _THERE:
                    return
                if code != _CONFLICT or attempt + 1 == CONFLICTS_MAX:
                    raise
            else:
                return

    def discard(self, image_id: str) -> None:
        """Delete what was uploaded; there may be nothing. One DELETE."""
        meter.count("s3.DeleteObject")
        _s3().delete_object(Bucket=BUCKET.text(), Key=upload_key(image_id))


def _s3() -> Any:
    return client("s3")
