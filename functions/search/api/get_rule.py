"""GET /api/admin/search/rules/{rule_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from search import manifest
from search.domain.rules import Rule
from search.store.rules import RulesStore


@endpoint(manifest.GET_RULE)
def handler(call: Call[None], rules: RulesStore) -> Answer[Rule] | NotFound:
    """One rule."""
    rule = rules.current(consistent=True).find(call.path["rule_id"])
    return Answer(rule, etag=str(rule.version)) if rule else NotFound()
