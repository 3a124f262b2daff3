"""Whose cart a call is about, told by its principal and its cart token."""

from dataclasses import dataclass
from typing import Any

from cart import holder
from cart.holder import Holder
from haat import ids
from haat.http import Call, Customer, Guest
from haat.http.cart_token import guest_of, token_hash


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of the cart; `guest` is whom the customer was before the login."""

    holder: Holder
    guest: Holder | None = None
    new_token: str | None = None  # set for a guest who has none yet


def of(call: Call[Any]) -> Caller:
    """Who calls. A guest without a token gets one, which is given away if the call changes the cart."""
    match call.principal:
        case Customer(id=customer_id):
            before = guest_of(call.headers)
            guest = holder.guest(before.token_hash) if before else None
            return Caller(holder.customer(customer_id), guest)
        case Guest(token_hash=known):
            return Caller(holder.guest(known))
        case _:
            token = ids.new_token()
            return Caller(holder.guest(token_hash(token)), new_token=token)
