"""Questions as they are counted, and those that nobody is shown."""

import pytest

from search.domain.questions import countable


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("  Blue\t KETTLE ", "blue kettle"),
        ("\uff34\uff36", "tv"),
        ("501", "501"),
        ("Café crème", "café crème"),
        ("switch 10/100/1000", "switch 10/100/1000"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_a_question_is_counted_however_it_is_typed(asked: str, counted: str) -> None:
    assert countable(asked) == counted


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " ",
        "a",
        "?!",
        "x" * 61,
        "a b c d e f g h i",
        "ket\x00tle",
        "ket\u202etle",
        "\ud800kettle",
        "jo@example.org",
        "mail jo @ example",
        "https://example.org",
        "www.example.org",
        "4111 1111 1111 1111",
        "my card 4111-1111-1111-1111",
        "+49 (30) 123-456-78",
        "\uff14" + "\uff11" * 15,
    ],
)
def test_junk_and_what_may_be_private_is_never_counted(asked: str) -> None:
    assert countable(asked) is None
