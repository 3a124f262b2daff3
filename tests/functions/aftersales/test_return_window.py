"""For how long after delivery something may come back."""

from collections.abc import Iterator

import pytest

from aftersales.api import request_return
from haat import clock
from haat.shop_settings import RETURN_WINDOW_DAYS
from haat.table import shop_settings
from orders.domain import Status
from tests.support.paying import carry
from tests.support.requests import Response, customer_claims, send
from tests.support.settings import choose
from tests.support.shop import ADA, order_of

DAY_S = 24 * 3600


class Later:
    """So many days after delivery."""

    def __init__(self, order_id: str) -> None:
        self._order_id = order_id
        self._delivered_s = clock.seconds(order_of(order_id).updated_at)
        self.days = 0.0

    def now_s(self) -> float:
        return self._delivered_s + self.days * DAY_S

    def request(self, *reasons: str) -> Response:
        lines = [
            {"sku": sku, "quantity": 1, "reason": reason}
            for sku, reason in zip(("bowl", "tea"), reasons, strict=False)
        ]
        path, claims = {"order_id": self._order_id}, customer_claims(ADA)
        return send(request_return.handler, {"lines": lines}, path=path, claims=claims)


@pytest.fixture
def later(shipped: str) -> Iterator[Later]:
    carry(shipped, Status.DELIVERED)
    time = Later(shipped)
    with clock.set_to(time.now_s):
        shop_settings.forget()
        yield time


@pytest.mark.parametrize("reason", ["no_longer_wanted", "other"])
def test_what_is_not_wanted_comes_back_within_the_days_that_staff_say(later: Later, reason: str) -> None:
    later.days = 30 + 1 / DAY_S
    refused = later.request(reason)
    assert (refused.status, refused.json["code"]) == (409, "return_too_late")
    choose(RETURN_WINDOW_DAYS, 31)
    assert later.request(reason).status == 201
    later.days = 31 + 1 / DAY_S
    assert later.request(reason).json["code"] == "return_too_late"


def test_the_last_second_is_in_time(later: Later) -> None:
    later.days = 30
    assert later.request("no_longer_wanted").status == 201


@pytest.mark.parametrize("reason", ["damaged", "wrong_item", "not_as_described"])
def test_what_is_the_shops_fault_comes_back_at_any_time(later: Later, reason: str) -> None:
    later.days = 600
    assert later.request(reason).status == 201


def test_one_unwanted_line_among_damaged_ones_is_too_late_as_well(later: Later) -> None:
    later.days = 600
    assert later.request("damaged", "no_longer_wanted").json["code"] == "return_too_late"
