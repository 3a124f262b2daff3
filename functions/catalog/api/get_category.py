"""GET /api/categories/{slug}"""

from catalog import category_view, manifest
from catalog.category_view import CategoryView
from catalog.store.categories import CategoryStore
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint

MOVED_FOR_GOOD = 308


@endpoint(manifest.GET_CATEGORY)
def handler(call: Call[None], categories: CategoryStore) -> Answer[CategoryView] | Answer[None] | NotFound:
    """One category; a slug that was merged away redirects (308) to the category that has its products."""
    category = categories.find(call.path["slug"])
    if category is None:
        return NotFound()
    if category.merged_into:
        location = manifest.GET_CATEGORY.path.format(slug=category.merged_into)
        return Answer(None, status=MOVED_FOR_GOOD, headers={"location": location})
    return category_view.answer(category)
