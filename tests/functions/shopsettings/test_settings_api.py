"""The settings of the shop, as staff see and change them."""

from typing import Any

import pytest

from haat.audit import AuditItem
from haat.shop_settings import ALL, RETURN_WINDOW_DAYS, REVIEW_REPORTS
from haat.table.meter import meter
from haat.table.shop_settings import ShopSettingsItem
from shopsettings import manifest
from shopsettings.api import change_setting, get_setting, list_settings
from shopsettings.store import Choices, SettingsStore
from tests.support.requests import Response, admin_claims, send, staff_claims
from tests.support.settings import change
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")
DAYS, REPORTS = RETURN_WINDOW_DAYS.name, REVIEW_REPORTS.name


def show(name: str = DAYS) -> Response:
    return send(get_setting.handler, path={"name": name}, claims=admin_claims())


def listed() -> dict[str, Any]:
    answer = send(list_settings.handler, claims=admin_claims())
    assert answer.status == 200, answer.text
    return {one["name"]: one for one in answer.json["items"]}


def test_every_setting_is_listed_with_what_it_is_for_and_its_default() -> None:
    assert list(listed()) == list(ALL)
    days = listed()[DAYS]
    assert (days["type"], days["unit"], days["least"], days["most"]) == ("integer", "days", 14, 365)
    assert (days["value"], days["default"], days["version"], days["updated_by"]) == (30, 30, 0, None)
    assert days["purpose"].startswith("How long after delivery")
    assert listed()["review_publishing"]["choices"] == ["by_rules", "by_staff"]


def test_what_is_chosen_holds_and_says_who_chose_it() -> None:
    response = change(DAYS, 60)

    assert (response.status, response.headers["etag"]) == (200, '"1"')
    assert (response.json["value"], response.json["default"], response.json["version"]) == (60, 30, 1)
    assert response.json["updated_by"] == "admin"
    assert show().json == response.json == listed()[DAYS]
    assert listed()[REPORTS]["version"] == 0


@pytest.mark.parametrize("name", ["nothing", "Return_window_days", "", "x" * 3000])
def test_a_setting_that_there_is_not_is_not_found(name: str) -> None:
    assert show(name).status == change(name, 60).status == 404
    assert items(ShopSettingsItem) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (DAYS, 13),
        (DAYS, 366),
        (DAYS, True),
        (DAYS, "60"),
        (DAYS, {"EUR": 60}),
        ("orders_open", 1),
        ("orders_open", "true"),
        ("review_publishing", "by_nobody"),
        ("review_publishing", True),
        ("free_shipping_from_minor", 5000),
        ("free_shipping_from_minor", {"EUR": 0}),
        ("free_shipping_from_minor", {"EUR": 100_000_000}),
        ("free_shipping_from_minor", {"euro": 5000}),
        ("free_shipping_from_minor", {"E\u00dcR": 5000}),
    ],
)
def test_a_value_of_another_type_or_beyond_its_bounds_is_refused(name: str, value: object) -> None:
    response = change(name, value)
    assert response.status == 422
    assert [error["pointer"] for error in response.json["errors"]] == ["/value"]
    assert (items(ShopSettingsItem), items(AuditItem)) == ([], [])


@pytest.mark.parametrize(("name", "value"), [(DAYS, 14), (DAYS, 365), ("free_shipping_from_minor", {})])
def test_the_bounds_themselves_are_taken(name: str, value: object) -> None:
    assert change(name, value).json["value"] == value


def test_who_names_another_version_than_there_is_changes_nothing() -> None:
    first = change(DAYS, 60).headers["etag"]
    assert change(REPORTS, 5, if_match=first).status == 412, "each setting has a tag of its own"
    assert change(DAYS, 61, if_match=first).headers["etag"] == '"2"'

    refused = change(DAYS, 62, if_match=first)

    assert (refused.status, refused.json["code"]) == (412, "precondition_failed")
    assert show().json["value"] == 61


def test_a_change_is_in_the_audit_log_with_what_was_before_and_why() -> None:
    change(DAYS, 60)
    change(DAYS, 90, reason="Christmas")

    entries = sorted((item.snapshot for item in items(AuditItem)), key=lambda one: one.id)
    assert [(one.who, one.operation, one.subject) for one in entries] == [
        ("admin", change_setting.handler.declared.name, f"setting/{DAYS}")
    ] * 2
    assert [(one.changes[0].before, one.changes[0].after) for one in entries] == [(30, 60), (60, 90)]
    assert [one.reason for one in entries] == [None, "Christmas"]


def test_the_same_value_again_changes_nothing_and_is_no_entry() -> None:
    first = change(DAYS, 60)
    assert change(DAYS, 60).text == first.text
    assert len(items(AuditItem)) == 1


def test_choosing_the_default_is_a_choice_as_well() -> None:
    assert change(DAYS, 30).json["version"] == 1


def test_two_who_change_two_settings_at_once_both_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    current, others = SettingsStore.current, [("orders_open", False), (REPORTS, 9)]

    def raced(self: SettingsStore) -> Choices:
        read = current(self)
        if others:
            change(*others.pop())
        return read

    monkeypatch.setattr(SettingsStore, "current", raced)

    assert change(DAYS, 60).status == 200

    chosen = {name: one["value"] for name, one in listed().items() if one["version"]}
    assert chosen == {DAYS: 60, "orders_open": False, REPORTS: 9}
    assert len(items(AuditItem)) == 3


@pytest.mark.parametrize("role", ["seller", "support", "catalogue_manager", "partner"])
def test_nobody_but_admins_sees_or_changes_settings(role: str) -> None:
    claims, path = staff_claims(role), {"name": DAYS}
    assert send(list_settings.handler, claims=claims).status == 403
    assert send(get_setting.handler, path=path, claims=claims).status == 403
    assert send(change_setting.handler, {"value": 60}, path=path, claims=claims).status == 403
    assert items(ShopSettingsItem) == []


def test_changing_takes_two_round_trips_and_looking_one() -> None:
    show()
    assert len(meter.calls) == manifest.GET_SETTING.round_trips
    change(DAYS, 60)
    assert len(meter.calls) == manifest.CHANGE_SETTING.round_trips
