"""Recommendations as a client sees them."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from recommendations.domain.choosing import SHOWN_MAX, Kind, ReadyList, Shown, choose
from recommendations.store.lists import Found, Lists

Limit = Annotated[int, Meta(ge=1, le=SHOWN_MAX)]
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)", max_length=60)]


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """How many."""

    limit: Limit = 20


class Recommendations(msgspec.Struct):
    """Products, the best first; `kind` says why each is there."""

    items: list[Shown]


def answer(
    wanted: Sequence[tuple[Lists, Kind]], found: Found, *, limit: int, without: Sequence[str] = ()
) -> Recommendations:
    """The first of the lists wanted, in their order."""
    lists = [ReadyList(kind, of.get(kind, ())) for of, kind in wanted]
    return Recommendations(choose(lists, without={*found.hidden, *without}, limit=limit))
