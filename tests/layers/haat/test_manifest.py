"""Declarations, and what they imply."""

import pytest

from haat.grants import Bus, KeySpace, Table
from haat.keys import AUDIT_LOG, IDEMPOTENCY, LIMIT, OUTBOX, REVOKED
from haat.manifest import (
    LINK_KEYS,
    VERIFIED_IN_FUNCTION,
    Auth,
    Endpoint,
    Idempotency,
    Service,
    endpoint,
    reaction,
    schedule,
    stream_consumer,
    task,
)
from haat.permissions import Permission

OWN = Table(("GetItem",), KeySpace("SHELF#"))
KEYS = Table(("GetItem", "PutItem"), IDEMPOTENCY)
REVOCATIONS = Table(("Query",), REVOKED)
LIMITED = Table(("UpdateItem",), LIMIT)


def declared(
    method: str, auth: Auth, *, idempotency: Idempotency | None = None, layers: tuple[str, ...] = ()
) -> Endpoint:
    return endpoint(
        method,
        "/api/shelf",
        "shelf.api.look_at",
        auth=auth,
        summary="Look",
        grants=(OWN,),
        idempotency=idempotency,
        layers=layers,
    )


@pytest.mark.parametrize("auth", Auth)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_post_accepts_an_idempotency_key_unasked(method: str, auth: Auth) -> None:
    assert declared(method, auth).idempotency is Idempotency.NONE
    assert declared("POST", auth).idempotency is Idempotency.ACCEPTED


@pytest.mark.parametrize("idempotency", Idempotency)
def test_what_is_asked_for_counts(idempotency: Idempotency) -> None:
    assert declared("POST", Auth.PUBLIC, idempotency=idempotency).idempotency is idempotency


@pytest.mark.parametrize("idempotency", Idempotency)
def test_the_markers_of_requests_may_be_touched_only_by_who_takes_keys(idempotency: Idempotency) -> None:
    grants = declared("POST", Auth.PUBLIC, idempotency=idempotency).grants
    keys = () if idempotency is Idempotency.NONE else (KEYS,)
    assert grants == (OWN, *keys, LIMITED, LINK_KEYS)


@pytest.mark.parametrize("auth", Auth)
def test_revocations_are_read_by_who_takes_tokens(auth: Auth) -> None:
    takes_tokens = auth in (Auth.CUSTOMER, Auth.STAFF, *VERIFIED_IN_FUNCTION)
    assert (REVOCATIONS in declared("GET", auth).grants) == takes_tokens


@pytest.mark.parametrize("auth", Auth)
def test_every_caller_has_a_limit_but_the_provider_who_signs_each_request(auth: Auth) -> None:
    made = declared("GET", auth)
    assert (made.limit is None) == (auth is Auth.PROVIDER)
    assert (LIMITED in made.grants) == (LINK_KEYS in made.grants) == (made.limit is not None)


@pytest.mark.parametrize("auth", Auth)
def test_who_verifies_tokens_gets_the_layer_for_it_once(auth: Auth) -> None:
    verifies = auth in VERIFIED_IN_FUNCTION
    assert declared("GET", auth).layers == (("identity",) if verifies else ())
    assert declared("GET", auth, layers=("identity",)).layers == ("identity",)


def test_a_function_is_named_after_its_module() -> None:
    look = declared("GET", Auth.PUBLIC)
    assert (look.service, look.operation, look.name) == ("shelf", "look_at", "shelf-look-at")


def test_every_kind_of_function_keeps_what_it_is_told() -> None:
    assert task("checkout", "shelf.tasks.move", emits=("ShelfMoved",)).machine == "checkout"
    dust = reaction("ShelfMoved", "shelf.reactions.dust", at_most_one=True)
    assert (dust.events, dust.at_most_one) == (("ShelfMoved",), True)
    assert reaction(("A", "B"), "shelf.reactions.dust").events == ("A", "B")
    pattern: dict[str, object] = {"eventName": ["INSERT"]}
    consumer = stream_consumer("shelf.reactions.watch", filters=(pattern,), grants=(Bus(),))
    assert (consumer.filters, consumer.grants) == ((pattern,), (Bus(),))
    sweep = schedule(5, "shelf.tasks.sweep", at_deploy=True)
    assert (sweep.every_minutes, sweep.at_deploy) == (5, True)


def test_who_emits_may_put_pointers_to_its_events_and_nobody_else() -> None:
    pointers = Table(("PutItem",), OUTBOX)
    told = ("ShelfMoved",)
    emitting = [
        endpoint("PUT", "/api/shelf", "shelf.api.move", auth=Auth.PUBLIC, summary="", emits=told),
        task("checkout", "shelf.tasks.move", emits=told),
        reaction("A", "shelf.reactions.move", emits=told),
        stream_consumer("shelf.reactions.watch", filters=(), emits=told),
        schedule(5, "shelf.tasks.sweep", emits=told),
    ]
    assert all(pointers in declared.grants for declared in emitting)
    assert pointers not in declared("PUT", Auth.PUBLIC).grants
    assert schedule(5, "shelf.tasks.sweep").grants == ()


def test_staff_may_tell_the_audit_log_of_what_they_change() -> None:
    tells = Table(("PutItem",), AUDIT_LOG)
    made = {
        method: endpoint(method, "/api/shelf", "shelf.api.move", auth=Permission.OPERATE, summary="")
        for method in ("GET", "POST", "PUT", "DELETE")
    }
    assert {method for method, one in made.items() if tells in one.grants} == {"POST", "PUT", "DELETE"}
    assert {(one.auth, one.permission) for one in made.values()} == {(Auth.STAFF, Permission.OPERATE)}


def test_a_service_is_a_list_of_its_functions() -> None:
    look, move = declared("GET", Auth.PUBLIC), task("checkout", "shelf.tasks.move")
    assert list(Service("shelf", (look, move))) == [look, move]
