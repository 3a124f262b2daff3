"""The chain of refresh tokens, as rules."""

from haat import ids
from identity.domain import refresh_tokens, sessions
from identity.domain.refresh_tokens import RefreshToken
from identity.domain.sessions import GRACE_S, IDLE_S, LIFE_S, Holder, Session, Standing

START_S = 1_790_000_000
CUSTOMER = ids.new_id("usr")


def first_token() -> RefreshToken:
    return refresh_tokens.first_token(CUSTOMER)


def begun(token: RefreshToken) -> Session:
    return sessions.begin(Holder(CUSTOMER, "ada@example.com", 1, "Firefox"), token, START_S)


def test_a_token_survives_the_way_to_the_client_and_back() -> None:
    token = first_token()
    assert refresh_tokens.read(str(token)) == token


def test_what_cannot_be_a_token_is_none() -> None:
    good = str(first_token())
    for text in ("", "x", good[:-1], good + "0", good + "\n", good.upper(), good.replace(".", "..", 1)):
        assert refresh_tokens.read(text) is None


def test_a_session_knows_no_secret_of_its_tokens() -> None:
    token = first_token()
    session = begun(token)
    rotated = sessions.rotate(session, token, "salt", START_S)
    for known in (repr(session), repr(rotated)):
        assert token.secret not in known
        assert token.lineage not in known
        assert token.successor("salt").secret not in known


def test_the_newest_token_is_current_and_the_one_before_it_repeated_for_a_short_while() -> None:
    token = first_token()
    session = sessions.rotate(begun(token), token, "salt", START_S + 60)
    after = token.successor("salt")
    assert sessions.standing(session, after, START_S + 60) is Standing.CURRENT
    assert sessions.standing(session, token, START_S + 60 + GRACE_S) is Standing.REPEATED
    assert sessions.standing(session, token, START_S + 61 + GRACE_S) is Standing.REUSED


def test_a_token_two_generations_old_is_reused_even_within_the_grace() -> None:
    first = first_token()
    second = first.successor("a")
    session = sessions.rotate(begun(first), first, "a", START_S)
    session = sessions.rotate(session, second, "b", START_S)
    assert sessions.standing(session, first, START_S) is Standing.REUSED
    assert sessions.standing(session, second, START_S) is Standing.REPEATED


def test_a_guess_from_the_family_s_name_is_unknown_rather_than_reused() -> None:
    token = first_token()
    guess = RefreshToken(CUSTOMER, token.family, ids.new_token(), ids.new_token())
    assert sessions.standing(begun(token), guess, START_S) is Standing.UNKNOWN


def test_a_session_nobody_refreshes_expires_to_the_second_after_seven_days() -> None:
    token = first_token()
    session = begun(token)
    assert sessions.standing(session, token, START_S + IDLE_S - 1) is Standing.CURRENT
    assert sessions.standing(session, token, START_S + IDLE_S) is Standing.UNKNOWN


def test_refreshing_prolongs_a_session_to_thirty_days_at_most() -> None:
    token = first_token()
    session = begun(token)
    for at_s in range(START_S, START_S + LIFE_S, 24 * 3600):
        assert sessions.standing(session, token, at_s) is Standing.CURRENT
        session = sessions.rotate(session, token, "salt", at_s)
        token = token.successor("salt")
    assert session.expires_at_s == START_S + LIFE_S
    assert sessions.standing(session, token, START_S + LIFE_S) is Standing.UNKNOWN


def test_another_salt_gives_another_successor_and_so_does_another_token() -> None:
    token = first_token()
    assert token.successor("a") != token.successor("b")
    assert token.successor("a").secret != first_token().successor("a").secret
    assert token.successor("a") == token.successor("a")
