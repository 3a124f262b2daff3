"""The provider's clock, which a test may set ahead or behind."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """Wall time plus `offset_s`: signatures, `created` and the age of idempotency keys go by it."""

    offset_s: float = 0.0

    def now(self) -> int:
        """Unix seconds."""
        return int(time.time() + self.offset_s)
