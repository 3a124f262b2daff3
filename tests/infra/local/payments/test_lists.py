"""Lists: order, time range, pages."""

from typing import Any, cast

import pytest
import stripe

from infra.local.payments import Provider


@pytest.fixture
def ids(api: stripe.StripeClient) -> list[str]:
    """Five intents, oldest first."""
    return [api.v1.payment_intents.create({"amount": 100 + n, "currency": "eur"}).id for n in range(5)]


def test_a_list_is_newest_first_and_says_whether_there_is_more(
    api: stripe.StripeClient, ids: list[str]
) -> None:
    first = api.v1.payment_intents.list({"limit": 2})
    rest = api.v1.payment_intents.list({"limit": 3, "starting_after": first.data[-1].id})

    assert [intent.id for intent in first.data] == [ids[4], ids[3]]
    assert first.has_more
    assert [intent.id for intent in rest.data] == [ids[2], ids[1], ids[0]]
    assert not rest.has_more


def test_the_sdk_pages_through_everything(api: stripe.StripeClient, ids: list[str]) -> None:
    found = api.v1.payment_intents.list({"limit": 2}).auto_paging_iter()

    assert [intent.id for intent in found] == ids[::-1]


def test_a_page_can_end_before_an_intent(api: stripe.StripeClient, ids: list[str]) -> None:
    page = api.v1.payment_intents.list({"limit": 2, "ending_before": ids[1]})

    assert [intent.id for intent in page.data] == [ids[3], ids[2]]
    assert page.has_more


@pytest.mark.parametrize(
    ("bound", "offset_s", "expected"),
    [("gte", 0, 5), ("gt", 60, 0), ("lt", 0, 0), ("lte", 60, 5), ("lt", 60, 5), ("gte", 60, 0)],
)
def test_a_list_is_limited_to_a_time_range(
    api: stripe.StripeClient, ids: list[str], bound: str, offset_s: int, expected: int
) -> None:
    oldest = api.v1.payment_intents.retrieve(ids[0]).created

    found = api.v1.payment_intents.list(cast(Any, {"created": {bound: oldest + offset_s}}))

    assert len(found.data) == expected


def test_time_ranges_go_by_the_providers_clock(
    api: stripe.StripeClient, ids: list[str], provider: Provider
) -> None:
    provider.control.set_clock(3600)
    late = api.v1.payment_intents.create({"amount": 100, "currency": "eur"})

    recent = api.v1.payment_intents.list({"created": {"gte": late.created - 60}})

    assert [intent.id for intent in recent.data] == [late.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"starting_after": "pi_none"},
        {"limit": 101},
        {"limit": 0},
        {"created": {"from": 1}},
        {"expand": ["latest_charge"]},
    ],
    ids=str,
)
def test_a_list_with_wrong_bounds_is_refused(api: stripe.StripeClient, wrong: dict[str, object]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.payment_intents.list(cast(Any, wrong))
