"""What a searcher may have meant."""

from search.domain.correcting import corrected

SHOWN = ("Wireless headphones black", "Headphones, wired", "Headphone stand", "HP LaserJet printers")


def test_a_question_is_put_into_the_words_of_what_was_found() -> None:
    for asked, meant in (
        ("hedphones", "headphones"),
        ("Wirless HEDPHONES", "wireless headphones"),
        ("haedphones blakc", "headphones black"),
        ("laserjte printesr", "laserjet printers"),
    ):
        assert corrected(asked, SHOWN) == meant, asked


def test_what_is_spelled_as_in_the_products_or_like_nothing_in_them_stays() -> None:
    for asked in ("headphones", "printer", "black stands", "zebra", "hp", "ph", "", "🫖"):
        assert corrected(asked, SHOWN) is None, asked
    assert corrected("hedphones zebra", SHOWN) == "headphones zebra"


def test_of_words_as_much_alike_the_most_frequent_one_counts() -> None:
    assert corrected("lonp", ("long", "lond", "long")) == "long"
