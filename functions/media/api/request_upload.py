"""POST /api/admin/images"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from haat import clock, ids
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from media import domain, manifest, view
from media.gateway import MediaBucket
from media.store import ImageStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What will be uploaded."""

    media_type: Literal["image/jpeg", "image/png", "image/webp", "image/avif"]
    size_bytes: Annotated[int, Meta(ge=1, le=domain.BYTES_MAX)]


class Upload(msgspec.Struct, frozen=True):
    """A multipart/form-data POST to `url`: these fields, then the field `file`, begun before `expires_at`."""

    url: str
    fields: dict[str, str]
    expires_at: str


class Requested(msgspec.Struct, frozen=True):
    """An image that awaits its upload, and how to upload it."""

    image: view.ImageView
    upload: Upload


@endpoint(manifest.REQUEST_UPLOAD)
def handler(call: Call[Body], images: ImageStore, bucket: MediaBucket) -> Answer[Requested] | AlreadyAnswered:
    """Get a signed form that takes one file of this type and size, within ten minutes."""
    at_s = clock.now_s()
    image = domain.request(ids.new_id("img"), call.input.media_type, call.input.size_bytes, at_s=at_s)
    form = bucket.form(image)
    upload = Upload(form.url, form.fields, expires_at=clock.iso(at_s + domain.FORM_S))
    location = f"{manifest.REQUEST_UPLOAD.path}/{image.id}"
    answer = Answer(
        Requested(view.of(image), upload), etag=str(image.version), headers={"location": location}
    )
    audited = call.audited(f"image/{image.id}", None, call.input)
    return images.add(image, audited, *call.remember(answer)) or answer
