"""The public surface of media: its endpoints, who makes renditions, and who looks after what never came."""

from haat.grants import Bucket, Table
from haat.manifest import Service, endpoint, object_consumer, schedule
from haat.permissions import Permission
from media.keys import IMAGE, IMAGES_DUE, IMAGES_READY, MEDIA, ORIGINALS, UPLOADS

BUCKET = "media"
LAYERS = ("images",)
# A processor and a sixth for a second or two. Measured at 65 million pixels: 0.5 GB for JPEG, 1.0 for WebP.
DEVELOPING_MB = 2048
DEVELOPING_S = 60
AT_ONCE_MAX = 20  # ten pictures a second, and an import of thousands leaves the shop its functions
DEVELOP = (
    Table(("GetItem", "PutItem"), IMAGE),
    Bucket(BUCKET, ("GetObject", "DeleteObject", "ListBucket"), UPLOADS),  # the last, to be told of absence
    Bucket(BUCKET, ("PutObject",), ORIGINALS),
    Bucket(BUCKET, ("PutObject",), MEDIA),
)

REQUEST_UPLOAD = endpoint(
    "POST",
    "/api/admin/images",
    "media.api.request_upload",
    auth=Permission.UPLOAD_IMAGES,
    grants=(Table(("PutItem",), IMAGE), Bucket(BUCKET, ("PutObject",), UPLOADS)),
    status=201,
    summary="Get a form to upload a product image by",
)
GET_IMAGE = endpoint(
    "GET",
    "/api/admin/images/{image_id}",
    "media.api.get_image",
    auth=Permission.UPLOAD_IMAGES,
    grants=(Table(("GetItem",), IMAGE),),
    summary="Show how far a product image has come, and where it is served",
)
LIST_IMAGES = endpoint(
    "GET",
    "/api/admin/images",
    "media.api.list_images",
    auth=Permission.UPLOAD_IMAGES,
    grants=(Table(("Query",), IMAGES_READY, index=True),),
    summary="List the product images that are ready, newest first",
)
DELETE_IMAGE = endpoint(
    "DELETE",
    "/api/admin/images/{image_id}",
    "media.api.delete_image",
    auth=Permission.UPLOAD_IMAGES,
    grants=(Table(("GetItem", "DeleteItem"), IMAGE),),
    status=204,
    round_trips=2,
    summary="Forget a product image; what shows it still does",
)
MAKE_RENDITIONS = object_consumer(
    BUCKET,
    UPLOADS,
    "media.reactions.make_renditions",
    grants=DEVELOP,
    layers=LAYERS,
    batch_size=1,
    at_once_max=AT_ONCE_MAX,
    memory_mb=DEVELOPING_MB,
    timeout_s=DEVELOPING_S,
)
SWEEP_UPLOADS = schedule(
    5,
    "media.tasks.sweep_uploads",
    grants=(*DEVELOP, Table(("Query",), IMAGES_DUE, index=True)),
    layers=LAYERS,
    memory_mb=DEVELOPING_MB,
    timeout_s=DEVELOPING_S,
)
SERVICE = Service(
    "media", (REQUEST_UPLOAD, GET_IMAGE, LIST_IMAGES, DELETE_IMAGE, MAKE_RENDITIONS, SWEEP_UPLOADS)
)
