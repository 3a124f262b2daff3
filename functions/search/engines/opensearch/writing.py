"""Entries into one version of the index, each on the condition that it is still what was read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from opensearchpy import NotFoundError
from opensearchpy.helpers import streaming_bulk

from haat.faults import Transient
from haat.table.meter import meter
from search.domain.entries import Change, Entry, fold
from search.engines.opensearch.connection import client
from search.engines.opensearch.schema import document_of, entry_of
from search.engines.opensearch.versions import Version
from search.settings import OPENSEARCH_REFRESH

ATTEMPTS = 10  # against other writers of the same products
REQUEST_BYTES_MAX = 5_000_000  # AWS's smallest instances take 10 MB
_CONFLICT, _BUSY, _SERVER_FAULT = 409, 429, 500
_GONE = "index_not_found_exception"


class IndexBusy(Transient):
    """OpenSearch had no room for some entries, or other writers overtook every attempt."""


class VersionGone(Transient):
    """A version was replaced while it was written to: its successor has to be."""


class EntriesRefused(RuntimeError):
    """OpenSearch will not take some entries, ever; all others of the same call are in the index."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is in the index, and what tells whether it still is: both None if it is not there."""

    entry: Entry
    seq_no: int | None = None
    primary_term: int | None = None


@dataclass(slots=True)
class Outcome:
    """What became of entries, by product id."""

    done: set[str] = field(default_factory=set)
    overtaken: set[str] = field(default_factory=set)
    busy: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def write(version: Version, changes: Sequence[Change]) -> int:
    """Put changes into one version; old news change nothing. Two round trips, and two per overtaking.

    Raises: IndexBusy, VersionGone, EntriesRefused; the entries that are not named are written.
    """
    outcome, waiting = Outcome(), list(changes)
    for _ in range(ATTEMPTS):
        kept = read(version, {change.product_id for change in waiting})
        entries = fold(lambda id_, kept=kept: kept[id_].entry, waiting)  # type: ignore[misc]
        outcome.overtaken.clear()
        _put(version, [(entry, kept[entry.id]) for entry in entries], outcome)
        waiting = [change for change in waiting if change.product_id in outcome.overtaken]
        if not waiting:
            break
    if outcome.refused:
        raise EntriesRefused(_named(outcome.refused))
    if outcome.busy or waiting:
        raise IndexBusy(_named(outcome.busy) or f"overtaken {ATTEMPTS} times")
    return len(outcome.done)


def read(version: Version, ids: Collection[str]) -> Mapping[str, Kept]:
    """The entries as they are now, unseen by readers though they may be. One round trip.

    Raises: VersionGone.
    """
    if not ids:
        return {}
    meter.count("opensearch.mget")
    try:
        found = client().mget(index=version.writable, body={"ids": list(ids)}, params={"_source": "entry"})
    except NotFoundError as gone:
        raise VersionGone(version.index) from gone
    return {document["_id"]: _kept(version, document) for document in found["docs"]}


def _kept(version: Version, document: dict[str, Any]) -> Kept:
    if "error" in document:
        raise VersionGone(f"{version.index}: {document['error']}")
    if not document["found"]:
        return Kept(Entry(document["_id"]))
    return Kept(entry_of(document["_source"]), document["_seq_no"], document["_primary_term"])


def _put(version: Version, entries: Sequence[tuple[Entry, Kept]], outcome: Outcome) -> None:
    results = streaming_bulk(
        client(),
        (_action(version, entry, kept) for entry, kept in entries),
        chunk_size=len(entries) or 1,
        max_chunk_bytes=REQUEST_BYTES_MAX,
        raise_on_error=False,
        refresh=OPENSEARCH_REFRESH.text(),
        require_alias=True,
    )
    meter.count("opensearch.bulk")
    for _, result in results:
        [answer] = result.values()
        _note(version, answer, outcome)


def _action(version: Version, entry: Entry, kept: Kept) -> dict[str, Any]:
    action = {"_index": version.writable, "_id": entry.id, "_source": document_of(entry)}
    if kept.seq_no is None:
        return action | {"_op_type": "create"}
    return action | {"_op_type": "index", "if_seq_no": kept.seq_no, "if_primary_term": kept.primary_term}


def _note(version: Version, answer: dict[str, Any], outcome: Outcome) -> None:
    status, id_, error = answer["status"], answer["_id"], answer.get("error", {})
    if not error:
        outcome.done.add(id_)
    elif status == _CONFLICT:
        outcome.overtaken.add(id_)
    elif error["type"] == _GONE:
        raise VersionGone(version.index)
    elif status == _BUSY or status >= _SERVER_FAULT:
        outcome.busy[id_] = error["reason"]
    else:
        outcome.refused[id_] = f"{error['reason']}: {error.get('caused_by', {}).get('reason')}"


def _named(reasons: Mapping[str, str]) -> str:
    return "; ".join(f"{id_}: {reason}" for id_, reason in reasons.items())
