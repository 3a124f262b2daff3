"""PUT /api/categories/{slug}"""

from catalog import manifest
from catalog.arranging import Arranged, Arranger, Refusal
from catalog.category_body import CategoryBody, declared
from catalog.domain import categories
from catalog.domain.categories import Category, Tree
from haat.errors import InvalidInput, NotFound
from haat.http import Call, endpoint


@endpoint(manifest.REPLACE_CATEGORY)
def handler(call: Call[CategoryBody], arranger: Arranger) -> Arranged | InvalidInput:
    """Rename a category, or move it with all that is below it; its products follow within minutes."""
    slug, wish = call.path["slug"], call.input
    attributes = declared(wish.attributes)
    if isinstance(attributes, InvalidInput):
        return attributes

    def replanted(tree: Tree) -> list[Category] | Refusal:
        category = tree.categories.get(slug)
        if category is None or category.merged_into:
            return NotFound()
        outdated = call.precondition(str(category.version))
        return outdated or categories.replant(tree, category, wish.name, wish.parent, attributes)

    return arranger.arrange(call, replanted)
