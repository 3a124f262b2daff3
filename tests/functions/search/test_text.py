"""Measures and codes are the same however they are written."""

import pytest

from search.domain.text import codes, words

SAME = [
    ('13.3"', "13.3 inch", "13.3in", "13.3-inch", "13.3”", "13.3 IN"),
    ("8 GB", "8GB", "8gb", "8-gb", "8 gigabytes"),
    ("1.8 m", "1.8m", "1.8 metres", "1.8 meters"),
    ('17.0"', '17"', "17 inches"),
    ("USB 2.0", "usb 2"),
    ("Café", "cafe", "CAFÉ"),
]


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_a_measure_is_the_same_word_however_it_is_written(ways: tuple[str, ...]) -> None:
    assert len({tuple(words(way)) for way in ways}) == 1


def test_measures_are_single_words_among_others() -> None:
    assert words('Notebook 39.6 cm (15.6") 8 GB DDR4, 2x USB 3.2') == [
        "notebook", "39.6cm", "15.6in", "8gb", "ddr4", "2x", "usb", "3.2",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["2 in1", "8 GBit", "3 month", "v1.8 minutes", "10.0.0.1"])
def test_what_only_looks_like_a_measure_stays(text: str) -> None:
    assert not any(word.endswith(("in", "gb", "m")) for word in words(text))


def test_a_model_number_is_found_in_parts_and_as_one() -> None:
    assert words("dv7-1211ea") == ["dv7", "1211ea"]
    assert codes("HP Pavilion dv7-1211ea, TN-2110/B and CB.315-3H") == ["dv71211ea", "TN2110B", "CB3153H"]


def test_words_with_hyphens_are_no_codes() -> None:
    assert codes("All-in-One, stand-by 10-12") == []


@pytest.mark.parametrize("text", ["", "\x00", "🙂", "***", '"', "''", "--/--", "…"])
def test_signs_alone_are_no_words(text: str) -> None:
    assert words(text) == []


def test_other_scripts_are_words() -> None:
    assert words("名前 שלום") == ["名前", "שלום"]
