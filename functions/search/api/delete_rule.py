"""DELETE /api/admin/search/rules/{rule_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from search import manifest
from search.rules_problems import RulesFull, RulesOvertaken
from search.store.rules import RulesStore

Refusal = NotFound | PreconditionFailed | RulesFull | RulesOvertaken | AlreadyAnswered


@endpoint(manifest.DELETE_RULE)
def handler(call: Call[None], rules: RulesStore) -> Answer[None] | Refusal:
    """Delete a rule."""
    book = rules.current(consistent=True)
    rule = book.find(call.path["rule_id"])
    if rule is None:
        return NotFound()
    if outdated := call.precondition(str(rule.version)):
        return outdated
    audited = call.audited(f"search-rule/{rule.id}", rule, None)
    return rules.replace(book, book.without(rule.id), audited) or Answer(None)
