"""Customers who wish."""

from typing import Any

from haat.http.endpoint import Handler
from tests.support.requests import Response, customer_claims, send
from wishlists.api import (
    add_item,
    create_wishlist,
    delete_wishlist,
    get_wishlist,
    list_wishlists,
    remove_item,
    rename_wishlist,
    revoke_link,
    share_wishlist,
    show_shared_wishlist,
)


class Person:
    """A customer."""

    def __init__(self, name: str) -> None:
        self.id = f"usr_{name}"
        self.claims = customer_claims(self.id, email=f"{name}@example.com")

    def _send(
        self, handler: Handler[..., Any], body: Any = None, *, tag: str | None = None, **path: str
    ) -> Response:
        headers = {"if-match": tag} if tag else {}
        return send(handler, body, path=path, headers=headers, claims=self.claims)

    def create(self, name: str = "Home", key: str | None = None) -> Response:
        headers = {"idempotency-key": key} if key else {}
        return send(create_wishlist.handler, {"name": name}, headers=headers, claims=self.claims)

    def begin(self, *skus: str) -> str:
        """The id of a new list with some SKUs on it."""
        wishlist_id = str(self.create().json["id"])
        for sku in skus:
            assert self.add(wishlist_id, sku).status == 200
        return wishlist_id

    def all(self) -> list[str]:
        """The ids of this customer's lists."""
        return [one["id"] for one in send(list_wishlists.handler, claims=self.claims).json["items"]]

    def show(self, wishlist_id: str) -> Response:
        return self._send(get_wishlist.handler, wishlist_id=wishlist_id)

    def rename(self, wishlist_id: str, name: str = "Birthday", tag: str | None = None) -> Response:
        return self._send(rename_wishlist.handler, {"name": name}, tag=tag, wishlist_id=wishlist_id)

    def delete(self, wishlist_id: str, tag: str | None = None) -> Response:
        return self._send(delete_wishlist.handler, tag=tag, wishlist_id=wishlist_id)

    def add(self, wishlist_id: str, sku: str) -> Response:
        return self._send(add_item.handler, wishlist_id=wishlist_id, sku=sku)

    def remove(self, wishlist_id: str, sku: str) -> Response:
        return self._send(remove_item.handler, wishlist_id=wishlist_id, sku=sku)

    def share(self, wishlist_id: str) -> Response:
        return self._send(share_wishlist.handler, wishlist_id=wishlist_id)

    def revoke(self, wishlist_id: str) -> Response:
        return self._send(revoke_link.handler, wishlist_id=wishlist_id)


ADA, BOB = Person("ada"), Person("bob")


def opened(token: str) -> Response:
    """What somebody sees who has a link."""
    return send(show_shared_wishlist.handler, path={"token": token})


def skus(response: Response) -> list[str]:
    return [item["sku"] for item in response.json["items"]]
