"""Passwords: which are refused, and how they are kept."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from identity.domain.passwords import COMMON, LENGTH_MIN, password_errors
from identity.passwords import NOBODY, Passwords

EMAIL = "ada@example.com"


@pytest.mark.parametrize(
    "password",
    ["password", "PASSWORD123", "12345678", "qwertyuiop", "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44"],
)
def test_a_password_that_everybody_tries_first_is_refused(password: str) -> None:
    [error] = password_errors(password, EMAIL)
    assert error.pointer == "/password"


def test_the_address_itself_is_refused_as_a_password() -> None:
    [error] = password_errors("ADA@example.com", EMAIL)
    assert error.pointer == "/password"


@pytest.mark.parametrize(
    "password", ["correct horse", "        x", "пароль-длинный", "🐎🔋🐎🔋🐎🔋🐎🔋", "a\x00b\tc\nd\x7fe"]
)
def test_any_characters_are_welcome(password: str) -> None:
    assert password_errors(password, EMAIL) == ()


def test_the_list_of_common_passwords_has_only_what_the_length_lets_through() -> None:
    assert min(len(password) for password in COMMON) >= LENGTH_MIN
    assert {password.casefold() for password in COMMON} == COMMON


def test_a_password_is_kept_as_argon2id_at_the_cost_that_owasp_asks_for() -> None:
    parameters = extract_parameters(Passwords().hash("correct horse"))
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)


def test_the_same_password_never_has_the_same_hash() -> None:
    assert Passwords().hash("correct horse") != Passwords().hash("correct horse")


def test_only_the_password_itself_matches_however_its_letters_are_composed() -> None:
    passwords = Passwords()
    known = passwords.hash("caf\u00e9 au lait")
    assert passwords.matches(known, "cafe\u0301 au lait")
    assert not passwords.matches(known, "Caf\u00e9 au lait")
    assert not passwords.matches(known, "caf\u00e9 au lait ")


def test_a_hash_of_another_cost_still_matches_and_is_outdated() -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("correct horse")
    passwords = Passwords()
    assert passwords.matches(cheap, "correct horse")
    assert passwords.is_outdated(cheap)
    assert not passwords.is_outdated(passwords.hash("correct horse"))


def test_nobody_has_a_hash_that_costs_as_much_as_anybody_s_and_matches_nothing() -> None:
    passwords = Passwords()
    assert not passwords.is_outdated(NOBODY)
    assert not passwords.matches(None, "correct horse")
