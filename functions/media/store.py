"""Images in the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haat import clock
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write
from media.domain import FORGOTTEN_S, Image, State
from media.keys import ALL, IMAGE, IMAGE_SORT, IMAGES_DUE, IMAGES_READY

DUE_MAX = 50  # images that one query brings
PAGES_MAX = 20


class ImageItem(Item, discriminator="image"):
    """One image; in the index until it is closed, by when it is looked after, or once it is ready."""

    image: Document[Image] = Document(Image)


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has moved the image meanwhile."""


@dataclass(frozen=True, slots=True)
class ImagePage:
    """Some images; `last_key` is where the list goes on, None at the end."""

    images: list[Image]
    last_key: dict[str, Any] | None


class ImageStore:
    """Images; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, image_id: str) -> Image | None:
        """An image. One consistent read."""
        item = reads.find(ImageItem, IMAGE.key(image_id), IMAGE_SORT, consistent=True)
        return item.image if item else None

    def add(self, image: Image, *also: Write) -> AlreadyAnswered | None:
        """Put a new image, and `also`. One write, or a transaction."""
        put = writes.put_new(_to_item(image), refused=lambda _: RuntimeError("two images with one id"))
        refusals = writes.commit(put, *also)
        if refusals and AlreadyAnswered() not in refusals:
            raise RuntimeError(f"{image.id} was not made: {refusals!r}")
        return AlreadyAnswered() if refusals else None

    def change(self, image: Image) -> Overtaken | None:
        """Write the next version of an image, if nobody wrote one before. One write."""
        before = ImageItem.version == image.version - 1
        refusals = writes.commit(writes.put(_to_item(image), when=before, refused=lambda _: Overtaken()))
        return Overtaken() if refusals else None

    def delete(self, image: Image, *also: Write) -> Overtaken | None:
        """Delete an image that is as it was read, or is not there any more, and `also`. One transaction."""
        unchanged = ImageItem.pk.does_not_exist() | (ImageItem.version == image.version)
        key = (IMAGE.key(image.id), IMAGE_SORT)
        gone = writes.delete(ImageItem, *key, when=unchanged, refused=lambda _: Overtaken())
        return Overtaken() if writes.commit(gone, *also) else None

    def ready(self, *, limit: int, after: dict[str, Any] | None) -> ImagePage:
        """Images that are ready, newest first. One query, eventually consistent."""
        space = IMAGES_READY.key(ALL)
        page = reads.page(ImageItem, space, limit=limit, after=after, newest_first=True, by_index=True)
        return ImagePage([item.image for item in page.items], page.last_key)

    def due(self) -> Iterator[str]:
        """Ids of images that should have been closed by now. A query for each 50, eventually consistent."""
        until, space = ImageItem.gsi1sk <= clock.now(), IMAGES_DUE.key(ALL)
        after: dict[str, Any] | None = None
        for _ in range(PAGES_MAX):
            page = reads.page(ImageItem, space, limit=DUE_MAX, after=after, where=until, by_index=True)
            yield from (item.image.id for item in page.items)
            after = page.last_key
            if after is None:
                return


def _to_item(image: Image) -> ImageItem:
    item = ImageItem(pk=IMAGE.key(image.id), sk=IMAGE_SORT, image=image, version=image.version)
    if not image.is_closed:
        item.gsi1pk, item.gsi1sk = IMAGES_DUE.key(ALL), clock.iso(image.due_s)
    elif image.state is State.READY:
        item.gsi1pk, item.gsi1sk = IMAGES_READY.key(ALL), image.id
    else:
        item.ttl = clock.now_s() + FORGOTTEN_S
    return item
