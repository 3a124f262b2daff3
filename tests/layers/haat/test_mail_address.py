"""E-mail addresses: which are accepted, and which are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.mail_address import email_errors, normalised


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.com",
        "Ada.Lovelace+haat@Example.co.uk",
        "o'brien_2@mail-1.example.com",
        "用户@例子.广告",
        "पाल@उदाहरण.भारत",
        "a@b.museum",
    ],
)
def test_an_address_that_mail_could_reach_is_accepted(email: str) -> None:
    assert email_errors(email) == ()


@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@@example.com",
        "ada@one@example.com",
        "ada lovelace@example.com",
        " ada@example.com",
        "ada@example.com\n",
        "ada@example.com\r\nBcc: all@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "ada..l@example.com",
        "ada@-example.com",
        "ada@example-.com",
        "ada@example..com",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        '"ada"@example.com',
        "<ada@example.com>",
        "ada@exa_mple.com",
        "a" * 65 + "@example.com",
        "ada@" + "b" * 64 + ".com",
        "ada\u200b@example.com",
        "ada\uff20mallory@example.com",
        "ada@example.com\u2028",
    ],
)
def test_what_cannot_be_an_address_is_refused_at_its_field(email: str) -> None:
    [error] = email_errors(email)
    assert error.pointer == "/email"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@example.com", "ADA@EXAMPLE.COM"),
        ("straße@example.com", "STRASSE@example.com"),
        ("ame\u0301lie@example.com", "AM\u00c9LIE@example.com"),
        ("\uff41da@example.com", "ada@example.com"),  # full width
        ("mi\u212ae@example.com", "mike@example.com"),  # the sign of the kelvin
        ("\u0390@example.com", "\u03b9\u0308\u0301@example.com"),
    ],
)
def test_spellings_of_one_address_are_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_different_addresses_stay_different() -> None:
    assert normalised("ada@example.com") != normalised("ida@example.com")
    assert normalised("a.da@example.com") != normalised("ada@example.com")


@given(st.text(max_size=20))
def test_a_normalised_address_is_its_own_normal_form(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_a_keyboard_composes_letters_makes_no_difference(text: str, form: str) -> None:
    composed = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # mypy does not narrow the list
    assert normalised(composed) == normalised(text)
