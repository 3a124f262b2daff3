"""From an upload's bytes to its renditions. Pillow ends here."""

from media.imaging.developing import Developed, develop

__all__ = ["Developed", "develop"]
