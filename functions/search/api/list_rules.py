"""GET /api/admin/search/rules"""

import msgspec

from haat.http import Call, endpoint
from search import manifest
from search.domain.rules import Rule
from search.store.rules import RulesStore


class Rules(msgspec.Struct):
    """All rules, the oldest first."""

    items: tuple[Rule, ...]


@endpoint(manifest.LIST_RULES)
def handler(call: Call[None], rules: RulesStore) -> Rules:
    """All rules: there are never more than a page of them."""
    del call
    return Rules(rules.current(consistent=True).rules)
