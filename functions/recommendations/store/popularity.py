"""How popular each product is, in the table, and told whenever that changes."""

from collections.abc import Mapping

from haat import clock
from haat.events import outbox
from haat.faults import Transient
from haat.table import reads, writes
from haat.table.item import Integer, Item, Text
from recommendations import keys
from recommendations.domain.popularity import settled

EVENT_KEPT_S = 30 * 24 * 3600  # the row has all of it
ATTEMPTS = 5  # of a change that meets another


class PopularityItem(Item, discriminator="popularity"):
    """The step on which a product stands; `version` counts its changes, `run` is the training of the last."""

    level = Integer()
    run = Text()


class ContendedPopularity(Transient):
    """A change met another one, attempt after attempt."""


class PopularityStore:
    """Popularity by product; each method is one row of ACCESS_PATTERNS.md."""

    def settle(self, heats: Mapping[str, float], run: str) -> int:
        """Move the products whose step is another one by now, and tell of each; how many.

        A batch read for each 100, a transaction of 3 writes for each that moves. What a later training has
        moved stays. Raises: ContendedPopularity.
        """
        waiting, moved = dict(heats), 0
        for _ in range(ATTEMPTS):
            changes = _changes(waiting, run)
            refused = {id_ for id_, change in changes.items() if writes.commit(*change)}
            moved += len(changes) - len(refused)
            if not refused:
                return moved
            waiting = {id_: heats[id_] for id_ in refused}
        raise ContendedPopularity(f"{len(waiting)} products")


def _changes(heats: Mapping[str, float], run: str) -> dict[str, list[writes.Write]]:
    found = reads.find_many(
        [(keys.POPULARITY.key(id_), keys.POPULARITY_SORT) for id_ in heats], consistent=True
    )
    known = {pk: item for (pk, _), item in found.items() if isinstance(item, PopularityItem)}
    changes = (
        (id_, _change(id_, heat, known.get(keys.POPULARITY.key(id_)), run)) for id_, heat in heats.items()
    )
    return {id_: change for id_, change in changes if change}


def _change(product_id: str, heat: float, item: PopularityItem | None, run: str) -> list[writes.Write]:
    """The row and its event; nothing if it stays."""
    before, version = (item.level, item.version) if item else (0, 0)
    level = settled(before, heat)
    if level == before or (item and item.run > run):
        return []
    pk = keys.POPULARITY.key(product_id)
    after = PopularityItem(pk=pk, sk=keys.POPULARITY_SORT, level=level, run=run, version=version + 1)
    is_as_read = PopularityItem.version == version if item else PopularityItem.pk.does_not_exist()
    told = outbox.emit(
        "ProductPopularityChanged",
        {"product_id": product_id, "level": level},
        service="recommendations",
        aggregate=pk,
        sequence=version + 1,
        expires_at_s=clock.now_s() + EVENT_KEPT_S,
    )
    return [writes.put(after, when=is_as_read, refused=lambda _: product_id), told]
