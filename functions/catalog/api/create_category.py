"""POST /api/categories"""

from catalog import manifest
from catalog.arranging import Arranged, Arranger, Refusal
from catalog.category_body import NewCategory, declared
from catalog.domain import categories
from catalog.domain.categories import Category, Tree
from haat.errors import InvalidInput
from haat.http import Call, endpoint


@endpoint(manifest.CREATE_CATEGORY)
def handler(call: Call[NewCategory], arranger: Arranger) -> Arranged | InvalidInput:
    """Create a category. Those that products name before anybody has created them become roots."""
    wish = call.input
    name = wish.name or categories.name_of(wish.slug)
    attributes = declared(wish.attributes)
    if isinstance(attributes, InvalidInput):
        return attributes
    location = f"{manifest.CREATE_CATEGORY.path}/{wish.slug}"

    def planted(tree: Tree) -> list[Category] | Refusal:
        return categories.plant(tree, wish.slug, name, wish.parent, attributes)

    return arranger.arrange(call, planted, {"location": location})
