"""POST /api/categories"""

from catalog import manifest
from catalog.arranging import Arranged, Arranger
from catalog.category_body import NewCategory
from catalog.domain import categories
from haat.http import Call, endpoint


@endpoint(manifest.CREATE_CATEGORY)
def handler(call: Call[NewCategory], arranger: Arranger) -> Arranged:
    """Create a category. Those that products name before anybody has created them become roots."""
    wish = call.input
    name = wish.name or categories.name_of(wish.slug)
    location = f"{manifest.CREATE_CATEGORY.path}/{wish.slug}"
    return arranger.arrange(
        call, lambda tree: categories.plant(tree, wish.slug, name, wish.parent), {"location": location}
    )
