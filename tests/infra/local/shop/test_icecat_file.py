"""A file of Icecat's becomes lines that the products API takes, and is known by its first line."""

import gzip
import json
from pathlib import Path

import pytest

from catalog.transfers.imported import ImportedProduct
from haat.http import parse
from infra.local import importer
from infra.local.shop import icecat, icecat_file

RECORD = {"id": "7", "title": "HP ink", "supplier": "HP", "price": 1999, "attr_n_weight": 12}


def packed(folder: Path, *records: object, name: str = "some.ndjson.gz") -> Path:
    file = folder / name
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
    return file


def test_every_line_of_a_translated_file_is_a_product_and_what_has_no_price_is_left_out(
    tmp_path: Path,
) -> None:
    file = packed(tmp_path, RECORD, RECORD | {"id": "8", "price": 0}, RECORD | {"id": "9"})
    lines = icecat_file.translate(file, tmp_path / "new" / "products.ndjson").read_bytes().splitlines()
    bodies = [parse.body(line, "application/json", ImportedProduct) for line in lines]
    variants = [body.variants[0] for body in bodies if isinstance(body, ImportedProduct)]
    stock = {variant.sku: variant.quantity for variant in variants}
    assert stock == {"ICE-7": icecat.stock_of("7"), "ICE-9": icecat.stock_of("9")}


@pytest.mark.parametrize(
    ("name", "record", "of"),
    [
        ("a.ndjson.gz", RECORD, "icecat"),
        ("a.ndjson.gz", {"name": "Bowl", "variants": []}, "ndjson"),
        ("a.csv.gz", RECORD, "csv"),
        ("a.ndjson.gz", ["title", "supplier"], "ndjson"),
    ],
    ids=["icecat", "products", "sheet", "no object"],
)
def test_a_file_is_known_by_its_name_or_its_first_line(
    tmp_path: Path, name: str, record: object, of: str
) -> None:
    assert importer.format_of(packed(tmp_path, record, name=name)) == of


def test_a_file_that_is_not_packed_is_no_file_of_icecats(tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    file.write_text(json.dumps(RECORD))
    assert importer.format_of(file) == "ndjson"
