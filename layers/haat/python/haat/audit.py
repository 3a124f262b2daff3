"""The audit log: what staff changed, who, when, from what to what, and why.

An entry is put in the transaction of its change, under a key that is new: there is no change without its
entry, and no entry without its change. No function may update or delete one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from haat import clock, ids
from haat.keys import AUDIT_LOG
from haat.table import writes
from haat.table.item import Document, Item, Text

VALUE_BYTES_MAX = 1024  # of one value; what is longer is known by its hash
REASON_MAX = 500  # characters
ACTIONS = 1  # of a transaction, that one entry takes
_PERSONAL = frozenset({"customers", "email", "emails", "shipping_address"})
_UNTOLD = "(not kept)"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of what was changed, as JSON; None where there was, or is, nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One change by one of the staff. `subject` is what was changed, such as "coupon/SPRING"."""

    id: str
    at: str
    who: str
    operation: str  # as the OpenAPI document calls it
    subject: str
    changes: tuple[Change, ...]
    reason: str | None
    request_id: str


class AuditItem(Item, discriminator="audit_entry"):
    """One entry: in the partition of its month, and in the index in that of its subject."""

    who = Text()
    operation = Text()
    snapshot: Document[Entry] = Document(Entry)


class EntryExists(RuntimeError):
    """Two entries with one id."""


def entry(
    who: str,
    operation: str,
    subject: str,
    changes: tuple[Change, ...],
    *,
    reason: str | None,
    request_id: str,
) -> Entry:
    """An entry of this moment."""
    return Entry(ids.new_id("aud"), clock.now(), who, operation, subject, changes, reason, request_id)


def kept(told: Entry) -> writes.Write:
    """The write that keeps an entry, for ever."""
    sort = f"{told.at}#{told.id}"
    item = AuditItem(
        pk=month_key(told.at),
        sk=sort,
        gsi1pk=subject_key(told.subject),
        gsi1sk=sort,
        who=told.who,
        operation=told.operation,
        snapshot=told,
    )
    return writes.put_new(item, refused=lambda _: EntryExists(told.id))


def month_key(at: str) -> str:
    """The partition of a moment: a month takes what one partition takes, some 300 entries a second."""
    return AUDIT_LOG.key(at[:7])


def subject_key(subject: str) -> str:
    """The partition of the index that has all entries of one subject."""
    return AUDIT_LOG.key("of", subject)


def changed(before: object, after: object) -> tuple[Change, ...]:
    """The fields in which two values differ, each a dataclass, a struct or a dictionary; None is nothing.

    Personal data is left out, and long values are known by their SHA-256: an entry is no copy of a thing.
    """
    old, then = _fields(before), _fields(after)
    return tuple(
        Change(name, _shown(name, old.get(name)), _shown(name, then.get(name)))
        for name in dict.fromkeys([*old, *then])
        if old.get(name) != then.get(name)
    )


def _fields(value: object) -> Mapping[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(value) if value is not None else {}
    return fields


def _shown(name: str, value: Any) -> Any:
    if value and name in _PERSONAL:
        return _UNTOLD
    text = msgspec.json.encode(value)
    if len(text) <= VALUE_BYTES_MAX:
        return value
    return {"sha256": hashlib.sha256(text).hexdigest(), "bytes": len(text)}
