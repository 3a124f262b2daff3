"""An order's documents, over HTTP, through every real piece."""

import io
from typing import Any

import pypdfium2

from infra.local.buyer import await_it
from tests.e2e.world import Customer, World


def test_a_paid_order_has_an_invoice_and_a_refund_a_credit_note(world: World) -> None:
    sku = world.product(quantity=1)["variants"][0]["sku"]
    customer = world.customer()
    placed = world.order(customer, sku)
    path = f"/api/orders/{placed['order']['id']}"
    unpaid = world.api.send("GET", f"{path}/invoice", token=customer.token).expect(404).json
    assert unpaid["code"] == "invoice_not_issued"

    world.buyer.pay(placed["payment"]["client_secret"])
    order = world.buyer.await_status(placed["order"]["id"], customer.token, "confirmed")
    text = _document(world, customer, f"{path}/invoice")
    assert order["number"] in text
    assert f"Total {order['total']['amount_minor'] / 100:.2f} EUR" in text
    world.api.send("GET", f"{path}/invoice", token=world.customer().token).expect(404)

    world.api.send("POST", f"{path}/cancel", token=customer.token).expect(200)
    note = await_it(lambda: _first_note(world, customer, path), "the credit note")
    assert note["total"] == order["total"]
    text = _document(world, customer, f"{path}/credit-notes/{note['refund_id']}")
    assert f"Credit note {note['number']}" in text


def _document(world: World, customer: Customer, path: str) -> str:
    """The text of the first page of a PDF, as soon as there is one."""
    asked = await_it(lambda: _pdf(world, customer, path), path)
    with pypdfium2.PdfDocument(io.BytesIO(asked["pdf"])) as document:
        return str(document[0].get_textpage().get_text_range())


def _pdf(world: World, customer: Customer, path: str) -> dict[str, bytes] | None:
    answer = world.api.send("GET", path, token=customer.token).expect(200, 404)
    return {"pdf": answer.content} if answer.status == 200 else None


def _first_note(world: World, customer: Customer, path: str) -> dict[str, Any] | None:
    listed = world.api.send("GET", f"{path}/credit-notes", token=customer.token).expect(200).json
    return next(iter(listed["items"]), None)
