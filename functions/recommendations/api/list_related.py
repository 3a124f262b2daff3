"""GET /api/products/{product_id}/recommendations"""

from typing import Literal

from haat.http import Call, endpoint
from recommendations import manifest, view
from recommendations.domain.choosing import Kind
from recommendations.store import ListStore

# What follows when the kind that was asked for has not enough.
ORDER = {
    Kind.BOUGHT_TOGETHER: (Kind.BOUGHT_TOGETHER, Kind.SIMILAR, Kind.POPULAR),
    Kind.SIMILAR: (Kind.SIMILAR, Kind.BOUGHT_TOGETHER, Kind.POPULAR),
    Kind.POPULAR: (Kind.POPULAR,),
}


class Query(view.Query, forbid_unknown_fields=True):
    """Which and how many."""

    kind: Literal["bought_together", "similar", "popular"] = "bought_together"


@endpoint(manifest.LIST_RELATED)
def handler(call: Call[Query], lists: ListStore) -> view.Recommendations:
    """What goes with a product. Of one that no training has met yet, or that never was, what is popular."""
    product_id = call.path["product_id"]
    found = lists.of_product(product_id)
    own, popular = found.lists
    wanted = [(popular if kind is Kind.POPULAR else own, kind) for kind in ORDER[Kind(call.input.kind)]]
    return view.answer(wanted, found, limit=call.input.limit, without=(product_id,))
