"""Rows of a person who is erased: deleted, or scrubbed of what says who it was.

Both may be repeated, and die half-way and be begun again. An attribute is replaced only while it is what was
read: whoever changed it meanwhile is met again by a repeat.
"""

from collections.abc import Iterator
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from haat.faults import Transient
from haat.personal import scrubbed_attribute
from haat.table import reads, writes
from haat.table.item import Item

PAGE = 100
_KEYS = frozenset({"pk", "sk", "gsi1pk", "gsi1sk", "kind", "writer"})


class RowMoved(Transient):
    """A row was changed while it was scrubbed: the event has to come again."""


def delete_rows(pk: str, begins: str = "") -> None:
    """Delete every row of a partition whose sort key begins so. A query for each 100, a write for each."""
    for raw in _rows(pk, begins):
        writes.commit(writes.delete(Item, raw["pk"]["S"], raw["sk"]["S"], when=None, refused=lambda _: None))


def scrub_rows(pk: str, customer_id: str, begins: str = "") -> None:
    """Scrub every row of a partition whose sort key begins so. A query for each 100, a write for each.

    Raises: RowMoved.
    """
    for raw in _rows(pk, begins):
        scrub_row(raw, customer_id)


def scrub_row(raw: dict[str, Any], customer_id: str) -> None:
    """Scrub one row as it was read; one that says nothing of a person is left alone. Raises: RowMoved."""
    texts = {name: value["S"] for name, value in raw.items() if name not in _KEYS and "S" in value}
    after = {name: scrubbed_attribute(name, text, customer_id) for name, text in texts.items()}
    changed = [name for name, text in texts.items() if after[name] != text]
    if not changed:
        return
    same: Condition = Path("pk").exists()
    for name in changed:
        same &= Path(name) == texts[name]
    actions = [Path(name).set(after[name]) for name in changed]
    pk, sk = raw["pk"]["S"], raw["sk"]["S"]
    if writes.commit(writes.update(Item, pk, sk, actions, when=same, refused=lambda _: RowMoved())):
        raise RowMoved(f"{pk} {sk}")


def _rows(pk: str, begins: str) -> Iterator[dict[str, Any]]:
    after = None
    while True:
        found, after = reads.raw_page(pk, begins=begins, limit=PAGE, after=after)
        yield from found
        if after is None:
            return
