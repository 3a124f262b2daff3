"""What is looked for, and how much each sign of a good answer counts, whatever engine looks."""

from collections.abc import Iterator

from search.domain.fields import KIND, KIND_BEGINS, KIND_ENDS, NAME, Field
from search.domain.ranking import Best, Clause, Phrase, Preferring, Sum, Term, Typo, attempts


def within(clause: Clause) -> Iterator[Clause]:
    """A clause and all that it is made of."""
    yield clause
    match clause:
        case Best(of, _) | Sum(of, _):
            parts = of
        case Preferring(found, liked):
            parts = (found, *liked)
        case _:
            parts = ()
    for part in parts:
        yield from within(part)


def finding(clause: Clause) -> Iterator[Clause]:
    """What finds products, without what only orders them."""
    if isinstance(clause, Preferring):
        yield from finding(clause.found)
        return
    yield clause
    for part in clause.of if isinstance(clause, Best | Sum) else ():
        yield from finding(part)


def phrases(clause: Clause) -> set[tuple[Field, tuple[str, ...]]]:
    return {(one.field, one.words) for one in within(clause) if isinstance(one, Phrase)}


def test_no_words_are_no_attempt() -> None:
    assert list(attempts([])) == []


def test_the_first_attempt_asks_for_the_words_and_likes_what_the_last_of_them_says_the_product_is() -> None:
    strict = next(attempts(["gaming", "mouse"]))
    assert {one.word for one in within(strict) if isinstance(one, Term)} >= {"gaming", "mouse"}
    assert phrases(strict) >= {
        (NAME, ("gaming", "mouse")),
        (KIND, ("mouse", KIND_ENDS)),
        (KIND, (KIND_BEGINS, "mouse", KIND_ENDS)),
        (KIND, (KIND_BEGINS, "gaming", "mouse", KIND_ENDS)),
    }


def test_what_a_product_is_only_orders_and_does_not_find_by_itself() -> None:
    for attempt in attempts(["gaming", "mouse"]):
        assert {type(one) for one in finding(attempt)} <= {Term, Typo, Best, Sum, Preferring}


def test_each_attempt_forgives_more_than_the_one_before() -> None:
    strict, misspelled, any_word, anything = attempts(["green", "wooden", "table"])
    required = [next(one.at_least for one in within(attempt) if isinstance(one, Sum)) for attempt in (
        strict, misspelled, any_word, anything
    )]  # fmt: skip
    assert required == [2, 2, 1, 1]
    forgiving = [any(isinstance(one, Typo) for one in within(attempt)) for attempt in (strict, any_word)]
    assert forgiving == [False, False]
    assert all(any(isinstance(one, Typo) for one in within(attempt)) for attempt in (misspelled, anything))


def test_longer_words_may_have_more_wrong_letters_and_short_ones_none() -> None:
    *_, anything = attempts(["cup", "lamp", "headphones"])
    edits = {one.word: one.edits for one in within(anything) if isinstance(one, Typo)}
    assert edits == {"lamp": 1, "headphones": 2}


def test_a_word_of_another_reading_counts_less_than_the_searchers_own() -> None:
    strict = next(attempts(["television"]))
    names = {one.word: one.weight for one in within(strict) if isinstance(one, Term) and one.field == NAME}
    assert names["tv"] < names["television"]
