"""Changing the tree of categories: read it, let the rules decide, write it if nobody was faster."""

from collections.abc import Callable, Mapping
from typing import Any

from catalog import category_view
from catalog.category_view import CategoryView
from catalog.domain.categories import Category, CategoryExists, Tree, Unplaceable
from catalog.store import CategoryStore
from catalog.store.categories import TreeChanged
from haat.errors import NotFound, PreconditionFailed
from haat.faults import Transient
from haat.http import Answer, Call
from haat.http.once import AlreadyAnswered
from haat.table.writes import Write

ATTEMPTS = 4

Refusal = NotFound | PreconditionFailed | CategoryExists | Unplaceable
Arranged = Answer[CategoryView] | Refusal | AlreadyAnswered
Decide = Callable[[Tree], list[Category] | Refusal]


class TreeContended(Transient):
    """Others changed the tree of categories at every attempt."""


class Arranger:
    """Changes the tree by rules that may refuse."""

    def __init__(self) -> None:
        self._categories = CategoryStore()

    def arrange(self, call: Call[Any], decide: Decide, headers: Mapping[str, str] = {}) -> Arranged:
        """The first of the categories that change, as it is then. Three round trips, more after a race."""
        for _ in range(ATTEMPTS):
            tree = self._categories.tree()
            changed = decide(tree)
            if not isinstance(changed, list):
                return changed
            answered, audited = category_view.answer(changed[0], headers), _audited(call, tree, changed[0])
            refused = self._categories.change(tree, changed, audited, *call.remember(answered))
            if not isinstance(refused, TreeChanged):
                return refused or answered
        raise TreeContended


def _audited(call: Call[Any], tree: Tree, after: Category) -> Write:
    return call.audited(f"category/{after.slug}", tree.categories.get(after.slug), after)
