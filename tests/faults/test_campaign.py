"""A sample of the single-fault campaign, and that the campaign would notice."""

import pytest

from payments.domain import Payment
from tests.faults.campaign.case import Case, play
from tests.faults.campaign.pairs import PAIRS_FROM, play_pair
from tests.faults.campaign.playing import told
from tests.faults.campaign.points import sample, singles

SEED = 4
SINGLES, PAIRS = 240, 30  # some 40 s of one core


def test_whatever_call_fails_every_invariant_holds_after_recovery() -> None:
    failed = [told(result) for result in map(play, sample(SINGLES, SEED)) if result.violations]

    assert failed == []


def test_whatever_fails_during_the_recovery_every_invariant_holds_after_that() -> None:
    results = [play_pair(PAIRS_FROM + SEED + number) for number in range(PAIRS)]

    assert [told(result) for result in results if result.violations] == []


def test_every_scenario_can_fail_at_every_call() -> None:
    scenarios = {case.scenario for case in singles()}

    assert len(scenarios) >= 15
    assert len(singles()) > 300 * len(scenarios)


def test_a_fresh_key_for_each_call_of_the_provider_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """G2: the SDK's own keys would make a second intent when the answer to the first is lost."""
    keys = iter(range(1000))
    monkeypatch.setattr(Payment, "create_key", property(lambda _: f"fresh:{next(keys)}"))
    creating = next(case for case in singles() if _strikes(case, "crash_after"))

    assert play(Case(0, creating.scenario, creating.faults)).violations


def _strikes(case: Case, kind: str) -> bool:
    placing = case.scenario == "a_registered_checkout_is_paid" and case.faults[0].kind == kind
    return placing and "payment_intents.create" in play(case).struck[0]
