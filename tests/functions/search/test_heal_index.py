"""What the index has missed is found by comparing it with the rows of catalog and inventory (I15)."""

import pytest

from catalog import keys as catalog_keys
from catalog.api.archive_product import handler as archive
from catalog.api.create_product import handler as create
from catalog.api.replace_product import handler as replace
from haat.keys import stock_key
from haat.table import connection, writes
from haat.table.sku import SkuItem
from inventory import keys as inventory_keys
from inventory.announcing import Announcer
from recommendations import keys as recommendations_keys
from recommendations.store import PopularityStore
from reviews import keys as reviews_keys
from reviews.store.items import RatingItem
from search import keys
from search.comparing import Comparison
from search.domain.comparing import Difference, Truth, difference
from search.domain.entries import Entry, Popularity, Rating, Stock
from search.engines import Engine
from search.store import SnapshotStore, SourceStore
from search.tasks.heal_index import handler
from tests.functions.catalog.examples import body, variant
from tests.functions.search.samples import asking, changed, ids, product, stocked
from tests.support.requests import admin_claims, send
from tests.support.rights import rights

__all__ = ["rights"]
pytestmark = pytest.mark.usefixtures("bucket")


def created(*skus: str, name: str = "Blue kettle") -> str:
    """The id of a product in the catalogue's own rows, of which the index has heard nothing."""
    content = body(name=name, variants=[variant(sku) for sku in skus])
    return str(send(create, content, claims=admin_claims()).json["id"])


def receive(sku: str, units: int = 5) -> None:
    """Put units of a SKU on the shelf, and have that told."""
    pk, sk = stock_key(sku)
    change = writes.update(
        SkuItem, pk, sk, [SkuItem.available.set(units)], when=SkuItem.pk.exists(), refused=str
    )
    assert writes.commit(change) == []
    Announcer().announce(sku)


def heal() -> None:
    """As the clock does, in a new process."""
    for wrapped in (handler, create, replace):
        vars(wrapped).pop("_dependencies", None)
    handler({}, None)


def found(**asked: bool) -> list[str]:
    return sorted(ids(Engine().search(asking(**asked))))  # type: ignore[arg-type]


def test_the_rows_are_those_of_their_owners() -> None:
    assert (keys.PRODUCT, keys.PRODUCT_SORT) == (catalog_keys.PRODUCT, catalog_keys.PRODUCT_SORT)
    assert (keys.RATING, keys.RATING_SORT) == (reviews_keys.RATING, reviews_keys.RATING_SORT)
    popularity = (recommendations_keys.POPULARITY, recommendations_keys.POPULARITY_SORT)
    assert popularity == (keys.POPULARITY, keys.POPULARITY_SORT)
    assert (keys.AVAILABILITY, keys.TOLD_SORT) == (inventory_keys.AVAILABILITY, inventory_keys.TOLD_SORT)


def test_a_product_nobody_was_told_of_is_found_after_healing() -> None:
    one, other = created("A", "B"), created("C")
    receive("B")
    heal()
    assert found() == sorted([one, other])
    assert found(in_stock=True) == [one]


def test_a_missed_change_and_a_missed_end_are_made_up_for() -> None:
    kept, ended = created("A"), created("B")
    heal()
    content = body(name="Red mug", variants=[variant("A")])
    send(replace, content, path={"product_id": kept}, claims=admin_claims())
    send(archive, path={"product_id": ended}, claims=admin_claims())
    receive("A")
    receive("A", units=0)
    heal()
    assert ids(Engine().search(asking("mug"))) == [kept]
    assert found() == [kept]
    assert found(in_stock=False) == [kept]


def test_what_reviews_add_up_to_is_made_up_for() -> None:
    id_ = created("A")
    rating = RatingItem(
        pk=reviews_keys.RATING.key(id_), sk=reviews_keys.RATING_SORT, version=3, histogram=(0, 0, 0, 1, 2)
    )
    assert writes.commit(writes.put_new(rating, refused=str)) == []
    heal()
    known = Engine().find(id_)
    assert known
    assert known.rating == Rating(3, 3, 14)
    assert Comparison().differences([id_]) == []


def test_what_is_popular_is_made_up_for() -> None:
    id_ = created("A")
    heal()
    for heat, run in ((4.2, "1"), (9.6, "2")):
        assert PopularityStore().settle({id_: heat}, run) == 1
    heal()
    known = Engine().find(id_)
    assert known
    assert known.popularity == Popularity(2, 10)
    assert Comparison().differences([id_]) == []


def test_an_index_that_misses_nothing_is_left_alone() -> None:
    created("A")
    heal()
    published = SnapshotStore().current(consistent=True)
    heal()
    assert SnapshotStore().current(consistent=True) == published


def test_an_event_that_comes_after_healing_is_old_news() -> None:
    id_ = created("A")
    heal()
    assert Engine().apply([changed(product(id_, version=1))]) == 0


def test_what_the_index_has_beyond_its_source_is_told_and_left() -> None:
    id_ = created("A")
    Engine().apply([changed(product(id_, version=7))])
    healed, ahead = Comparison().heal()
    assert (healed, ahead) == (0, [Difference(id_, 7, 1, ())])
    assert str(ahead[0]) == f"{id_}: version 7 of 1"


def test_a_product_that_differs_is_named_until_it_does_not() -> None:
    id_ = created("A")
    comparison = Comparison()
    [suspect] = comparison.suspects()
    assert suspect == Difference(id_, 0, 1, ())
    assert comparison.differences([id_, "prod_unknown"]) == [suspect]
    heal()
    assert comparison.differences([id_]) == []


def test_pages_are_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [created(f"S{n}") for n in range(5)]
    dispatch = connection.MeteredConnection.dispatch

    def a_few(self: object, operation: str, request: dict[str, object]) -> object:
        return dispatch(self, operation, request | ({"Limit": 7} if operation == "Scan" else {}))  # type: ignore[arg-type]

    monkeypatch.setattr(connection.MeteredConnection, "dispatch", a_few)
    pages = list(SourceStore().pages())
    assert len(pages) > 1
    assert sorted(truth.id for page in pages for truth in page) == sorted(made)


TOLD = Stock(3, in_stock=True)


def test_numbers_of_changes_may_differ_but_no_value() -> None:
    truth = Truth(product("p", prices_minor=(1, 2)), {"p-0": TOLD})
    entry = Entry("p").after(changed(product("p", prices_minor=(1, 2))))
    assert difference(truth, entry) == Difference("p", 1, 1, ("p-0",))
    assert difference(truth, entry.after(stocked("p-0"))) is None
    assert difference(truth, entry.after(stocked("p-0")).after(stocked("p-1"))) == Difference(
        "p", 1, 1, ("p-1",)
    )


def test_an_archived_product_has_no_stock_to_differ_in() -> None:
    truth = Truth(product("p", state="archived"), {"p-0": TOLD})
    assert difference(truth, Entry("p", version=1)) is None
