"""GET /api/admin/images/{image_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from media import manifest, view
from media.store import ImageStore


@endpoint(manifest.GET_IMAGE)
def handler(call: Call[None], images: ImageStore) -> Answer[view.ImageView] | NotFound:
    """How far an image has come, and where its renditions are."""
    image = images.find(call.path["image_id"])
    return view.answer(image) if image else NotFound()
