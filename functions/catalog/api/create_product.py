"""POST /api/products"""

from catalog import domain, manifest
from catalog.body import ProductBody, draft_of, state_of
from catalog.domain import Draft, Product, ProductTooLarge, SkuTaken, SlugTaken, State
from catalog.filing import Filer
from catalog.store import ProductStore
from haat import clock
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.ids import new_id


@endpoint(manifest.CREATE_PRODUCT)
def handler(
    call: Call[ProductBody], products: ProductStore, filer: Filer
) -> Answer[Product] | InvalidInput | ProductTooLarge | SkuTaken | SlugTaken | AlreadyAnswered:
    """Create a product, its category if nobody has named it before, and a row for each of its SKUs."""
    draft = draft_of(call)
    if not isinstance(draft, Draft):
        return draft
    path = filer.file(draft)
    if isinstance(path, InvalidInput):
        return path
    made = domain.create(draft, new_id("prod"), clock.now(), state_of(call.input) or State.ACTIVE)
    product = domain.filed(made, path)
    answer = Answer(
        product,
        etag=str(product.version),
        headers={"location": f"{manifest.CREATE_PRODUCT.path}/{product.id}"},
    )
    audited = call.audited(f"product/{product.id}", None, product)
    return products.create(product, audited, *call.remember(answer)) or answer
