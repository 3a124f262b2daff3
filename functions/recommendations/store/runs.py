"""Which training is the latest whose data the next one starts from."""

from haat.table import reads, writes
from haat.table.item import Item, Text
from recommendations import keys


class RunItem(Item, discriminator="recommendations_run"):
    """The latest training that came to its end."""

    run = Text()


class RunStore:
    """The latest training; each method is one row of ACCESS_PATTERNS.md."""

    def current(self) -> str | None:
        """The latest training; None if there was none. One consistent read."""
        item = reads.find(RunItem, keys.CURRENT, keys.CURRENT_SORT, consistent=True)
        return item.run if item else None

    def finish(self, run: str) -> None:
        """Make a training the latest, unless a later one is. One conditional write."""
        item = RunItem(pk=keys.CURRENT, sk=keys.CURRENT_SORT, run=run)
        is_older = RunItem.pk.does_not_exist() | (RunItem.run <= run)
        writes.commit(writes.put(item, when=is_older, refused=lambda _: run))
