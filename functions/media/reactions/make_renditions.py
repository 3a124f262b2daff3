"""An upload came → its renditions."""

from haat.events.objects import StoredObject, object_created
from media import manifest
from media.darkroom import Darkroom
from media.keys import image_of_upload


@object_created(manifest.MAKE_RENDITIONS)
def handler(uploaded: StoredObject, darkroom: Darkroom) -> None:
    """Take the upload's image to its end; told twice, the second time changes nothing."""
    darkroom.develop(image_of_upload(uploaded.key))
