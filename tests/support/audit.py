"""Whether everything adds up: the auditor over the whole table and the stand-in's own ledger."""

from collections.abc import Mapping
from typing import Protocol

import boto3

from auditor.domain import Item, ProviderIntent, ProviderLedger, ProviderRefund
from auditor.domain import audit as violations_in
from infra.local.payments import Provider
from infra.local.payments.state import State
from tests.conftest import ENVIRONMENT


class _Knowing(Protocol):
    """A stand-in, over HTTP or in this process."""

    @property
    def state(self) -> State: ...


def audit(provider: Provider, received: Mapping[str, int]) -> None:
    """Every invariant holds, everything being quiet. `received`: units by SKU, put there without a ledger."""
    assert violations_in(raw_items(), ledger_of(provider), quiet=True, received=received) == []


def raw_items() -> list[Item]:
    """Every item of the table, as DynamoDB returns it."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=ENVIRONMENT["TABLE_NAME"])
    return [raw for page in pages for raw in page["Items"]]


def ledger_of(provider: _Knowing) -> ProviderLedger:
    """The stand-in's word, read from its memory rather than by our own code."""
    ledger = provider.state.ledger
    intents = [
        ProviderIntent(
            id=intent.id,
            status=intent.status,
            amount_minor=intent.amount,
            received_minor=intent.amount_received,
            currency=intent.currency.upper(),
            order_id=intent.metadata.get("order_id", ""),
            customer_id=intent.metadata.get("customer_id", ""),
        )
        for intent in ledger.intents
    ]
    refunds = [ProviderRefund(one.id, one.payment_intent, one.amount, one.status) for one in ledger.refunds]
    return ProviderLedger(intents, refunds)
