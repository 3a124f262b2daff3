"""GET /api/recommendations"""

from haat.http import Call, endpoint
from recommendations import manifest, view
from recommendations.domain.choosing import Kind
from recommendations.store import ListStore


class Query(view.Query, forbid_unknown_fields=True):
    """Where; `category`: in it and its branches."""

    category: view.Slug | None = None


@endpoint(manifest.LIST_POPULAR)
def handler(call: Call[Query], lists: ListStore) -> view.Recommendations:
    """What most buy and look at of late; nothing where nothing is."""
    found = lists.of_category(call.input.category)
    return view.answer([(found.lists[0], Kind.POPULAR)], found, limit=call.input.limit)
