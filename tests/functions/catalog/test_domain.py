"""Rules of products."""

from dataclasses import replace

from catalog import domain
from catalog.domain import State, Variant, checking
from haat.errors import FieldError, InvalidInput
from haat.money import Money
from tests.functions.catalog.examples import LATER, NOW, draft


def test_a_draft_whose_variants_differ_in_their_skus_is_right() -> None:
    assert checking.check(draft("A", "B"), "EUR") is None


def test_a_sku_that_is_named_twice_is_pointed_at_where_it_comes_again() -> None:
    wrong = checking.check(draft("A", "B", "A", "A"), "EUR")
    assert isinstance(wrong, InvalidInput)
    assert [error.pointer for error in wrong.errors] == ["/variants/2/sku", "/variants/3/sku"]


def test_a_price_in_another_currency_is_refused() -> None:
    foreign = Variant("B", Money(2400, "USD"), {}, ())
    mixed = replace(draft("A"), variants=(*draft("A").variants, foreign))
    expected = FieldError("/variants/1/price/currency", "The shop sells in EUR.")
    assert checking.check(mixed, "EUR") == InvalidInput((expected,))


def test_a_second_price_in_one_currency_is_refused() -> None:
    prices = (Money(2600, "USD"), Money(2700, "USD"), Money(2400, "EUR"))
    variant = replace(draft("A").variants[0], other_prices=prices)
    wrong = checking.check(replace(draft("A"), variants=(variant,)), "EUR")
    assert isinstance(wrong, InvalidInput)
    assert [error.pointer for error in wrong.errors] == [
        "/variants/0/other_prices/1/currency", "/variants/0/other_prices/2/currency",
    ]  # fmt: skip


def test_a_price_in_dinars_that_no_card_can_be_charged_is_refused() -> None:
    prices = (Money(1450, "KWD"), Money(1455, "KWD"), Money(1455, "JPY"))
    variant = replace(draft("A").variants[0], other_prices=prices[:1] + prices[2:])
    assert checking.check(replace(draft(), variants=(variant,)), "EUR") is None
    wrong = checking.check(replace(draft(), variants=(replace(variant, other_prices=prices[1:2]),)), "EUR")
    assert isinstance(wrong, InvalidInput)
    assert [error.pointer for error in wrong.errors] == ["/variants/0/other_prices/0/amount_minor"]


def test_a_new_product_is_active_and_at_its_first_version() -> None:
    product = domain.create(draft("A"), "prod_1", NOW)
    assert (product.id, product.name, product.state, product.version) == ("prod_1", "Bowl", "active", 1)
    assert (product.created_at, product.updated_at) == (NOW, NOW)


def test_a_rewritten_product_keeps_its_id_and_its_birth() -> None:
    product = domain.rewrite(domain.create(draft("A"), "prod_1", NOW), draft("B", name="Cup"), LATER)
    assert (product.id, product.name, product.version) == ("prod_1", "Cup", 2)
    assert (product.created_at, product.updated_at) == (NOW, LATER)
    assert [variant.sku for variant in product.variants] == ["B"]


def test_an_archived_product_offers_nothing() -> None:
    active = domain.create(draft("A", "B"), "prod_1", NOW)
    archived = domain.archive(active, LATER)
    assert (archived.state, archived.version, archived.updated_at) == (State.ARCHIVED, 2, LATER)
    assert list(domain.offers(active)) == ["A", "B"]
    assert domain.offers(archived) == domain.offers(None) == {}
