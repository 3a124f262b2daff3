"""POST /api/admin/search/rules"""

from haat import clock, ids
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from search import manifest
from search.domain.rules import Rule, rivals
from search.rules_body import RuleBody, terms_of
from search.rules_problems import RuleExists, RulesFull, RulesOvertaken
from search.store.rules import RulesStore

Refusal = InvalidInput | RuleExists | RulesFull | RulesOvertaken | AlreadyAnswered


@endpoint(manifest.CREATE_RULE)
def handler(call: Call[RuleBody], rules: RulesStore) -> Answer[Rule] | Refusal:
    """Set a rule; searches follow it within SEARCH_REFRESH_S."""
    terms = terms_of(call.input)
    if isinstance(terms, InvalidInput):
        return terms
    book = rules.current(consistent=True)
    if rival := next(rivals(terms, book.rules), None):
        return RuleExists(rival.id)
    now = clock.now()
    rule = Rule(ids.new_id("rule"), terms, 1, now, now, call.staff.username)
    location = f"{manifest.CREATE_RULE.path}/{rule.id}"
    answer = Answer(rule, etag="1", headers={"location": location})
    audited = call.audited(f"search-rule/{rule.id}", None, rule)
    return rules.replace(book, (*book.rules, rule), audited, *call.remember(answer)) or answer
