"""Where the words that were asked for stand in a text."""

from search.domain.highlighting import EXCERPT_CHARACTERS, excerpt, parts
from search.domain.queries import Part


def kettle(word: str) -> bool:
    return word.lower() == "kettle"


def shown(pieces: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.found else part.text for part in pieces)


def test_a_text_is_cut_where_its_words_are() -> None:
    assert (
        shown(parts("Kettle, kettle! kettles 🫖kettle", kettle)) == "[Kettle], [kettle]! kettles 🫖[kettle]"
    )
    assert parts("a mug", kettle) == parts("", kettle) == ()


def test_a_long_text_is_clipped_at_words_around_the_first_one_found() -> None:
    text = "word " * 30 + "kettle " + "more " * 60
    found = shown(excerpt(text, kettle))
    assert found.startswith("…word ")
    assert "[kettle]" in found
    assert found.endswith("more…")
    assert len(found) <= EXCERPT_CHARACTERS + 4


def test_a_short_text_is_shown_whole() -> None:
    assert shown(excerpt("A kettle.", kettle)) == "A [kettle]."


def test_a_text_without_spaces_is_clipped_all_the_same() -> None:
    assert len(shown(excerpt("kettle," + "x" * 5000, kettle))) <= EXCERPT_CHARACTERS + 4
    assert excerpt("x " * 600 + "kettle", kettle) == ()
