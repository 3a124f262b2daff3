"""Callers who ask too much are told when to come back, at the price of one write for many requests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat import clock, limits, observability
from haat.errors import LimitReached
from haat.http import caller, endpoint, limiter
from haat.http.call import Customer, Guest
from haat.limits import Limit
from haat.manifest import Auth, Endpoint
from haat.settings import LIMITS_FACTOR
from haat.table import connection, writes
from haat.table.meter import meter
from tests.layers.haat import shelf
from tests.support.requests import customer_claims, send

NOON_S = clock.seconds("2026-11-22T12:00:00Z")
EXACT = Limit("exact", requests=70, per_s=600, burst=10, batch=1)  # a token each ten seconds
BATCHED = replace(EXACT, name="batched", batch=5)


@dataclass
class Hands:
    """The hands of a clock."""

    at_s: float = NOON_S

    def __call__(self) -> float:
        return self.at_s


@pytest.fixture
def hands(table: None) -> Iterator[Hands]:
    """A clock that goes when it is told to."""
    moving = Hands()
    with clock.set_to(moving):
        meter.reset()
        yield moving


def declared(limit: Limit | None, module: str = "shelf.api.read_note") -> Endpoint:
    """An endpoint with a limit."""
    return replace(shelf.declared("GET", auth=Auth.PUBLIC), limit=limit, module=module)


def admitted(limit: Limit, times: int, *, who: str = "ada", module: str = "shelf.api.read_note") -> list[int]:
    """For each of so many requests 0, or after how many seconds to come back."""
    answers = [limiter.admit(declared(limit, module), who) for _ in range(times)]
    return [answer.wait_s if answer else 0 for answer in answers]


def test_a_whole_bucket_may_be_spent_at_once_and_the_next_request_is_told_when_to_come_back(
    hands: Hands,
) -> None:
    assert admitted(EXACT, 12) == [0] * 10 + [10, 10]


def test_who_comes_back_when_told_gets_in_and_who_comes_a_second_early_does_not(hands: Hands) -> None:
    admitted(EXACT, 11)
    hands.at_s += 9
    assert admitted(EXACT, 1) == [1]
    hands.at_s += 1
    assert admitted(EXACT, 2) == [0, 10]


def test_a_bucket_left_alone_is_full_again(hands: Hands) -> None:
    admitted(EXACT, 11)
    hands.at_s += 101
    assert admitted(EXACT, 11) == [0] * 10 + [10]


def test_one_callers_bucket_is_no_others_and_one_limits_no_others(hands: Hands) -> None:
    admitted(EXACT, 11)
    assert admitted(EXACT, 1, who="bob") == [0]
    assert admitted(replace(EXACT, name="another"), 1, module="shelf.api.write_note") == [0]


def test_functions_of_one_limit_share_a_callers_bucket(hands: Hands) -> None:
    assert admitted(EXACT, 6) == [0] * 6
    assert admitted(EXACT, 5, module="shelf.api.write_note")[:4] == [0] * 4
    assert max(admitted(EXACT, 2, module="shelf.api.write_note")) > 0


def test_a_batch_costs_one_write_and_whoever_is_refused_costs_none(hands: Hands) -> None:
    admitted(BATCHED, 4)
    assert meter.calls == []
    admitted(BATCHED, 1)
    assert meter.calls == ["dynamodb.UpdateItem"]
    admitted(BATCHED, 10)
    meter.reset()
    assert min(admitted(BATCHED, 20)) > 0
    assert meter.calls == []


def test_no_request_writes_more_than_once(hands: Hands) -> None:
    for number in range(60):
        meter.reset()
        admitted(EXACT, 1, module=f"shelf.api.function_{number % 3}")
        assert len(meter.calls) <= 1
        hands.at_s += number % 13


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 15)), min_size=60, max_size=120))
def test_however_requests_come_no_more_get_in_than_the_bucket_and_what_flows_into_it(
    steps: list[tuple[int, int]],
) -> None:
    """Each of four environments may let through a batch less one that the others never hear of, and one
    request by which it learns where the bucket stands."""
    with _a_bucket_in_memory(), clock.set_to(hands := Hands()):
        let_in = 0
        for environment, pause_s in steps:
            let_in += admitted(BATCHED, 1, module=f"shelf.api.function_{environment}") == [0]
            hands.at_s += pause_s / 4
    passed_s = hands.at_s - NOON_S
    assert let_in <= BATCHED.burst + passed_s / 10 + 1 + 4 * BATCHED.batch


class _a_bucket_in_memory:  # noqa: N801 -- reads as a block
    """In the place of the table: the two updates of a bucket, as DynamoDB applies them."""

    def __enter__(self) -> None:
        limiter.forget()
        self._full_at_ms: dict[str, int] = {}
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(limiter, "_debit", lambda known, limit, who, at_ms: (known, limit, who, at_ms))
        self._patch.setattr(writes, "update_returning", self._update)
        self._patch.setenv("LIMITS_FACTOR", "1")

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _update(self, of: type[limiter.Bucket], asked: Any) -> object:
        known, limit, who, at_ms = asked
        stands, cost = self._full_at_ms.get(who), known.owed * limit.interval_ms
        if known.full_at_ms <= at_ms:
            fits, after = stands is None or stands < at_ms, at_ms + cost
        else:
            fits = stands is not None and at_ms <= stands <= at_ms + limit.capacity_ms - cost
            after = (stands or 0) + cost
        if not fits:
            return limiter._Stands(stands or 0)
        self._full_at_ms[who] = after
        return of(full_at_ms=after)


def test_a_limiter_that_cannot_ask_lets_everybody_through_counts_it_and_rests(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fails(*_: object) -> None:
        asked.append(1)
        raise TimeoutError

    monkeypatch.setattr(connection.MeteredConnection, "dispatch", fails)
    with observability.invocation("shelf", "read_note", "req_1") as this:
        assert admitted(EXACT, 30) == [0] * 30
    assert this.counts == {limiter.FAILED: 1}
    assert len(asked) == 1
    hands.at_s += limiter.REST_MS / 1000
    admitted(EXACT, 1)
    assert len(asked) == 2


def test_an_endpoint_answers_429_with_the_exact_seconds(hands: Hands) -> None:
    note = endpoint(declared(EXACT))(shelf.read_note)
    for _ in range(10):
        assert send(note, path={"place": "top"}).status == 404
    answer = send(note, path={"place": "top"})
    assert (answer.status, answer.headers["retry-after"], answer.json["code"]) == (
        429,
        "10",
        "too_many_requests",
    )
    assert answer.json["title"] == LimitReached.title()
    assert "wait_s" not in answer.json


def test_who_shows_no_valid_token_is_counted_where_they_are(hands: Hands) -> None:
    note = endpoint(replace(shelf.declared("GET"), limit=EXACT))(shelf.read_note)
    dead = customer_claims(exp="1")
    assert [send(note, path={"place": "top"}, claims=dead).status for _ in range(11)] == [401] * 10 + [429]


def test_a_factor_makes_every_limit_wider_and_nought_takes_them_away(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LIMITS_FACTOR.name, "2")
    assert admitted(EXACT, 21)[:20] == [0] * 20
    monkeypatch.setenv(LIMITS_FACTOR.name, "0")
    assert admitted(EXACT, 50, who="bob") == [0] * 50


def test_the_table_does_not_know_whose_a_bucket_is_and_forgets_it(hands: Hands) -> None:
    admitted(EXACT, 1, who="address 203.0.113.9")
    (row,) = connection.shared().scan()["Items"]
    assert "203.0.113.9" not in str(row)
    assert NOON_S < int(row["ttl"]["N"]) <= NOON_S + 2 * EXACT.per_s


@pytest.mark.parametrize(
    ("principal", "address", "name"),
    [
        (Customer("usr_1", "fam_1", ""), "203.0.113.9", "customer usr_1"),
        (Guest("abc"), "203.0.113.9", "guest abc"),
        (None, "203.0.113.9", "address 203.0.113.9"),
        (None, "2001:db8:1:2:3:4:5:6", "address 2001:0db8:0001:0002"),
        (None, "2001:db8:1:2::9", "address 2001:0db8:0001:0002"),
        (None, "no address", "address no address"),
    ],
)
def test_a_caller_is_known_by_the_best_that_is_known(
    principal: Customer | Guest | None, address: str, name: str
) -> None:
    assert caller.limited(principal, address) == name


@pytest.mark.parametrize(
    "limit", [limits.USUAL, limits.STAFF, limits.SEARCH, limits.CHECKOUT, limits.SIGN_IN, limits.RESET]
)
def test_no_hour_sees_more_than_a_limit_says(limit: Limit) -> None:
    flown_in = limit.per_s * 1000 // limit.interval_ms
    assert limit.burst + flown_in <= limit.requests
    assert limit.batch < limit.burst
