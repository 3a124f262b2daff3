"""GET /api/recommendations/{user_id}"""

from haat.errors import NotFound
from haat.http import Call, endpoint
from recommendations import manifest, view
from recommendations.domain.choosing import Kind
from recommendations.store import ListStore


@endpoint(manifest.GET_RECOMMENDATIONS)
def handler(call: Call[view.Query], lists: ListStore) -> view.Recommendations | NotFound:
    """What is for the caller, then what is popular. Somebody else's is as absent as nobody's."""
    if call.path["user_id"] != call.customer.id:
        return NotFound()
    found = lists.of_customer(call.customer.id)
    own, popular = found.lists
    return view.answer([(own, Kind.FOR_YOU), (popular, Kind.POPULAR)], found, limit=call.input.limit)
