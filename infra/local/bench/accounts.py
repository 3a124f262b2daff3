"""What it costs to know who calls, and what a login spends on its hash, in CPU time.

Knowing who calls is timed in this process, with a token of the running stack: once from the claims that the
gateway has verified, once where the function verifies the token itself. The key set and what is revoked are
known already, as in a warm function; calls of AWS that are made nevertheless are counted.
"""

import os
import secrets
import time
from collections.abc import Callable
from typing import Any

import jwt

from haat.http.authorize import authorize
from haat.http.call import Customer
from haat.manifest import Auth, Endpoint
from haat.table.meter import meter
from identity.passwords import Passwords
from infra.cdk.services import discover, functions_of
from infra.local import audit, workers
from infra.local.bench.shop import OK, BenchShop

REQUESTS, LOGINS, HASHES = 2_000, 40, 20
Event = dict[str, Any]


class Stranger(RuntimeError):
    """A good token was refused: the figures would be of something else."""


def measure(shop: BenchShop) -> dict[str, float]:
    """CPU milliseconds a request, warm; calls of AWS a request; CPU milliseconds of a login and of a hash."""
    email, password = f"bench-{secrets.token_hex(6)}@example.com", secrets.token_hex(10)
    token = shop.register(email, password)
    claims = jwt.decode(token, options={"verify_signature": False})
    os.environ |= _settings(shop, claims, str(jwt.get_unverified_header(token)["kid"]))
    shown = {"authorization": f"Bearer {token}"}
    return {
        **_knowing("authentication_by_gateway", Auth.CUSTOMER, _event(claims), shown),
        **_knowing("authentication_in_function", Auth.CART_HOLDER, {}, shown),
        "login_cpu_ms": _login_cpu_ms(shop, {"email": email, "password": password}),
        "password_hash_cpu_ms": _cpu_ms(lambda: Passwords().hash(password), HASHES),
    }


def _settings(shop: BenchShop, claims: Event, key: str) -> dict[str, str]:
    """Those of a function of the stack, as far as knowing who calls takes any."""
    taken = {"TOKEN_ISSUER": claims["iss"], "TOKEN_AUDIENCE": claims["aud"], "TOKEN_KEYS": key}
    return {**audit.on_stack(shop.layout), **taken}


def _event(claims: Event) -> Event:
    """A request, as far as the gateway says whose it is."""
    return {"requestContext": {"authorizer": {"jwt": {"claims": claims}}}}


def _knowing(what: str, auth: Auth, event: Event, headers: dict[str, str]) -> dict[str, float]:
    declared = next(one for one in functions_of(discover(), Endpoint) if one.auth is auth)

    def ask() -> None:
        if not isinstance(authorize(declared, event, headers), Customer):
            raise Stranger(what)

    ask()  # reads the key set, and what is revoked
    meter.reset()
    spent_ms = _cpu_ms(ask, REQUESTS)
    return {f"{what}_cpu_ms": spent_ms, f"{what}_round_trips": len(meter.calls) / REQUESTS}


def _login_cpu_ms(shop: BenchShop, body: dict[str, str]) -> float:
    """Of the functions' workers, so without the gateway."""
    before = workers.cpu_ms_by_function(shop.emulator_pid)
    for _ in range(LOGINS):
        shop.api.send("POST", "/api/users/login", body).expect(OK)
    after = workers.cpu_ms_by_function(shop.emulator_pid)
    return round((after.total() - before.total()) / LOGINS, 2)


def _cpu_ms(work: Callable[[], object], times: int) -> float:
    began_s = time.process_time()
    for _ in range(times):
        work()
    return round((time.process_time() - began_s) * 1000 / times, 4)
