"""What can be wrong with a change of the rules."""

from dataclasses import dataclass

from haat.errors import Conflict


@dataclass(frozen=True, slots=True)
class RuleExists(Conflict):
    """There is a rule of this kind for this question."""

    detail = "It is {rule_id}: change that one."
    rule_id: str


@dataclass(frozen=True, slots=True)
class RulesFull(Conflict):
    """There are as many rules as there can be."""

    detail = "Delete some: 200 rules, and 300,000 bytes in all, are the most."


@dataclass(frozen=True, slots=True)
class RulesOvertaken(Conflict):
    """Somebody else changed the rules at the same moment."""

    detail = "Read them again and repeat the change."
