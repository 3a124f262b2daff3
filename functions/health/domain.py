"""When the system is ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from haat.errors import Unavailable


class Condition(StrEnum):
    """How a dependency is."""

    OK = "ok"
    FAILING = "failing"  # it does not answer, or not in time, or says that it is not there


@dataclass(frozen=True, slots=True)
class NotReady(Unavailable):
    """Something that orders need does not answer."""

    detail: ClassVar[str] = "See `dependencies`."
    dependencies: Mapping[str, Condition]


def is_ready(dependencies: Mapping[str, Condition]) -> bool:
    """Whether all of them are well."""
    return all(condition is Condition.OK for condition in dependencies.values())
