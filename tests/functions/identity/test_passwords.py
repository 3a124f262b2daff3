"""Passwords: which are refused, and how they are kept."""

import bcrypt
import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from identity.common_passwords import DIGEST_BYTES, FILE, is_common
from identity.domain.passwords import LENGTH_MIN
from identity.password_rules import errors_of
from identity.passwords import NOBODY, Passwords
from infra.local.common_passwords import packed

EMAIL = "ada.lovelace@mail.example.com"
OLD = bcrypt.hashpw(b"correct horse", bcrypt.gensalt(4)).decode()


def is_refused(password: str) -> bool:
    return [error.pointer for error in errors_of(password, EMAIL)] == ["/password"]


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "PASSWORD123",
        "12345678",
        "qwertyuiop",
        "trek5500",
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
    ],
)
def test_a_password_that_everybody_tries_first_is_refused(password: str) -> None:
    assert is_common(password)
    assert is_refused(password)


@pytest.mark.parametrize(
    "password",
    ["ADA.Lovelace@mail.example.com", "ada.lovelace", "lovelace1815", "Lovelace!!", "haat2026!", "0example0"],
)
def test_the_address_itself_is_refused_as_a_password(password: str) -> None:
    assert not is_common(password)
    assert is_refused(password)


@pytest.mark.parametrize("password", ["ada counts the engines", "my haat of a shop", "lovelace and babbage"])
def test_a_password_may_have_them_among_others(password: str) -> None:
    assert not is_refused(password)


@pytest.mark.parametrize(
    "password", ["correct horse", "        x", "пароль-длинный", "🐎🔋🐎🔋🐎🔋🐎🔋", "a\x00b\tc\nd\x7fe"]
)
def test_any_characters_are_welcome(password: str) -> None:
    assert not is_refused(password)


def test_the_length_is_that_of_what_is_hashed() -> None:
    ligature = "\ufb03"  # three letters
    assert not is_refused(ligature * 3)
    assert is_refused(ligature * 43)
    assert is_refused("e\u0301" * 7)


def test_the_list_has_tens_of_thousands_in_order_and_is_made_from_what_the_length_lets_through() -> None:
    data = FILE.read_bytes()
    entries = [data[start : start + DIGEST_BYTES] for start in range(0, len(data), DIGEST_BYTES)]
    assert len(entries) == 50_000
    assert entries == sorted(set(entries))
    assert len(packed(["PassWord", "password", "short", "x" * LENGTH_MIN])) == 2 * DIGEST_BYTES


def test_a_bcrypt_hash_from_elsewhere_matches_its_password_and_is_outdated() -> None:
    passwords = Passwords()
    assert passwords.matches(OLD, "correct horse")
    assert not passwords.matches(OLD, "correct mule")
    assert passwords.is_outdated(OLD)


def test_a_bcrypt_hash_knows_72_bytes_and_one_that_is_broken_matches_nothing() -> None:
    long = "x" * 100
    cut = bcrypt.hashpw(long.encode()[:72], bcrypt.gensalt(4)).decode()
    assert Passwords().matches(cut, long)
    assert not Passwords().matches(OLD[:20], "correct horse")


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
