"""What happens to orders and payments → the counters of its day."""

import msgspec

from figures import domain, manifest
from figures.domain import Change, Row
from figures.store import FigureStore
from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from haat.money import Money

DAY_CHARACTERS = len("2026-11-26")


class Order(msgspec.Struct, frozen=True):
    """What this reads of an order."""

    total: Money
    placed_at: str
    cancel_reason: str | None


class Data(msgspec.Struct, frozen=True):
    """What this reads of the events: an order, or the amount of a payment's."""

    order: Order | None = None
    amount: Money | None = None


@batch_reaction(manifest.COUNT_FIGURES)
def handler(events: list[Event[Data]], figures: FigureStore) -> None:
    """Count a whole batch at once; what was counted before changes nothing, however late it comes."""
    figures.count([_change(event) for event in events])


def _change(event: Event[Data]) -> Change:
    match event.data:
        case Data(order=Order() as order):
            row = Row(order.placed_at[:DAY_CHARACTERS], order.total.currency)
            counted = domain.of_order(event.name, order.total.amount_minor, order.cancel_reason)
        case Data(amount=Money() as amount):
            row = Row(event.occurred_at[:DAY_CHARACTERS], amount.currency)
            counted = domain.of_money(event.name, amount.amount_minor)
        case _:
            raise ValueError(f"{event.name} tells of no money")
    return Change(event.id, row, counted)
