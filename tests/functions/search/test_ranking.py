"""Which words of a question the embedded engine looks for."""

from search.engines.embedded.ranking import WORDS_MAX, Word, words_of


def test_a_word_is_looked_for_as_written_and_by_its_stem() -> None:
    assert words_of("Crèmes") == [Word("cremes", "creme")]


def test_a_word_counts_once() -> None:
    assert [word.plain for word in words_of("usb USB, cable usb")] == ["usb", "cable"]


def test_small_words_count_only_where_there_are_no_others() -> None:
    assert [word.plain for word in words_of("case for the phone")] == ["case", "phone"]
    assert [word.plain for word in words_of("the")] == ["the"]


def test_no_question_has_more_words_than_it_may_cost() -> None:
    assert len(words_of(" ".join(f"w{n}" for n in range(100)))) == WORDS_MAX


def test_signs_are_no_words() -> None:
    assert words_of("!? -- ...") == []
