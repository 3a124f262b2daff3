"""Drafts to price."""

from typing import Any

from haat.money import Money
from pricing.domain.draft import Destination, Draft, DraftLine
from pricing.domain.shipping import Tariff, Tariffs
from pricing.domain.taxes import Jurisdiction, TaxTable
from pricing.participant import Priced, price

BERLIN = Destination("DE", "10115")
BOWL = DraftLine("bowl", 2, Money(2400, "EUR"), weight_g=450)
BOOK = DraftLine("book", 1, Money(1250, "EUR"), weight_g=300, tax_class="books")


def draft(*lines: DraftLine, **changed: Any) -> Draft:
    """Two bowls and a book to Berlin, unless it says otherwise."""
    usual: dict[str, Any] = {"lines": lines or (BOWL, BOOK), "currency": "EUR", "destination": BERLIN}
    return Draft(**(usual | changed))


def priced(*lines: DraftLine, **changed: Any) -> Priced:
    """Its price, which it has."""
    result = price(draft(*lines, **changed))
    assert isinstance(result, Priced), result
    return result


def jurisdiction(*, included: bool, **rates_ppm: int) -> Jurisdiction:
    """Somebody who levies these rates."""
    return Jurisdiction("XX", "Tax", included, "made up", rates_ppm)


def table(*jurisdictions: Jurisdiction) -> TaxTable:
    return TaxTable({}, (), (), jurisdictions)


def flat(price_minor: int, *currencies: str) -> Tariffs:
    """One method to XX at one price, whatever it weighs."""
    prices = dict.fromkeys(currencies or ("EUR",), (price_minor,))
    return Tariffs(
        (1000,), {"standard": "Parcel"}, {"all": ("XX",)}, (Tariff("standard", "all", (1, 2), prices, {}),)
    )
