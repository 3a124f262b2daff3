"""The shopkeeper: fills the shop through the admin API, as an importer would."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tqdm import tqdm

from infra.local.client import Client, Response
from infra.local.shop.catalogue import Product

HTTP_CREATED, HTTP_OK, HTTP_CONFLICT = 201, 200, 409
WORKERS = 6  # two cores serve the emulator and its functions as well


class Shopkeeper:
    """Puts products on sale and their units into the warehouse."""

    def __init__(self, client: Client, admin_token: str) -> None:
        self._client = client
        self._token = admin_token

    def fill(self, products: Iterable[Product], *, total: int | None, title: str) -> int:
        """Put all on sale, with a progress bar; return how many are new. A SKU that is there stays."""
        with ThreadPoolExecutor(WORKERS) as workers:
            made = workers.map(self._put_on_sale, products)
            return sum(tqdm(made, total=total, desc=title, unit=" products", mininterval=0.5))

    def _put_on_sale(self, product: Product) -> bool:
        made = self._send("POST", "/api/products", product.to_request()).expect(HTTP_CREATED, HTTP_CONFLICT)
        if made.status == HTTP_CONFLICT:
            return False
        for variant in product.variants:
            if variant.quantity:
                self.restock(variant.sku, variant.quantity)
        return True

    def restock(self, sku: str, available: int) -> None:
        """Set the units of a SKU that can be sold."""
        body = {"sku": sku, "available": available, "reason": "delivery"}
        self._send("PUT", "/api/inventory/update", body).expect(HTTP_OK)

    def _send(self, method: str, path: str, body: object) -> Response:
        return self._client.send(method, path, body, token=self._token)
