"""PUT /api/admin/search/rules/{rule_id}"""

from dataclasses import replace

from haat import clock
from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from search import manifest
from search.domain.rules import Rule, rivals
from search.rules_body import RuleBody, terms_of
from search.rules_problems import RuleExists, RulesFull, RulesOvertaken
from search.store.rules import RulesStore

Refusal = (
    InvalidInput | NotFound | PreconditionFailed | RuleExists | RulesFull | RulesOvertaken | AlreadyAnswered
)


@endpoint(manifest.REPLACE_RULE)
def handler(call: Call[RuleBody], rules: RulesStore) -> Answer[Rule] | Refusal:
    """Put another rule in the place of one."""
    terms = terms_of(call.input)
    if isinstance(terms, InvalidInput):
        return terms
    book = rules.current(consistent=True)
    rule = book.find(call.path["rule_id"])
    if rule is None:
        return NotFound()
    if outdated := call.precondition(str(rule.version)):
        return outdated
    if rival := next((other for other in rivals(terms, book.rules) if other.id != rule.id), None):
        return RuleExists(rival.id)
    by, at = call.staff.username, clock.now()
    after = replace(rule, terms=terms, version=rule.version + 1, updated_at=at, updated_by=by)
    audited = call.audited(f"search-rule/{rule.id}", rule, after)
    return rules.replace(book, book.changed(after), audited) or Answer(after, etag=str(after.version))
