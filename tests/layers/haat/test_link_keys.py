"""The keys of links and cursors: another one ends nothing, and signs when everybody knows it."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import boto3
import pytest
from botocore.exceptions import ClientError

from haat import clock, cursors_secret, link_keys
from haat.derived import is_tag, tag
from haat.errors import CursorInvalid
from haat.http import cursor
from haat.link_keys import LOOK_AGAIN_S, REST_S, SourceMissing
from haat.observability import invocation
from haat.table.meter import meter

NOW_S = 1_790_000_000


@dataclass
class Vault:
    """The secret, and how often it was asked for."""

    text: str = '{"key": "first"}'
    asked: list[int] = field(default_factory=list)
    broken: bool = False

    def read(self) -> str:
        self.asked.append(clock.now_s())
        if self.broken:
            raise ConnectionError
        return self.text

    def put(self, *keys: tuple[str, int]) -> None:
        """The newest first, each with the moment from which it signs."""
        newest, *earlier = [{"key": key, "from_s": from_s} for key, from_s in keys]
        self.text = json.dumps(newest | {"earlier": earlier})


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """A process on AWS that has just begun."""
    made = Vault()
    monkeypatch.setenv("CURSOR_KEY", "")
    monkeypatch.setattr(link_keys._known, "source", made.read)
    link_keys.forget()
    yield made
    link_keys.forget()


def at(seconds: float) -> AbstractContextManager[None]:
    return clock.set_to(lambda: NOW_S + seconds)


def test_the_secret_is_asked_for_once_in_five_minutes_however_much_is_made(vault: Vault) -> None:
    with at(0):
        for number in range(5):
            assert is_tag(tag("links", str(number)), "links", str(number))
            assert cursor.decode(cursor.encode({"n": number}, scope="s"), scope="s") == {"n": number}
        assert len(vault.asked) == 1
    with at(LOOK_AGAIN_S):
        link_keys.signing()
    assert len(vault.asked) == 2


def test_what_an_earlier_key_has_made_is_taken_as_long_as_the_secret_has_it(vault: Vault) -> None:
    with at(0):
        link, page = tag("links", "ord_1"), cursor.encode({"n": 1}, scope="s")
    vault.put(("second", NOW_S), ("first", 0))
    with at(LOOK_AGAIN_S):
        assert tag("links", "ord_1") != link
        assert is_tag(link, "links", "ord_1")
        assert cursor.decode(page, scope="s") == {"n": 1}
    vault.put(("third", NOW_S), ("second", 0))
    with at(2 * LOOK_AGAIN_S):
        assert not is_tag(link, "links", "ord_1")
        assert cursor.decode(page, scope="s") == CursorInvalid()


def test_a_new_key_signs_from_its_moment_and_is_taken_before(vault: Vault) -> None:
    vault.put(("second", NOW_S + 100), ("first", 0))
    with at(0):
        assert link_keys.signing() == b"first"
        assert link_keys.taken() == (b"second", b"first")
    with at(100):
        assert link_keys.signing() == b"second"
    assert len(vault.asked) == 1


def test_keys_that_are_known_are_good_while_nobody_answers(vault: Vault) -> None:
    with at(0):
        link = tag("links", "ord_1")
    vault.broken = True
    with at(LOOK_AGAIN_S):
        assert is_tag(link, "links", "ord_1")
    with at(LOOK_AGAIN_S + REST_S - 1):
        assert is_tag(link, "links", "ord_1")
    assert len(vault.asked) == 2
    with at(LOOK_AGAIN_S + REST_S):
        link_keys.signing()
    assert len(vault.asked) == 3


def test_without_keys_nothing_is_made_and_nothing_taken(vault: Vault) -> None:
    vault.broken = True
    with pytest.raises(ConnectionError):
        tag("links", "ord_1")
    with pytest.raises(ConnectionError):
        is_tag("0" * 64, "links", "ord_1")


def test_outside_of_a_handler_there_is_a_setting_or_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_keys._known, "source", None)
    with pytest.raises(SourceMissing):
        link_keys.signing()
    monkeypatch.setenv("CURSOR_KEY", "of a laptop")
    assert link_keys.taken() == (b"of a laptop",)


def test_the_secret_is_one_of_secrets_manager(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURSORS_SECRET_NAME", "haat-test/cursors")
    boto3.client("secretsmanager").create_secret(Name="haat-test/cursors", SecretString='{"key": "k"}')
    meter.reset()
    assert link_keys.keys_in(cursors_secret.read()) == (link_keys.Key("k"),)
    assert meter.calls == ["secretsmanager.GetSecretValue"]


def test_that_the_secret_cannot_be_read_is_counted(
    aws: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CURSORS_SECRET_NAME", "haat-test/nowhere")
    with invocation("shelf", "count_units", "req_1"), pytest.raises(ClientError):
        cursors_secret.read()
    assert json.loads(capsys.readouterr().out)["LinkKeysUnread"] == [1.0]


def test_no_key_is_shown_where_its_holder_is() -> None:
    assert "secret" not in repr(link_keys.Key("secret"))
