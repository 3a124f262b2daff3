"""Which words of a question are looked for, and what else they may mean."""

import pytest

from search.domain.readings import READINGS_MAX, WORDS_MAX, readings, words_of


def others(*words: str) -> list[str]:
    asked, *found = readings(words)
    assert (asked.words, asked.is_other) == (words, False)
    assert all(reading.is_other for reading in found)
    return [" ".join(reading.words) for reading in found]


def test_words_are_folded_and_count_once() -> None:
    assert words_of("Crèmes, USB cable usb") == ["cremes", "usb", "cable"]


def test_small_words_count_only_where_there_are_no_others() -> None:
    assert words_of("case for the phone") == ["case", "phone"]
    assert words_of("the") == ["the"]


def test_no_question_has_more_words_than_it_may_cost() -> None:
    assert len(words_of(" ".join(f"w{n}" for n in range(100)))) == WORDS_MAX


def test_signs_are_no_words() -> None:
    assert words_of("!? -- ...") == []


def test_two_words_may_be_one() -> None:
    assert others("smart", "watch", "strap") == ["smartwatch strap", "smart watchstrap"]


def test_a_word_has_synonyms_in_singular_and_plural() -> None:
    assert "notebook bag" in others("laptop", "bag")
    assert "notebook" in others("laptops")


def test_several_words_may_mean_one_and_one_several() -> None:
    assert "ssd 240gb" in others("solid", "state", "drive", "240gb")
    assert "solid state drive" in others("ssd")


def test_an_unknown_word_means_itself() -> None:
    assert others("kettle") == []


def test_no_question_has_more_readings_than_it_may_cost() -> None:
    assert len(others("laptop", "tv", "fridge", "ssd")) == READINGS_MAX


@pytest.mark.parametrize("count", [7, 16])
def test_a_long_question_is_read_as_it_is_written(count: int) -> None:
    assert others("laptop", *(f"w{n}" for n in range(1, count))) == []
