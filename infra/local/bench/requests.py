"""CPU of single requests, in the functions' workers: the emulator, the edge and the client do not count."""

from collections.abc import Callable

from infra.local import workers
from infra.local.bench.shop import BenchShop

WARM_UP = 30
REQUESTS = 400


def measure(shop: BenchShop) -> dict[str, float]:
    """CPU milliseconds per request, warm, one after another."""
    product_id = shop.products[0]["id"]
    words = [product["name"].split()[0] for product in shop.products]
    guest = shop.new_guest()
    turn = iter(range(10**9))
    return {
        "product_read_cpu_ms": _cpu_ms(shop, lambda: shop.read_product(product_id)),
        "search_cpu_ms": _cpu_ms(shop, lambda: shop.search(words[next(turn) % len(words)])),
        "add_to_cart_cpu_ms": _cpu_ms(shop, lambda: shop.add_to_cart(guest, next(turn))),
    }


def _cpu_ms(shop: BenchShop, request: Callable[[], object]) -> float:
    for _ in range(WARM_UP):
        request()
    before = workers.cpu_ms_by_function(shop.emulator_pid)
    for _ in range(REQUESTS):
        request()
    after = workers.cpu_ms_by_function(shop.emulator_pid)
    return round((after.total() - before.total()) / REQUESTS, 2)
