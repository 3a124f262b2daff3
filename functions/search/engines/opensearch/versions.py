"""The versions of the index, and which of them are read and written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from opensearchpy import RequestError

from haat.table.meter import meter
from search.engines.opensearch.connection import client
from search.engines.opensearch.schema import MAPPING, SETTINGS

READ, NEXT = "haat-products", "haat-products-next"
_VERSION = re.compile(r"haat-products-(\d+)")


class RebuildOvertaken(RuntimeError):
    """Somebody else has begun to build the index anew meanwhile, and goes on with it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One index. It is written to by an alias: that of one that is gone is refused, and brings none back."""

    number: int

    @property
    def index(self) -> str:
        return f"haat-products-{self.number}"

    @property
    def writable(self) -> str:
        return f"{self.index}-writable"


@dataclass(frozen=True, slots=True)
class Versions:
    """What there is: the version that is read, the one being built, and all there are."""

    current: Version | None
    next: Version | None
    all: frozenset[Version]


def known() -> Versions:
    """The versions as they are now. One round trip."""
    meter.count("opensearch.get_alias")
    found = client().indices.get_alias(index="haat-products-*")
    there = {name: Version(int(match[1])) for name in found if (match := _VERSION.fullmatch(name))}
    having = {alias: version for name, version in there.items() for alias in found[name]["aliases"]}
    return Versions(having.get(READ), having.get(NEXT), frozenset(there.values()))


def written() -> tuple[Version, Version | None]:
    """Where changes go: to the version that is read, made if there is none, and to the one being built."""
    versions = known()
    return versions.current or _create(1, READ), versions.next


def begin() -> Version:
    """An empty version that is written to from now on; one that was left half built goes.

    Raises: RebuildOvertaken.
    """
    before = known()
    _discard([before.next] if before.next else [])
    version = _create(max((version.number for version in before.all), default=0) + 1, NEXT)
    if known().next != version:
        raise RebuildOvertaken(version.index)
    return version


def finish(built: Version) -> None:
    """Read `built` from now on, without a moment in which there is nothing to read.

    The version it replaces stays until the next rebuild, for questions that are under way.
    Raises: RebuildOvertaken.
    """
    client().indices.refresh(index=built.index)
    before = known()
    if before.next != built:
        raise RebuildOvertaken(built.index)
    moves = [
        {"remove": {"index": built.index, "alias": NEXT, "must_exist": True}},
        {"add": {"index": built.index, "alias": READ}},
    ]
    if before.current:
        moves.append({"remove": {"index": before.current.index, "alias": READ}})
    client().indices.update_aliases(body={"actions": moves})
    _discard(before.all - {built, before.current})


def _create(number: int, alias: str) -> Version:
    version = Version(number)
    body = {"settings": SETTINGS, "mappings": MAPPING, "aliases": {alias: {}, version.writable: {}}}
    try:
        client().indices.create(index=version.index, body=body)
    except RequestError as refusal:
        if refusal.error != "resource_already_exists_exception":
            raise
    return version


def _discard(versions: Iterable[Version]) -> None:
    for version in versions:
        client().indices.delete(index=version.index, ignore_unavailable=True)
