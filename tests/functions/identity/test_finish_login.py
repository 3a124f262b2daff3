"""POST /api/users/login/second-factor"""

import json

import pytest

from haat.table import writes
from haat.table.meter import meter
from identity.api import finish_login
from identity.domain.second_factor import CHALLENGE_ATTEMPTS, CHALLENGE_LIFE_S, WRONG_MAX
from identity.manifests import second_factor as manifest
from identity.store.credentials import CredentialsItem
from tests.functions.identity.factors import Ada, ada, guarded, sealing_key
from tests.functions.identity.support import claims_of, items, later, log_in, refresh, whole_table
from tests.functions.identity.test_forgotten_password import ANOTHER, forgotten, reset
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, send

__all__ = ["ada", "guarded", "rivals", "sealing_key"]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lost a race tries again at once."""
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)


def waiting(key: str | None = None) -> str:
    """What goes on with a login whose password was right."""
    response = log_in(key=key)
    assert response.status == 200
    return str(response.json["second_factor"])


def finish(challenge: str, code: str, key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(finish_login.handler, {"second_factor": challenge, "code": code}, headers=headers)


def sessions() -> int:
    return len(items("SESSION#"))


def test_a_right_password_alone_gives_no_token(guarded: Ada) -> None:
    before = sessions()
    response = log_in()
    assert (response.status, set(response.json)) == (200, {"second_factor", "expires_in"})
    assert response.json["expires_in"] == CHALLENGE_LIFE_S
    assert response.json["second_factor"] not in whole_table()
    assert sessions() == before


def test_without_a_second_factor_the_password_is_enough(ada: Ada) -> None:
    ada.begin()  # begun is not on
    assert "access_token" in log_in().json


def test_a_code_turns_the_login_into_a_session(guarded: Ada) -> None:
    response = finish(waiting(), guarded.code())
    assert response.status == 200
    assert claims_of(response.json["access_token"])["sub"] == guarded.claims["sub"]
    assert response.json["user"]["email"] == "Ada@Example.com"
    assert refresh(response.json["refresh_token"]).status == 200
    assert items("CHALLENGE#") == []


def test_a_recovery_code_does_as_well_and_once(ada: Ada) -> None:
    ada.begin()
    code = ada.confirm().json["recovery_codes"][0]
    assert finish(waiting(), code).status == 200
    assert finish(waiting(), code).json["code"] == "second_factor_code_invalid"
    assert ada.standing()["recovery_codes_left"] == 9


def test_the_log_says_whose_login_was_finished(guarded: Ada, capsys: pytest.CaptureFixture[str]) -> None:
    challenge = waiting()
    capsys.readouterr()
    refused = finish(challenge, guarded.wrong())
    line = json.loads(capsys.readouterr().out)
    assert (line["operation"], line["outcome"]) == ("finish_login", str(refused.status))
    assert line["caller"] == guarded.claims["sub"]


def test_a_login_is_finished_once(guarded: Ada) -> None:
    challenge = waiting()
    finish(challenge, guarded.code())
    response = finish(challenge, guarded.code(1))
    assert (response.status, response.json["code"]) == (401, "login_challenge_invalid")


def test_a_code_that_finished_a_login_finishes_no_other(guarded: Ada) -> None:
    first, second, code = waiting(), waiting(), guarded.code()
    assert finish(first, code).status == 200
    assert finish(second, code).json["code"] == "second_factor_code_invalid"


def test_of_two_logins_at_once_with_one_code_one_succeeds(guarded: Ada, rivals: Rivals) -> None:
    first, second, code, outcomes = waiting(), waiting(), guarded.code(), []
    rivals.next(lambda: outcomes.append(finish(first, code)))
    outcomes.append(finish(second, code))
    assert [outcome.status for outcome in outcomes] == [200, 422]


def test_of_two_right_codes_for_one_login_at_once_one_succeeds(ada: Ada, rivals: Rivals) -> None:
    ada.begin()
    one, another, *_ = ada.confirm().json["recovery_codes"]
    challenge, outcomes = waiting(), []
    rivals.next(lambda: outcomes.append(finish(challenge, one)))
    outcomes.append(finish(challenge, another))
    assert [outcome.status for outcome in outcomes] == [200, 401]
    assert ada.standing()["recovery_codes_left"] == 9


def test_a_wrong_code_leaves_the_login_waiting_five_times(guarded: Ada) -> None:
    challenge = waiting()
    for _ in range(CHALLENGE_ATTEMPTS - 1):
        assert finish(challenge, guarded.wrong()).json["code"] == "second_factor_code_invalid"
    assert finish(challenge, "not a recovery code").status == 422
    assert finish(challenge, guarded.code()).status == 401
    assert finish(waiting(), guarded.code()).status == 200


def test_two_wrong_codes_at_once_are_two(guarded: Ada, rivals: Rivals) -> None:
    challenge = waiting()
    rivals.next(lambda: finish(challenge, guarded.wrong()))
    assert finish(challenge, guarded.wrong()).status == 422
    [item] = items("CHALLENGE#")
    assert item["version"]["N"] == "3"


def test_logging_in_anew_does_not_buy_more_guesses(guarded: Ada) -> None:
    for _ in range(WRONG_MAX):
        assert finish(waiting(), guarded.wrong()).status == 422
    response = finish(waiting(), guarded.code())
    assert (response.status, response.json["code"]) == (429, "second_factor_codes_held_up")


def test_a_login_waits_for_five_minutes(guarded: Ada) -> None:
    challenge = waiting()
    with later(60 + CHALLENGE_LIFE_S):
        assert finish(challenge, guarded.code()).status == 401
    with later(60 + CHALLENGE_LIFE_S - 1):
        assert finish(challenge, guarded.code()).status == 200


def test_what_another_password_has_ended_is_not_finished(guarded: Ada) -> None:
    challenge = waiting()
    [credentials] = items("EMAIL#")
    change = writes.update(
        CredentialsItem,
        credentials["pk"]["S"],
        credentials["sk"]["S"],
        [CredentialsItem.generation.set(2)],
        when=CredentialsItem.pk.exists(),
        refused=lambda _: None,
    )
    assert writes.commit(change) == []
    before = sessions()
    assert finish(challenge, guarded.code()).json["code"] == "login_challenge_invalid"
    assert sessions() == before


def test_another_password_by_mail_does_not_get_around_the_second_factor(guarded: Ada) -> None:
    assert reset(forgotten()).status == 204
    answer = log_in(password=ANOTHER).json
    assert set(answer) == {"second_factor", "expires_in"}
    assert finish(answer["second_factor"], guarded.wrong()).json["code"] == "second_factor_code_invalid"
    assert finish(answer["second_factor"], guarded.code()).status == 200


def test_what_was_switched_off_meanwhile_is_not_waited_for(guarded: Ada) -> None:
    challenge = waiting()
    guarded.disable(guarded.code())
    assert finish(challenge, guarded.code(1)).json["code"] == "login_challenge_invalid"
    assert "access_token" in log_in().json


def test_what_goes_on_with_a_login_is_good_for_nothing_else(guarded: Ada) -> None:
    challenge = waiting()
    assert refresh(challenge).status == 401
    assert finish(log_in().json["second_factor"][:-1] + "x", guarded.code()).status == 401
    assert finish("", guarded.code()).status == 401


def test_a_repeat_with_the_same_key_gets_the_same_session_and_costs_no_guess(guarded: Ada) -> None:
    challenge, code = waiting(), guarded.code()
    first, again = finish(challenge, code, key="k"), finish(challenge, code, key="k")
    assert (again.status, again.text) == (200, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert first.json["refresh_token"].split(".")[-1] not in whole_table()


def test_finishing_takes_six_round_trips(guarded: Ada) -> None:
    finish(waiting(), guarded.code())
    assert len(meter.calls) == manifest.FINISH_LOGIN.round_trips
