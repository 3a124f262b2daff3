"""Erasure: the account is closed at once, and its data goes when nobody can write any more.

Access tokens live for fifteen minutes, and functions learn within one that they are dead. What is erased a
while after that is erased once: no request that began before can bring anything back.
"""

from dataclasses import dataclass
from typing import ClassVar

from haat.errors import Invalid

ERASED_AFTER_S = 20 * 60


@dataclass(frozen=True, slots=True)
class SecondFactorCodeMissing(Invalid):
    """This account has a second factor."""

    detail: ClassVar[str] = "Send a code of it, or a recovery code, as `code`."
