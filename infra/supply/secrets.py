"""Secrets in sources, by the patterns of detect-secrets: keys of providers, private keys, tokens."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Any

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

# They look for any address, and for any word such as "password" before a text.
LEFT_OUT = ("IPPublicDetector", "KeywordDetector")


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret, by what kind it is of and the line it is on."""

    kind: str
    line: int


def leaks(text: str) -> Iterator[Leak]:
    """Whatever in a text has the form of a secret."""
    for kind, patterns in rules().items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield Leak(kind, text.count("\n", 0, match.start()) + 1)


@cache
def rules() -> dict[str, tuple[Pattern[str], ...]]:
    """Patterns by the name of their detector."""
    detectors: Collection[Any] = get_mapping_from_secret_type_to_class().values()
    return {
        one.__name__: tuple(one.denylist)
        for one in detectors
        if one.__name__ not in LEFT_OUT and not isinstance(getattr(one, "denylist", None), property | None)
    }
