"""E-mail addresses that look like another's, or like none: one account for each mailbox, and no fault."""

import unicodedata

import pytest

from haat.mail_address import normalised
from identity import manifest as identity
from tests.faults.world import World

ADA = "ada.lovelace@example.com"
PASSWORD = "correct horse battery"
# Other ways to write what is the same to mail servers and people.
SAME = {
    "capitals": ADA.upper(),
    "full width": "ａｄａ.ｌｏｖｅｌａｃｅ@example.com",
    "mathematical": "𝐚𝐝𝐚.lovelace@example.com",
    "circled": "ⓐda.lovelace@example.com",
    "a long s in the domain": "ada.lovelace@example.com".replace("x", "ˣ"),
}
# No address, whatever is made of it.
NONE = {
    "a full width at": "ada＠example.com",
    "two ats": "ada@evil.example@example.com",
    "a NUL": "ada\x00@example.com",
    "a line break": "ada@example.com\nbcc: eve@example.com",
    "a carriage return": "ada@example.com\r\nBcc: eve@example.com",
    "text that runs the other way": "ada\u202e@example.com",
    "a space of no width": "ada\u200b@example.com",
    "a byte order mark": "\ufeffada@example.com",
    "a soft hyphen": "a\u00adda@example.com",
    "a full width dot at the end": "ada．@example.com",
    "a letter alone": "a",
    "nothing": "",
    "a word joiner": "ada\u2060@example.com",
    "ten thousand letters": "a" * 10_000 + "@example.com",
    "a thousand labels": "a@" + "a." * 1000 + "com",
    "a thousand dots": "a" + "." * 1000 + "@example.com",
}
# Other letters that look alike are another mailbox, whose owner has to prove it by its mail.
OTHERS = {
    "Cyrillic": "аda.lovelace@example.com",
    "Greek": "αda.lovelace@example.com",
    "a dotless i": "ada.lovelace@examplı.com",
    "an accent that combines": "a\u0301da.lovelace@example.com",
}


def register(world: World, email: str) -> int:
    """What becomes of somebody's wish for an account."""
    return world.request(identity.REGISTER, {"email": email, "password": PASSWORD}).status


@pytest.mark.parametrize("email", SAME.values(), ids=SAME)
def test_another_way_to_write_an_address_is_the_same_account(email: str) -> None:
    with World() as world:
        assert register(world, ADA) == 201
        assert register(world, email) == 409


@pytest.mark.parametrize("email", NONE.values(), ids=NONE)
def test_what_no_mail_can_reach_is_refused(email: str) -> None:
    with World() as world:
        assert register(world, email) == 422


@pytest.mark.parametrize("email", OTHERS.values(), ids=OTHERS)
def test_an_address_that_looks_alike_is_another_account(email: str) -> None:
    with World() as world:
        assert register(world, ADA) == 201
        assert register(world, email) == 201


@pytest.mark.parametrize("email", [*SAME.values(), *OTHERS.values()])
def test_what_an_address_becomes_stays_so(email: str) -> None:
    assert normalised(normalised(email)) == normalised(email)
    assert unicodedata.is_normalized("NFKC", normalised(email))
