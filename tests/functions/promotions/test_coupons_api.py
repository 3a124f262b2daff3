"""The endpoints of coupons: given out, shown, changed, ended."""

from typing import Any

import pytest

from haat.table import writes
from haat.table.meter import meter
from promotions import manifest
from promotions.api import archive_coupon, create_coupon, get_coupon, list_coupons, replace_coupon
from promotions.keys import COUPON
from promotions.uses import redeem
from tests.support.coupons import ADA, CODE, given_out, stored
from tests.support.events import data, emitted
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
TERMS = {"kind": "percentage", "rate_ppm": 100_000}


def create(**changed: Any) -> Response:
    return send(create_coupon.handler, {"code": CODE} | TERMS | changed, claims=admin_claims())


def show(code: str = CODE) -> Response:
    return send(get_coupon.handler, path={"code": code}, claims=admin_claims())


def replace(body: dict[str, Any], code: str = CODE, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(replace_coupon.handler, body, path={"code": code}, headers=named, claims=admin_claims())


def rewrite() -> Response:
    return replace(TERMS)


def archive(code: str = CODE, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(archive_coupon.handler, path={"code": code}, headers=named, claims=admin_claims())


def test_a_coupon_is_given_out_and_shown_under_any_spelling_of_its_code() -> None:
    response = create(code="spar-10", uses_max=5, minimums_minor={"EUR": 3000})

    assert response.status == 201
    assert response.headers["location"] == "/api/admin/coupons/SPAR-10"
    assert response.headers["etag"] == '"1"'
    assert (response.json["code"], response.json["uses"], response.json["state"]) == (CODE, 0, "active")
    assert show("Spar-10").json == response.json
    (event,) = emitted(COUPON, CODE)
    assert (event.name, data(event)["coupon"]["uses_max"]) == ("CouponCreated", 5)


def test_a_code_is_given_out_once_even_if_its_coupon_has_ended() -> None:
    create()
    assert (create(code="Spar-10").status, create().json["code"]) == (409, "coupon_exists")
    archive()
    assert create().json["code"] == "coupon_exists"


def test_a_repeated_request_gets_the_first_answer() -> None:
    headers = {"idempotency-key": "k"}
    body = {"code": CODE} | TERMS
    first, second = (
        send(create_coupon.handler, body, headers=headers, claims=admin_claims()) for _ in range(2)
    )
    assert (first.status, second.status) == (201, 201)
    assert first.text == second.text
    assert second.headers["idempotency-replayed"] == "true"


def test_other_terms_leave_the_uses_as_they_are() -> None:
    given_out(uses_max=5)
    assert writes.commit(*redeem(stored(), "ord_1", ADA)) == []

    response = replace(TERMS | {"rate_ppm": 50_000, "uses_max": 1})

    assert (response.status, response.headers["etag"]) == (200, '"2"')
    assert (stored().uses, stored().uses_max, stored().rate_ppm, stored().version) == (1, 1, 50_000, 2)
    assert [event.name for event in emitted(COUPON, CODE)] == ["CouponCreated", "CouponChanged"]


def test_what_is_left_out_of_new_terms_is_no_limit_any_more() -> None:
    given_out(uses_max=5, valid_until="2026-12-01T00:00:00Z")
    assert replace(TERMS).status == 200
    assert (stored().uses_max, stored().valid_until) == (None, None)


def test_a_limit_is_not_set_below_what_has_been_used() -> None:
    given_out()
    for order_id in ("ord_1", "ord_2"):
        assert writes.commit(*redeem(stored(), order_id, ADA)) == []
    response = replace(TERMS | {"uses_max": 1})
    assert (response.status, response.json["code"], response.json["uses"]) == (409, "limit_below_uses", 2)
    assert replace(TERMS | {"uses_max": 2}).status == 200


def test_a_coupon_is_changed_and_ended_if_it_is_still_what_was_seen() -> None:
    given_out()
    assert replace(TERMS, if_match='"2"').status == 412
    assert replace(TERMS, if_match='"1"').status == 200
    assert archive(if_match='"1"').status == 412
    assert archive(if_match='"2"').status == 204


def test_a_coupon_that_has_ended_is_still_shown_and_told_of() -> None:
    given_out()
    assert archive().status == 204
    assert show().json["state"] == "archived"
    assert [event.name for event in emitted(COUPON, CODE)] == ["CouponCreated", "CouponArchived"]
    assert (archive().status, replace(TERMS).status) == (404, 404)


def test_what_was_never_given_out_is_absent() -> None:
    assert [show("NOBODY").status, replace(TERMS, "NOBODY").status, archive("NOBODY").status] == [404] * 3


def test_coupons_are_listed_newest_first_page_by_page() -> None:
    for code in ("ONE", "TWO", "THREE"):
        create(code=code)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(3):
        page = send(list_coupons.handler, query={"limit": "2"} | cursor, claims=admin_claims()).json
        seen += [item["code"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert sorted(seen) == ["ONE", "THREE", "TWO"]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"code": "a b c"}, "/code"),
        ({"code": "ab"}, "/code"),
        ({"code": "ABC#1"}, "/code"),
        ({"kind": "gift"}, "/kind"),
        ({"rate_ppm": 0}, "/rate_ppm"),
        ({"rate_ppm": 1_000_001}, "/rate_ppm"),
        ({"rate_ppm": 0.5}, "/rate_ppm"),
        ({"rate_ppm": None}, "/rate_ppm"),
        ({"amounts_minor": {"EUR": 500}}, "/amounts_minor"),
        ({"kind": "fixed", "rate_ppm": None}, "/amounts_minor"),
        ({"kind": "fixed", "rate_ppm": None, "amounts_minor": {"KWD": 505}}, "/amounts_minor/KWD"),
        ({"kind": "free_shipping"}, "/rate_ppm"),
        ({"uses_max": 0}, "/uses_max"),
        ({"uses_per_customer_max": -1}, "/uses_per_customer_max"),
        ({"valid_from": "2026-13-01T00:00:00Z"}, "/valid_from"),
        ({"valid_from": "tomorrow"}, "/valid_from"),
        (
            {"valid_from": "2026-12-01T00:00:00Z", "valid_until": "2026-12-01T00:00:00Z"},
            "/valid_until",
        ),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_terms_that_make_no_sense_are_told_where(changed: dict[str, Any], pointer: str) -> None:
    response = create(**changed)
    assert response.status == 422, response.text
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


@pytest.mark.parametrize(
    "changed",
    [
        {"rate_ppm": 1_000_000},
        {"kind": "fixed", "rate_ppm": None, "amounts_minor": {"EUR": 500, "JPY": 80, "KWD": 500}},
        {"kind": "free_shipping", "rate_ppm": None},
    ],
)
def test_every_kind_can_be_given_out(changed: dict[str, Any]) -> None:
    assert create(**changed).status == 201


@pytest.mark.parametrize(
    "handler", [create_coupon.handler, replace_coupon.handler, archive_coupon.handler, get_coupon.handler,
                list_coupons.handler],
)  # fmt: skip
def test_only_an_admin_may(handler: Any) -> None:
    path = {"code": CODE}
    assert send(handler, TERMS, path=path, claims=customer_claims()).status == 403
    assert send(handler, TERMS, path=path).status == 403


def test_they_take_as_many_round_trips_as_they_declare() -> None:
    calls: list[int] = []
    for response in (create, show, rewrite, archive):
        assert response().status < 300
        calls.append(len(meter.calls))
    declared = (manifest.CREATE_COUPON, manifest.GET_COUPON, manifest.REPLACE_COUPON, manifest.ARCHIVE_COUPON)
    assert calls == [endpoint.round_trips for endpoint in declared]
