"""GET /api/search"""

from haat.errors import CursorInvalid, InvalidInput
from haat.http import Call, endpoint
from search import finding, manifest
from search.category_names import CategoryNames
from search.engines import Engine
from search.steering import Rules


@endpoint(manifest.FIND_PRODUCTS)
def handler(
    call: Call[finding.Parameters], engine: Engine, rules: Rules, names: CategoryNames
) -> finding.Page | InvalidInput | CursorInvalid:
    """Find products: words and filters narrow, facets tell how much further one may."""
    return finding.find(call.input, engine, rules.steer(call.input.q), names)
