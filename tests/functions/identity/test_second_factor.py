"""The second factor: begun, switched on by a code, recovered, switched off."""

import base64

import pytest
from botocore.exceptions import ClientError

from haat.http import revocation
from haat.table import writes
from haat.table.meter import meter
from identity import one_time_codes
from identity.domain import second_factor
from identity.domain.second_factor import FORGIVEN_AFTER_S, RECOVERY_CODES, WRONG_MAX, Factor
from identity.manifests import second_factor as manifest
from identity.sealing_key import SealingKey
from identity.store.second_factors import SecondFactorStore
from tests.functions.identity.factors import WHILE_THE_PASSWORD_IS_CHECKED, Ada, ada, guarded, sealing_key
from tests.functions.identity.support import (
    gateway_claims,
    items,
    later,
    register_ada,
    whole_table,
)
from tests.support.meanwhile import Rivals, rivals

__all__ = ["ada", "guarded", "rivals", "sealing_key"]

# RFC 6238, appendix B: eight digits, of which six are the last.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_CODES = [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
             (2000000000, "279037"), (20000000000, "353130")]  # fmt: skip


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lost a race tries again at once."""
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)


@pytest.mark.parametrize(("at_s", "code"), RFC_CODES)
def test_codes_are_those_of_the_rfc(at_s: int, code: str) -> None:
    assert one_time_codes.step_of(RFC_SECRET, code, second_factor.steps(at_s)) == at_s // 30


def test_a_clock_may_be_wrong_by_one_step_to_either_side() -> None:
    for off_s, found in ((-60, None), (-30, 37037037), (30, 37037037), (60, None)):
        assert one_time_codes.step_of(RFC_SECRET, "050471", second_factor.steps(1111111111 + off_s)) == found


def test_the_secret_is_shown_once_with_what_an_app_reads(ada: Ada) -> None:
    response = ada.begin()
    assert response.status == 201
    assert len(base64.b32decode(ada.secret)) == 20
    assert response.json["uri"] == f"otpauth://totp/Haat:Ada%40Example.com?secret={ada.secret}&issuer=Haat"
    assert ada.secret not in whole_table()
    assert ada.standing() == {"is_on": False, "on_since": None, "recovery_codes_left": 0}


def test_beginning_takes_the_password(ada: Ada) -> None:
    response = ada.begin(password="wrong password")
    assert (response.status, response.json["code"]) == (422, "password_wrong")
    assert items("SECOND_FACTOR#") == []


@pytest.mark.usefixtures("shop", "sealing_key")
def test_who_has_not_proved_the_address_begins_none() -> None:
    """Or else whoever registers with a stranger's address keeps its owner out by a factor of their own."""
    claims = gateway_claims(register_ada(email="grace@example.com").json["access_token"])
    response = Ada(claims).begin()
    assert (response.status, response.json["code"]) == (409, "email_unverified")
    assert items("SECOND_FACTOR#") == []


def test_the_first_code_switches_it_on_and_gives_recovery_codes(ada: Ada) -> None:
    ada.begin()
    response = ada.confirm()
    codes = response.json["recovery_codes"]
    assert (response.status, len(set(codes))) == (200, RECOVERY_CODES)
    assert ada.standing() == {"is_on": True, "on_since": "2026-09-21T14:13:20Z", "recovery_codes_left": 10}
    assert not any(code in whole_table() or code.replace("-", "") in whole_table() for code in codes)


def test_a_wrong_code_switches_nothing_on(ada: Ada) -> None:
    assert ada.confirm("123456").json["code"] == "second_factor_off"
    ada.begin()
    response = ada.confirm(ada.wrong())
    assert (response.status, response.json["code"]) == (422, "second_factor_code_invalid")
    assert ada.standing()["is_on"] is False


def test_one_that_is_on_is_not_begun_again(guarded: Ada) -> None:
    assert guarded.begin().json["code"] == "second_factor_on"
    assert guarded.confirm().json["code"] == "second_factor_on"


def test_one_that_was_never_confirmed_may_be_begun_again_and_the_old_secret_is_dead(ada: Ada) -> None:
    ada.begin()
    old = ada.code()
    ada.begin()
    assert ada.confirm(old).status == 422
    assert ada.confirm().status == 200


def test_of_two_who_confirm_at_once_one_gets_recovery_codes(ada: Ada, rivals: Rivals) -> None:
    ada.begin()
    first = []
    rivals.next(lambda: first.append(ada.confirm()))
    second = ada.confirm()
    assert (first[0].status, second.status, second.json["code"]) == (200, 409, "second_factor_on")
    assert len(items("SECOND_FACTOR#")) == 1
    with later(60):
        assert ada.disable(first[0].json["recovery_codes"][0]).status == 204


def test_who_begins_while_another_confirms_is_told_that_it_is_on(ada: Ada, rivals: Rivals) -> None:
    ada.begin()
    rivals.next(*WHILE_THE_PASSWORD_IS_CHECKED, ada.confirm)
    assert Ada(ada.claims).begin().json["code"] == "second_factor_on"
    assert ada.standing()["is_on"] is True


def test_a_code_is_never_accepted_twice(guarded: Ada) -> None:
    code = guarded.code()
    assert guarded.renew(code).status == 200
    assert guarded.renew(code).json["code"] == "second_factor_code_invalid"
    assert guarded.renew(guarded.code(-1)).status == 422  # older than one that was
    assert guarded.renew(guarded.code(1)).status == 200


def test_a_code_that_two_send_at_once_is_accepted_once(guarded: Ada, rivals: Rivals) -> None:
    code, first = guarded.code(), []
    rivals.next(*WHILE_THE_PASSWORD_IS_CHECKED, lambda: first.append(guarded.renew(code)))
    assert guarded.renew(code).json["code"] == "second_factor_code_invalid"
    assert first[0].status == 200


def test_a_code_that_was_right_once_is_no_guess(guarded: Ada) -> None:
    code = guarded.code()
    guarded.renew(code)
    for _ in range(WRONG_MAX + 1):
        guarded.renew(code)
    assert guarded.renew(guarded.code(1)).status == 200


def test_guesses_are_held_up_and_recovery_codes_are_not(ada: Ada) -> None:
    ada.begin()
    recovery = ada.confirm().json["recovery_codes"]
    with later(60):
        for _ in range(WRONG_MAX):
            assert ada.renew(ada.wrong()).status == 422
        held_up = ada.renew(ada.code())
        assert (held_up.status, held_up.json["code"]) == (429, "second_factor_codes_held_up")
        assert held_up.headers["retry-after"] == str(FORGIVEN_AFTER_S)
        assert ada.renew(recovery[0]).status == 200
        assert ada.renew(ada.code()).status == 429
    with later(60 + FORGIVEN_AFTER_S):
        assert ada.renew(ada.wrong()).status == 422
        assert ada.renew(ada.code()).status == 429
    with later(60 + 2 * FORGIVEN_AFTER_S):
        assert ada.renew(ada.code()).status == 200


def test_right_codes_between_do_not_buy_an_attacker_more_guesses() -> None:
    factor, wrong = Factor("sealed"), 0
    for at_s in range(0, 365 * 24 * 3600, 600):
        factor = second_factor.accepted(factor, at_s // 30)
        if second_factor.held_up_s(factor, at_s) == 0:
            factor, wrong = second_factor.mistaken(factor, at_s), wrong + 1
    assert wrong <= WRONG_MAX + 365 * 4
    assert wrong * 3 / 1_000_000 < 1 / 200


def test_beginning_anew_does_not_buy_more_guesses_either(guarded: Ada) -> None:
    for _ in range(WRONG_MAX - 1):
        guarded.renew(guarded.wrong())
    guarded.disable(guarded.code())
    guarded.begin()
    assert guarded.confirm(guarded.wrong()).status == 422
    assert guarded.confirm().status == 429


def test_guesses_at_once_are_counted_one_by_one(guarded: Ada, rivals: Rivals) -> None:
    rivals.next(*WHILE_THE_PASSWORD_IS_CHECKED, *[lambda: guarded.renew(guarded.wrong())] * 5)
    assert guarded.renew(guarded.wrong()).status == 422
    factor = SecondFactorStore().find(guarded.claims["sub"])
    assert factor
    assert factor.version == 2 + 6
    assert second_factor.held_up_s(factor, factor.forgiven_at_s - 6 * FORGIVEN_AFTER_S) == 0


def test_a_recovery_code_works_once_however_it_is_typed(ada: Ada) -> None:
    ada.begin()
    first, second, *_ = ada.confirm().json["recovery_codes"]
    assert ada.disable(first, password="wrong password").status == 422
    assert ada.standing()["recovery_codes_left"] == 10
    renewed = ada.renew(f" {first.replace('-', ' ').upper()}")
    assert (renewed.status, ada.standing()["recovery_codes_left"]) == (200, 10)
    assert ada.renew(first).status == ada.renew(second).status == 422  # the new ones replace all
    assert ada.disable(renewed.json["recovery_codes"][3]).status == 204


def test_switching_off_takes_both_proofs_and_leaves_no_secret(guarded: Ada) -> None:
    assert guarded.disable(guarded.code(), password="wrong password").json["code"] == "password_wrong"
    assert guarded.disable(guarded.wrong()).json["code"] == "second_factor_code_invalid"
    assert guarded.standing()["is_on"] is True
    assert guarded.disable(guarded.code()).status == 204
    assert guarded.standing() == {"is_on": False, "on_since": None, "recovery_codes_left": 0}
    assert guarded.disable(guarded.code(1)).json["code"] == "second_factor_off"
    kept = SecondFactorStore().find(guarded.claims["sub"])
    assert kept
    assert (kept.sealed_secret, kept.recovery_hashes) == ("", ())


def test_one_that_was_switched_off_can_be_begun_again(guarded: Ada) -> None:
    guarded.disable(guarded.code())
    assert guarded.begin().status == 201
    assert guarded.confirm().status == 200


def test_a_repeat_with_the_same_key_gets_the_same_codes_and_no_plain_one_is_kept(guarded: Ada) -> None:
    code = guarded.code()
    first, again = guarded.renew(code, key="k"), guarded.renew(code, key="k")
    assert (again.status, again.text) == (200, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert first.json["recovery_codes"][0] not in whole_table()
    assert guarded.disable(guarded.code(1), key="off").status == 204
    assert guarded.disable(guarded.code(1), key="off").headers["idempotency-replayed"] == "true"


def test_beginning_and_confirming_can_be_repeated_by_their_keys(ada: Ada) -> None:
    first, again = ada.begin(key="b"), ada.begin(key="b")
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    code = ada.code()
    assert ada.confirm(code, key="c").text == ada.confirm(code, key="c").text


def test_what_is_sealed_for_one_customer_opens_for_no_other(sealing_key: None) -> None:
    key = SealingKey()
    sealed = key.seal("secret", purpose="second factor", customer_id="usr_1")
    assert "secret" not in base64.b64decode(sealed).decode("latin-1")
    assert key.open(sealed, purpose="second factor", customer_id="usr_1") == "secret"
    for purpose, customer_id in (("second factor", "usr_2"), ("another", "usr_1")):
        with pytest.raises(ClientError):
            key.open(sealed, purpose=purpose, customer_id=customer_id)


def test_round_trips_are_those_of_the_manifest(ada: Ada) -> None:
    revocation.is_revoked("any")  # what is revoked is asked for twice a minute, not by each request
    ada.begin()
    assert len(meter.calls) == manifest.BEGIN_SECOND_FACTOR.round_trips
    ada.confirm()
    assert len(meter.calls) == manifest.CONFIRM_SECOND_FACTOR.round_trips
    with later(20):
        ada.renew(ada.code())
        assert len(meter.calls) == manifest.RENEW_RECOVERY_CODES.round_trips
        ada.disable(ada.code(1))
        assert len(meter.calls) == manifest.DISABLE_SECOND_FACTOR.round_trips


def test_what_cannot_be_a_code_is_refused_at_the_door(ada: Ada) -> None:
    for code in ("12345", "1" * 41, 123456):
        response = ada.confirm(code)  # type: ignore[arg-type]
        assert (response.status, response.json["errors"][0]["pointer"]) == (422, "/code")
