"""Images that should have come to an end by now: nobody uploaded them, or nobody was told of it, or died."""

from haat.faults import Transient
from haat.observability import logger
from media.darkroom import Darkroom
from media.store import ImageStore


class SweepIncomplete(Transient):
    """Some images could not be brought to an end now. They are left to the next run; an alarm counts it."""


class Sweeper:
    """Brings to an end what is overdue."""

    def __init__(self) -> None:
        self._images = ImageStore()
        self._darkroom = Darkroom()

    def sweep(self) -> int:
        """Look after every image that is due, and say how many there were. Raises: SweepIncomplete."""
        swept = failed = 0
        for image_id in self._images.due():
            swept += 1
            try:
                self._darkroom.develop(image_id)
            except Exception:  # noqa: BLE001 -- one image that is stuck must not keep the others waiting
                logger("media").exception("left to the next run", image_id=image_id)
                failed += 1
        if failed:
            raise SweepIncomplete(f"{failed} of {swept} images")
        return swept
