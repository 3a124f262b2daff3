"""GET /api/products/{product_id}"""

from catalog import manifest
from catalog.domain import Product
from catalog.store.products import ProductStore
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.answer import quote


@endpoint(manifest.GET_PRODUCT)
def handler(call: Call[None], products: ProductStore) -> Answer[Product] | Answer[None] | NotFound:
    """One product; 304 without a body if the caller has this version already."""
    product = products.find(call.path["product_id"])
    if product is None:
        return NotFound()
    etag = str(product.version)
    if _has(call.headers.get("if-none-match", ""), etag):
        return Answer(None, etag=etag, status=304)
    return Answer(product, etag=etag)


def _has(if_none_match: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return quote(etag) in tags or tags == ["*"]
