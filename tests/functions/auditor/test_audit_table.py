"""The daily audit, over the table and the provider's list as the SDK reads it."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from auditor.keys import AUDIT
from auditor.store import AuditStore
from auditor.tasks import audit_table
from haat import clock
from infra.local.payments import Browser, Provider
from payments.gateway import StripeGateway
from tests.conftest import ENVIRONMENT
from tests.functions.auditor.sound import LATER, Raw, raw, shop
from tests.support.events import data, emitted
from tests.support.payments import payment

DAY = LATER[:10]


@pytest.fixture(autouse=True)
def stocked(table: None, provider: Provider) -> Iterator[None]:
    """A shop that has bowls and no orders, hours after everything came to rest."""
    with clock.set_to(lambda: clock.seconds(LATER)):
        put(raw(pk="SKU#bowl", sk="STOCK#main", sku="bowl", available=15))
        put(raw(pk="SKU#bowl", sk="LEDGER#adj_1", change=15))
        yield


def put(item: Raw) -> None:
    boto3.client("dynamodb").put_item(TableName=ENVIRONMENT["TABLE_NAME"], Item=item)


def audited(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The metrics of one audit."""
    audit_table.handler({}, None)
    metrics: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return metrics


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The members of each line about a violation."""
    return [vars(record) for record in caplog.records if record.getMessage() == "violation"]


def test_a_sound_shop_is_counted_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = audited(capsys)
    assert (metrics["AuditViolations"], metrics["items"], metrics["skus"]) == ([0], 2, 1)
    assert emitted(AUDIT, DAY) == []


def test_a_lost_unit_is_logged_counted_and_told(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    put(raw(pk="SKU#bowl", sk="STOCK#main", sku="bowl", available=14))

    metrics = audited(capsys)

    finding = "I1 sku bowl: received: expected 15, found 14"
    (line,) = logged(caplog)
    assert (line["levelname"], line["invariant"], line["finding"]) == ("ERROR", "I1", finding)
    assert metrics["AuditViolations"] == [1.0]
    (event,) = emitted(AUDIT, DAY)
    told = {"invariant": "I1", "subject": "sku bowl: received", "finding": finding}
    assert (event.name, data(event)) == ("AuditFailed", {"day": DAY, "found": 1, "violations": [told]})


def test_a_day_has_one_event_however_often_it_is_audited(capsys: pytest.CaptureFixture[str]) -> None:
    put(raw(pk="SKU#bowl", sk="STOCK#main", sku="bowl", available=14))
    audited(capsys)
    audited(capsys)
    assert len(emitted(AUDIT, DAY)) == 1


def test_money_of_no_order_is_found_in_the_providers_list(
    provider: Provider, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    lost = payment()
    intent = StripeGateway().create_intent(lost)
    Browser(provider.url).confirm(intent.client_secret, "pm_card_visa", "https://shop.test")

    audited(capsys)

    (line,) = logged(caplog)
    assert (line["invariant"], line["finding"].split(":")[0]) == ("I5", f"I5 order {lost.order_id}")


def test_a_table_of_many_pages_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        put(raw(pk=f"SKU#{number}", sk="STOCK#main", sku=str(number), note="x" * 390_000))
    assert len(list(AuditStore().items())) == 6


def test_the_items_of_a_whole_shop_come_back_as_they_were_put() -> None:
    made = shop()
    for item in made.items.values():
        put(item)
    read = {(item["pk"]["S"], item["sk"]["S"]): item for item in AuditStore().items()}
    assert all(read[item["pk"]["S"], item["sk"]["S"]] == item for item in made.items.values())
