"""Customers who review, and what there is to review."""

from typing import Any

from haat.http.endpoint import Handler
from reviews.api import (
    decide_review,
    delete_review,
    get_review,
    list_my_reviews,
    list_product_reviews,
    report_review,
    rewrite_review,
    take_vote_back,
    vote_on_review,
    write_review,
)
from reviews.reactions import learn_products, learn_purchases
from tests.support.messages import message
from tests.support.requests import Response, admin_claims, customer_claims, send

BOWL = "prod_01kawzq3n5rv0v7k8t9m2c4x6y"
LAMP = "prod_01kawzq3n5s2c8n1y6d4j9w7ke"
GOOD: dict[str, Any] = {"stars": 5, "title": "Lovely", "text": "The glaze is deeper than in the pictures."}


def listed(*products: str) -> None:
    """The catalogue tells of new products."""
    catalogued("ProductCreated", "active", *products)


def archived(product: str) -> None:
    """The catalogue tells that a product is off sale for good."""
    catalogued("ProductArchived", "archived", product)


def catalogued(name: str, state: str, *products: str) -> None:
    """The catalogue tells of products."""
    records = [message(name, {"product": {"id": product, "state": state}}) for product in products]
    assert learn_products.handler({"Records": records}, None) == {"batchItemFailures": []}


def told(name: str, who: str, product: str, *, status: str, order: str = "ord_1") -> None:
    """Orders tell of an order of a product, which may be an account's or a guest's."""
    customer_id = who if who.startswith("gst_") else f"usr_{who}"
    lines = [{"product_id": product, "sku": "a"}, {"product_id": product, "sku": "b"}]
    data = {"order": {"id": order, "customer_id": customer_id, "status": status, "lines": lines}}
    record = message(name, data)
    assert learn_purchases.handler({"Records": [record]}, None) == {"batchItemFailures": []}


def bought(who: str, product: str, order: str = "ord_1") -> None:
    """Somebody pays for an order of a product."""
    told("OrderConfirmed", who, product, status="confirmed", order=order)


class Person:
    """A customer."""

    def __init__(self, name: str) -> None:
        self.claims = customer_claims(f"usr_{name}", email=f"{name}@example.com")

    def _send(self, handler: Handler[..., Any], body: Any, path: dict[str, str], tag: str | None) -> Response:
        headers = {"if-match": tag} if tag else {}
        return send(handler, body, path=path, headers=headers, claims=self.claims)

    def write(self, product: str = BOWL, *, key: str | None = None, **said: Any) -> Response:
        headers = {"idempotency-key": key} if key else {}
        path = {"product_id": product}
        return send(write_review.handler, GOOD | said, path=path, headers=headers, claims=self.claims)

    def rewrite(self, review_id: str, tag: str | None = None, **said: Any) -> Response:
        return self._send(rewrite_review.handler, GOOD | said, {"review_id": review_id}, tag)

    def erase(self, review_id: str, tag: str | None = None) -> Response:
        return self._send(delete_review.handler, None, {"review_id": review_id}, tag)

    def show(self, review_id: str) -> Response:
        return self._send(get_review.handler, None, {"review_id": review_id}, None)

    def vote(self, review_id: str, helpful: bool | None) -> Response:
        if helpful is None:
            return self._send(take_vote_back.handler, None, {"review_id": review_id}, None)
        return self._send(vote_on_review.handler, {"helpful": helpful}, {"review_id": review_id}, None)

    def report(self, review_id: str, reason: str = "spam") -> Response:
        return self._send(report_review.handler, {"reason": reason}, {"review_id": review_id}, None)

    def own(self, **query: str) -> Response:
        return send(list_my_reviews.handler, query=query, claims=self.claims)


ADA, BOB = Person("ada"), Person("bob")


def decide(review_id: str, status: str, version: int, reason: str = "We looked at it.") -> Response:
    """A person in charge decides."""
    body = {"status": status, "version": version, "reason": reason}
    return send(decide_review.handler, body, path={"review_id": review_id}, claims=admin_claims())


def shown(product: str = BOWL, **query: str) -> Response:
    """What everybody sees."""
    return send(list_product_reviews.handler, path={"product_id": product}, query=query)


def rating(product: str = BOWL) -> tuple[int, float | None]:
    """How many reviews, and their average."""
    seen = shown(product).json["rating"]
    return seen["count"], seen["average"]
