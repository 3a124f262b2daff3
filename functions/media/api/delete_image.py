"""DELETE /api/admin/images/{image_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from media import manifest
from media.domain import ImageChanged
from media.store import ImageStore


@endpoint(manifest.DELETE_IMAGE)
def handler(
    call: Call[None], images: ImageStore
) -> Answer[None] | NotFound | PreconditionFailed | ImageChanged:
    """Forget an image. Its files stay: products, orders and other uploads of the same bytes may name them."""
    image = images.find(call.path["image_id"])
    if image is None:
        return NotFound()
    outdated = call.precondition(str(image.version))
    if outdated:
        return outdated
    audited = call.audited(f"image/{image.id}", image, None)
    return ImageChanged() if images.delete(image, audited) else Answer(None)
