"""PUT /api/products/{product_id}"""

from catalog import domain, manifest
from catalog.body import ProductBody, draft_of
from catalog.domain import Draft, Product, ProductChanged, ProductTooLarge, SkuTaken, TooManySkusChanged
from catalog.store import CategoryStore, ProductStore
from haat import clock
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint

Refusal = (
    NotFound
    | PreconditionFailed
    | InvalidInput
    | ProductTooLarge
    | TooManySkusChanged
    | SkuTaken
    | ProductChanged
)


@endpoint(manifest.REPLACE_PRODUCT)
def handler(
    call: Call[ProductBody], products: ProductStore, categories: CategoryStore
) -> Answer[Product] | Refusal:
    """Replace everything an admin writes of a product; what the body leaves out is empty then."""
    draft = draft_of(call)
    if not isinstance(draft, Draft):
        return draft
    product = products.find(call.path["product_id"])
    if product is None:
        return NotFound()
    outdated = call.precondition(str(product.version))
    if outdated:
        return outdated
    category = categories.ensure(draft.category)
    rewritten = domain.filed(domain.rewrite(product, draft, clock.now()), category.path)
    refused = products.change(product, rewritten)
    if isinstance(refused, ProductChanged):
        return call.precondition(str(refused.version)) or refused
    return refused or Answer(rewritten, etag=str(rewritten.version))
