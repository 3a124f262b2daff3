"""Who sends the cases of a pass, and which operations they may call."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from haat.http.cart_token import HEADER as CART_TOKEN
from haat.manifest import Auth, Endpoint
from infra.cdk.services import discover, functions_of
from tests.e2e.world import World

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """One kind of caller. `headers` makes the credentials of a fresh one."""

    name: str
    auths: tuple[Auth, ...]
    headers: Callable[[World], Headers]

    @property
    def operations(self) -> list[str]:
        """The operations that such a caller may call, as the OpenAPI document names them."""
        return [one.name for one in functions_of(discover(), Endpoint) if one.auth in self.auths]


def _guest(_: World) -> Headers:
    return {CART_TOKEN: secrets.token_hex(32)}


def _customer(world: World) -> Headers:
    return {"Authorization": f"Bearer {world.customer().token}"}


def _admin(world: World) -> Headers:
    return {"Authorization": f"Bearer {world.admin_token()}"}


CALLERS = (
    Caller("guest", (Auth.PUBLIC, Auth.CART_HOLDER, Auth.ORDER_HOLDER, Auth.PROVIDER), _guest),
    Caller("customer", (Auth.CUSTOMER, Auth.CART_HOLDER, Auth.ORDER_HOLDER), _customer),
    Caller("admin", (Auth.STAFF,), _admin),
)
