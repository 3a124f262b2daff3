"""One key, one effect, one answer, for ever (I14)."""

from collections.abc import Mapping
from typing import Any

import boto3
import pytest

from haat import clock
from haat.http.endpoint import Handler
from haat.manifest import Auth
from haat.permissions import Permission
from haat.table import writes
from tests.layers.haat.shelf import (
    SHELF,
    SORT,
    WRITE,
    WRITE_WITH_KEY,
    WRITE_WITHOUT_KEY,
    NoteItem,
    Notes,
    declared,
    write_note,
)
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
KEYED = {"Idempotency-Key": "k-1"}
Claims = Mapping[str, object]


def write(
    text: str = "hello",
    *,
    handler: Handler[..., Any] = WRITE_WITH_KEY,
    place: str = "top",
    key: str | None = "k-1",
    claims: Claims | None = None,
) -> Response:
    """Write a note, as a customer unless told otherwise."""
    return send(
        handler,
        {"text": text},
        path={"place": place},
        headers={} if key is None else {"Idempotency-Key": key},
        claims=claims or customer_claims(),
    )


def code(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


@pytest.mark.parametrize("handler", [WRITE, WRITE_WITH_KEY])
def test_a_repeat_gets_the_same_answer_byte_for_byte_and_is_told_so(handler: Handler[..., Any]) -> None:
    first, second = write(handler=handler), write(handler=handler)
    assert "idempotency-replayed" not in first.headers
    assert second.headers == dict(first.headers) | {"idempotency-replayed": "true"}
    assert (second.status, second.text) == (first.status, first.text) == (201, '{"text":"hello","version":1}')


def test_a_required_key_is_missed() -> None:
    assert code(write(key=None)) == (400, "idempotency_key_missing")
    assert Notes().find("top") is None


def test_an_accepted_key_may_be_left_out() -> None:
    assert write(handler=WRITE, key=None).status == 201
    assert code(write(handler=WRITE, key=None)) == (409, "taken")


def test_where_no_key_is_taken_one_means_nothing() -> None:
    assert write(handler=WRITE_WITHOUT_KEY).status == 201
    assert code(write(handler=WRITE_WITHOUT_KEY)) == (409, "taken")


@pytest.mark.parametrize("key", ["", " ", "a b", "a\tb", "é", "k" * 256, "\x7f"])
def test_a_key_is_1_to_255_visible_ascii_characters(key: str) -> None:
    assert code(write(key=key)) == (400, "idempotency_key_invalid")
    assert Notes().find("top") is None


@pytest.mark.parametrize("key", ["!", "~", "k" * 255, "#/{}"])
def test_any_visible_ascii_makes_a_key(key: str) -> None:
    assert write(key=key).status == 201


def test_the_same_key_with_another_body_is_refused_and_does_nothing() -> None:
    write("hello")
    assert code(write("bye")) == (422, "idempotency_key_reused")
    note = Notes().find("top")
    assert note
    assert note.text == "hello"


def test_the_same_key_on_another_path_is_refused_and_does_nothing() -> None:
    write(place="top")
    assert code(write(place="bottom")) == (422, "idempotency_key_reused")
    assert Notes().find("bottom") is None


def test_a_body_is_the_same_however_it_is_written() -> None:
    first = write()
    again = send(
        WRITE_WITH_KEY,
        raw='{ "text" : "h\\u0065llo" }',
        path={"place": "top"},
        headers=KEYED,
        claims=customer_claims(),
    )
    assert again.text == first.text
    assert again.headers["idempotency-replayed"] == "true"


def test_two_callers_never_share_a_key() -> None:
    assert write(place="top").status == 201
    other = write(place="bottom", claims=customer_claims("usr_2"))
    assert (other.status, other.headers.get("idempotency-replayed")) == (201, None)
    assert code(write(place="top", claims=customer_claims("usr_3"))) == (409, "taken")


def test_an_admin_and_a_customer_of_the_same_name_never_share_a_key() -> None:
    of_admins = Handler(declared(auth=Permission.OPERATE, status=201), write_note)
    assert write(place="top", claims=customer_claims("admin")).status == 201
    assert write(place="bottom", handler=of_admins, claims=admin_claims()).status == 201


def test_strangers_share_keys_with_nobody_but_their_own_address() -> None:
    of_all = Handler(declared(auth=Auth.PUBLIC, status=201), write_note)
    assert write(handler=of_all, claims={}).status == 201
    assert write(handler=of_all, claims={}).headers["idempotency-replayed"] == "true"


def test_a_new_session_of_the_same_customer_repeats_and_does_not_write_twice() -> None:
    first = write(claims=customer_claims(family="fam_1"))
    again = write(claims=customer_claims(family="fam_2", exp=str(clock.now_s() + 30)))
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")


def test_a_repeat_gets_its_answer_whatever_has_become_of_the_thing() -> None:
    first = write()
    changed = writes.update(
        NoteItem,
        SHELF.key("top"),
        SORT,
        [NoteItem.text.set("changed"), NoteItem.version.add(1)],
        when=NoteItem.pk.exists(),
        refused=lambda _: None,
    )
    assert writes.commit(changed) == []
    assert write().text == first.text
    gone = writes.delete(NoteItem, SHELF.key("top"), SORT, when=None, refused=lambda _: None)
    assert writes.commit(gone) == []
    assert write().text == first.text
    assert Notes().find("top") is None


def test_a_refused_request_has_no_answer_to_repeat_and_may_succeed_later() -> None:
    write(key="k-0")
    assert code(write("bye", key="k-1")) == (409, "taken")
    gone = writes.delete(NoteItem, SHELF.key("top"), SORT, when=None, refused=lambda _: None)
    assert writes.commit(gone) == []
    assert write("bye", key="k-1").status == 201


def test_a_key_is_for_ever() -> None:
    first = write()
    century_s = clock.now_s() + 100 * 365 * 86400
    with clock.set_to(lambda: float(century_s)):
        again = write(claims=customer_claims(exp=str(century_s + 900)))
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")


def test_keys_and_callers_are_known_to_the_table_by_hash_alone() -> None:
    write(key="a-key-to-look-for")
    client = boto3.client("dynamodb")
    (marker,) = [
        item for item in client.scan(TableName="haat-test")["Items"] if item["pk"]["S"].startswith("IDEM#")
    ]
    assert "a-key-to-look-for" not in str(marker)
    assert "usr_1" not in str(marker)
    assert "ttl" not in marker
