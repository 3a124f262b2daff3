"""What is shown: the ready lists one after the other, without what was seen, bought or is gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

SEEN_MAX = 200  # of a customer, the newest
GONE_MAX = 500  # products that left sale since the last training, the newest
SHOWN_MAX = 50
FOR_CUSTOMER_MAX = 100  # kept ready, so that enough is left of them
FOR_PRODUCT_MAX = 60
POPULAR_MAX = 100


class Kind(StrEnum):
    """Why a product is recommended."""

    FOR_YOU = "for_you"
    BOUGHT_TOGETHER = "bought_together"
    SIMILAR = "similar"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True)
class Shown:
    """One recommendation."""

    product_id: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class ReadyList:
    """Products of one kind, best first."""

    kind: Kind
    products: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """What one key of the table has: lists of product ids, made by a training."""

    key: str
    lists: dict[Kind, tuple[str, ...]]
    skus: int = 0  # of the product whose lists these are; 0: not known, or a customer's
    product: str = ""  # that product, if anything was told of it
    heat: float = 0.0  # how popular it is, in steps


def choose(lists: Sequence[ReadyList], *, without: Collection[str], limit: int) -> list[Shown]:
    """The first products of the first lists, each once."""
    shown: dict[str, Shown] = {}
    for ready in lists:
        for product in ready.products:
            if product not in without and len(shown) < limit:
                shown.setdefault(product, Shown(product, ready.kind))
    return list(shown.values())


def seen_after(seen: Sequence[str], products: Sequence[str]) -> tuple[str, ...]:
    """What a customer has seen after seeing more, oldest first."""
    return _newest((*seen, *products), SEEN_MAX)


def gone_after(gone: Sequence[str], left: Sequence[str], back: Collection[str]) -> tuple[str, ...]:
    """What has left sale since the last training, after some left and some came back."""
    return tuple(one for one in _newest((*gone, *left), GONE_MAX) if one not in back)


def _newest(products: Sequence[str], count: int) -> tuple[str, ...]:
    """Each once, at its last place, and no more than `count`."""
    return tuple(reversed(list(dict.fromkeys(reversed(products)))[:count]))
