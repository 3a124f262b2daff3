"""GET /api/products/by-slug/{slug}"""

from catalog import manifest, product_view
from catalog.domain import Product
from catalog.store.products import ProductStore
from catalog.store.slugs import SlugStore
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint

MOVED_FOR_GOOD = 308


@endpoint(manifest.GET_PRODUCT_BY_SLUG)
def handler(
    call: Call[None], slugs: SlugStore, products: ProductStore
) -> Answer[Product] | Answer[None] | NotFound:
    """One product that is on sale, by its slug; one that it had before redirects (308) to that of today."""
    product_id = slugs.product_of(call.path["slug"])
    product = products.find(product_id) if product_id else None
    if product is None:
        return NotFound()
    if product.slug != call.path["slug"]:
        location = manifest.GET_PRODUCT_BY_SLUG.path.format(slug=product.slug)
        return Answer(None, status=MOVED_FOR_GOOD, headers={"location": location})
    return product_view.answer(call, product)
