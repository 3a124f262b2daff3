"""Entries of the audit log in the table."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from pynamodb.expressions.condition import Condition

from auditlog.domain import Wanted, month_before
from haat.audit import AuditItem, Entry, month_key, subject_key
from haat.table import reads

QUERIES_MAX = 12  # of one page: a year in which there is nothing
LOOKED_AT_MAX = 200  # that one query reads where only some of them are wanted


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, newest first; `below` is the place to go on from, None at the end."""

    entries: list[Entry]
    below: str | None


class AuditLogStore:
    """The audit log; each method is one row of ACCESS_PATTERNS.md."""

    def page(self, wanted: Wanted, *, limit: int, below: str) -> EntryPage:
        """Entries of some days, month by month. Up to 12 queries, eventually consistent."""
        found: list[AuditItem] = []
        for _ in range(QUERIES_MAX):
            read = reads.page(
                AuditItem,
                month_key(below),
                limit=_at_once(wanted, limit - len(found)),
                after=None,
                where=AuditItem.sk < below,
                matching=_matching(wanted),
                newest_first=True,
            )
            found += read.items
            below = read.last_key["sk"]["S"] if read.last_key else month_before(below)
            if len(found) >= limit or below < wanted.first_day:
                break
        return _cut(found, wanted, limit, below)

    def of_subject(self, subject: str, wanted: Wanted, *, limit: int, below: str) -> EntryPage:
        """Entries of one subject. One query of the index, eventually consistent."""
        read = reads.page(
            AuditItem,
            subject_key(subject),
            limit=_at_once(wanted, limit),
            after=None,
            where=AuditItem.gsi1sk < below,
            matching=_matching(wanted),
            newest_first=True,
            by_index=True,
        )
        return _cut(read.items, wanted, limit, read.last_key["sk"]["S"] if read.last_key else "")


def _at_once(wanted: Wanted, limit: int) -> int:
    return limit if _matching(wanted) is None else LOOKED_AT_MAX


def _matching(wanted: Wanted) -> Condition | None:
    asked = [
        attribute == value
        for attribute, value in ((AuditItem.who, wanted.who), (AuditItem.operation, wanted.operation))
        if value is not None
    ]
    return reduce(and_, asked) if asked else None


def _cut(found: list[AuditItem], wanted: Wanted, limit: int, below: str) -> EntryPage:
    """The first of what was found, as far as the days reach."""
    within = [item for item in found if item.sk >= wanted.first_day]
    if len(within) > limit:
        within = within[:limit]
        below = within[-1].sk
    return EntryPage([item.snapshot for item in within], below if below >= wanted.first_day else None)
