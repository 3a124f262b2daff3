"""Keys of images, in the table and in the bucket."""

from haat.grants import KeySpace

IMAGE = KeySpace("IMAGE#")
IMAGES_DUE = KeySpace("IMAGES_DUE#")  # index: images that wait for something, by when they are looked after
IMAGES_READY = KeySpace("IMAGES_READY#")  # index: images that are ready, by their ids, and so by time
ALL = "all"
IMAGE_SORT = "IMAGE"

UPLOADS = "uploads/"  # what was uploaded and not processed yet; the bucket forgets it after a day
ORIGINALS = "originals/"  # what the renditions were made of; nobody is shown it
MEDIA = "media/"  # renditions: the edge serves them under the same path


def upload_key(image_id: str) -> str:
    """Where an image is uploaded to."""
    return f"{UPLOADS}{image_id}"


def image_of_upload(key: str) -> str:
    """Which image was uploaded to a key."""
    return key.removeprefix(UPLOADS)


def original_key(sha256: str) -> str:
    """Where an original is kept, named after its bytes."""
    return f"{ORIGINALS}{sha256}"


def rendition_key(sha256: str, width: int, ending: str) -> str:
    """Where a rendition is kept, named after the bytes of its original."""
    return f"{MEDIA}{sha256}/{width}.{ending}"
