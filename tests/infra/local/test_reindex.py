"""`make reindex`: what it builds, and what it says differs."""

import boto3
import pytest

from catalog.api.create_product import handler as create
from infra.local import reindex
from search.comparing import Comparison
from search.domain.comparing import Difference
from search.engines import Engine
from tests.functions.catalog.examples import body, variant
from tests.functions.search.conftest import bucket
from tests.functions.search.samples import asking, changed, ids, product
from tests.support.requests import admin_claims, send

__all__ = ["bucket"]
pytestmark = pytest.mark.usefixtures("bucket")


def created(sku: str) -> str:
    vars(create).pop("_dependencies", None)
    return str(send(create, body(variants=[variant(sku)]), claims=admin_claims()).json["id"])


def test_the_index_is_built_anew_from_the_table() -> None:
    Engine().apply([changed(product("ghost"))])
    made = {created("A"), created("B")}
    assert reindex.rebuild() == 2
    assert set(ids(Engine().search(asking()))) == made


def test_what_differs_is_said_and_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reindex, "UNDER_WAY_S", 0)
    id_ = created("A")
    assert reindex.check() == 1
    assert f"{id_}: version 0 of 1" in capsys.readouterr().out
    reindex.rebuild()
    assert reindex.check() == 0


def test_a_product_that_goes_on_changing_does_not_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [Difference("p", 1, 2, ()), Difference("lost", 1, 2, ())]
    monkeypatch.setattr(Comparison, "suspects", lambda _: iter(looks))
    later = [Difference("p", 2, 3, ()), Difference("lost", 1, 3, ())]
    monkeypatch.setattr(Comparison, "differences", lambda _, ids: later)
    assert reindex.differing(Comparison(), 0) == [later[1]]


def test_the_settings_are_those_of_the_deployed_function(monkeypatch: pytest.MonkeyPatch) -> None:
    class Functions:
        def get_function_configuration(self, *, FunctionName: str) -> object:  # noqa: N803 -- AWS's name
            return {"Environment": {"Variables": {"TABLE_NAME": f"table of {FunctionName}"}}}

    monkeypatch.setattr(boto3, "client", lambda name: Functions())
    assert reindex.settings("dev") == {"TABLE_NAME": "table of haat-dev-search-index-products"}
