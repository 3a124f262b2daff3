"""From an upload to an image that is ready, or refused. It may be done again at any point, and by two.

Renditions are kept before the image is ready, under keys that follow from the upload's bytes, and objects
that are there stay: so a crash leaves nothing that the next attempt would not make as well. Only the write
of the image's next version decides who was first.
"""

from haat import clock
from haat.observability import count
from media import domain
from media.domain import Image, Refusal
from media.gateway import MediaBucket
from media.keys import original_key, rendition_key
from media.store import ImageStore


class Darkroom:
    """Makes renditions."""

    def __init__(self) -> None:
        self._images = ImageStore()
        self._bucket = MediaBucket()

    def develop(self, image_id: str) -> None:
        """Take an image as far as it goes now. Of one that nobody asked for, or that is closed: nothing."""
        image = self._images.find(image_id)
        if image is None or image.is_closed:
            return
        content = self._bucket.fetch(image_id)
        if content is None:
            self._miss(image)
            return
        claimed = domain.claim(image, at_s=clock.now_s())
        if claimed.is_closed:
            self._close(claimed)
        elif self._images.change(claimed) is None:  # else somebody else is at it
            self._close(self._outcome(claimed, content))

    def _miss(self, image: Image) -> None:
        """An upload that is not there now may still come, until it is due."""
        if image.due_s <= clock.now_s():
            self._close(domain.expire(image))

    def _outcome(self, image: Image, content: bytes | Refusal) -> Image:
        if isinstance(content, Refusal):
            return domain.refuse(image, content)
        return self._developed(image, content)

    def _developed(self, image: Image, content: bytes) -> Image:
        from media import imaging  # most of the sweeper's runs need no decoder

        developed = imaging.develop(content)
        if isinstance(developed, Refusal):
            return domain.refuse(image, developed)
        picture = developed.picture
        for rendition, encoded in zip(picture.renditions, developed.contents, strict=True):
            key = rendition_key(picture.sha256, rendition.width_px, rendition.format.value)
            self._bucket.keep(key, encoded, rendition.format.media_type)
        self._bucket.keep(original_key(picture.sha256), content, image.media_type)
        return domain.finish(image, picture)

    def _close(self, image: Image) -> None:
        if self._images.change(image) is None:
            count(f"Images{image.state.title()}")
            self._bucket.discard(image.id)
