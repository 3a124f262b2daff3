"""What is bought, looked at and on sale → signals for the next training, and what not to show until then."""

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from recommendations import manifest
from recommendations.hearing import Data, hear
from recommendations.store import FileStore, ListStore


@batch_reaction(manifest.KEEP_SIGNALS)
def handler(events: list[Event[Data]], files: FileStore, lists: ListStore) -> None:
    """Keep a whole batch in one file; what comes again, alone or in other company, counts once later."""
    heard = hear(events)
    files.keep([event.id for event in events], heard.signals)
    for customer, products in heard.seen.items():
        lists.add_seen(customer, products)
    left = [*heard.left, *lists.of_one_sku(heard.sold_out)] if heard.sold_out else heard.left
    if left or heard.back:
        lists.move_gone(left, heard.back)
