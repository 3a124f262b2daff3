"""PUT /api/products/{product_id}"""

from catalog import domain, manifest
from catalog.body import ProductBody, draft_of, state_of
from catalog.domain import (
    Draft,
    Product,
    ProductChanged,
    ProductOnSale,
    ProductTooLarge,
    SkuTaken,
    SlugTaken,
    State,
    TooManySkusChanged,
)
from catalog.filing import Filer
from catalog.store import ProductStore
from haat import clock
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered

Refusal = (
    NotFound
    | PreconditionFailed
    | InvalidInput
    | ProductTooLarge
    | TooManySkusChanged
    | SkuTaken
    | SlugTaken
    | ProductOnSale
    | ProductChanged
    | AlreadyAnswered
)


@endpoint(manifest.REPLACE_PRODUCT)
def handler(call: Call[ProductBody], products: ProductStore, filer: Filer) -> Answer[Product] | Refusal:
    """Replace everything an admin writes of a product; what the body leaves out is empty then."""
    draft = draft_of(call)
    if not isinstance(draft, Draft):
        return draft
    product = products.find_any(call.path["product_id"])
    if product is None or product.state is State.ARCHIVED:
        return NotFound()
    outdated = call.precondition(str(product.version))
    if outdated:
        return outdated
    entered = domain.entered(product, state_of(call.input))
    if isinstance(entered, ProductOnSale):
        return entered
    path = filer.file(draft)
    if isinstance(path, InvalidInput):
        return path
    rewritten = domain.filed(domain.rewrite(entered, draft, clock.now()), path)
    return _written(call, products, product, rewritten)


def _written(
    call: Call[ProductBody], products: ProductStore, before: Product, after: Product
) -> Answer[Product] | Refusal:
    refused = products.change(before, after, call.audited(f"product/{after.id}", before, after))
    if isinstance(refused, ProductChanged):
        return call.precondition(str(refused.version)) or refused
    return refused or Answer(after, etag=str(after.version))
