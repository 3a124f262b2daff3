"""Categories read from titles, attributes, descriptions and makers."""

import re

import pytest

from infra.local.shop.icecat_categories import categories, category_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ('HP Basic notebook case 39.6 cm (15.6") 1366 x 768 pixels notebook pc', "bags-and-cases"),
        (
            'MSI Modern 15 Notebook Black 39.6 cm (15.6") 1920 x 1080 pixels 10th gen Intel® Core™ i3',
            "notebooks",
        ),
        ("HP LaserJet 1160 Printer 600 x 600 DPI", "printers"),
        ("HP LaserJet Q7548A tray/feeder 500 sheets", "printer-parts"),
        ("Lexmark E360H11L toner cartridge Original Black 1 pc(s)", "toner-and-ink"),
        ("HERMA Labels Premium A4 70x36 mm white paper matt 2400 pcs.", "paper-and-labels"),
        ("DYMO LetraTag LT-100H label printer 160 x 160 DPI", "printers"),
        ("C2G 2m Cat5e Booted Unshielded (UTP) Network Patch Cable", "network-cables"),
        ("StarTech.com 6 ft PS/2 KVM Extension Cable", "cables-and-adapters"),
        ("C2G 1m DB25/C36 Cable printer cable Gray", "cables-and-adapters"),
        ("Kingston 2GB DDR2-667 memory module 667 MHz", "memory"),
        ("Verbatim PinStripe 4GB USB flash drive USB Type-A 2.0 Black", "storage"),
        ("APC Smart-UPS 750 VA", "power"),
        ("D-Link 5-Port 10/100Mbps Switch for SOHO", "networking"),
        ('iiyama ProLite 48.3 cm (19") 1280 x 1024 pixels Black', "monitors"),
        ("Braun KF 560 Drip coffee maker Manual", "home-and-kitchen"),
        ("Philips Automagic 3000", "other-electronics"),
    ],
)
def test_a_title_tells_the_category(title: str, slug: str) -> None:
    assert category_of({"title": title}) == slug


def test_a_product_type_helps_where_the_title_is_a_bare_number() -> None:
    assert category_of({"title": "HP 824", "attr_t_product_type": "Mobile workstation"}) == "notebooks"


def test_an_attribute_only_one_category_has_helps_next() -> None:
    record = {"title": "HP 824A", "attr_n_black_toner_page_yield": 2500.0, "short_description": "Notebook PC"}
    assert category_of(record) == "toner-and-ink"


def test_the_description_helps_next_and_the_maker_last() -> None:
    assert category_of({"title": "X1", "short_description": "Web camera", "supplier": "APC"}) == "cameras"
    assert category_of({"title": "X1", "short_description": "", "supplier": "APC"}) == "power"


def test_words_count_whole_and_in_any_case_with_a_plural() -> None:
    assert category_of({"title": "MICE"}) == "keyboards-and-mice"
    assert category_of({"title": "mousetrap"}) == "other-electronics"
    assert category_of({"title": "Trackballs"}) == "keyboards-and-mice"


def test_a_record_without_texts_is_other_electronics() -> None:
    assert category_of({"title": None, "short_description": 5, "supplier": ["APC"]}) == "other-electronics"


def test_the_categories_are_few_and_have_slugs_of_their_own() -> None:
    slugs = [category.slug for category in categories()]
    assert 15 <= len(slugs) <= 30
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9-]{1,60}", slug) for slug in slugs)
    assert len({category.name for category in categories()}) == len(slugs)
    assert slugs[-1] == "other-electronics"
