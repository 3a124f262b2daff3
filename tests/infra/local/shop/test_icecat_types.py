"""What an Icecat product is, by its title and its category."""

import pytest

from infra.local.shop.icecat_types import type_of

TOLD = (
    ("Xerox", "006R90321", "Xerox 006R90321 toner cartridge Original Black 6 pc(s)", "toner cartridge"),
    ("HP", "VZ348AA", 'HP VZ348AA notebook case 40.6 cm (16") Messenger case Brown', "notebook case"),
    ("CHERRY", "G80-3000", "CHERRY G80-3000 keyboard USB QWERTZ German Gray", "keyboard"),
    ("APC", "AR1", "APC AR1 uninterruptible power supply (UPS)", "uninterruptible power supply"),
    ("HP", "Compaq 6730s Notebook PC", "HP Compaq 6730s Notebook PC", "notebook"),
    ("V7", "Standard Mouse USB", "V7 Standard Mouse USB", "mouse"),
    ("Kensington", "X", "Kensington Gel Mouse Pad — Black", "mouse pad"),
    ("Kensington", "X", "Kensington Laptop Lock - Keyed Cable", "lock"),
    ("Kensington", "X", "Kensington Contour 15.6'' Laptop Backpack- Black", "backpack"),
    ("HP", "X", "HP USB 2.0 Docking Station", "docking station"),
    ("StarTech.com", "X", "StarTech.com 8cm Wire Fan Guard for Case or Cooling Fans", "guard"),
    ("Duracell", "X", "Duracell Camera Battery - replaces Panasonic CGA-S007 Battery", "battery"),
)


@pytest.mark.parametrize(("maker", "name", "title", "kind"), TOLD, ids=[told[2] for told in TOLD])
def test_a_title_tells_what_the_product_is(maker: str, name: str, title: str, kind: str) -> None:
    assert type_of({"supplier": maker, "name": name, "title": title}, "other-electronics") == kind


def test_the_records_own_type_helps_where_the_title_says_none() -> None:
    record = {
        "supplier": "HP",
        "name": "255 G7",
        "title": "HP 255 G7",
        "attr_t_product_type": "Hybrid (2-in-1)",
    }
    assert type_of(record, "notebooks") == "hybrid"


@pytest.mark.parametrize("told", ["1", "System", None, 7])
def test_a_type_that_says_nothing_is_none(told: object) -> None:
    assert (
        type_of({"supplier": "HP", "name": "255", "title": "HP 255", "attr_t_product_type": told}, "audio")
        == ""
    )


def test_at_last_the_category_tells() -> None:
    assert type_of({"supplier": "HP", "name": "530", "title": "HP 530"}, "notebooks") == "notebook"


def test_a_record_without_texts_has_no_type() -> None:
    assert type_of({}, "other-electronics") == ""
