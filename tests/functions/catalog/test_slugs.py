"""GET /api/products/by-slug/{slug}, and where slugs come from"""

from typing import Any

import pytest

from catalog.api import archive_product, create_product, get_product_by_slug, replace_product
from catalog.domain import slugs
from catalog.domain.slugs import NAME_MAX, SLUG_MAX
from catalog.manifest import GET_PRODUCT_BY_SLUG
from haat.table.meter import meter
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")

ID = "01kawzq3n5rv0v7k8t9m2c4x6y"


def post(**changed: Any) -> Any:
    return send(create_product.handler, body(**changed), claims=admin_claims()).json


def put(product_id: str, **changed: Any) -> Any:
    path = {"product_id": product_id}
    return send(replace_product.handler, body(**changed), path=path, claims=admin_claims()).json


def get(slug: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(get_product_by_slug.handler, path={"slug": slug}, headers=named)


def led_to(slug: str) -> str:
    """Where a slug that a product does not have any more redirects."""
    answer = get(slug)
    assert (answer.status, answer.text) == (308, "")
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Tidepool Bowl, 15 cm", f"tidepool-bowl-15-cm-{ID}"),
        ("Crème brûlée — set", f"creme-brulee-set-{ID}"),
        ('13.3" / dv7-1211ea', f"13-3-dv7-1211ea-{ID}"),
        ("شاي", ID),
        ("a" * 200, f"{'a' * NAME_MAX}-{ID}"),
    ],
)
def test_a_slug_is_made_of_the_name_and_the_id(name: str, slug: str) -> None:
    made = slugs.derived(name, f"prod_{ID}")
    assert made == slug
    assert len(made) <= SLUG_MAX
    assert slugs.product_id_in(made) == f"prod_{ID}"


def test_a_product_is_found_by_its_slug_with_one_read() -> None:
    product = post()
    assert product["slug"] == f"tidepool-breakfast-bowl-{product['id'].removeprefix('prod_')}"
    meter.reset()
    answer = get(product["slug"])
    assert (answer.json, answer.headers["etag"]) == (product, '"1"')
    assert meter.calls == ["dynamodb.GetItem"]
    assert get(product["slug"], if_none_match='"1"').status == 304


def test_a_slug_that_was_chosen_takes_two_reads() -> None:
    product = post(slug="bowl")
    meter.reset()
    assert get("bowl").json == product
    assert meter.calls == ["dynamodb.GetItem"] * 2
    assert len(meter.calls) <= GET_PRODUCT_BY_SLUG.round_trips


def test_every_slug_that_a_product_had_leads_to_that_of_today() -> None:
    first = post()
    second = put(first["id"], name="Tide Bowl")
    put(first["id"], slug="bowl")
    third = put(first["id"], slug="tide-bowl")
    assert third["slug"] == "tide-bowl"
    for old in (first["slug"], second["slug"], "bowl"):
        assert led_to(old) == "/api/products/by-slug/tide-bowl"
    assert get("tide-bowl").json == third


def test_a_slug_of_its_own_past_is_free_for_a_product_and_for_no_other() -> None:
    first = post(slug="bowl")
    put(first["id"], slug="tide-bowl")
    other = post(slug="bowl", variants=[variant("B")])
    assert (other["code"], other["slug"], other["product_id"]) == ("slug_taken", "bowl", first["id"])
    assert put(first["id"], slug="bowl")["slug"] == "bowl"
    assert led_to("tide-bowl") == "/api/products/by-slug/bowl"


def test_a_slug_is_not_taken_by_a_change_either() -> None:
    post(slug="bowl")
    other = post(slug="cup", variants=[variant("B")])
    assert put(other["id"], slug="bowl", variants=[variant("B")])["code"] == "slug_taken"
    assert get("cup").status == 200


def test_a_slug_of_what_is_not_on_sale_leads_nowhere() -> None:
    draft = post(slug="bowl", state="draft")
    gone = post(slug="cup", variants=[variant("B")])
    send(archive_product.handler, path={"product_id": gone["id"]}, claims=admin_claims())
    assert [get(slug).status for slug in ("bowl", "cup", draft["slug"], "hat", "☃", ID)] == [404] * 6


@pytest.mark.parametrize("slug", ["Bowl", "a b", "-a", "a" * (SLUG_MAX + 1), f"bowl-{ID}", ID])
def test_what_is_no_slug_is_refused(slug: str) -> None:
    assert post(slug=slug)["errors"][0]["pointer"] == "/slug"
