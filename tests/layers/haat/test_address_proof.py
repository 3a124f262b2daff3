"""Proof that somebody reads the mail of an address."""

import pytest

from haat.address_proof import proves, token_of

UNTIL_S = 1_790_000_000
ADA = ("usr_1", "ada@example.com")


def test_a_token_proves_the_address_however_it_is_spelled_until_its_time() -> None:
    token = token_of("usr_1", "Ada@Example.com", until_s=UNTIL_S)
    assert proves(token, *ADA, at_s=UNTIL_S - 1)
    assert not proves(token, *ADA, at_s=UNTIL_S)


def test_a_token_proves_nothing_else() -> None:
    token = token_of(*ADA, until_s=UNTIL_S)
    assert not proves(token, "usr_2", "ada@example.com", at_s=0)
    assert not proves(token, "usr_1", "ida@example.com", at_s=0)
    later = token.replace(str(UNTIL_S), str(UNTIL_S + 1))
    assert not proves(later, *ADA, at_s=0)


@pytest.mark.parametrize(
    "token", ["", ".", "{tag}", "1.{tag}", "1790000000", "1790000000.", "-1.{tag}", "1790000000.{tag}0"]
)
def test_what_is_no_token_proves_nothing(token: str) -> None:
    tag = token_of(*ADA, until_s=UNTIL_S).partition(".")[2]
    assert not proves(token.format(tag=tag), *ADA, at_s=0)
