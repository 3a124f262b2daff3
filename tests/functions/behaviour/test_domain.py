"""How much of what visitors do is taken."""

from behaviour.domain import (
    REFUSED_S,
    REMEMBERED_MAX,
    TOKENS_MAX,
    TOKENS_PER_S,
    BehaviourLimited,
    Gate,
    Search,
    Told,
    View,
)

NOW_MS = 1_000_000_000


def views(count: int, start: int = 0) -> Told:
    return Told("session", tuple(View(f"view-{start + n}", "prod_1") for n in range(count)), ())


def admitted(gate: Gate, told: Told, at_ms: int = NOW_MS) -> Gate:
    after = gate.admit(told, at_ms=at_ms)
    assert isinstance(after, Gate)
    return after


def test_what_was_told_before_or_twice_is_not_new() -> None:
    told = Told(
        "session", (View("a", "prod_1"), View("a", "prod_2"), View("b", "prod_1")), (Search("c", "x", 1),)
    )
    new = told.without((Told("session", (View("b", "prod_9"),), ()).marks[0],))
    assert (new.views, new.searches) == ((View("a", "prod_1"),), (Search("c", "x", 1),))


def test_an_id_names_one_event_whatever_its_kind() -> None:
    told = Told("session", (View("a", "prod_1"),), (Search("a", "x", 1),))
    assert told.without(()).count == 1


def test_ids_are_of_a_session() -> None:
    here, there = (Told(session, (View("a", "prod_1"),), ()) for session in ("here", "there"))
    assert there.without(here.marks) == there


def test_an_address_may_tell_a_burst_and_then_waits() -> None:
    emptied = admitted(Gate(), views(TOKENS_MAX))
    assert emptied.admit(views(1), at_ms=NOW_MS) == BehaviourLimited()


def test_a_full_request_fits_again_after_the_time_that_is_told() -> None:
    emptied = admitted(Gate(), views(TOKENS_MAX))
    assert admitted(emptied, views(50), NOW_MS + REFUSED_S * 1000).tokens >= 0


def test_many_small_requests_lose_no_part_of_a_token() -> None:
    gate, at_ms = admitted(Gate(), views(TOKENS_MAX)), NOW_MS
    for n in range(10):
        at_ms += 1400 // TOKENS_PER_S  # the time of 1.4 tokens, of which one request takes one
        gate = admitted(gate, views(1, n), at_ms)
    assert gate.tokens == 4


def test_a_clock_that_goes_back_gives_and_takes_nothing() -> None:
    gate = admitted(Gate(), views(10))
    assert admitted(gate, views(1), NOW_MS - 60_000).tokens == gate.tokens - 1


def test_the_last_ids_are_remembered_and_no_more() -> None:
    gate = admitted(Gate(), views(REMEMBERED_MAX + 10))
    assert gate.recent == views(REMEMBERED_MAX + 10).marks[10:]
