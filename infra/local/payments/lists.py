"""Lists: newest first, by time range, page by page."""

from collections.abc import Callable
from itertools import islice

from msgspec import UNSET, UnsetType

from infra.local.payments.asks.common import ListAsk, ListByTime, Range
from infra.local.payments.errors import invalid, missing
from infra.local.payments.ledger import Collection, T
from infra.local.payments.resources.events import Listing, Resource


def page(collection: Collection[T], ask: ListByTime, url: str, keep: Callable[[T], bool]) -> Listing:
    """Up to `limit` resources, created in range and accepted by `keep`, after or before a cursor."""
    oldest, newest = _window(collection, ask)
    created = _range(ask.created)
    wanted = (r for r in collection.between(oldest, newest) if _within(r.created, created) and keep(r))
    found: list[Resource]
    if ask.ending_before is UNSET:
        found = list(islice(wanted, ask.limit + 1))
        return Listing(data=found[: ask.limit], has_more=len(found) > ask.limit, url=url)
    found = list(wanted)
    return Listing(data=found[-ask.limit :], has_more=len(found) > ask.limit, url=url)


def _window(collection: Collection[T], ask: ListAsk) -> tuple[int, int]:
    """The places to look at: those older than `starting_after`, those newer than `ending_before`."""
    oldest, newest = 0, len(collection)
    if ask.starting_after is not UNSET and ask.ending_before is not UNSET:
        message = "You can only specify one of these parameters: starting_after, ending_before."
        raise invalid(message, code="parameters_exclusive")
    if ask.starting_after is not UNSET:
        newest = _place(collection, ask.starting_after, "starting_after")
    if ask.ending_before is not UNSET:
        oldest = _place(collection, ask.ending_before, "ending_before") + 1
    return oldest, newest


def _place(collection: Collection[T], resource_id: str, param: str) -> int:
    place = collection.place(resource_id)
    if place is None:
        raise missing("object", resource_id, param=param, status=400)
    return place


def _range(created: int | Range | UnsetType) -> Range:
    if created is UNSET:
        return Range()
    return Range(gte=created, lte=created) if isinstance(created, int) else created


def _within(created: int, bounds: Range) -> bool:
    return (
        (bounds.gt is UNSET or created > bounds.gt)
        and (bounds.gte is UNSET or created >= bounds.gte)
        and (bounds.lt is UNSET or created < bounds.lt)
        and (bounds.lte is UNSET or created <= bounds.lte)
    )
