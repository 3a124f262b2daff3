"""The life of a shop, with canaries in whatever a client may write beside its bodies.

Here requests succeed, as those of `test_canaries` mostly do not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from haat.scrubbing import scrubbed
from identity import manifest as identity
from tests.contracts.authorization.deeds import DEEDS, path_of
from tests.contracts.authorization.shop import ABSENT, furnish
from tests.faults import front
from tests.faults.world import World
from tests.security.secrets.canaries import CARD, EMAIL, PASSWORD, found_in, listening
from tests.support.requests import Response, admin_claims, send
from tests.support.shop import ADDRESS

BESIDE = {"user-agent": f"Firefox {CARD}", "audit-reason": f"their card is {CARD}"}
DONE_MIN = 25  # deeds of staff; others need services that are not simulated


def with_canaries(*given: Any, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A request with canaries in its headers."""
    return send(*given, headers={**(headers or {}), **BESIDE}, **more)


def staff_at_work(world: World) -> Iterator[Response]:
    """What staff are answered in a shop where one of everything has happened."""
    things = {**ABSENT, **furnish(world)}
    for deed in DEEDS:
        path = path_of(deed.endpoint, things)
        answer = world.request(deed.endpoint, deed.body(things), path=path, claims=admin_claims())
        if deed.learns and answer.status < 300:
            things = things | {deed.learns: str(deed.member(answer.json))}
        yield answer


def test_a_shop_s_life_leaves_no_secret_anywhere_and_nobody_in_its_logs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(front, "send", with_canaries)
    with World() as world, listening() as log:
        registered = world.request(identity.REGISTER, {"email": EMAIL, "password": PASSWORD})
        answers = list(staff_at_work(world))
        world.run_until_quiet()
        lines = log.getvalue().splitlines()
        kept = f"{world.items()} {world.buckets.objects} {world.mailbox.sent}"
    assert registered.status == 201
    assert sum(answer.status < 300 for answer in answers) >= DONE_MIN
    assert [line for line in lines if scrubbed(line) != line] == []
    assert found_in("\n".join(lines), (EMAIL, PASSWORD, ADDRESS["name"], ADDRESS["line1"])) == []
    assert found_in(kept, (CARD, PASSWORD)) == []
    assert len(lines) > 100
