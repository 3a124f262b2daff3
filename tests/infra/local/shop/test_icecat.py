"""Products read from small files of the shape of Icecat's open catalogue."""

import gzip
import json
import logging
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.local.shop import icecat
from infra.local.shop.catalogue import Product, Variant
from infra.local.shop.limits import broken_by

TONER: dict[str, object] = {
    "id": "3920564",
    "name": "006R",
    "title": "Xerox 006R toner cartridge <b>Original</b>",
    "short_description": "Toner (6 per box)",
    "img_high": "https://images.example/high.jpg",
    "img_low": "https://images.example/low.jpg",
    "supplier": "Xerox",
    "price": 4995,
    "attr_n_black_toner_page_yield": 23000.0,
}


def file_of(folder: Path, lines: Iterable[bytes]) -> Path:
    path = folder / "products.ndjson.gz"
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    return path


def line_of(**changes: object) -> bytes:
    return json.dumps(TONER | changes).encode()


def test_a_record_becomes_a_product_with_one_variant() -> None:
    assert icecat.product_of(TONER) == Product(
        name="Xerox 006R toner cartridge Original",
        description="Toner (6 per box)",
        brand="Xerox",
        category="toner-and-ink",
        attributes={"product_type": "toner cartridge", "black_toner_page_yield": 23000},
        images=["https://images.example/high.jpg"],
        variants=[Variant("ICE-3920564", 4995, "EUR", {}, icecat.stock_of("3920564"))],
    )


def test_what_is_missing_is_taken_from_the_next_best_field() -> None:
    product = icecat.product_of(TONER | {"title": "", "short_description": None, "img_high": "none"})
    assert (product.name, product.description) == ("006R", "006R")
    assert product.images == ["https://images.example/low.jpg"]


def test_a_long_name_and_a_long_description_are_clipped() -> None:
    product = icecat.product_of(TONER | {"title": "t" * 300, "short_description": "d" * 6_000})
    assert (len(product.name), len(product.description)) == (200, 5_000)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2),
)
COLUMNS = st.sampled_from([*TONER, "attr_t_case_type", "attr_t_product_type"]) | st.text().map(
    "attr_n_{}".format
)


@settings(database=None)
@given(changes=st.dictionaries(COLUMNS, JSON))
def test_whatever_a_record_holds_it_is_left_out_or_becomes_a_product_the_api_takes(
    changes: dict[str, object],
) -> None:
    try:
        product = icecat.product_of(TONER | changes)
    except (ValueError, icecat.Unpriced):
        return
    assert broken_by(product) == []


def test_a_file_is_read_in_its_order_up_to_the_limit(tmp_path: Path) -> None:
    path = file_of(tmp_path, (line_of(id=str(number)) for number in range(5)))
    assert [product.variants[0].sku for product in icecat.read(path, 2)] == ["ICE-0", "ICE-1"]
    assert len(list(icecat.read(path, None))) == 5
    assert list(icecat.read(path, 0)) == []


def test_lines_are_read_only_when_they_are_asked_for(tmp_path: Path) -> None:
    reading = icecat.read(file_of(tmp_path, [line_of(), b"broken", line_of(id="2")]), None)
    assert next(reading).variants[0].sku == "ICE-3920564"
    assert reading.malformed == 0
    assert next(reading).variants[0].sku == "ICE-2"
    assert reading.malformed == 1


@pytest.mark.parametrize(
    "line",
    [
        b"broken",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        line_of(id=7),
        line_of(id="../7"),
        line_of(title="", name=""),
        line_of(supplier=None),
        line_of(price="4995"),
        line_of(price=49.95),
        line_of(price=True),
        line_of(price=-1),
    ],
)
def test_a_malformed_line_is_counted_and_reported_and_not_fatal(
    line: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reading = icecat.read(file_of(tmp_path, [line, b"", line_of()]), None)
    with caplog.at_level(logging.WARNING):
        assert len(list(reading)) == 1
    assert (reading.malformed, reading.unpriced) == (1, 0)
    assert "1 lines malformed, 0 without a price" in caplog.text


@pytest.mark.parametrize("price", [0, None])
def test_a_product_without_a_price_is_left_out_and_counted(price: int | None, tmp_path: Path) -> None:
    reading = icecat.read(file_of(tmp_path, [line_of(price=price)]), None)
    assert list(reading) == []
    assert (reading.malformed, reading.unpriced) == (0, 1)


def test_a_clean_file_is_not_worth_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert len(list(icecat.read(file_of(tmp_path, [line_of()]), None))) == 1
    assert not caplog.records


def test_an_endless_line_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icecat, "LINE_MAX_BYTES", 1_000)
    reading = icecat.read(file_of(tmp_path, [b"x" * 2_500, line_of()]), None)
    assert len(list(reading)) == 1
    assert reading.malformed == 3


def test_an_absent_file_and_a_torn_archive_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(icecat.read(tmp_path / "absent.ndjson.gz", None))
    whole = file_of(tmp_path, [line_of()])
    whole.write_bytes(whole.read_bytes()[:-20])
    with pytest.raises(EOFError):
        list(icecat.read(whole, None))


def test_the_stock_of_an_id_is_the_same_on_every_machine() -> None:
    assert [icecat.stock_of(str(number)) for number in range(5)] == [211, 1, 60, 85, 108]


def test_one_product_in_twenty_is_sold_out_and_one_in_ten_nearly() -> None:
    stocks = [icecat.stock_of(str(number)) for number in range(10_000)]
    assert 400 <= stocks.count(0) <= 600
    assert 900 <= sum(1 <= stock <= 5 for stock in stocks) <= 1_100
    assert max(stocks) <= 250
