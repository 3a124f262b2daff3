"""The invariants I1–I12 of a shop, recomputed from raw items. Pure: no clock, no table, no provider.

    from auditor.domain import ProviderIntent, ProviderLedger, ProviderRefund, audit

    items = client.get_paginator("scan").paginate(TableName="haat-dev").search("Items[]")
    for violation in audit(items, ProviderLedger(intents, refunds), quiet=True):
        print(violation)  # I4 order ord_01k…: expected one payment of 1999 EUR, found none

An item is what DynamoDB's low-level API returns: {"pk": {"S": "ORDER#ord_1"}, "total_minor": {"N": "1999"}}.
A fault harness calls `audit` after every step with `quiet=False`, and with True once recovery has run.
"""

from auditor.domain.audit import Report, audit, examine
from auditor.domain.findings import INVARIANTS, Moment, Violation
from auditor.domain.provider import ProviderIntent, ProviderLedger, ProviderRefund
from auditor.domain.raw import Item

__all__ = [
    "INVARIANTS",
    "Item",
    "Moment",
    "ProviderIntent",
    "ProviderLedger",
    "ProviderRefund",
    "Report",
    "Violation",
    "audit",
    "examine",
]
