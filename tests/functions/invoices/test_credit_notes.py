"""GET /api/orders/{order_id}/credit-notes, and each of them."""

from typing import Any

import pytest

from haat.http.endpoint import Handler
from haat.table.meter import meter
from invoices import manifest
from invoices.api import get_credit_note, list_credit_notes
from tests.functions.invoices.examples import (
    CUSTOMER_ID,
    NOON,
    content,
    credit,
    issue,
    order,
    order_id,
    refund,
    texts,
)
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def ask(handler: Handler[..., Any], path: dict[str, str], whose: str = CUSTOMER_ID, **query: str) -> Response:
    whole = {"order_id": order_id(1)} | path
    return send(handler, path=whole, query=query, claims=customer_claims(whose))


def get(refund_id: str = "re_1", **more: str) -> Response:
    return ask(get_credit_note.handler, {"refund_id": refund_id}, **more)


def listed(**more: str) -> Response:
    return ask(list_credit_notes.handler, {}, **more)


def test_a_customer_gets_the_credit_note_of_a_refund_as_a_file() -> None:
    issue(order(1))
    credit(refund(500))

    response = get()

    assert response.status == 200
    assert response.headers["content-disposition"] == 'inline; filename="credit-note-C2026-000001.pdf"'
    (page,) = texts(content(response.text))
    assert "Corrects invoice 2026-000001" in page
    assert "Total credited 5.00 EUR" in page


def test_the_credit_notes_of_an_order_are_listed_page_by_page() -> None:
    issue(order(1))
    credit(refund(500), refund(700, id="re_2"))

    first = listed(limit="1").json
    second = listed(limit="1", cursor=first["next"]).json

    assert first["items"] == [
        {
            "number": "C2026-000001",
            "refund_id": "re_1",
            "issued_at": NOON,
            "total": {"amount_minor": 500, "currency": "EUR"},
        }
    ]
    assert [item["number"] for item in second["items"]] == ["C2026-000002"]
    assert listed().json["next"] is None


def test_an_order_without_refunds_has_an_empty_list() -> None:
    issue(order(1))
    assert listed().json == {"items": [], "next": None}


def test_they_take_as_many_round_trips_as_they_declare() -> None:
    issue(order(1))
    credit(refund(500))
    get()
    get()
    assert len(meter.calls) == manifest.GET_CREDIT_NOTE.round_trips
    listed()
    assert len(meter.calls) == manifest.LIST_CREDIT_NOTES.round_trips


def test_somebody_elses_are_as_absent_as_those_that_never_were() -> None:
    issue(order(1))
    credit(refund(500))
    assert (get(whose="usr_2").status, get(whose="usr_2").text) == (404, get("re_2").text)
    assert get("re_2").json["code"] == "credit_note_not_issued"
    foreign = listed(whose="usr_2")
    assert (foreign.status, foreign.json["code"]) == (404, "invoice_not_issued")


def test_a_refund_id_that_no_key_can_hold_is_absent() -> None:
    assert get("x" * 2000).status == 404


def test_a_cursor_of_another_list_is_refused() -> None:
    issue(order(1))
    assert listed(cursor="bm90IG91cnM").json["code"] == "cursor_invalid"
