"""Another key for links and cursors, as Secrets Manager asks for it: step by step, and any step twice."""

import json
import time
from typing import Any

import boto3
import pytest

from haat import link_keys
from infra.cdk.constructs.rotating import KEPT, following, handler
from infra.cdk.constructs.rotation import CODE

SECRET = "haat-test/cursors"
INLINE_CHARACTERS_MAX = 4096  # of CloudFormation's ZipFile


@pytest.fixture
def vault(aws: None) -> Any:
    """Secrets Manager, with the secret as it is made."""
    client = boto3.client("secretsmanager")
    client.create_secret(Name=SECRET, SecretString='{"key": "first"}')
    return client


def current(vault: Any) -> dict[str, Any]:
    found = vault.get_secret_value(SecretId=SECRET, VersionStage="AWSCURRENT")  # moto's default is the first
    kept: dict[str, Any] = json.loads(found["SecretString"])
    return kept


def rotate(version: str, times: int = 1) -> None:
    for step in ("createSecret", "setSecret", "testSecret", "finishSecret"):
        for _ in range(times):
            handler({"Step": step, "SecretId": SECRET, "ClientRequestToken": version}, None)


@pytest.mark.parametrize("times", [1, 2])
def test_a_rotation_puts_one_key_before_the_others_however_often_a_step_comes(vault: Any, times: int) -> None:
    rotate("1" * 32, times)
    kept = link_keys.keys_in(json.dumps(current(vault)))
    assert [one.key for one in kept[1:]] == ["first"]
    assert len(kept[0].key) >= 43  # 256 bits


def test_nothing_is_current_before_the_last_step(vault: Any) -> None:
    handler({"Step": "createSecret", "SecretId": SECRET, "ClientRequestToken": "1" * 32}, None)
    assert current(vault) == {"key": "first"}


def test_a_version_that_has_its_key_gets_no_other(vault: Any) -> None:
    create = {"Step": "createSecret", "SecretId": SECRET, "ClientRequestToken": "1" * 32}
    made = []
    for _ in range(2):
        handler(create, None)
        made.append(vault.get_secret_value(SecretId=SECRET, VersionId="1" * 32)["SecretString"])
    assert made[0] == made[1]


def test_the_new_key_signs_when_every_function_has_looked(
    vault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_790_000_000.5)
    rotate("1" * 32)
    assert current(vault)["from_s"] - 1_790_000_000 > 2 * link_keys.LOOK_AGAIN_S


def test_so_many_keys_are_kept_and_the_oldest_goes() -> None:
    secret: dict[str, Any] = {"key": "0"}
    for number in range(1, KEPT + 3):
        secret = following(secret, str(number), number)
    assert [one.key for one in link_keys.keys_in(json.dumps(secret))] == [
        str(number) for number in range(KEPT + 2, 1, -1)
    ]


def test_the_code_goes_into_a_template_as_it_is() -> None:
    assert len(CODE) < INLINE_CHARACTERS_MAX
    assert "haat" not in [
        line.split()[1].partition(".")[0] for line in CODE.splitlines() if line[:6] == "import"
    ]
