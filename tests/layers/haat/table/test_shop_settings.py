"""The settings of the shop as functions read them: remembered for a while, then asked for again."""

from collections.abc import Iterator

import pytest

from haat import clock
from haat.shop_settings import ALL, RETURN_WINDOW_DAYS, REVIEW_PUBLISHING, ShopSetting, Value
from haat.table import shop_settings, writes
from haat.table.meter import meter
from haat.table.shop_settings import KEY, REFRESH_S, Chosen, ShopSettingsItem, chosen, read_with, value_of
from tests.layers.haat.shelf import SHELF, SORT, NoteItem

pytestmark = pytest.mark.usefixtures("table")
NOW_S = 1_780_000_000
NOTE = (SHELF.key("one"), SORT)


class Time:
    """A clock that stands still."""

    now_s: float = NOW_S

    def read(self) -> float:
        return self.now_s


@pytest.fixture
def time(table: None) -> Iterator[Time]:
    """Of a process that knows nothing yet."""
    standing = Time()
    with clock.set_to(standing.read):
        shop_settings.forget()
        meter.reset()
        yield standing


def keep(**values: Value) -> None:
    """Somebody chooses, elsewhere."""
    kept = {name: Chosen(value, 1, clock.now(), "admin") for name, value in values.items()}
    item = ShopSettingsItem(pk=KEY[0], sk=KEY[1], chosen=kept)
    assert writes.commit(writes.put(item, when=None, refused=lambda _: None)) == []
    meter.reset()


def test_what_nobody_chose_is_the_default_and_known_to_be(time: Time) -> None:
    assert (value_of(RETURN_WINDOW_DAYS), chosen(RETURN_WINDOW_DAYS)) == (30, None)


def test_what_was_chosen_holds_at_the_latest_after_the_time_it_is_remembered(time: Time) -> None:
    assert value_of(RETURN_WINDOW_DAYS) == 30
    keep(return_window_days=60)
    time.now_s += REFRESH_S - 1
    assert value_of(RETURN_WINDOW_DAYS) == 30
    time.now_s += 1
    assert value_of(RETURN_WINDOW_DAYS) == 60
    assert REFRESH_S <= 60


def test_all_settings_together_cost_one_read_and_then_none(time: Time) -> None:
    for setting in [*ALL.values()] * 3:
        value_of(setting)
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_who_reads_something_else_takes_the_settings_along(time: Time) -> None:
    writes.commit(writes.put_new(NoteItem(pk=NOTE[0], sk=NOTE[1], text="one"), refused=lambda _: None))
    keep(return_window_days=60)

    found = read_with([NOTE])

    assert list(found) == [NOTE]
    assert value_of(RETURN_WINDOW_DAYS) == 60
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_a_clock_that_is_set_back_does_not_let_old_settings_live_on(time: Time) -> None:
    value_of(RETURN_WINDOW_DAYS)
    keep(return_window_days=60)
    time.now_s -= 3600
    assert value_of(RETURN_WINDOW_DAYS) == 60


def test_what_fits_no_longer_gives_way_to_the_default(time: Time) -> None:
    keep(return_window_days=1, review_publishing="by_nobody")
    assert (value_of(RETURN_WINDOW_DAYS), value_of(REVIEW_PUBLISHING)) == (30, "by_rules")


@pytest.mark.parametrize("setting", ALL.values(), ids=lambda setting: setting.name)
def test_every_default_is_within_its_own_bounds(setting: ShopSetting[Value]) -> None:
    assert setting.kind.refuses(setting.default) is None
    assert setting.kind.refuses(None)
    assert len(setting.purpose) > 20
