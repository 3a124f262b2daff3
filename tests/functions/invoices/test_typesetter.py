"""The PDF of a document, read by the engine of Chrome's viewer."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from invoices.domain.crediting import RefundedLine, credit_note
from invoices.domain.documents import Address, Document
from invoices.typesetter import typeset
from tests.functions.invoices.examples import NOON, invoiced, line, order, refund, texts, two_rates

NAMES = [
    "Łukasz Żółć-Ñuñez Đặng",
    "Αλέξανδρος Παπαδόπουλος",
    "Пётр Ильич Чайковский",
    "محمد بن عبد الله",
    "فرهاد پورگچی",
    "דוד בן־גוריון",
    "प्रियंका शर्मा",
    "தமிழ்ச்செல்வி",
    "สมชาย น้ำผึ้ง",
    "王小明",
    "山田 太郎",
    "김철수",
    "გიორგი ბერიძე",
    "Արամ Խաչատրյան",
    "ሰላም ተስፋዬ",
    "😀 Ada 👩\u200d👧",
]


def called(name: str) -> Document:
    return replace(invoiced(two_rates()), buyer=Address(name, "Market 1", "Berlin", "10115", "DE"))


def of_lines(count: int) -> Document:
    lines = tuple(line(f"SKU-{number:03d}", 1, 1000 + number) for number in range(count))
    return invoiced(order(lines=lines))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_can_be_read_off_the_page(name: str) -> None:
    (page,) = texts(typeset(called(name)))
    assert name in page.splitlines()


@pytest.mark.parametrize(
    "name", ["𓀀 ꦗꦮ", "\ufffe\U0010ffff", "\ud800", "#panic() $x$ *_`<a>@b", "W" * 200, " "]
)
def test_no_name_keeps_an_invoice_from_being_printed(name: str) -> None:
    (page,) = texts(typeset(called(name)))
    assert "Invoice 2026-000001" in page


def test_what_a_customer_writes_is_never_code() -> None:
    (page,) = texts(typeset(called('#text("a") $x^2$ *b* \\ // c')))
    assert '#text("a") $x^2$ *b* \\ // c' in page.splitlines()


def test_an_invoice_has_all_that_the_law_asks_for() -> None:
    (page,) = texts(typeset(invoiced(two_rates())))
    for words in (
        "VAT ID DE123456789", "Market Street 1", "Invoice number 2026-000001",
        "Invoice date 22 November 2026", "Order number H-7K8T-9M2C-4X6Y", "Name of BOWL",
        "3 24.00 −24.00 19 % 48.00", "2 10.70 7 % 21.40",
        "VAT DE 19 % 43.20 8.20", "VAT DE 7 % 21.43 1.47", "Total 74.30 EUR", "Page 1 of 1",
    ):  # fmt: skip
        assert words in page


def test_a_credit_note_says_which_invoice_it_corrects() -> None:
    note = credit_note(
        invoiced(two_rates()),
        (),
        refund(1600, RefundedLine("BOWL", 1, 1600, 255, 800)),
        number="C2026-000001",
        at=NOON,
    )
    (page,) = texts(typeset(note))
    for words in ("Credit note C2026-000001", "Corrects invoice 2026-000001", "Total credited 16.00 EUR"):
        assert words in page


def test_a_long_order_goes_on_over_pages_under_the_same_head() -> None:
    pages = texts(typeset(of_lines(80)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "Description Quantity Unit price Discount Tax Amount" in page
        assert f"Page {number} of {len(pages)}" in page
    listed = [name for page in pages for name in page.splitlines() if name.startswith("SKU-")]
    assert listed == [f"SKU-{number:03d}" for number in range(80)]
    assert "Total" in pages[-1]


def test_the_same_document_is_the_same_to_the_byte_in_every_process() -> None:
    here = typeset(called("محمد 王小明"))
    assert typeset(called("محمد 王小明")) == here
    again = (
        "import sys; from tests.functions.invoices.test_typesetter import *;"
        "sys.stdout.buffer.write(typeset(called('محمد 王小明')))"
    )
    path = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    there = subprocess.run([sys.executable, "-c", again], env=path, capture_output=True, check=True)
    assert there.stdout == here


def test_the_file_is_as_old_as_the_document() -> None:
    assert b"D:20261122120000Z" in typeset(invoiced(order()))
