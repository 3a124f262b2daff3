"""GET /api/admin/products/{product_id}"""

from catalog import manifest, product_view
from catalog.domain import Product
from catalog.store.products import ProductStore
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.GET_ANY_PRODUCT)
def handler(call: Call[None], products: ProductStore) -> Answer[Product] | Answer[None] | NotFound:
    """One product as it is at this moment: a draft, on sale, or archived."""
    product = products.find_any(call.path["product_id"])
    return product_view.answer(call, product) if product else NotFound()
