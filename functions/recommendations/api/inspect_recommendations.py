"""GET /api/admin/recommendations/{user_id}"""

from haat.errors import NotFound
from haat.http import Call, endpoint
from recommendations import manifest, view
from recommendations.domain.choosing import Kind
from recommendations.store import ListStore


@endpoint(manifest.INSPECT_RECOMMENDATIONS)
def handler(call: Call[view.Query], lists: ListStore) -> view.Recommendations | NotFound:
    """What the customer would get; nothing for whom no training has met yet."""
    found = lists.of_customer(call.path["user_id"])
    if not found.known:
        return NotFound()
    own, popular = found.lists
    return view.answer([(own, Kind.FOR_YOU), (popular, Kind.POPULAR)], found, limit=call.input.limit)
