"""I1, at any moment: a request makes no unit and loses none, and leaves no counter below zero."""

from collections import Counter
from collections.abc import Sequence

from tests.faults.invariants.raw import Found, Raw, Violation, document, plain

UNITS = ("available", "reserved", "sold", "damaged")


def in_change(records: Sequence[Raw]) -> Found:
    """What one request did to the units of each SKU, over all its rows, beside what its ledger says came."""
    moved: Counter[str] = Counter()
    for record in records:
        for sign, name in ((1, "NewImage"), (-1, "OldImage")):
            image = record["dynamodb"].get(name) or {}
            if image.get("kind") == {"S": "sku"}:
                row = plain(image)
                moved[row["sku"]] += sign * sum(row.get(unit, 0) for unit in UNITS)
                if sign == 1 and min(row.get(unit, 0) for unit in UNITS) < 0:
                    units = {unit: row.get(unit, 0) for unit in UNITS}
                    yield Violation("I1", f"{row['pk']} {row['sk']}", "nothing below zero", units)
    received = received_in(records)
    for sku in {*moved, *received}:
        if moved[sku] != received[sku]:
            yield Violation("I1", sku, f"{received[sku]} units more", moved[sku])


def received_in(records: Sequence[Raw]) -> Counter[str]:
    """Units that came (or went, below zero) by the lines that these records add to ledgers."""
    received: Counter[str] = Counter()
    for record in records:
        image = record["dynamodb"].get("NewImage") or {}
        if image.get("kind") == {"S": "ledger"} and record["eventName"] == "INSERT":
            line = plain(image)
            moves = document(line, "moves")
            sku = line["pk"].removeprefix("SKU#").partition("#")[0]
            received[sku] += sum(move.get(unit, 0) for move in moves for unit in UNITS)
    return received
