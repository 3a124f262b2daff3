"""A revoked session family, or generation of an account, is dead everywhere within 60 s."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from haat import clock
from haat.grants import Table
from haat.http import revocation
from haat.http.revocation import OVERLAP_S, REFRESH_S, TOKEN_LIFE_S
from haat.keys import REVOKED
from haat.manifest import Function
from haat.table import writes
from haat.table.meter import meter
from infra.cdk.services import discover, functions_of

NOON_S = clock.seconds("2026-11-22T12:00:00Z")  # an hour begins, and with it a bucket


@dataclass
class Hands:
    """The hands of a clock."""

    at_s: float = NOON_S + 600

    def __call__(self) -> float:
        return self.at_s


@pytest.fixture
def hands(table: None) -> Iterator[Hands]:
    """A clock that goes when it is told to."""
    moving = Hands()
    with clock.set_to(moving):
        meter.reset()
        yield moving


def revoke(family: str = "fam_1") -> None:
    assert writes.commit(revocation.revoke(family)) == []


def test_nobody_is_revoked_to_begin_with(hands: Hands) -> None:
    assert not revocation.is_revoked("fam_1")


def test_a_function_that_starts_knows_who_was_revoked_before(hands: Hands) -> None:
    revoke()
    hands.at_s += TOKEN_LIFE_S - 1
    revocation.forget()
    assert revocation.is_revoked("fam_1")
    assert not revocation.is_revoked("fam_2")


def test_a_function_that_runs_learns_of_it_within_a_minute(hands: Hands) -> None:
    assert not revocation.is_revoked("fam_1")
    revoke()
    hands.at_s += REFRESH_S
    assert revocation.is_revoked("fam_1")
    assert REFRESH_S <= 60


def test_between_two_looks_nothing_is_read(hands: Hands) -> None:
    revocation.is_revoked("fam_1")
    meter.reset()
    hands.at_s += REFRESH_S - 1
    revocation.is_revoked("fam_1")
    revocation.is_revoked("fam_2")
    assert meter.calls == []
    hands.at_s += 1
    revocation.is_revoked("fam_1")
    assert meter.calls == ["dynamodb.Query"]


def test_the_clock_of_who_revokes_may_be_a_little_slow(hands: Hands) -> None:
    revocation.is_revoked("fam_1")
    hands.at_s -= OVERLAP_S
    revoke()
    hands.at_s += OVERLAP_S + REFRESH_S
    assert revocation.is_revoked("fam_1")


def test_a_write_that_lands_late_is_seen_by_who_has_looked_meanwhile(hands: Hands) -> None:
    write = revocation.revoke("fam_1")
    hands.at_s += 19
    assert not revocation.is_revoked("fam_1")
    hands.at_s += 1
    assert writes.commit(write) == []
    hands.at_s += REFRESH_S
    assert revocation.is_revoked("fam_1")


def test_what_was_issued_before_a_late_write_landed_is_dead_until_it_ends(hands: Hands) -> None:
    write = revocation.revoke("fam_1")
    hands.at_s += 20
    assert writes.commit(write) == []
    hands.at_s += TOKEN_LIFE_S - 1
    assert revocation.is_revoked("fam_1")
    revocation.forget()
    assert revocation.is_revoked("fam_1")


def may_revoke(declared: Function) -> bool:
    tables = [one for one in declared.grants if isinstance(one, Table)]
    return any("PutItem" in one.actions and REVOKED in one.spaces for one in tables)


def test_nobody_who_revokes_may_take_as_long_as_a_look_goes_back() -> None:
    writers = [one for one in functions_of(discover(), Function) if may_revoke(one)]
    assert len(writers) > 5
    clocks_differ_s = 5
    assert max(one.timeout_s for one in writers) + clocks_differ_s <= OVERLAP_S


def test_a_clock_that_is_set_back_makes_it_look_again(hands: Hands) -> None:
    revocation.is_revoked("fam_1")
    hands.at_s -= 3600
    revoke()
    assert revocation.is_revoked("fam_1")


@pytest.mark.parametrize("before_s", [1, 30, TOKEN_LIFE_S - 1])
def test_the_turn_of_an_hour_hides_nobody(hands: Hands, before_s: int) -> None:
    hands.at_s = NOON_S - before_s
    revoke()
    hands.at_s = NOON_S
    revocation.forget()
    assert revocation.is_revoked("fam_1")


def test_a_family_is_remembered_over_the_turn_of_an_hour(hands: Hands) -> None:
    hands.at_s = NOON_S - 60
    revoke()
    for at_s in range(NOON_S - 60, NOON_S + TOKEN_LIFE_S - 60, REFRESH_S):
        hands.at_s = at_s
        assert revocation.is_revoked("fam_1")


def test_when_its_last_token_has_ended_a_family_is_forgotten(hands: Hands) -> None:
    revoke()
    assert revocation.is_revoked("fam_1")
    hands.at_s += TOKEN_LIFE_S + OVERLAP_S
    assert not revocation.is_revoked("fam_1")
    assert revocation._known.until_s == {}


def test_revoking_twice_is_revoking(hands: Hands) -> None:
    revoke()
    hands.at_s += 1
    revoke()
    assert revocation.is_revoked("fam_1")


def test_more_families_than_a_page_holds_are_all_known(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revocation, "_PAGE", 2)
    for number in range(5):
        revoke(f"fam_{number}")
    assert all(revocation.is_revoked(f"fam_{number}") for number in range(5))


def test_the_row_outlives_every_token_of_its_family(hands: Hands) -> None:
    write = revocation.revoke("fam_1")
    ttl_s = int(write.request["Item"]["ttl"]["N"])
    assert ttl_s >= hands.at_s + TOKEN_LIFE_S


def revoke_older(generation: int, kept: str | None = None) -> None:
    assert writes.commit(revocation.revoke_older("usr_1", generation, kept=kept)) == []


def test_an_account_s_older_generations_are_dead_and_its_newer_ones_alive(hands: Hands) -> None:
    revoke_older(3)
    assert revocation.is_outdated("usr_1", "fam_1", 2)
    assert not revocation.is_outdated("usr_1", "fam_1", 3)
    assert not revocation.is_outdated("usr_2", "fam_1", 2)


def test_the_family_that_ended_all_others_lives_on(hands: Hands) -> None:
    revoke_older(3, kept="fam_1")
    assert not revocation.is_outdated("usr_1", "fam_1", 2)
    assert revocation.is_outdated("usr_1", "fam_2", 2)


def outdated(generation: int) -> list[int]:
    """Which of the families 1, 2 and 3 have dead tokens of that generation."""
    return [number for number in (1, 2, 3) if revocation.is_outdated("usr_1", f"fam_{number}", generation)]


def test_of_several_generations_each_ends_what_it_does_not_keep(hands: Hands) -> None:
    revoke_older(3, kept="fam_1")
    hands.at_s += 1
    revoke_older(4, kept="fam_2")
    hands.at_s += 1
    revoke_older(2, kept="fam_3")  # told late
    assert (outdated(2), outdated(3), outdated(4)) == ([1, 2, 3], [1, 3], [])


@pytest.mark.parametrize("looks_between", [False, True])
def test_what_was_ended_of_a_family_stays_dead_when_it_ends_the_others(
    hands: Hands, looks_between: bool
) -> None:
    revoke_older(3)  # another address: not even the family that changed it keeps its token
    if looks_between:
        assert outdated(2) == [1, 2, 3]
    hands.at_s += REFRESH_S
    revoke_older(4, kept="fam_1")
    hands.at_s += REFRESH_S
    assert (outdated(2), outdated(3)) == ([1, 2, 3], [2, 3])


def test_a_family_that_ends_the_others_twice_keeps_its_tokens(hands: Hands) -> None:
    revoke_older(3, kept="fam_1")
    hands.at_s += 1
    revoke_older(4, kept="fam_1")
    assert (outdated(2), outdated(3)) == ([2, 3], [2, 3])


def test_a_generation_is_known_within_a_minute_and_forgotten_with_its_tokens(hands: Hands) -> None:
    assert not revocation.is_outdated("usr_1", "fam_1", 1)
    revoke_older(2)
    hands.at_s += REFRESH_S
    assert revocation.is_outdated("usr_1", "fam_1", 1)
    hands.at_s += TOKEN_LIFE_S + OVERLAP_S
    assert not revocation.is_outdated("usr_1", "fam_1", 1)
    assert revocation._known.generations == {}
