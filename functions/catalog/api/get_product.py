"""GET /api/products/{product_id}"""

from catalog import manifest, product_view
from catalog.domain import Product
from catalog.store.products import ProductStore
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint


@endpoint(manifest.GET_PRODUCT)
def handler(call: Call[None], products: ProductStore) -> Answer[Product] | Answer[None] | NotFound:
    """One product that is on sale."""
    product = products.find(call.path["product_id"])
    return product_view.answer(call, product) if product else NotFound()
