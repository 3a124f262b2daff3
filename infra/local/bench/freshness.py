"""How long search needs to show what staff have just written, on the running stack."""

import secrets
import statistics
import time

from infra.local import shopfront
from infra.local.bench.shop import OK, BenchShop

CHANGES = 10
WAIT_S, POLL_S = 60.0, 0.05
READ_ONLY = ("id", "version", "created_at", "updated_at", "category_path", "status", "slug", "rating")


class NotFound(RuntimeError):
    """Search did not show a change in time."""


def measure(shop: BenchShop) -> dict[str, float]:
    """Seconds from the answer to a product's new name until search finds it by that."""
    token = shopfront.admin_token(shop.layout)
    waited_s = [_seen_after_s(shop, token, product["id"]) for product in shop.products[:CHANGES]]
    return {
        "search_shows_a_change_median_s": round(statistics.median(waited_s), 2),
        "search_shows_a_change_max_s": round(max(waited_s), 2),
    }


def _seen_after_s(shop: BenchShop, token: str, product_id: str) -> float:
    word = f"zq{secrets.token_hex(4)}"
    _rename(shop, token, product_id, word)
    began_s = time.monotonic()
    while not _found(shop, word, product_id):
        if time.monotonic() - began_s > WAIT_S:
            raise NotFound(f"{product_id} is not found by {word} after {WAIT_S:.0f} s")
        time.sleep(POLL_S)
    return time.monotonic() - began_s


def _rename(shop: BenchShop, token: str, product_id: str, word: str) -> None:
    """Add a word to a product's name."""
    known = shop.api.send("GET", f"/api/admin/products/{product_id}", token=token).expect(OK)
    body = {name: value for name, value in known.json.items() if name not in READ_ONLY}
    body["name"] += f" {word}"
    headers = {"If-Match": known.headers["etag"]}
    shop.api.send("PUT", f"/api/products/{product_id}", body, token=token, headers=headers).expect(OK)


def _found(shop: BenchShop, word: str, product_id: str) -> bool:
    items = shop.api.send("GET", "/api/search", query={"q": word}).expect(OK).json["items"]
    return any(item["id"] == product_id for item in items)
