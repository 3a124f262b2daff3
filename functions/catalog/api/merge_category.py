"""POST /api/categories/{slug}/merge"""

from catalog import manifest
from catalog.arranging import Arranged, Arranger, Refusal
from catalog.category_body import Merger
from catalog.domain import categories
from catalog.domain.categories import Category, Tree
from haat.errors import NotFound
from haat.http import Call, endpoint


@endpoint(manifest.MERGE_CATEGORY)
def handler(call: Call[Merger], arranger: Arranger) -> Arranged:
    """Merge a category into another one, which gets what is below it; its products follow within minutes.

    Its slug leads to the other one from then on, so this is also how a category gets another slug.
    """
    slug, into = call.path["slug"], call.input.into

    def merged(tree: Tree) -> list[Category] | Refusal:
        category = tree.categories.get(slug)
        if category is None or category.merged_into:
            return NotFound()
        outdated = call.precondition(str(category.version))
        return outdated or categories.merge(tree, category, into)

    return arranger.arrange(call, merged)
