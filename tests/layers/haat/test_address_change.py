"""Tokens in the mails to the two addresses of a change."""

import pytest

from haat.address_change import Side, customer_in, side_of, token_of

ADA, IDA = "usr_01kawzq3n5rv0v7k8t9m2c4x6y", "usr_01kawzq3n5rv0v7k8t9m2c4x6z"


@pytest.mark.parametrize("side", Side)
def test_a_token_says_whose_account_and_which_of_its_addresses_it_is(side: Side) -> None:
    token = token_of(side, ADA, "emc_1")
    assert customer_in(token) == ADA
    assert side_of(token, ADA, "emc_1") is side


@pytest.mark.parametrize("side", Side)
def test_it_is_of_no_other_account_or_change(side: Side) -> None:
    token = token_of(side, ADA, "emc_1")
    assert side_of(token, IDA, "emc_1") is None
    assert side_of(token.replace(ADA, IDA), IDA, "emc_1") is None
    assert side_of(token, ADA, "emc_2") is None


@pytest.mark.parametrize(
    "text", ["", "usr_1.0", f"{ADA}.{'0' * 64}", f"{ADA}.{'0' * 65}", f"{ADA}{'0' * 64}"]
)
def test_what_is_no_token_proves_nothing(text: str) -> None:
    assert side_of(text, ADA, "emc_1") is None
