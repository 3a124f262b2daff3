"""WatchersDue → the next of many who watch a SKU hear of its change."""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from haat.events.envelope import Event
from haat.events.reaction import reaction
from wishlists import manifest
from wishlists.telling import Teller
from wishlists.watching import Back, Priced


@dataclass(frozen=True, slots=True)
class Data:
    """Which change, and behind whom to go on."""

    kind: Literal["back", "priced"]
    change: dict[str, Any]
    page: int
    after: str  # JSON


@reaction(manifest.TELL_WATCHERS)
def handler(event: Event[Data], teller: Teller) -> None:
    """One page; whoever is told already is not told again."""
    due = event.data
    change = msgspec.convert(due.change, Back) if due.kind == "back" else msgspec.convert(due.change, Priced)
    teller.tell(change, page=due.page, after=msgspec.json.decode(due.after))
