"""What several operations take."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

AmountMinor = Annotated[int, Meta(ge=1)]
Metadata = Annotated[
    dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=500)]], Meta(max_length=50)
]


class Ask(Struct, kw_only=True, forbid_unknown_fields=True):
    expand: list[str] = []


class Retrieve(Ask, kw_only=True):
    """Nothing but the id in the path."""


class ListAsk(Ask, kw_only=True):
    limit: Annotated[int, Meta(ge=1, le=100)] = 10
    starting_after: str | UnsetType = UNSET
    ending_before: str | UnsetType = UNSET


class Range(Struct, kw_only=True, forbid_unknown_fields=True):
    """Unix seconds."""

    gt: int | UnsetType = UNSET
    gte: int | UnsetType = UNSET
    lt: int | UnsetType = UNSET
    lte: int | UnsetType = UNSET


class ListByTime(ListAsk, kw_only=True):
    created: int | Range | UnsetType = UNSET


class ListEvents(ListByTime, kw_only=True):
    type: str | UnsetType = UNSET
    types: list[str] | UnsetType = UNSET
