"""The rules that admins set: all in one item, so that a search reads them at once.

Every change is a condition on the version of the whole. 300,000 bytes leave room below DynamoDB's 400 KB.
"""

from dataclasses import dataclass

import msgspec

from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write
from search.domain.rules import RULES_MAX, Rule
from search.keys import ALL_RULES, RULES_SORT
from search.rules_problems import RulesFull, RulesOvertaken

RULES_BYTES_MAX = 300_000


class RulesItem(Item, discriminator="search_rules"):
    """All rules; `version` counts the changes of any."""

    rules: Document[tuple[Rule, ...]] = Document(tuple[Rule, ...])


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, the oldest first, as of a version; 0 before the first."""

    rules: tuple[Rule, ...] = ()
    version: int = 0

    def find(self, rule_id: str) -> Rule | None:
        """One of them."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def without(self, rule_id: str) -> tuple[Rule, ...]:
        """All but one."""
        return tuple(rule for rule in self.rules if rule.id != rule_id)

    def changed(self, after: Rule) -> tuple[Rule, ...]:
        """With a rule as it is afterwards, in its old place."""
        return tuple(after if rule.id == after.id else rule for rule in self.rules)


class RulesStore:
    """The rules; each method is one row of ACCESS_PATTERNS.md."""

    def current(self, *, consistent: bool) -> RuleBook:
        """All rules. One read: 0.5 RCU for each 4 KB, 1 if `consistent`."""
        item = reads.find(RulesItem, ALL_RULES, RULES_SORT, consistent=consistent)
        return RuleBook(item.rules, item.version) if item else RuleBook()

    def replace(
        self, before: RuleBook, rules: tuple[Rule, ...], *also: Write
    ) -> RulesFull | RulesOvertaken | AlreadyAnswered | None:
        """Write all rules if nobody changed any, and what is to happen with it. One transaction."""
        if len(rules) > RULES_MAX or len(msgspec.json.encode(rules)) > RULES_BYTES_MAX:
            return RulesFull()
        item = RulesItem(pk=ALL_RULES, sk=RULES_SORT, rules=rules, version=before.version + 1)
        unchanged = RulesItem.version == before.version if before.version else RulesItem.pk.does_not_exist()
        refusals = writes.commit(writes.put(item, when=unchanged, refused=lambda _: RulesOvertaken()), *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return RulesOvertaken() if refusals else None
