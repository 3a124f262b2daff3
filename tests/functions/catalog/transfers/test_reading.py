"""Files become records: lines of NDJSON, rows of a sheet, packed or not, whatever is wrong with them."""

import gzip
import json
from collections.abc import Iterator

import pytest

from catalog.body import ProductBody
from catalog.transfers import ndjson, sheet, unpacking
from catalog.transfers.lines import split
from catalog.transfers.records import LINE_BYTES_MAX, Position, Record, Wrong
from catalog.transfers.rows import delimiter_of, rows
from catalog.transfers.unpacking import Unreadable, unpacked
from tests.functions.catalog.examples import body

HEAD = "name,category,sku,price.amount_minor,price.currency"


def in_blocks(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


START = Position()


def of_lines(content: bytes, *, size: int = 7, start: Position = START) -> list[Record]:
    return list(ndjson.records(split(in_blocks(content[start.offset :], size), start)))


def of_sheet(text: str | bytes, *, size: int = 7) -> list[Record]:
    content = text if isinstance(text, bytes) else text.encode()
    names = content.splitlines()[0].decode()
    every = rows(split(in_blocks(content, size), Position()), delimiter_of(names))
    first = next(every).cells
    assert isinstance(first, list)
    head = sheet.heading(first)
    assert isinstance(head, sheet.Heading)
    return list(sheet.records(every, head))


def product(record: Record) -> ProductBody:
    assert isinstance(record.found, ProductBody), record.found
    return record.found


def problem(record: Record) -> Wrong:
    assert isinstance(record.found, Wrong), record.found
    return record.found


def line(**changed: object) -> bytes:
    return json.dumps(body(**changed)).encode() + b"\n"


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_lines_are_the_same_however_the_file_is_cut(size: int) -> None:
    found = list(split(in_blocks(b"a\r\n\nbcd\ne", size), Position(10, 2)))
    assert [one.content for one in found] == [b"a\r\n", b"\n", b"bcd\n", b"e"]
    assert [one.after for one in found] == [
        Position(13, 3), Position(14, 4), Position(18, 5), Position(19, 6),
    ]  # fmt: skip


def test_a_broken_line_in_the_middle_costs_that_line_only() -> None:
    content = line(name="A") + b'{"name": \n' + b"\n" + line(name="B")
    first, broken, empty, last = of_lines(content)
    assert (product(first).name, product(last).name) == ("A", "B")
    assert (broken.line, problem(broken).code, empty.found) == (2, "malformed_json", None)


def test_reading_goes_on_from_any_record() -> None:
    content = line(name="A") + line(name="B") + line(name="C")
    first, *others = of_lines(content)
    assert of_lines(content, start=first.after) == others


def test_a_line_that_is_too_long_is_skipped_without_being_kept() -> None:
    content = b'"' + b"x" * LINE_BYTES_MAX + b'"\n' + line(name="B")
    long, last = of_lines(content, size=100_000)
    assert (problem(long).code, product(last).name, last.line) == ("line_too_long", "B", 2)
    assert max(len(one.content) for one in split([content], Position())) == LINE_BYTES_MAX + 1


def test_a_line_in_another_encoding_is_an_error_by_line() -> None:
    content = line(name="A") + b'{"name": "caf\xe9"}\n' + line(name="B")
    records = of_lines(content)
    assert problem(records[1]).detail == "Save the file as UTF-8; byte 14 of the line is none."
    assert [product(records[place]).name for place in (0, 2)] == ["A", "B"]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert product(of_lines(b"\xef\xbb\xbf" + line(name="A"))[0]).name == "A"
    assert product(of_sheet(f"\ufeff{HEAD}\nA,c,A-1,5,EUR\n")[0]).name == "A"


def test_a_row_is_a_product_with_one_variant() -> None:
    text = f"{HEAD},weight_g,images,attributes,variant.attributes.colour\n"
    text += 'A,tea,A-1,100,EUR,20,"[""/a.jpg""]","{""cups"": 2, ""in"": ""2""}",15\n'
    found = product(of_sheet(text)[0])
    (variant,) = found.variants
    assert (found.name, found.images, found.attributes) == ("A", ["/a.jpg"], {"cups": 2, "in": "2"})
    assert (variant.sku, variant.price.amount_minor, variant.weight_g) == ("A-1", 100, 20)
    assert variant.attributes == {"colour": "15"}


def test_cells_of_attributes_are_numbers_and_truths_where_they_look_so() -> None:
    text = f"{HEAD},attributes.cups,attributes.code,attributes.iron,attributes.of\n"
    found = product(of_sheet(text + 'A,tea,A-1,1,EUR,2.5,"""007""",true,007 inches\n')[0])
    assert found.attributes == {"cups": 2.5, "code": "007", "iron": True, "of": "007 inches"}


def test_cells_may_have_line_breaks_quotes_and_delimiters() -> None:
    text = f'{HEAD},description\nA,tea,A-1,1,EUR,"Two ""big""\r\nlines, and more"\nB,tea,B-1,1,EUR,\n'
    first, second = of_sheet(text)
    assert product(first).description == 'Two "big"\r\nlines, and more'
    assert (first.line, second.line, product(second).name) == (2, 4, "B")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_cells_may_be_parted_as_spreadsheets_of_other_countries_do(delimiter: str) -> None:
    assert product(of_sheet(f"{HEAD}\nA,tea,A-1,1,EUR\n".replace(",", delimiter))[0]).name == "A"


def test_rows_of_one_product_are_its_variants() -> None:
    text = f"product,{HEAD}\np1,A,tea,A-1,1,EUR\np1,,,A-2,2,EUR\np2,B,tea,B-1,1,EUR\n"
    text += ",C,tea,C-1,1,EUR\n,D,tea,D-1,1,EUR\n"
    records = of_sheet(text)
    assert [[one.sku for one in product(record).variants] for record in records] == [
        ["A-1", "A-2"], ["B-1"], ["C-1"], ["D-1"],
    ]  # fmt: skip
    assert [record.line for record in records] == [2, 4, 5, 6]


def test_a_row_that_contradicts_the_first_of_its_product_is_told() -> None:
    text = f"product,{HEAD}\np1,A,tea,A-1,1,EUR\np1,Z,tea,A-2,2,EUR\n"
    (record,) = of_sheet(text)
    assert "/name" in str(problem(record))


def test_a_broken_row_takes_its_product_with_it_and_nothing_else() -> None:
    text = f'product,{HEAD}\np1,A,tea,A-1,1,EUR\np1,,"x"y,A-2,2,EUR\np1,,,A-3,3,EUR\np2,B,tea,B-1,1,EUR\n'
    first, second = of_sheet(text)
    assert (problem(first).code, first.line) == ("row_broken", 2)
    assert product(second).name == "B"


def test_an_open_quote_costs_its_own_line_only() -> None:
    text = f'{HEAD}\nA,"tea,A-1,1,EUR\nB,tea,B-1,1,EUR\nC,tea,C-1,1,EUR\n'
    broken, *others = of_sheet(text)
    assert (problem(broken).code, broken.line) == ("row_broken", 2)
    assert [product(one).name for one in others] == ["B", "C"]
    assert broken.after.lines == 2


def test_a_row_in_another_encoding_costs_that_row_only() -> None:
    records = of_sheet(f"{HEAD}\n".encode() + b"caf\xe9,tea,A-1,1,EUR\nB,tea,B-1,1,EUR\n")
    assert problem(records[0]).code == "not_utf8"
    assert product(records[1]).name == "B"


def test_a_product_of_endless_rows_is_refused_and_not_kept() -> None:
    text = f"product,{HEAD}\n" + "".join(f"p1,A,tea,A-{number},1,EUR\n" for number in range(5000))
    records = of_sheet(text + "p2,B,tea,B-1,1,EUR\n", size=10_000)
    assert problem(records[0]).code == "invalid_input"
    assert (product(records[1]).name, records[1].line) == ("B", 5002)


@pytest.mark.parametrize(
    ("names", "pointer"),
    [
        ([*HEAD.split(","), "colour"], "/colour"),
        ([*HEAD.split(","), "sku"], "/sku"),
        ([*HEAD.split(","), "price.cents"], "/price.cents"),
        ([*HEAD.split(","), "variants"], "/variants"),
        (HEAD.split(",")[1:], "/name"),
    ],
)
def test_a_sheet_with_columns_that_cannot_be_is_refused(names: list[str], pointer: str) -> None:
    found = sheet.heading(names)
    assert [error.pointer for error in found.errors] == [pointer]  # type: ignore[union-attr]


def test_a_packed_file_is_unpacked_from_any_byte() -> None:
    content = b"".join(line(name=str(number)) for number in range(50))
    packed = gzip.compress(content[:500]) + gzip.compress(content[500:])
    for skip in (0, 1, 499, 500, 501, len(content) - 1, len(content)):
        assert b"".join(unpacked(in_blocks(packed, 11), skip)) == content[skip:]


def test_a_bomb_is_unpacked_a_piece_at_a_time_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "PIECE_BYTES_MAX", 1000)
    monkeypatch.setattr(unpacking, "UNPACKED_BYTES_MAX", 50_000)
    sizes: list[int] = []
    bomb = unpacked([gzip.compress(bytes(1_000_000))], 0)
    with pytest.raises(Unreadable, match="more than 50000 bytes"):
        sizes.extend(map(len, bomb))
    assert max(sizes) == 1000


@pytest.mark.parametrize(("cut", "more"), [(-9, b""), (20, b"x"), (None, b"no gzip")])
def test_a_damaged_file_is_unreadable(cut: int | None, more: bytes) -> None:
    packed = gzip.compress(b"".join(line(name=str(number)) for number in range(50)))
    with pytest.raises(Unreadable):
        list(unpacked([packed[:cut] + more], 0))
