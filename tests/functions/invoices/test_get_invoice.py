"""GET /api/orders/{order_id}/invoice"""

import hashlib

import pytest

from haat.http import order_link
from haat.table.meter import meter
from invoices import manifest
from invoices.api import get_invoice
from invoices.reactions import follow_claim
from tests.functions.invoices.examples import (
    CUSTOMER_ID,
    EXAMPLE,
    content,
    documents,
    issue,
    order,
    order_id,
    texts,
)
from tests.support.messages import message
from tests.support.requests import Response, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def get(number: int = 1, *, whose: str = CUSTOMER_ID, **headers: str) -> Response:
    path = {"order_id": order_id(number)}
    return send(get_invoice.handler, path=path, headers=headers, claims=customer_claims(whose))


def test_a_customer_gets_the_invoice_of_an_order_as_a_file() -> None:
    issue(order(1))

    response = get(accept="application/pdf")

    assert response.status == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == 'inline; filename="invoice-2026-000001.pdf"'
    assert response.headers["cache-control"] == "private, no-store"
    (page,) = texts(content(response.text))
    assert "Invoice number 2026-000001" in page


def test_a_repeat_is_the_same_to_the_byte_and_tagged_by_its_hash() -> None:
    issue(order(1))
    first, second = get(), get()
    assert (first.text, first.headers["etag"]) == (second.text, second.headers["etag"])
    assert first.headers["etag"].strip('"') == hashlib.sha256(content(first.text)).hexdigest()[:32]


def test_it_takes_as_many_round_trips_as_it_declares() -> None:
    issue(order(1))
    get()

    get()

    assert meter.calls == ["dynamodb.BatchGetItem"]
    assert manifest.GET_INVOICE.round_trips == 1


def test_an_order_that_is_not_paid_somebody_elses_and_none_at_all_get_the_same_answer() -> None:
    issue(order(1))
    foreign, none = get(whose="usr_2"), get(2)
    assert (foreign.status, foreign.json["code"]) == (404, "invoice_not_issued")
    assert (none.status, none.text) == (404, foreign.text)


def test_who_carries_the_link_to_an_order_gets_its_invoice_and_no_other() -> None:
    issue(order(1), order(2))
    link = {order_link.HEADER: order_link.token_of(order_id(1))}
    assert send(get_invoice.handler, path={"order_id": order_id(1)}, headers=link).status == 200
    assert send(get_invoice.handler, path={"order_id": order_id(2)}, headers=link).status == 404


@pytest.mark.parametrize("claimed_first", [False, True])
def test_an_order_that_an_account_has_claimed_is_the_accounts(claimed_first: bool) -> None:
    """The invoice itself goes on saying who placed the order."""
    guests = order(1, customer_id="gst_0123456789abcdef0123456789")
    if not claimed_first:
        issue(guests)
    claimed(CUSTOMER_ID)
    claimed(CUSTOMER_ID)
    if claimed_first:
        issue(guests)
    assert (get().status, get(whose="usr_2").status) == (200, 404)
    assert documents()[0].customer_id == guests.customer_id


def claimed(customer_id: str) -> None:
    """Hand the event of a claim to the reaction."""
    data = {"order": EXAMPLE["order"] | {"id": order_id(1), "customer_id": customer_id}}
    assert follow_claim.handler({"Records": [message("OrderClaimed", data)]}, None) == {
        "batchItemFailures": []
    }


def test_an_id_that_no_key_can_hold_is_absent() -> None:
    path = {"order_id": "x" * 3000}
    assert send(get_invoice.handler, path=path, claims=customer_claims()).status == 404


def test_nobody_gets_one_without_a_token() -> None:
    issue(order(1))
    assert send(get_invoice.handler, path={"order_id": order_id(1)}).status == 401


def test_parameters_that_do_not_exist_are_refused() -> None:
    path, claims = {"order_id": order_id(1)}, customer_claims()
    assert send(get_invoice.handler, path=path, query={"format": "a5"}, claims=claims).status == 422
