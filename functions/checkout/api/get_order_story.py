"""GET /api/admin/orders/{order_id}/story"""

from checkout import manifest
from checkout.story.facts import FactFinder
from checkout.story.view import Story, story_of
from haat.errors import NotFound
from haat.http import Call, endpoint


@endpoint(manifest.GET_ORDER_STORY)
def handler(call: Call[None], finder: FactFinder) -> Story | NotFound:
    """Everything that happened to an order, in order of time, and what it waits for."""
    facts = finder.find(call.path["order_id"])
    return story_of(facts) if facts else NotFound()
