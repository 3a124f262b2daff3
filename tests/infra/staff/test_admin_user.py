"""`make admin-user`: staff come, change their role and go, and whatever is repeated changes nothing."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

import boto3
import pytest

from haat import clock
from haat.http import staff_sessions
from haat.permissions import GROUPS
from haat.settings import TABLE_NAME
from infra.staff import __main__ as command
from infra.staff.__main__ import Unclear, parse, run
from infra.staff.pool import NobodyThere, NoPool, StaffPool
from infra.staff.tokens import StaffTokens

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

ADA = "ada@shop.example"


@pytest.fixture
def cognito(table: None) -> "CognitoIdentityProviderClient":
    """A pool of staff as the stage dev has it."""
    client = boto3.client("cognito-idp", region_name="eu-central-1")
    pool_id = client.create_user_pool(PoolName="haat-dev-admins")["UserPool"]["Id"]
    for role in GROUPS:
        client.create_group(UserPoolId=pool_id, GroupName=role.value)
    return client


@pytest.fixture
def pool(cognito: "CognitoIdentityProviderClient") -> StaffPool:
    return StaffPool.of_stage(cognito, "dev")


def out() -> StaffTokens:
    """The tokens of the stage."""
    return StaffTokens(boto3.client("dynamodb", region_name="eu-central-1"), table=TABLE_NAME.text())


def make(pool: StaffPool, *arguments: str) -> list[str]:
    """What it says."""
    return run(pool, out(), parse([*arguments, "--stage", "dev"]))


def test_somebody_is_invited_into_the_group_of_their_role(pool: StaffPool) -> None:
    said = make(pool, "--email", ADA, "--role", "support")

    assert said == [
        f"{ADA} is invited: a mail brings a password for the first login, within a day",
        f"{ADA}: support; may log in, has not logged in yet",
    ]


def test_the_same_again_changes_nothing(pool: StaffPool) -> None:
    make(pool, "--email", ADA, "--role", "support")
    before = pool.find(ADA)

    assert make(pool, "--email", ADA.upper(), "--role", "support") == [
        f"{ADA}: support; may log in, has not logged in yet"
    ]

    assert list(pool.members()) == [before]


def test_another_role_takes_the_place_of_the_one_before(pool: StaffPool) -> None:
    make(pool, "--email", ADA, "--role", "admin")

    said = make(pool, "--email", ADA, "--role", "seller")

    assert said[0].startswith("no longer admin, and logged out")
    assert pool.find(ADA).roles == ("seller",)


def test_who_is_shut_out_stays_in_the_list_and_may_be_let_in_again(pool: StaffPool) -> None:
    make(pool, "--email", ADA, "--role", "admin")
    for _ in range(2):
        make(pool, "--email", ADA, "--disable")
        assert make(pool, "--list") == [f"{ADA}: admin; shut out, has not logged in yet"]
    make(pool, "--email", ADA, "--enable")
    assert pool.find(ADA).is_enabled


@pytest.mark.parametrize(
    ("arguments", "is_out"),
    [(["--role", "seller"], True), (["--disable"], True), (["--role", "admin"], False)],
)
def test_who_loses_a_role_or_is_shut_out_is_logged_out(
    cognito: "CognitoIdentityProviderClient", pool: StaffPool, arguments: list[str], *, is_out: bool
) -> None:
    password = pool.admit(ADA)
    make(pool, "--email", ADA, "--role", "admin")
    refresh = logged_in(cognito, password)
    refresh()
    make(pool, "--email", ADA, *arguments)
    with pytest.raises(cognito.exceptions.NotAuthorizedException) if is_out else nullcontext():
        refresh()


@pytest.mark.parametrize(
    ("arguments", "is_dead"),
    [
        (["--role", "seller"], True),
        (["--disable"], True),
        (["--role", "admin"], False),
        (["--enable"], False),
    ],
)
def test_the_access_token_of_who_loses_a_role_or_is_shut_out_is_dead(
    staff_look: None, pool: StaffPool, arguments: list[str], *, is_dead: bool
) -> None:
    make(pool, "--email", ADA, "--role", "admin")
    make(pool, "--email", ADA, *arguments)
    assert staff_sessions.is_ended(ADA, clock.now_s() - 10) == is_dead
    assert not staff_sessions.is_ended("grace@shop.example", clock.now_s() - 10)


def logged_in(cognito: "CognitoIdentityProviderClient", password: str | None) -> Callable[[], object]:
    """Ada logs in; what it gives gets her another access token."""
    pool_id = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    client = cognito.create_user_pool_client(UserPoolId=pool_id, ClientName="office")["UserPoolClient"]
    log_in = partial(cognito.admin_initiate_auth, UserPoolId=pool_id, ClientId=client["ClientId"])
    given = {"USERNAME": ADA, "PASSWORD": password or ""}
    tokens = log_in(AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters=given)["AuthenticationResult"]
    again = {"REFRESH_TOKEN": tokens["RefreshToken"]}
    return lambda: log_in(AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=again)


def test_a_half_done_run_is_finished_by_the_next(pool: StaffPool) -> None:
    pool.invite(ADA)  # and the machine stopped here
    assert pool.find(ADA).roles == ()
    make(pool, "--email", ADA, "--role", "support")
    assert pool.find(ADA).roles == ("support",)


def test_on_this_machine_a_password_is_said_in_the_place_of_a_mail(pool: StaffPool) -> None:
    made = run(pool, out(), parse(["--email", ADA, "--role", "admin"]))
    again = run(pool, out(), parse(["--email", ADA, "--role", "admin"]))

    assert made[0].startswith(f"{ADA} is made; no mail leaves this machine, so: password ")
    assert again == [f"{ADA}: admin; may log in"]


def test_an_empty_pool_says_so(pool: StaffPool) -> None:
    assert make(pool, "--list") == ["nobody is in the pool yet"]


@pytest.mark.parametrize("what", ["--disable", "--enable", "--invite"])
def test_nobody_is_made_by_shutting_them_out_or_letting_them_in(pool: StaffPool, what: str) -> None:
    with pytest.raises(NobodyThere, match=ADA):
        make(pool, "--email", ADA, what)
    assert list(pool.members()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "whom"),
        (["--role", "admin"], "whom"),
        (["--email", "ada"], "no e-mail address"),
        (["--email", ADA], "ROLE is one of seller, support, catalogue_manager, admin, partner"),
        (["--email", ADA, "--role", "root"], "not root"),
        (["--email", ADA, "--role", "user"], "not user"),
        (["--email", ADA, "--role", "admin", "--disable"], "goes with EMAIL alone"),
        (["--list", "--disable"], "one at a time"),
        (["--list", "--email", ADA], "goes without EMAIL"),
    ],
)
def test_bad_input_says_what_is_wanted(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unclear, match=says):
        parse(arguments)
    monkeypatch.setattr("sys.argv", ["admin-user", *arguments])
    assert command.main() == 1
    assert capsys.readouterr().err.startswith("make admin-user: ")


def test_a_stage_without_a_pool_says_so(cognito: "CognitoIdentityProviderClient") -> None:
    with pytest.raises(NoPool, match="haat-prod-admins in eu-central-1"):
        StaffPool.of_stage(cognito, "prod")
