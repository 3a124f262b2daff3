"""A sound shop as raw items: what DynamoDB returns of it, written by hand and by no store."""

import json
from dataclasses import dataclass, field
from typing import Any

from auditor.domain import ProviderIntent, ProviderLedger, ProviderRefund, audit

Raw = dict[str, dict[str, Any]]
AT, LATER = "2026-11-22T09:30:00Z", "2026-11-22T12:00:00Z"
PRICE = 1000
TAX_PPM = 190_000
CART_VERSIONS = {"pending": 7, "confirmed": 9, "cancelled": 11}


def raw(**attributes: object) -> Raw:
    """An item: numbers and texts under their DynamoDB types."""
    return {
        name: {"N": str(value)} if isinstance(value, int) else {"S": str(value)}
        for name, value in attributes.items()
    }


def money(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


@dataclass
class Shop:
    """Items by name, and the provider's lists. Break one, and see what the audit says."""

    items: dict[str, Raw] = field(default_factory=dict)
    intents: dict[str, ProviderIntent] = field(default_factory=dict)
    refunds: list[ProviderRefund] = field(default_factory=list)

    def found(self, *, quiet: bool = True, now: str = "") -> list[str]:
        """The invariants that do not hold, sorted."""
        ledger = ProviderLedger(self.intents.values(), self.refunds)
        violations = audit(self.items.values(), ledger, quiet=quiet, now=now)
        return sorted(violation.invariant for violation in violations)

    def set(self, name: str, **attributes: object) -> None:
        self.items[name].update(raw(**attributes))

    def edit(self, name: str, attribute: str, change: Any) -> None:
        """Change a document kept as JSON text: `change` gets it and alters it."""
        document = json.loads(self.items[name][attribute]["S"])
        change(document)
        self.items[name][attribute]["S"] = json.dumps(document)


def shop() -> Shop:
    """Three orders: pending with a coupon, confirmed and partly come back, cancelled after it was paid."""
    made = Shop()
    _sku(made)
    _order(made, "pending", ["pending"])
    _order(made, "confirmed", ["pending", "confirmed"])
    _order(made, "cancelled", ["pending", "confirmed", "cancelled"])
    _refund(made, "confirmed", 500)
    _refund(made, "cancelled", 2000)
    made.set("payment cancelled", state="refunded")
    _coupon(made)
    _reviews(made)
    arrivals = json.dumps([{"sku": "bowl", "restocked": 0, "damaged": 1}])
    made.items["return"] = raw(pk="RETURN#ret_confirmed_1", sk="RETURN", arrivals=arrivals)
    return made


def _sku(made: Shop) -> None:
    names = raw(pk="SKU#bowl", sk="STOCK#main", sku="bowl", version=9)
    made.items["row main"] = names | raw(available=3, reserved=4, sold=1, damaged=1)
    north = raw(pk="SKU#bowl#north", sk="STOCK#north", sku="bowl", version=3)
    made.items["row north"] = north | raw(available=2, reserved=1, sold=0, damaged=1)
    made.items["ledger"] = _ledger("adj_1", {"available": 15})
    made.items["ledger loss"] = _ledger("adj_2", {"available": -2})
    made.items["ledger move"] = _ledger("adj_3", {"available": -4}, {"available": 4})
    made.items["ledger hold"] = _ledger("adj_4", {"available": -3, "reserved": 3})
    parts = [{"place": "main", "quantity": 2}, {"place": "north", "quantity": 1}]
    lines = [{"sku": "bowl", "allocations": parts}]
    made.items["hold"] = raw(pk="HOLD#hold_1", sk="HOLD", state="open", lines=json.dumps(lines))
    made.items["hold ended"] = raw(pk="HOLD#hold_2", sk="HOLD", state="expired", lines=json.dumps(lines))


def _ledger(entry_id: str, *moves: dict[str, int]) -> Raw:
    """A line of the ledger of bowls."""
    nothing = {"place": "main", "available": 0, "reserved": 0, "sold": 0, "damaged": 0}
    return raw(pk="SKU#bowl", sk=f"LEDGER#{entry_id}", moves=json.dumps([nothing | move for move in moves]))


def _coupon(made: Shop) -> None:
    """A coupon with one use left, used once and given back once."""
    made.set("order pending", coupon_code="SPRING")
    made.set("order cancelled", coupon_code="SPRING")
    pk, terms = "COUPON#SPRING", json.dumps({"uses_per_customer_max": 1})
    made.items["coupon"] = raw(pk=pk, sk="COUPON", uses=1, uses_max=2, version=1, terms=terms)
    made.items["use"] = raw(pk=pk, sk="USE#ord_pending", order_id="ord_pending", buyer_key="gst_1")
    given_back = {"order_id": "ord_cancelled", "buyer_key": "gst_1", "given_back_at": AT}
    made.items["use given back"] = raw(pk=pk, sk="USE#ord_cancelled", **given_back)
    made.items["uses of buyer"] = raw(pk=pk, sk="USES_OF#gst_1", uses=1)


def _reviews(made: Shop) -> None:
    """A review that is published and found helpful, and one that waits."""
    review = raw(sk="REVIEW", product_id="prod_1", customer_id="usr_1")
    made.items["review"] = review | raw(pk="REVIEW#rev_1", state="published", opinion='{"stars": 4}')
    made.items["review waiting"] = review | raw(pk="REVIEW#rev_2", state="pending", opinion='{"stars": 1}')
    made.items["feedback"] = raw(pk="REVIEW#rev_1", sk="FEEDBACK", helpful=1, unhelpful=0)
    made.items["vote"] = raw(pk="REVIEW#rev_1", sk="VOTE#usr_2") | {"helpful": {"BOOL": True}}
    made.items["vote taken back"] = raw(pk="REVIEW#rev_1", sk="VOTE#usr_3")
    made.items["reviewer"] = raw(pk="REVIEWER#usr_1", sk="REVIEWER", published=1, waiting=1)
    made.items["rating"] = raw(pk="RATING#prod_1", sk="RATING", histogram="[0, 0, 0, 1, 0]", version=1)
    event = raw(pk="RATING#prod_1", sk="EVENT#00000001", name="ProductRatingChanged", sequence=1)
    made.items["rated"] = event | raw(data='{"histogram": {"4": 1}}')


def _order(made: Shop, name: str, statuses: list[str]) -> None:
    """An order of two bowls at 10 euro."""
    order_id, version, paid = f"ord_{name}", len(statuses), "confirmed" in statuses
    line = {
        "sku": "bowl", "product_id": "prod_1", "name": "Bowl", "quantity": 2, "unit_price": money(PRICE),
        "line_total": money(2 * PRICE), "discount_minor": 100, "tax_minor": 303, "tax_rate_ppm": TAX_PPM,
        "total_minor": 1900, "allocations": [{"place": "main", "quantity": 2}],
    }  # fmt: skip
    totals = {
        "items_minor": 2000, "discount_minor": 100, "shipping_minor": 100, "tax_minor": 319,
        "total_minor": 2000, "tax_included": True,
        "taxes": [{"name": "VAT", "rate_ppm": TAX_PPM, "taxable_minor": 1681, "tax_minor": 319}],
    }  # fmt: skip
    made.items[f"order {name}"] = raw(
        pk=f"ORDER#{order_id}", sk="ORDER", status=statuses[-1], customer_id="usr_1", placed_by="gst_1",
        currency="EUR", lines=json.dumps([line]), totals=json.dumps(totals),
        payment_id=f"pay_{name}", cart_version=CART_VERSIONS[name], placed_at=AT, hold_until=AT,
        updated_at=AT, version=version,
    )  # fmt: skip
    for sequence, status in enumerate(statuses, start=1):
        shown = {"order": {"status": status, "total": money(2000), "customer_id": "usr_1"}}
        made.items[f"event {name} {sequence}"] = _event(f"ORDER#{order_id}", sequence, status, shown)
    made.items[f"key {name}"] = raw(pk=f"IDEM#{name}", sk="MARKER", reference=order_id)
    made.items[f"payment {name}"] = raw(
        pk=f"PAYMENT#pay_{name}", sk="PAYMENT", order_id=order_id, customer_id="gst_1", amount_minor=2000,
        currency="EUR", state="succeeded" if paid else "pending", captured_minor=2000 if paid else 0,
        refunded_minor=0, returned_minor=0, sequence=int(paid), updated_at=AT,
    )  # fmt: skip
    if paid:
        made.items[f"paid {name}"] = _event(f"PAYMENT#pay_{name}", 1, "PaymentSucceeded", {})
    status = "succeeded" if paid else "requires_payment_method"
    received = 2000 if paid else 0
    made.intents[name] = ProviderIntent(f"pi_{name}", status, 2000, received, "EUR", order_id, "gst_1")


def _refund(made: Shop, name: str, amount_minor: int) -> None:
    made.items[f"refund {name}"] = raw(
        pk=f"PAYMENT#pay_{name}", sk="REFUND#1", amount_minor=amount_minor, state="paid"
    )
    sums = {"refunded_minor": amount_minor, "returned_minor": amount_minor}
    made.set(f"payment {name}", sequence=3, **sums)
    told = {"refund_id": f"ref_{name}_1", "amount": money(amount_minor)}
    due = _event(f"PAYMENT#pay_{name}", 2, "RefundDue", told)
    gone = _event(f"PAYMENT#pay_{name}", 3, "PaymentRefunded", told)
    made.items |= {f"due {name}": due, f"gone {name}": gone}
    made.refunds.append(ProviderRefund(f"re_{name}", f"pi_{name}", amount_minor, "succeeded"))


def _event(aggregate: str, sequence: int, name: str, data: object) -> Raw:
    return raw(pk=aggregate, sk=f"EVENT#{sequence:08d}", sequence=sequence, name=name, data=json.dumps(data))
