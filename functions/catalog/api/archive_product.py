"""DELETE /api/products/{product_id}"""

from catalog import domain, manifest
from catalog.domain import ProductChanged, State, TooManySkusChanged
from catalog.store import ProductStore
from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered


@endpoint(manifest.ARCHIVE_PRODUCT)
def handler(
    call: Call[None], products: ProductStore
) -> Answer[None] | NotFound | PreconditionFailed | ProductChanged | TooManySkusChanged | AlreadyAnswered:
    """Archive a product: it and its SKUs are no longer on sale, orders of them stay as they are."""
    product = products.find_any(call.path["product_id"])
    if product is None or product.state is State.ARCHIVED:
        return NotFound()
    outdated = call.precondition(str(product.version))
    if outdated:
        return outdated
    archived = domain.archive(product, clock.now())
    audited = call.audited(f"product/{product.id}", product, archived)
    refused = products.archive(product, archived, audited)
    if isinstance(refused, ProductChanged):
        return call.precondition(str(refused.version)) or refused
    return refused or Answer(None)
