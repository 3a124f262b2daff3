"""How alike two words are spelled."""

from search.domain.spelling import alike, edits


def test_letters_missing_too_many_wrong_or_swapped_count_one_each() -> None:
    for one, other, expected in (
        ("kettle", "kettle", 0),
        ("ketle", "kettle", 1),
        ("kettlee", "kettle", 1),
        ("kettla", "kettle", 1),
        ("ketlte", "kettle", 1),
        ("ekttel", "kettle", 2),
        ("", "abc", 3),
    ):
        assert edits(one, other) == edits(other, one) == expected, (one, other)


def test_short_words_must_be_the_same() -> None:
    assert not alike("cap", "cup", 0)
    assert alike("camps", "lamps", 1)
    assert not alike("camp", "lamps", 1)
