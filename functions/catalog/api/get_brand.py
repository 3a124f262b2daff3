"""GET /api/brands/{slug}"""

from catalog import manifest
from catalog.domain.brands import Brand
from catalog.store.brands import BrandStore
from haat.errors import NotFound
from haat.http import Call, endpoint


@endpoint(manifest.GET_BRAND)
def handler(call: Call[None], brands: BrandStore) -> Brand | NotFound:
    """One brand; `GET /api/products?brand=` has its products by its name."""
    return brands.find(call.path["slug"]) or NotFound()
